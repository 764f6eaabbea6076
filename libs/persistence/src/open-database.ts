import type { Database as Handle } from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import type { Database } from './database.js';
import { MySqlDatabase } from './mysql-database.js';
import { SqliteDatabase } from './sqlite-database.js';

/** The database behind an initialised DataSource. `limitStatements: false` lets the command line's long work run. */
export function openDatabase(dataSource: DataSource, limitStatements = true): Database {
  const driver = dataSource.driver as unknown as { databaseConnection: Handle; pool: ConstructorParameters<typeof MySqlDatabase>[0] };
  const { type } = dataSource.options;
  return type === 'better-sqlite3'
    ? new SqliteDatabase(driver.databaseConnection)
    : new MySqlDatabase(driver.pool, type === 'mariadb' ? 'mariadb' : 'mysql', limitStatements, dataSource.options.poolSize);
}
