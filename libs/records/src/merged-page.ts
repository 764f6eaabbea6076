import type { Caller } from '#libs/authorization';
import { toDatabase } from '#libs/persistence';
import { type RawQuery, writeCursor } from './list-query.js';
import { type Place, parsePlainQuery, plainCursor } from './plain-list.js';
import type { Page, RecordReader, Scope } from './record-reader.js';
import type { RecordShape } from './record-shape.js';
import type { RecordJson } from './select-plan.js';

/** A list of records of one kind, that is merged with those of others. It can be sorted by when they were changed. */
export interface MergedSource {
  readonly shape: RecordShape;
  readonly scopes: readonly Scope[];
  /** What stands in the merged list for such a record. */
  toItem(record: RecordJson): RecordJson;
}

const NEWEST = '-updatedAt';

/**
 * One page of several lists merged into one, what was changed last first, each under the caller's rules. One statement for
 * each list, one more for a total; a page deep in it costs as the first. Knows limit, cursor and total.
 * @param name the list's name: a cursor of another list does not fit
 * @throws Invalid
 */
export async function mergedPage(
  reader: RecordReader,
  caller: Caller,
  name: string,
  sources: readonly MergedSource[],
  raw: RawQuery,
): Promise<Page> {
  const { limit, after, total } = parsePlainQuery(name, raw);
  const cursor = after ? { cursor: writeCursor(NEWEST, [toDatabase(after.at, { kind: 'instant' }), after.id]) } : {};
  const found: { place: Place; item: RecordJson }[] = [];
  let more = false;
  for (const { shape, scopes, toItem } of sources) {
    const { items, next } = await reader.page(caller, shape, { limit: String(limit), sort: NEWEST, ...cursor }, ...scopes);
    more ||= next !== null;
    found.push(...items.map((record) => ({ place: placeOf(record), item: toItem(record) })));
  }
  found.sort((a, b) => newestFirst(a.place, b.place));
  const page = found.slice(0, limit);
  const last = more || found.length > limit ? page.at(-1) : undefined;
  const answer = { items: page.map(({ item }) => item), next: last ? plainCursor(name, last.place) : null };
  if (!total) return answer;
  const counts = await reader.counts(caller, sources);
  return { ...answer, total: counts.reduce((sum, count) => sum + count, 0) };
}

const placeOf = ({ id, updatedAt }: RecordJson): Place => ({ at: new Date(String(updatedAt)), id: String(id) });

/** As the lists themselves are sorted: of one moment, the higher id first. */
const newestFirst = (a: Place, b: Place): number => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1);
