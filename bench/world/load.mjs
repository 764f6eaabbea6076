import { accounts, relationships, relationshipTypes } from './accounts.mjs';
import { activity, cases } from './cases.mjs';
import { accessStamps, people, personRoles, sessions } from './people.mjs';
import { projectContacts, projectPlans, projects } from './projects.mjs';
import { tasks } from './tasks.mjs';

/** @typedef {import('./people.mjs').Size} Size */
/** @typedef {{ run(sql: string, params?: readonly unknown[]): Promise<unknown>, rows(sql: string, params?: readonly unknown[]): Promise<Record<string, unknown>[]> }} Connection */
/** @typedef {{ readonly dialect: string, transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> }} Target */
/** @typedef {Record<string, string | number | null>} Row */

/** The tables in the order in which their rows refer to each other. @type {Record<string, (size: Size) => Iterable<Row>>} */
const TABLES = {
  account: accounts,
  account_relationship_type: relationshipTypes,
  account_relationship: relationships,
  person: people,
  access_stamp: accessStamps,
  person_role: personRoles,
  session: sessions,
  project: projects,
  project_contact: projectContacts,
  project_plan: projectPlans,
  project_task: tasks,
  service_case: cases,
  activity_entry: activity,
};

const ROWS_A_STATEMENT = { sqlite: 20, mysql: 1_000 };
const ROWS_A_TRANSACTION = 50_000;

/**
 * Fills a fresh, migrated database, past the program. As a dump would: on a server database without its checks of keys,
 * on SQLite with the indexes made at the end.
 * @param {Target} target
 * @param {Size} size
 * @param {(table: string, rows: number) => void} [told] after each table
 */
export async function loadWorld(target, size, told = () => {}) {
  const indexes = target.dialect === 'sqlite' ? await target.transaction(dropIndexes) : [];
  for (const [table, rowsOf] of Object.entries(TABLES)) {
    let rows = 0;
    for (const some of chunks(rowsOf(size), ROWS_A_TRANSACTION)) {
      await target.transaction((connection) => insert(connection, target.dialect, table, some));
      rows += some.length;
    }
    told(table, rows);
  }
  await target.transaction(async (connection) => {
    for (const sql of indexes) await connection.run(sql);
    await moveCounters(connection, size);
  });
}

/**
 * Drops the indexes and answers the statements that make them again.
 * @param {Connection} connection
 */
async function dropIndexes(connection) {
  const indexes = await connection.rows("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL");
  for (const { name } of indexes) await connection.run(`DROP INDEX "${name}"`);
  return indexes.map(({ sql }) => String(sql));
}

/** @param {Connection} connection @param {string} dialect @param {string} table @param {Row[]} rows */
async function insert(connection, dialect, table, rows) {
  const columns = Object.keys(rows[0] ?? {});
  const names = columns.map((name) => `\`${name}\``).join(', ');
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  if (dialect !== 'sqlite') await connection.run('SET SESSION foreign_key_checks = 0, SESSION unique_checks = 0');
  for (const some of chunks(rows, dialect === 'sqlite' ? ROWS_A_STATEMENT.sqlite : ROWS_A_STATEMENT.mysql)) {
    const params = some.flatMap((row) => columns.map((name) => row[name]));
    await connection.run(`INSERT INTO \`${table}\` (${names}) VALUES ${some.map(() => tuple).join(', ')}`, params);
  }
  if (dialect !== 'sqlite') await connection.run('SET SESSION foreign_key_checks = 1, SESSION unique_checks = 1');
}

/** The numbers that rows were given are taken. @param {Connection} connection @param {Size} size */
async function moveCounters(connection, size) {
  const taken = {
    ACCT: size.accounts + 1,
    CNT: size.accounts + 100,
    PRJ: 10_001 + size.projects,
    PRJTASK: 10_001 + size.tasks,
    CS: 1001 + size.cases,
  };
  for (const [prefix, next] of Object.entries(taken))
    await connection.run('UPDATE number_counter SET next_value = ? WHERE id = ?', [next, prefix]);
}

/**
 * @template T
 * @param {Iterable<T>} rows
 * @param {number} most
 */
function* chunks(rows, most) {
  /** @type {T[]} */
  let some = [];
  for (const row of rows) {
    some.push(row);
    if (some.length === most) {
      yield some;
      some = [];
    }
  }
  if (some.length) yield some;
}
