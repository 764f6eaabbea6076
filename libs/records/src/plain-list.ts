import { isId } from '#libs/kernel';
import type { RawQuery } from './list-query.js';
import { badParameter, flagOf, limitOf, single } from './parameters.js';
import type { Page } from './record-reader.js';
import type { RecordJson } from './select-plan.js';

/** The parameters of a list that the caller neither sorts nor searches. */
export interface PlainQuery {
  /** 1 to 100. */
  readonly limit: number;
  /** The place of the last row that was given; null on the first page. */
  readonly after: Place | null;
  readonly total: boolean;
  /** The filters that were given, as they came. */
  readonly filters: Readonly<Record<string, string>>;
}

/** A place in a list that is ordered by time and id. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

const LATEST_MS = Date.UTC(9999, 11, 31);

/**
 * Reads limit, cursor, total and the filters named here. Any other parameter, or one that stands twice, is refused.
 * @param list the list's name: a cursor of another list does not fit
 * @throws Invalid
 */
export function parsePlainQuery(list: string, raw: RawQuery, filters: readonly string[] = []): PlainQuery {
  const { limit, total, rest } = commonParameters(raw);
  const { cursor, ...given } = rest;
  const unknown = Object.keys(given).find((name) => !filters.includes(name));
  if (unknown !== undefined) throw badParameter(unknown, 'is not one that this list knows');
  const empty = Object.keys(given).find((name) => given[name] === '');
  if (empty !== undefined) throw badParameter(empty, 'has no value');
  return { limit, total, filters: given, after: cursor === undefined ? null : placeIn(list, cursor) };
}

/** The cursor of the page after a place. Opaque to the client. */
export const plainCursor = (list: string, { at, id }: Place): string => encode([list, at.getTime(), id]);

/**
 * A page of a list that is held in memory whole, as the plugins are. Knows limit, cursor and total.
 * @throws Invalid
 */
export function pageInMemory(list: string, rows: readonly RecordJson[], raw: RawQuery): Page {
  const { limit, total, rest } = commonParameters(raw);
  const { cursor, ...unknown } = rest;
  for (const name of Object.keys(unknown)) throw badParameter(name, 'is not one that this list knows');
  const from = cursor === undefined ? 0 : offsetIn(list, cursor);
  const next = from + limit < rows.length ? encode([list, from + limit]) : null;
  return { items: rows.slice(from, from + limit), next, ...(total ? { total: rows.length } : {}) };
}

function commonParameters(raw: RawQuery): { limit: number; total: boolean; rest: Record<string, string> } {
  const { limit, total, ...rest } = Object.fromEntries(Object.entries(raw).map(([name, given]) => [name, single(name, given)]));
  return { limit: limitOf(limit), total: total === undefined ? false : flagOf('total', total), rest };
}

const encode = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** A cursor made up by a client must not reach the database as a value that it cannot read. */
function decode(list: string, text: string): unknown[] {
  try {
    const values = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    if (Array.isArray(values) && values[0] === list) return values.slice(1);
  } catch {
    // no cursor at all: refused like one of another list
  }
  throw foreignCursor();
}

const foreignCursor = () => badParameter('cursor', 'is not one that this list gave');
const isWhole = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;

function placeIn(list: string, text: string): Place {
  const [ms, id] = decode(list, text);
  if (!isWhole(ms, LATEST_MS) || !isId(id)) throw foreignCursor();
  return { at: new Date(ms), id };
}

function offsetIn(list: string, text: string): number {
  const [offset] = decode(list, text);
  if (!isWhole(offset, 1_000_000)) throw foreignCursor();
  return offset;
}
