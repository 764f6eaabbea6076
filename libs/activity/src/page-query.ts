import { Invalid, isId } from '#libs/kernel';
import { badParameter, type RawQuery, single } from '#libs/records';

/** A place in a list that is ordered by time and id, the newest first. */
export interface Place {
  readonly at: Date;
  readonly id: string;
}

/** The parameters of a list that is neither sorted nor filtered by the caller. */
export interface PageQuery {
  /** 1 to 100. */
  readonly limit: number;
  readonly after: Place | null;
  readonly total: boolean;
}

const MOST = 100;
const USUAL = 25;
const LATEST_MS = Date.UTC(9999, 11, 31);

/**
 * Reads limit, cursor and total. Any other parameter, or one that stands twice, is refused.
 * @param list the list's name: a cursor of another list does not fit
 * @throws Invalid
 */
export function parsePageQuery(list: string, raw: RawQuery): PageQuery {
  let limit = USUAL;
  let after: Place | null = null;
  let total = false;
  for (const [name, given] of Object.entries(raw)) {
    const text = single(name, given);
    if (name === 'limit') limit = limitOf(text);
    else if (name === 'cursor') after = readCursor(list, text);
    else if (name === 'total') total = flagOf(text);
    else throw badParameter(name, 'is not one that this list knows');
  }
  return { limit, after, total };
}

/** The cursor of the page after a place. Opaque to the client. */
export const writeCursor = (list: string, { at, id }: Place): string =>
  Buffer.from(JSON.stringify([list, at.getTime(), id])).toString('base64url');

function limitOf(text: string): number {
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST) throw badParameter('limit', `must be a whole number from 1 to ${MOST}`);
  return limit;
}

function flagOf(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw badParameter('total', 'must be true or false');
  return text === 'true';
}

/** A cursor made up by a client must not reach the database as a time that it cannot read. */
function readCursor(list: string, text: string): Place {
  const refused: Invalid = badParameter('cursor', 'is not one that this list gave');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw refused;
  const [name, ms, id] = parts as unknown[];
  if (name !== list || !Number.isInteger(ms) || (ms as number) < 0 || (ms as number) > LATEST_MS || !isId(id)) throw refused;
  return { at: new Date(ms as number), id };
}
