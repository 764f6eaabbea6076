import type { TransactionConnection } from './database.js';
import type { TableInfo } from './record-schema.js';
import type { SearchEntry } from './search-entry.schema.js';
import { deletedWith, entriesOf, isIndexed, textsAmong } from './search-registry.js';

type Row = Readonly<Record<string, unknown>>;

/** So many entries wait for the end of the transaction at most. */
const MOST_WAITING = 1_000;
const IDS_A_STATEMENT = 500;

/** Keeps the index of texts in step with what a transaction writes: all of it is committed together, or none. */
export class SearchWriter {
  private waiting: SearchEntry[] = [];

  constructor(
    private readonly connection: TransactionConnection,
    private readonly insert: (entries: readonly SearchEntry[]) => Promise<void>,
  ) {}

  async inserted({ table }: TableInfo, rows: readonly object[]): Promise<void> {
    this.waiting.push(...entriesOf(table, rows));
    if (this.waiting.length >= MOST_WAITING) await this.flush();
  }

  /** @param state the whole row as it is now, if it is known; else it is read where a text has changed */
  async updated({ table, columns }: TableInfo, id: string, changes: object, state?: object): Promise<void> {
    const texts = textsAmong(table, Object.keys(changes));
    if (!texts.length) return;
    const row = state ?? (await this.read(table, columns, texts, id));
    await this.flush();
    for (const { text, audience } of entriesOf(table, [{ ...row, id }]))
      await this.connection.later('UPDATE search_entry SET text = ? WHERE record_id = ? AND audience = ?', [text, id, audience]);
  }

  private async read(table: string, columns: TableInfo['columns'], texts: readonly string[], id: string): Promise<Row> {
    const names = texts.map((property) => `t.\`${columns.get(property)!.name}\` AS \`${property}\``).join(', ');
    const [row] = await this.connection.rows<Row>(`SELECT ${names} FROM \`${table}\` t WHERE t.id = ?`, [id]);
    return row!;
  }

  /** Call it before rows are deleted: with them goes what the database deletes along with them. */
  async removing({ table, columns }: TableInfo, property: string, value: unknown): Promise<void> {
    const owners = `SELECT o.id FROM \`${table}\` o WHERE o.\`${columns.get(property)!.name}\` = ?`;
    const below = deletedWith(table, owners);
    if (!below.length && !isIndexed(table)) return;
    const ids = property === 'id' && !below.length ? [value] : await this.idsOf([...(isIndexed(table) ? [owners] : []), ...below], value);
    await this.flush();
    for (let from = 0; from < ids.length; from += IDS_A_STATEMENT) {
      const some = ids.slice(from, from + IDS_A_STATEMENT);
      await this.connection.later(`DELETE FROM search_entry WHERE record_id IN (${some.map(() => '?').join(', ')})`, some);
    }
  }

  private async idsOf(selects: readonly string[], value: unknown): Promise<unknown[]> {
    const rows = await this.connection.rows<{ id: string }>(
      selects.join(' UNION '),
      selects.map(() => value),
    );
    return rows.map(({ id }) => id);
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const entries = this.waiting;
    this.waiting = [];
    if (entries.length) await this.insert(entries);
  }
}
