import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { migrateDatabase } from '#libs/persistence';
import { migrations } from './migrations/index.js';
import { schemas } from './schemas.js';
import { type Settings, SettingsFault } from './settings.js';

/**
 * Brings the schema up to date. In production a server database is only ever migrated by `quayside migrate`: several
 * processes start at once there, and a structural change is a decision.
 * @param always run them in production too
 * @returns the names of the migrations that were run
 */
export async function prepareDatabase(settings: Settings, always = false): Promise<string[]> {
  const embedded = settings.databaseUrl.startsWith('sqlite:');
  if (embedded) mkdirSync(dirname(settings.databaseUrl.slice('sqlite:'.length)), { recursive: true });
  return migrateDatabase(settings.databaseUrl, schemas, migrations, {
    mayRun: () => {
      if (settings.production && !embedded && !always)
        throw new SettingsFault('The database is not up to date: run "npx quayside migrate" first.');
    },
  });
}
