import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

export type DatabaseKind = 'sqlite' | 'mariadb';

/** An empty database of its own for one test file. */
export interface FreshDatabase {
  readonly kind: DatabaseKind;
  /** What goes into `DATABASE_URL`. */
  readonly url: string;
  /** Deletes it. Close every connection first. */
  drop(): Promise<void>;
}

/** The kind of database that this run of the test file is for; jest.config.js sets it for each of its projects. */
export const databaseKind = (globalThis as { QUAYSIDE_DATABASE?: DatabaseKind }).QUAYSIDE_DATABASE ?? 'sqlite';

/** A new database without any table, of the kind this run is for. */
export function freshDatabase(kind: DatabaseKind = databaseKind): Promise<FreshDatabase> {
  return kind === 'mariadb' ? freshMariadb() : freshSqlite();
}

// A file, not `:memory:`: the program opens two connections, and each would see a memory database of its own.
async function freshSqlite(): Promise<FreshDatabase> {
  // `npm test` names a folder that it deletes at its end, for what a test that was cut short could not drop.
  const folder = await mkdtemp(join(process.env.QUAYSIDE_TEST_FOLDER ?? tmpdir(), 'quayside-sqlite-'));
  return {
    kind: 'sqlite',
    url: `sqlite:${join(folder, 'test.sqlite')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function freshMariadb(): Promise<FreshDatabase> {
  const server = process.env.QUAYSIDE_TEST_MARIADB_URL;
  if (!server) throw new Error('no MariaDB server was started for this test run');
  const name = `qs_${randomBytes(8).toString('hex')}`;
  await runOn(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin`);
  return { kind: 'mariadb', url: `${server}/${name}`, drop: () => runOn(server, `DROP DATABASE IF EXISTS ${name}`) };
}

async function runOn(server: string, statement: string): Promise<void> {
  const { hostname, port, username } = new URL(server);
  const connection = await createConnection({ host: hostname, port: Number(port), user: username });
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}
