import type { SqlText } from '#libs/authorization';
import type { Dialect } from '#libs/persistence';
import { keysetSql, orderBy } from './keyset.js';
import type { ListQuery } from './list-query.js';
import type { RecordShape } from './record-shape.js';
import { INDEXED, type Search } from './search.js';
import type { SelectPlan } from './select-plan.js';

/** What one page of a list is made of. */
export interface PageParts {
  readonly shape: RecordShape;
  readonly plan: SelectPlan;
  readonly query: ListQuery;
  /** The rules, the scopes and the filters, over the alias `t`. */
  readonly where: SqlText;
}

type Statement = readonly [sql: string, params: readonly unknown[]];

/**
 * So many rows of a list are looked through for what is searched, before the full-text index is asked. A word that stands
 * in one row of forty or more fills a page there, and the index would have to name each of its rows; a rarer one is found
 * in the index at once.
 */
export const LOOKED_THROUGH = 1_000;

/** Whether a condition speaks of what stands behind a reference, which then has to be joined. */
const needsJoins = (plan: SelectPlan, where: SqlText): boolean =>
  [...plan.guarded.values()].some((alias) => where.sql.includes(`${alias}.`));

/** The joins that a condition needs, with their values. */
const joinsFor = ({ plan, where }: PageParts): SqlText =>
  needsJoins(plan, where) ? { sql: ` ${plan.joins}`, params: plan.joinParams } : { sql: '', params: [] };

const both = (one: SqlText, other: SqlText): SqlText => ({
  sql: `${one.sql} AND ${other.sql}`,
  params: [...one.params, ...other.params],
});

/** The condition on the rows of this page: those after the last one. */
const fromHere = ({ shape, query, where }: PageParts): SqlText =>
  query.after ? both(where, keysetSql(shape, query.sort, query.after)) : where;

const selected = ({ shape, plan, query }: PageParts): string =>
  `${plan.columns}${query.sort.map(({ property }, i) => `, t.\`${shape.table.columns.get(property)!.name}\` AS s${i}`).join('')}, t.id AS sid`;

const tableOf = ({ shape }: PageParts): string => `\`${shape.table.table}\``;
const orderOf = ({ shape, query }: PageParts): string => `ORDER BY ${orderBy(shape, query.sort)}`;
const limitOf = ({ query }: PageParts): string => `LIMIT ${query.limit + 1}`;

/**
 * Which rows make the page is decided without what they refer to: a server would otherwise weigh the joins too, and now
 * and then sort a whole table instead of walking along the index of the order.
 */
export function pageStatement(parts: PageParts): Statement {
  const { plan } = parts;
  const where = fromHere(parts);
  const [table, order, limit] = [tableOf(parts), orderOf(parts), limitOf(parts)];
  if (needsJoins(plan, where)) {
    const params = [...plan.columnParams, ...plan.joinParams, ...where.params];
    return [`SELECT ${selected(parts)} FROM ${table} t ${plan.joins} WHERE ${where.sql} ${order} ${limit}`, params];
  }
  return shownAs(parts, { sql: `SELECT t.id FROM ${table} t WHERE ${where.sql} ${order} ${limit}`, params: where.params });
}

/** The rows of these ids, in their order and with what they show. */
const shownAs = (parts: PageParts, ids: SqlText): Statement => [
  `SELECT ${selected(parts)} FROM (${ids.sql}) page JOIN ${tableOf(parts)} t ON t.id = page.id ${parts.plan.joins} ${orderOf(parts)}`,
  [...parts.plan.columnParams, ...ids.params, ...parts.plan.joinParams],
];

/** Whether one of the record's entries matches; as a value, so that it is asked of each row and never begun with. */
const hasEntry = ({ matches }: Search): SqlText => ({
  sql: `(EXISTS (SELECT 1 FROM search_entry e WHERE e.record_id = t.id AND ${matches.sql})) = 1`,
  params: matches.params,
});

/**
 * The page of what matches among the next rows of the list. Each row says in `walked` how many were looked through; there
 * is one without a `sid` when nothing was found.
 */
export function nearStatement(parts: PageParts, search: Search): Statement {
  const { plan } = parts;
  const [table, order] = [tableOf(parts), orderOf(parts)];
  const [where, joins, entry] = [fromHere(parts), joinsFor(parts), hasEntry(search)];
  const walk = `SELECT t.id FROM ${table} t${joins.sql} WHERE ${where.sql} ${order} LIMIT ${LOOKED_THROUGH}`;
  const walkParams = [...joins.params, ...where.params];
  const page = `SELECT t.id FROM (${walk}) w JOIN ${table} t ON t.id = w.id WHERE ${entry.sql} ${order} ${limitOf(parts)}`;
  return [
    `SELECT walked.n AS walked, ${selected(parts)} FROM (SELECT COUNT(*) AS n FROM (${walk}) k) walked LEFT JOIN (${page}) page ON 1=1 LEFT JOIN ${table} t ON t.id = page.id ${plan.joins} ${order}`,
    [...plan.columnParams, ...walkParams, ...walkParams, ...entry.params, ...plan.joinParams],
  ];
}

/** The page of what matches, by the full-text index. */
export function indexedStatement(parts: PageParts, search: Search, dialect: Dialect): Statement {
  const found = indexed(parts, search, dialect, fromHere(parts));
  return shownAs(parts, { sql: `SELECT t.id FROM ${found.sql} GROUP BY t.id ${orderOf(parts)} ${limitOf(parts)}`, params: found.params });
}

/** FROM and WHERE of the records that the index finds, one for each of their entries that match. */
function indexed(parts: PageParts, { matches, wanted }: Search, dialect: Dialect, where: SqlText): SqlText {
  const index = INDEXED[dialect](parts.shape.table.table);
  const joins = joinsFor(parts);
  return {
    sql: `${index.from}${joins.sql} WHERE ${index.where} AND ${matches.sql} AND ${where.sql}`,
    params: [...joins.params, wanted, ...matches.params, ...where.params],
  };
}

/** How many rows the whole list has, in column `n`. */
export function countStatement(parts: PageParts): Statement {
  const joins = joinsFor(parts);
  return [`SELECT COUNT(*) AS n FROM ${tableOf(parts)} t${joins.sql} WHERE ${parts.where.sql}`, [...joins.params, ...parts.where.params]];
}

/** How many rows match, in column `n`. @param few there are no more rows to look through than one page does */
export function foundCountStatement(parts: PageParts, search: Search, dialect: Dialect, few: boolean): Statement {
  if (few) return countStatement({ ...parts, where: both(parts.where, hasEntry(search)) });
  const found = indexed(parts, search, dialect, parts.where);
  return [`SELECT COUNT(DISTINCT t.id) AS n FROM ${found.sql}`, found.params];
}
