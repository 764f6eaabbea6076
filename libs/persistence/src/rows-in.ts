import type { Connection } from './database.js';

const VALUES_PER_STATEMENT = 500;

/**
 * The rows of a SELECT with `IN (:values)` for any number of values, asked in as many statements as that needs. For
 * imports and other long work; a request never has that many.
 */
export async function rowsIn<R = Record<string, unknown>>(connection: Connection, sql: string, values: readonly unknown[]): Promise<R[]> {
  const found: R[] = [];
  for (let from = 0; from < values.length; from += VALUES_PER_STATEMENT) {
    const some = values.slice(from, from + VALUES_PER_STATEMENT);
    found.push(...(await connection.rows<R>(sql.replace(':values', some.map(() => '?').join(', ')), some)));
  }
  return found;
}
