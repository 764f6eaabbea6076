import { PlanExport } from '../../tasks/index.js';
import type { Command } from '../command.js';
import { AS, withProgram } from '../program.js';
import { OUT, writeOut } from './exported-file.js';

export const exportProject: Command = {
  name: 'export project',
  summary: 'Writes the plan of a project as MS Project XML',
  usage: '<number|id>',
  count: [1, 1],
  options: { ...AS, ...OUT },
  run: (call) =>
    withProgram(call, async (program) => {
      const ability = await program.abilityOf(await program.origin(call));
      const { content } = await program.get(PlanExport).mspdi(ability, call.arguments[0]!);
      await writeOut(call, content);
    }),
};
