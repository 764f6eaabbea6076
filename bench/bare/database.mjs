// The driver as plainly as it can be used: one statement in, rows out; as durable as the program's.
import Sqlite from 'better-sqlite3';
import { createPool } from 'mysql2';

/**
 * @typedef {object} BareDatabase
 * @property {(sql: string, params: unknown[]) => Promise<any[]>} rows
 * @property {(sql: string, params: unknown[]) => Promise<number>} run how many rows were changed
 */

/** @param {string} url @returns {BareDatabase} */
export const openBare = (url) => (url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openMariadb(url));

/** @param {string} file @returns {BareDatabase} */
function openSqlite(file) {
  const handle = new Sqlite(file, { timeout: 5000 });
  handle.pragma('journal_mode = WAL');
  handle.pragma('synchronous = FULL');
  handle.pragma('foreign_keys = ON');
  handle.pragma('cache_size = -65536');
  /** @type {Map<string, import('better-sqlite3').Statement>} */
  const prepared = new Map();
  const statement = (/** @type {string} */ sql) => {
    const known = prepared.get(sql) ?? handle.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    rows: async (sql, params) => statement(sql).all(...params),
    run: async (sql, params) => statement(sql).run(...params).changes,
  };
}

/** @param {string} url @returns {BareDatabase} */
function openMariadb(url) {
  const { hostname, port, username, pathname } = new URL(url);
  const pool = createPool({
    host: hostname,
    port: Number(port),
    user: username,
    database: pathname.slice(1),
    connectionLimit: 10,
    dateStrings: true,
    supportBigNumbers: true,
    charset: 'utf8mb4',
  });
  /** @type {(sql: string, params: unknown[]) => Promise<any>} */
  const query = (sql, params) =>
    new Promise((resolve, reject) => pool.query(sql, params, (error, result) => (error ? reject(error) : resolve(result))));
  return { rows: query, run: async (sql, params) => (await query(sql, params)).affectedRows };
}
