import type { Caller, SqlText } from '#libs/authorization';
import { isId, NotFound } from '#libs/kernel';
import { type Connection, type Database, type EntitySchema, type TableInfo, tableOf } from '#libs/persistence';
import { filterSql } from './filter.js';
import { type ListQuery, parseListQuery, type RawQuery, writeCursor } from './list-query.js';
import {
  countStatement,
  foundCountStatement,
  indexedStatement,
  LOOKED_THROUGH,
  nearStatement,
  type PageParts,
  pageStatement,
} from './page-statement.js';
import { type RecordShape, readableWhere, visibleGathered } from './record-shape.js';
import { isSearchedInPlace, type Search, searchFor, searchInPlace } from './search.js';
import { planFor, type RecordJson, type SelectPlan } from './select-plan.js';

export interface Page {
  readonly items: RecordJson[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
  /** Only when asked for. */
  readonly total?: number;
}

/** Narrows a list to what belongs to something, over the alias `t`. Never widens: the rules are always added. */
export type Scope = SqlText;

/** Rules under which much of a table is found, unless they name few records. */
const BROAD = /SELECT|IS NOT NULL/;

/**
 * Scope: the same rows; it only filters what an index finds by something else. As a value, and not as a condition, it is
 * nothing for the server to begin with.
 */
export const asValue = ({ sql, params }: Scope): Scope => ({ sql: `(${sql}) = 1`, params });

/** A list whose rows are counted. */
export interface CountedList {
  readonly shape: RecordShape;
  readonly scopes: readonly Scope[];
  /** The scopes lead to few rows, which the rules only filter. */
  readonly led?: boolean;
}

const ROWS_OF_AN_EXPORT = 500;

/** Where a row stands in the order: the next page begins after it. */
const placeOf = ({ sort }: ListQuery, row: Record<string, unknown>): unknown[] => [...sort.map((_, i) => row[`s${i}`]), row.sid];

/** Scope: the rows whose property has this value. */
export const belongingTo = (shape: RecordShape, property: string, id: unknown): Scope => ({
  sql: `t.\`${shape.table.columns.get(property)!.name}\` = ?`,
  params: [id],
});

/** Scope: the rows whose property has one of these values. */
export const anyOf = (shape: RecordShape, property: string, values: readonly unknown[]): Scope => ({
  sql: values.length ? `t.\`${shape.table.columns.get(property)!.name}\` IN (${values.map(() => '?').join(', ')})` : '1=0',
  params: values,
});

/** Reads records under the caller's rules: the rules are in the statement, the fields are the ones the caller may read. */
export class RecordReader {
  constructor(private readonly database: Database) {}

  /**
   * One page of the records the caller may see. A stranger gets an empty page. One statement, one more for a rare word that
   * is searched, one more for a total, one more where fields are gathered from other tables.
   */
  async page(caller: Caller, shape: RecordShape, raw: RawQuery, ...scopes: Scope[]): Promise<Page> {
    const parts = this.parts(caller, shape, raw, scopes);
    const { query, plan } = parts;
    const { rows, few, search } = await this.rowsOf(caller, parts);
    const items = await gather(this.database, caller, shape, true, plan, rows.slice(0, query.limit));
    const last = rows.length > query.limit ? rows[query.limit - 1]! : null;
    const next = last ? writeCursor(query.sortText, placeOf(query, last)) : null;
    if (!query.total) return { items, next };
    if (search === null || (query.after === null && next === null)) return { items, next, total: items.length };
    const count = search ? foundCountStatement(parts, search, this.database.dialect, few) : countStatement(parts);
    const [counted] = await this.database.rows<{ n: number }>(...count);
    return { items, next, total: Number(counted!.n) };
  }

  /**
   * All pages of a list, one after the other and each larger than a client may ask for. The list's own statement, read
   * again from where the page before has ended.
   * @throws Invalid with the first page
   */
  async *pages(caller: Caller, shape: RecordShape, raw: RawQuery): AsyncGenerator<RecordJson[], void, undefined> {
    const { plan, where, ...parts } = this.parts(caller, shape, raw, []);
    let query: ListQuery = { ...parts.query, limit: ROWS_OF_AN_EXPORT };
    for (let more = true; more; ) {
      const { rows } = await this.rowsOf(caller, { shape, plan, query, where });
      more = rows.length > query.limit;
      const page = rows.slice(0, query.limit);
      if (more) query = { ...query, after: placeOf(query, page.at(-1)!) };
      yield await gather(this.database, caller, shape, true, plan, page);
    }
  }

  /** The rows of a page and one more if there is one; `search` is null where nothing can be found. */
  private async rowsOf(
    caller: Caller,
    parts: PageParts,
  ): Promise<{ rows: Record<string, unknown>[]; few: boolean; search?: Search | null }> {
    const { shape, query } = parts;
    if (query.search === null) return { rows: await this.database.rows(...pageStatement(parts)), few: false };
    const search = searchFor(shape, caller, query.search, this.database.dialect);
    if (!search) return { rows: [], few: true, search };
    const near = await this.database.rows(...nearStatement(parts, search));
    const hits = near.filter(({ sid }) => sid !== null);
    const few = Number(near[0]!.walked) < LOOKED_THROUGH;
    if (few || hits.length > query.limit) return { rows: hits, few: few && query.after === null, search };
    return { rows: await this.database.rows(...indexedStatement(parts, search, this.database.dialect)), few: false, search };
  }

  /**
   * One page of what belongs to another record, as the contacts of a project: as many statements as `page`, one more
   * where it is empty.
   * @param within the property that holds the owner's id, or the scope made from that id, which is a sub-select
   * @throws NotFound when the caller may not see the owner, before anything is said about the parameters (decision 10)
   */
  async pageOf(
    caller: Caller,
    owner: { readonly schema: EntitySchema<any>; readonly key: string },
    shape: RecordShape,
    raw: RawQuery,
    within: string | ((ownerId: SqlText) => Scope),
  ): Promise<Page> {
    const found = ownerId(caller, tableOf(owner.schema), owner.key);
    const id = { sql: `(${found.sql})`, params: found.params };
    const scope = typeof within === 'string' ? { ...id, sql: `t.\`${shape.table.columns.get(within)!.name}\` = ${id.sql}` } : within(id);
    const answer = this.page(caller, shape, raw, scope);
    const page = await answer.catch(() => null);
    if (!page?.items.length && !(await this.database.rows(found.sql, found.params)).length) throw new NotFound();
    return answer;
  }

  /**
   * One record by id or number.
   * @param connection the running transaction, when the record was just changed in it
   * @throws NotFound when it does not exist or the caller may not see it
   */
  async one(caller: Caller, shape: RecordShape, key: string, connection: Connection = this.database): Promise<RecordJson> {
    const plan = planFor(shape, caller.ability, false);
    const rule = caller.ability.where('read', shape.subject, 't');
    const byId = isId(key);
    if (!byId && !shape.hasNumber) throw new NotFound();
    const [row] = await connection.rows(
      `SELECT ${plan.columns} FROM \`${shape.table.table}\` t ${plan.joins} WHERE t.\`${byId ? 'id' : 'number'}\` = ? AND ${rule.sql}`,
      [...plan.columnParams, ...plan.joinParams, key, ...rule.params],
    );
    if (!row) throw new NotFound();
    const [record] = await gather(connection, caller, shape, false, plan, [row]);
    return record!;
  }

  /** How many records the caller may see, within the scopes. */
  async countOf(caller: Caller, shape: RecordShape, ...scopes: Scope[]): Promise<number> {
    const parts = [...scopes, caller.ability.where('read', shape.subject, 't')];
    return this.countRows(
      `\`${shape.table.table}\` t WHERE ${parts.map((part) => part.sql).join(' AND ')}`,
      parts.flatMap((part) => part.params),
    );
  }

  /** How many records the caller may see of each of several lists, in one statement. */
  async counts(caller: Caller, lists: readonly CountedList[]): Promise<number[]> {
    if (!lists.length) return [];
    const counted = lists.map(({ shape, scopes, led }, i) => {
      const rule = caller.ability.where('read', shape.subject, 't');
      const parts = [...scopes, led ? asValue(rule) : rule];
      return {
        sql: `(SELECT COUNT(*) FROM \`${shape.table.table}\` t WHERE ${parts.map((part) => part.sql).join(' AND ')}) AS n${i}`,
        params: parts.flatMap((part) => part.params),
      };
    });
    const [row] = await this.database.rows(
      `SELECT ${counted.map(({ sql }) => sql).join(', ')}`,
      counted.flatMap(({ params }) => params),
    );
    return lists.map((_, i) => Number(row![`n${i}`]));
  }

  private async countRows(from: string, params: readonly unknown[]): Promise<number> {
    const [row] = await this.database.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM ${from}`, params);
    return Number(row!.n);
  }

  private parts(caller: Caller, shape: RecordShape, raw: RawQuery, scopes: readonly Scope[]): PageParts {
    const query = parseListQuery(shape, caller.ability, raw);
    const plan = planFor(shape, caller.ability, true);
    if (query.search === null || !isSearchedInPlace(shape))
      return { shape, plan, query, where: this.where(caller, shape, plan, query, scopes) };
    const where = this.where(caller, shape, plan, query, [...scopes, searchInPlace(shape, caller, query.search)]);
    return { shape, plan, query: { ...query, search: null }, where };
  }

  private where(caller: Caller, shape: RecordShape, plan: SelectPlan, query: ListQuery, scopes: readonly Scope[]): SqlText {
    const parts: SqlText[] = [...scopes];
    for (const filter of query.filters) {
      parts.push(filterSql(shape, filter, plan.guarded.get(filter.name), caller.personId));
      const readable = readableWhere(shape, caller.ability, filter.name);
      if (readable) parts.push(readable);
    }
    const rule = caller.ability.where('read', shape.subject, 't');
    // A large set in the rules, or half of the table, only filters what an index of the list finds.
    parts.push(BROAD.test(rule.sql) && !caller.ability.narrows('read', shape.subject) ? asValue(rule) : rule);
    return { sql: parts.map((part) => part.sql).join(' AND '), params: parts.flatMap((part) => part.params) };
  }
}

/** The id of the record under this id or number, if the caller may see it. */
function ownerId(caller: Caller, table: TableInfo, key: string): SqlText {
  const byId = isId(key);
  if (!byId && !table.columns.has('number')) throw new NotFound();
  const rule = caller.ability.where('read', table.name, 'o');
  return {
    sql: `SELECT o.id FROM \`${table.table}\` o WHERE o.\`${byId ? 'id' : 'number'}\` = ? AND ${rule.sql}`,
    params: [key, ...rule.params],
  };
}

/** Adds what other tables hold of the records: one statement more, and only where the caller may read such fields. */
async function gather(
  connection: Connection,
  caller: Caller,
  shape: RecordShape,
  list: boolean,
  plan: SelectPlan,
  rows: readonly Record<string, unknown>[],
): Promise<RecordJson[]> {
  const records = rows.map((row) => plan.toJson(row));
  const names = visibleGathered(shape, caller.ability.fieldsFor('read', shape.subject), list);
  if (!names.length || !records.length) return records;
  const ids = records.map(({ id }) => String(id));
  const found = await shape.gathered!.read(connection, ids, names, caller);
  return records.map((record, i) => {
    const more = Object.entries(found.get(String(record.id)) ?? {});
    return { ...record, ...Object.fromEntries(more.filter(([name]) => !plan.hides(rows[i]!, name))) };
  });
}
