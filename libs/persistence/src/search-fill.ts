import { columnName } from './columns.js';
import type { Connection } from './database.js';
import type { SearchEntry } from './search-entry.schema.js';
import { indexedText, tagOf } from './search-words.js';

type Row = Readonly<Record<string, unknown>>;

const ROWS_A_STATEMENT = 500;

/**
 * Puts the rows that a table has already into the index of texts: for migrations, and after rows were loaded past the
 * program. Nothing is taken out of the index before.
 * @param properties those with the texts, and what else `entryOf` asks for
 * @param entryOf what the index keeps of a row; when left out, its texts under their own tags
 */
export async function fillSearchIndex(
  connection: Connection,
  table: string,
  properties: readonly string[],
  entryOf: (row: Row) => SearchEntry | null = recordEntry(table, properties),
): Promise<void> {
  const names = properties.map((property) => `, t.\`${columnName(property)}\` AS \`${property}\``).join('');
  for (let after = ''; ; ) {
    const rows = await connection.rows<Row>(
      `SELECT t.id AS id${names} FROM \`${table}\` t WHERE t.id > ? ORDER BY t.id LIMIT ${ROWS_A_STATEMENT}`,
      [after],
    );
    const entries = rows.map(entryOf).filter((entry) => entry !== null);
    if (entries.length)
      await connection.run(
        `INSERT INTO search_entry (record_id, audience, text) VALUES ${entries.map(() => '(?, ?, ?)').join(', ')}`,
        entries.flatMap(({ recordId, audience, text }) => [recordId, audience, text]),
      );
    if (rows.length < ROWS_A_STATEMENT) return;
    after = String(rows.at(-1)!.id);
  }
}

function recordEntry(table: string, properties: readonly string[]): (row: Row) => SearchEntry {
  const tags = properties.map((property) => [property, tagOf(table, property)] as const);
  return (row) => ({
    recordId: String(row.id),
    audience: 'record',
    text: indexedText(tags.map(([property, tag]) => [tag, row[property]] as const)),
  });
}
