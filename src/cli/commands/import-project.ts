import { ProjectImport } from '../../tasks/index.js';
import type { Command } from '../command.js';
import { withProgram } from '../program.js';
import { IMPORT_DETAILS, IMPORT_OPTIONS, importOne } from './imports.js';

export const importProject: Command = {
  name: 'import project',
  summary: 'Imports plans of Microsoft Project and Primavera P6 (XML) as customer projects',
  usage: '<file...>',
  count: [1, 1000],
  options: { account: { value: 'NUMBER|ID', help: 'the customer account the projects are for', required: true }, ...IMPORT_OPTIONS },
  details: `${IMPORT_DETAILS}

A plan is one project and has no rows of its own to skip, so --skip-refused changes nothing here. The tasks are scheduled
by their calendars, links and constraints; a line tells of each that has other dates in the file. Resources become
assignees where a user, or a contact who may work for the account, has their address or name. A plan has no key either:
importing it again makes another project.`,
  run: (call) =>
    withProgram(call, async (program) => {
      const origin = await program.origin(call);
      const importer = program.get(ProjectImport);
      const account = call.text('account')!;
      for (const file of call.arguments) await importOne(call, file, (options) => importer.importFile(origin, file, account, options));
    }),
};
