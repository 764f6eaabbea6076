import type { ImportOptions, ImportReport } from '#libs/import-files';
import type { Call, Option } from '../command.js';
import { AS } from '../program.js';
import { Progress } from '../terminal.js';

/** What every import can be told. */
export const IMPORT_OPTIONS: Readonly<Record<string, Option>> = {
  'skip-refused': { help: 'take the good rows and list the others; otherwise one refused row stops the file' },
  'dry-run': { help: 'write nothing, and report the same' },
  ...AS,
};

export const IMPORT_DETAILS = `Reads plain and gzip files. Each file is imported in whole or not at all; what is refused is listed as
FILE:LINE: REASON. Nobody is mailed. The lines go to standard error, the result to standard output.`;

/** Imports one file, shows how far it is, and says what became of it. */
export async function importOne(call: Call, file: string, run: (options: ImportOptions) => Promise<ImportReport>): Promise<void> {
  const { out, err } = call.terminal;
  let progress: Progress | undefined;
  const dryRun = call.has('dry-run');
  try {
    const report = await run({
      skipRefused: call.has('skip-refused'),
      dryRun,
      progress: (done, total) => {
        progress ??= new Progress(err, file, total);
        progress.at(done);
      },
    });
    progress?.end();
    for (const line of [...report.notes, ...report.refused.lines()]) err.write(`${line}\n`);
    const refused = report.refused.count ? `, ${report.refused.count} refused` : '';
    out.write(`${file}: ${dryRun ? 'would import' : 'imported'} ${report.imported}${refused}.\n`);
  } finally {
    progress?.end();
  }
}
