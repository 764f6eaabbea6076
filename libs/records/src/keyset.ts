import type { SqlText } from '#libs/authorization';
import type { SortKey } from './list-query.js';
import type { RecordShape } from './record-shape.js';

interface Key {
  readonly column: string;
  readonly descending: boolean;
  readonly nullable: boolean;
}

/**
 * The sort keys with the id as the last, in the direction of the first, so that an index can serve the whole order. A
 * number that all records have is unique and ends the order by itself.
 */
function keysOf(shape: RecordShape, sort: readonly SortKey[]): Key[] {
  const keys: Key[] = [];
  for (const { property, descending } of sort) {
    const { name, column } = shape.table.columns.get(property)!;
    keys.push({ column: `t.\`${name}\``, descending, nullable: column.nullable ?? false });
    if (property === 'number' && !column.nullable) return keys;
  }
  return [...keys, { column: 't.id', descending: sort[0]?.descending ?? false, nullable: false }];
}

export const orderBy = (shape: RecordShape, sort: readonly SortKey[]): string =>
  keysOf(shape, sort)
    .map(({ column, descending }) => `${column} ${descending ? 'DESC' : 'ASC'}`)
    .join(', ');

/**
 * The rows after a place in the order: a page deep in a list costs as the first. NULL comes first when rising, on each
 * database. The bound on the first key alone is repeated, so that the index is entered at the place.
 */
export function keysetSql(shape: RecordShape, sort: readonly SortKey[], after: readonly unknown[]): SqlText {
  const keys = keysOf(shape, sort);
  const alternatives: string[] = [];
  const params: unknown[] = [];
  keys.forEach((key, i) => {
    const beyond = past(key, after[i]);
    if (!beyond) return;
    const equal = keys.slice(0, i).map((earlier, j) => (after[j] === null ? `${earlier.column} IS NULL` : `${earlier.column} = ?`));
    alternatives.push([...equal, beyond.sql].join(' AND '));
    params.push(...after.slice(0, i).filter((one) => one !== null), ...beyond.params);
  });
  const bound = firstBound(keys[0]!, after[0]);
  return { sql: `(${bound.sql}(${alternatives.join(' OR ')}))`, params: [...bound.params, ...params] };
}

function past({ column, descending, nullable }: Key, value: unknown): SqlText | null {
  if (value === null) return descending ? null : { sql: `${column} IS NOT NULL`, params: [] };
  if (descending && nullable) return { sql: `(${column} < ? OR ${column} IS NULL)`, params: [value] };
  return { sql: `${column} ${descending ? '<' : '>'} ?`, params: [value] };
}

function firstBound({ column, descending, nullable }: Key, value: unknown): SqlText {
  if (value === null || (descending && nullable)) return { sql: '', params: [] };
  return { sql: `${column} ${descending ? '<=' : '>='} ? AND `, params: [value] };
}
