import { prepareDatabase } from '../../prepare-database.js';
import { readSettings } from '../../settings.js';
import type { Command } from '../command.js';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Brings the tables of the database up to date',
  details: 'Stop the server first: a running one of an older version may not work with the new tables.',
  async run({ env, terminal }) {
    const done = await prepareDatabase(readSettings(env), true);
    for (const name of done) terminal.out.write(`${name}\n`);
    terminal.out.write(done.length ? `${done.length} migrations were run.\n` : 'The database is up to date.\n');
  },
};
