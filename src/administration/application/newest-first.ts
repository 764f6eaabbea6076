import type { SqlText } from '#libs/authorization';
import { type Database, toDatabase } from '#libs/persistence';
import { type Page, type PlainQuery, plainCursor, type RecordJson } from '#libs/records';

/** A log: rows that are only ever added, each with a time and an id. */
export interface Log<R extends { readonly id: string }> {
  /** The list's name, for its cursors. */
  readonly list: string;
  readonly table: string;
  readonly time: keyof R & string;
  toJson(row: R): RecordJson;
}

const stored = (moment: Date): unknown => toDatabase(moment, { kind: 'instant' });

/** One page of a log, newest first; a page deep in it costs as the first. One statement, two with a total. */
export async function newestFirst<R extends { readonly id: string }>(
  database: Database,
  log: Log<R>,
  query: PlainQuery,
  conditions: readonly SqlText[],
): Promise<Page> {
  const { table, time } = log;
  const narrowed = query.after ? [...conditions, olderThan(time, query.after)] : conditions;
  const rows = await database.rows<R>(
    `SELECT e.* FROM ${table} e ${where(narrowed)} ORDER BY e.${time} DESC, e.id DESC LIMIT ${query.limit + 1}`,
    narrowed.flatMap(({ params }) => params),
  );
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1)! : null;
  const next = last ? plainCursor(log.list, { at: momentOf(last[time]), id: last.id }) : null;
  const page = { items: items.map((row) => log.toJson(row)), next };
  if (!query.total) return page;
  const [counted] = await database.rows<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${table} e ${where(conditions)}`,
    conditions.flatMap(({ params }) => params),
  );
  return { ...page, total: Number(counted!.n) };
}

const where = (conditions: readonly SqlText[]): string =>
  conditions.length ? `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}` : '';

/** The bound on the time alone stands first, so that the index is entered at the place. */
const olderThan = (time: string, { at, id }: { at: Date; id: string }): SqlText => ({
  sql: `e.${time} <= ? AND (e.${time} < ? OR e.id < ?)`,
  params: [stored(at), stored(at), id],
});

const momentOf = (text: unknown): Date => new Date(`${String(text).replace(' ', 'T')}Z`);
