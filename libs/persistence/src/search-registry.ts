import { type TableInfo, tablesKnown } from './record-schema.js';
import type { SearchEntry } from './search-entry.schema.js';
import { indexedText, tagOf } from './search-words.js';

type Row = Readonly<Record<string, unknown>>;

/** How the rows of a table come into the index of texts. */
interface Indexed {
  /** The properties with the texts, and their tags. */
  readonly tags: Map<string, string>;
  entryOf(row: Row): SearchEntry | null;
}

const byTable = new Map<string, Indexed>();

/**
 * From now on the texts of this property are kept in the index. For shapes and schemas as they are loaded.
 * @returns the tag of its words
 */
export function indexText({ table, columns }: TableInfo, property: string): string {
  const kind = columns.get(property)?.column.kind;
  if (kind !== 'text' && kind !== 'longText') throw new Error(`${table}.${property} is no text that could be searched`);
  const { tags } = byTable.get(table) ?? recordsOf(table);
  const tag = tagOf(table, property);
  const other = [...tags].find(([name, known]) => known === tag && name !== property);
  if (other) throw new Error(`${table}.${property} has the same tag as ${other[0]}: their words could not be told apart`);
  tags.set(property, tag);
  return tag;
}

function recordsOf(table: string): Indexed {
  const tags = new Map<string, string>();
  const textOf = (row: Row): string => indexedText([...tags].map(([property, tag]) => [tag, row[property]] as const));
  const indexed: Indexed = { tags, entryOf: (row) => ({ recordId: String(row.id), audience: 'record', text: textOf(row) }) };
  byTable.set(table, indexed);
  return indexed;
}

/** From now on rows of a table that tell of other records are kept in the index; those that are null are not. */
export function indexEntries<S extends object>({ table }: TableInfo, entryOf: (row: S) => SearchEntry | null): void {
  byTable.set(table, { tags: new Map(), entryOf: entryOf as (row: Row) => SearchEntry | null });
}

/** What the index keeps of new rows. */
export function entriesOf(table: string, rows: readonly object[]): SearchEntry[] {
  const indexed = byTable.get(table);
  return indexed ? rows.map((row) => indexed.entryOf(row as Row)).filter((entry) => entry !== null) : [];
}

/** The properties whose texts are in the index, where some of these are among them. */
export function textsAmong(table: string, changed: readonly string[]): readonly string[] {
  const tags = byTable.get(table)?.tags;
  return tags && changed.some((property) => tags.has(property)) ? [...tags.keys()] : [];
}

/**
 * The ids of all indexed rows that the database deletes along with others, as SELECTs.
 * @param owners a SELECT of the ids of those others
 */
export function deletedWith(table: string, owners: string, depth = 1): string[] {
  const found: string[] = [];
  for (const { table: below, columns } of tablesKnown()) {
    if (below === table || !columns.has('id')) continue;
    for (const { name, column } of columns.values()) {
      if (column.references !== table || column.onDelete !== 'CASCADE' || name === 'id') continue;
      const ids = `SELECT d${depth}.id FROM \`${below}\` d${depth} WHERE d${depth}.\`${name}\` IN (${owners})`;
      if (byTable.has(below)) found.push(ids);
      found.push(...deletedWith(below, ids, depth + 1));
    }
  }
  return found;
}

/** Whether rows of this table are in the index. */
export const isIndexed = (table: string): boolean => byTable.has(table);
