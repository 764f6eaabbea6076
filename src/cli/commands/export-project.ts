import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PlanExport } from '../../tasks/index.js';
import type { Command } from '../command.js';
import { AS, withProgram } from '../program.js';

export const exportProject: Command = {
  name: 'export project',
  summary: 'Writes the plan of a project as MS Project XML',
  usage: '<number|id>',
  count: [1, 1],
  options: { ...AS, out: { value: 'FILE', help: 'into this file; without it to standard output' } },
  run: (call) =>
    withProgram(call, async (program) => {
      const ability = await program.abilityOf(await program.origin(call));
      const { content } = await program.get(PlanExport).mspdi(ability, call.arguments[0]!);
      const path = call.text('out');
      if (path === undefined) {
        for await (const part of content) call.terminal.out.write(part);
        return;
      }
      // A file that is there is not written over.
      await pipeline(Readable.from(content), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
      call.terminal.err.write(`Written to ${path}.\n`);
    }),
};
