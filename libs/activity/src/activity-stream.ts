import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Database, isoInstant, toDatabase } from '#libs/persistence';
import { isReadable, type RawQuery, type RecordShape } from '#libs/records';
import type { ActivityKind, FieldChange } from './activity.schema.js';
import { namesIn, type ShowValue } from './change-names.js';
import type { AttachedJson, EntryJson, PersonJson } from './entry-json.js';
import { visibleEntries } from './entry-rules.js';
import { type Place, parsePageQuery, writeCursor } from './page-query.js';
import { requireReadable } from './permitted-record.js';

/** A page of a stream, newest first. */
export interface EntryPage {
  readonly items: EntryJson[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
  /** Only when asked for. */
  readonly total?: number;
}

const LIST = 'activity';
const COLUMNS = `e.id, e.kind, e.at, e.text, e.changes, p.id AS by_id, p.name AS by_name, p.kind AS by_kind,
  a.id AS file_id, a.file_name, a.content_type, a.size_bytes`;
const JOINS = 'LEFT JOIN person p ON p.id = e.by_id LEFT JOIN attachment a ON a.id = e.attachment_id AND a.deleted = 0';

/** A row of the page's statement, as the driver gives it. */
interface EntryRow {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly at: string;
  readonly text: string | null;
  readonly changes: string | null;
  readonly by_id: string | null;
  readonly by_name: string;
  readonly by_kind: PersonJson['kind'];
  readonly file_id: string | null;
  readonly file_name: string;
  readonly content_type: string;
  readonly size_bytes: number | string;
}

/** What happened to a record, as far as the reader may know: one stream of comments, notes, changes and files. */
@Injectable()
export class ActivityStream {
  constructor(private readonly database: Database) {}

  /**
   * One page of a record's stream, newest first. One statement; one more for the names that changed references stand
   * for, one more for a total.
   * @param key the record's id or number
   * @param raw limit, cursor, total; any other parameter is refused
   * @throws NotFound when the record does not exist or the caller may not see it
   * @throws Invalid for a parameter that is unknown or malformed
   */
  async page(caller: Caller, shape: RecordShape, key: string, raw: RawQuery): Promise<EntryPage> {
    const visible = visibleEntries(caller, shape, key);
    const query = parsePageQuery(LIST, raw);
    const before = query.after ? olderThan(query.after) : null;
    const rows = await this.database.rows<EntryRow>(
      `SELECT ${COLUMNS} FROM activity_entry e ${JOINS} WHERE ${visible.sql}${before ? ` AND ${before.sql}` : ''} ORDER BY e.at DESC, e.id DESC LIMIT ${query.limit + 1}`,
      [...visible.params, ...(before?.params ?? [])],
    );
    if (!rows.length) await requireReadable(this.database, caller, shape, key);
    const items = await this.shown(caller, shape, rows.slice(0, query.limit));
    const last = rows.length > query.limit ? items.at(-1)! : null;
    const next = last ? writeCursor(LIST, { at: new Date(last.at), id: last.id }) : null;
    if (!query.total) return { items, next };
    return { items, next, total: rows.length || query.after ? await this.count(visible) : 0 };
  }

  private async shown(caller: Caller, shape: RecordShape, rows: readonly EntryRow[]): Promise<EntryJson[]> {
    const readable = caller.ability.fieldsFor('read', shape.subject);
    const changes = rows.map((row) => changesOf(row).filter(({ field }) => isReadable(field, readable)));
    const show = await namesIn(this.database, caller, shape, changes.flat());
    return rows.map((row, i) => toJson(row, changes[i]!, show));
  }

  private async count(visible: { readonly sql: string; readonly params: readonly unknown[] }): Promise<number> {
    const [row] = await this.database.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM activity_entry e WHERE ${visible.sql}`,
      visible.params,
    );
    return Number(row!.n);
  }
}

const stored = (at: Date): unknown => toDatabase(at, { kind: 'instant' });

/** The bound on the time alone stands first, so that the index is entered at the place. */
const olderThan = ({ at, id }: Place) => ({ sql: 'e.at <= ? AND (e.at < ? OR e.id < ?)', params: [stored(at), stored(at), id] });

const changesOf = (row: EntryRow): FieldChange[] => (row.changes === null ? [] : (JSON.parse(row.changes) as FieldChange[]));

function toJson(row: EntryRow, changes: readonly FieldChange[], show: ShowValue): EntryJson {
  return {
    id: row.id,
    kind: row.kind,
    at: isoInstant(row.at),
    by: row.by_id === null ? null : { id: row.by_id, name: row.by_name, kind: row.by_kind },
    text: row.text,
    changes: changes.map(({ field, from, to }) => ({ field, from: show(field, from), to: show(field, to) })),
    attachment: row.file_id === null ? null : fileOf(row, row.file_id),
  };
}

const fileOf = (row: EntryRow, id: string): AttachedJson => ({
  id,
  fileName: row.file_name,
  contentType: row.content_type,
  sizeBytes: Number(row.size_bytes),
});
