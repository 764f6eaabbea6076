import type { AppAbility } from '#libs/authorization';
import { isId } from '#libs/kernel';
import type { ColumnKind } from '#libs/persistence';
import { type Filter, parseFilter } from './filter.js';
import { badParameter, flagOf, limitOf, single } from './parameters.js';
import { isReadable, type RecordShape, readableWhere } from './record-shape.js';

/** The parameters of a list as they came in the address. */
export type RawQuery = Readonly<Record<string, unknown>>;

export interface SortKey {
  readonly field: string;
  readonly property: string;
  readonly descending: boolean;
}

/** A list request that was read and found in order. */
export interface ListQuery {
  readonly limit: number;
  readonly sort: readonly SortKey[];
  readonly sortText: string;
  readonly after: readonly unknown[] | null;
  readonly filters: readonly Filter[];
  readonly search: string | null;
  readonly total: boolean;
}

/**
 * Reads the parameters of a list. Whatever is unknown, repeated, unreadable to the caller or malformed is refused alike
 * (decision 14).
 * @throws Invalid
 */
export function parseListQuery(shape: RecordShape, ability: AppAbility, raw: RawQuery): ListQuery {
  const readable = ability.fieldsFor('read', shape.subject);
  const filters: Filter[] = [];
  let limit = limitOf(undefined);
  let sortText = shape.defaultSort;
  let cursor: string | null = null;
  let search: string | null = null;
  let total = false;
  for (const [name, given] of Object.entries(raw)) {
    const text = single(name, given);
    if (name === 'limit') limit = limitOf(text);
    else if (name === 'sort') sortText = text;
    else if (name === 'cursor') cursor = text;
    else if (name === 'q') search = text.trim().slice(0, 200) || null;
    else if (name === 'total') total = flagOf(name, text);
    else filters.push(parseFilter(shape, readable, name, text));
  }
  const sort = sortOf(shape, ability, sortText);
  return { limit, sort, sortText, after: cursor === null ? null : readCursor(shape, cursor, sortText, sort), filters, search, total };
}

function sortOf(shape: RecordShape, ability: AppAbility, text: string): SortKey[] {
  const readable = ability.fieldsFor('read', shape.subject);
  const keys = text.split(',').map((part): SortKey => {
    const descending = part.startsWith('-');
    const name = descending ? part.slice(1) : part;
    const field = shape.fields.get(name);
    // A field that is hidden on some rows would tell of them by their place.
    // The usual order is the list's own choice: who may read nothing gets an empty page in it.
    const usual = text === shape.defaultSort;
    const sortable = field?.sort && (usual || (isReadable(name, readable) && !readableWhere(shape, ability, name)));
    if (!sortable) throw badParameter('sort', 'names a field that this list cannot be sorted by');
    return { field: name, property: typeof field.sort === 'string' ? field.sort : field.property, descending };
  });
  if (keys.length > 3 || new Set(keys.map((key) => key.field)).size < keys.length)
    throw badParameter('sort', 'must name at most three different fields');
  return keys;
}

/** The place after a row: its sort values and id. Opaque to the client; values are only ever bound, never written into SQL. */
export const writeCursor = (sortText: string, values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([sortText, ...values])).toString('base64url');

function readCursor(shape: RecordShape, text: string, sortText: string, keys: readonly SortKey[]): unknown[] {
  try {
    const [sort, ...values] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const kinds = [...keys.map(({ property }) => shape.table.columns.get(property)!.column.kind), 'id' as const];
    if (sort === sortText && values.length === kinds.length && values.every((one, i) => fitsKind(one, kinds[i]!))) return values;
  } catch {
    // falls through to the refusal: a cursor that is no cursor is treated like one of another list
  }
  throw badParameter('cursor', 'is not one that this list gave');
}

/** Whether a value of a cursor may stand in such a column; a forged one must not reach the database's own conversion. */
function fitsKind(value: unknown, kind: ColumnKind): boolean {
  if (value === null) return kind !== 'id';
  if (kind === 'id') return isId(value);
  if (kind === 'instant') return typeof value === 'string' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}$/.test(value);
  if (kind === 'date') return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  if (['integer', 'bigInteger', 'decimal', 'money', 'flag'].includes(kind))
    return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
  return typeof value === 'string' && value.length <= 1000;
}
