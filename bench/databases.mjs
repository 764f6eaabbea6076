// The databases the bench runs on, each in a temporary folder: SQLite, and a MariaDB server of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { startMariadb } from '../test/support/mariadb.mjs';
import { loadWorld } from './world/load.mjs';
import { fillSearch } from './world/search.mjs';

/** @typedef {import('./world/people.mjs').Size} Size */

/**
 * @typedef {object} BenchDatabase
 * @property {'sqlite' | 'mariadb'} kind
 * @property {string} url what goes into DATABASE_URL
 * @property {number | null} pid of the server process
 * @property {(sql: string, params?: unknown[]) => Promise<Record<string, any>[]>} rows
 * @property {() => Promise<void>} close ends it and deletes its data
 */

const cli = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url));

/**
 * A migrated database with a generated world in it.
 * @param {'sqlite' | 'mariadb'} kind
 * @param {Size} size
 * @param {(line: string) => void} say
 * @returns {Promise<BenchDatabase>}
 */
export async function makeDatabase(kind, size, say) {
  const database = kind === 'sqlite' ? makeSqlite() : await makeMariadb();
  const began = Date.now();
  try {
    execFileSync(process.execPath, [cli, 'migrate'], {
      env: { ...process.env, DATABASE_URL: database.url },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await fillDatabase(database.url, size, say);
  } catch (error) {
    await database.close();
    throw error;
  }
  say(`${kind}: loaded in ${((Date.now() - began) / 1000).toFixed(0)} s`);
  return database;
}

/** @returns {BenchDatabase} */
function makeSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-bench-'));
  const file = join(folder, 'bench.sqlite');
  return {
    kind: 'sqlite',
    url: `sqlite:${file}`,
    pid: null,
    rows: async (sql, params = []) => {
      const handle = new Sqlite(file, { readonly: true });
      try {
        return /** @type {Record<string, any>[]} */ (handle.prepare(sql).all(...params));
      } finally {
        handle.close();
      }
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** @returns {Promise<BenchDatabase>} */
async function makeMariadb() {
  const server = await startMariadb({ 'innodb-buffer-pool-size': '1G', 'innodb-log-file-size': '256M' });
  const url = `${server.url}/bench`;
  const admin = await createConnection({ host: '127.0.0.1', port: server.port, user: 'root' });
  await admin.query('CREATE DATABASE bench CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin');
  const [[row]] = /** @type {any} */ (await admin.query('SELECT @@pid_file AS file'));
  await admin.changeUser({ database: 'bench' });
  return {
    kind: 'mariadb',
    url,
    pid: Number(readFileSync(row.file, 'utf8')),
    rows: async (sql, params = []) => /** @type {any} */ ((await admin.query(sql, params))[0]),
    close: async () => {
      await admin.end();
      await server.stop();
    },
  };
}

/**
 * Puts a generated world into an empty, migrated database.
 * @param {string} url
 * @param {Size} size
 * @param {(line: string) => void} say
 */
export async function fillDatabase(url, size, say) {
  const told = (/** @type {string} */ table, /** @type {number} */ rows) => say(`  ${table}: ${rows}`);
  if (url.startsWith('sqlite:')) await fillSqlite(url.slice('sqlite:'.length), size, told);
  else await fillMariadb(url, size, told);
}

/**
 * @param {string} file
 * @param {Size} size
 * @param {(table: string, rows: number) => void} told
 */
async function fillSqlite(file, size, told) {
  const handle = new Sqlite(file);
  for (const setting of ['synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -200000']) handle.pragma(setting);
  /** @type {Map<string, import('better-sqlite3').Statement>} */
  const prepared = new Map();
  const run = async (/** @type {string} */ sql, /** @type {readonly unknown[]} */ params = []) => {
    const statement = prepared.get(sql) ?? handle.prepare(sql);
    prepared.set(sql, statement);
    statement.run(...params);
  };
  const rows = async (/** @type {string} */ sql, /** @type {readonly unknown[]} */ params = []) =>
    /** @type {Record<string, unknown>[]} */ (handle.prepare(sql).all(...params));
  await loadWorld({ dialect: 'sqlite', transaction: (work) => inTransaction({ run, rows }, 'BEGIN', work) }, size, told);
  await inTransaction({ run, rows }, 'BEGIN', fillSearch);
  handle.exec('ANALYZE');
  handle.pragma('wal_checkpoint(TRUNCATE)');
  handle.close();
}

/**
 * @param {string} url
 * @param {Size} size
 * @param {(table: string, rows: number) => void} told
 */
async function fillMariadb(url, size, told) {
  const connection = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:') });
  const rows = async (/** @type {string} */ sql, /** @type {readonly unknown[]} */ params = []) =>
    /** @type {any} */ ((await connection.query(sql, /** @type {any} */ (params)))[0]);
  await loadWorld({ dialect: 'mysql', transaction: (work) => inTransaction({ run: rows, rows }, 'START TRANSACTION', work) }, size, told);
  // As a dump would: the full-text index is made at the end.
  await rows('ALTER TABLE search_entry DROP INDEX ft_search_entry_text');
  await fillSearch({ run: rows, rows });
  await rows('CREATE FULLTEXT INDEX ft_search_entry_text ON search_entry (text)');
  for (const row of await rows('SHOW TABLES')) await rows(`ANALYZE TABLE \`${Object.values(row)[0]}\``);
  await connection.end();
}

/**
 * @template T
 * @param {import('./world/load.mjs').Connection} connection
 * @param {string} begin
 * @param {(connection: import('./world/load.mjs').Connection) => Promise<T>} work
 */
async function inTransaction(connection, begin, work) {
  await connection.run(begin);
  const result = await work(connection);
  await connection.run('COMMIT');
  return result;
}
