import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

const program = fileURLToPath(new URL('../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs', import.meta.url));

/** What dependency-cruiser, with the configuration found in `folder`, says against the given paths below it. */
export async function violations(folder: string, paths: string[]): Promise<Violation[]> {
  const present = paths.filter((path) => existsSync(join(folder, path)));
  const { modules, summary } = JSON.parse(await run(folder, ['--output-type', 'json', ...present])) as Cruise;
  // A configuration that finds no file finds no fault either.
  if (modules.length === 0) throw new Error(`dependency-cruiser saw no file in ${folder}`);
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

interface Cruise {
  readonly modules: unknown[];
  readonly summary: { readonly violations: { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[] };
}

function run(cwd: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // It ends with the number of violations as its exit code: only an empty answer is a failure of the program itself.
    execFile(process.execPath, [program, ...args], { cwd, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) =>
      stdout.startsWith('{') ? resolve(stdout) : reject(new Error(stderr || stdout, { cause: error })),
    );
  });
}
