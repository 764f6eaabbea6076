import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { dataSourceOptions } from './settings.js';

/** What a migration is allowed to do. */
export interface MigrationPermit {
  /** Asked when migrations are pending; it throws to refuse them. */
  mayRun(): void;
}

/**
 * Runs the migrations that are pending, one transaction each where the database can take a structural change back.
 * @returns the names of those that were run
 */
export async function migrateDatabase(
  url: string,
  schemas: EntitySchema<any>[],
  migrations: (new () => MigrationInterface)[],
  permit: MigrationPermit = { mayRun: () => {} },
): Promise<string[]> {
  const source = new DataSource(dataSourceOptions(url, schemas, migrations, 1));
  await source.initialize();
  try {
    if (!(await source.showMigrations())) return [];
    permit.mayRun();
    return (await source.runMigrations()).map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}
