import { IncidentLogImport } from '../../cases/index.js';
import type { Command } from '../command.js';
import { withProgram } from '../program.js';
import { IMPORT_DETAILS, IMPORT_OPTIONS, importOne } from './imports.js';

export const importIncidentLog: Command = {
  name: 'import incident-log',
  summary: 'Imports ServiceNow incident event logs (CSV) as cases with their history',
  usage: '<file...>',
  count: [1, 1000],
  options: IMPORT_OPTIONS,
  details: `${IMPORT_DETAILS}

Cases keep their numbers. Accounts, contacts, groups and users are found by name and made when missing; people are made
inactive. A case whose number exists already is refused.`,
  run: (call) =>
    withProgram(call, async (program) => {
      const origin = await program.origin(call);
      const importer = program.get(IncidentLogImport);
      for (const file of call.arguments) await importOne(call, file, (options) => importer.importFile(origin, file, options));
    }),
};
