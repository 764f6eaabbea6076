import { Injectable } from '@nestjs/common';
import type { Caller, SqlText } from '#libs/authorization';
import { isId, NotFound } from '#libs/kernel';
import { type Connection, Database } from '#libs/persistence';
import type { RawQuery, RecordShape } from '#libs/records';
import { ActivitySubjects } from './activity-subjects.js';
import { type AttachmentJson, type AttachmentRow, attachmentOfRow } from './attachment-json.js';
import { parsePageQuery, writeCursor } from './page-query.js';
import { permitted, requireReadable } from './permitted-record.js';

/** A page of a record's attachments, newest first. */
export interface AttachmentPage {
  readonly items: AttachmentJson[];
  /** The cursor of the next page; null on the last. */
  readonly next: string | null;
  /** Only when asked for. */
  readonly total?: number;
}

const LIST = 'attachments';
const SELECT = `SELECT a.id, a.record_type, a.record_id, a.file_name, a.content_type, a.size_bytes, a.sha256, a.storage_key, a.created_at,
  p.id AS by_id, p.name AS by_name, p.kind AS by_kind FROM attachment a LEFT JOIN person p ON p.id = a.by_id`;

/** Reads attachments under the rules of the records they belong to, as these rules are now. */
@Injectable()
export class AttachmentQueries {
  constructor(
    private readonly database: Database,
    private readonly subjects: ActivitySubjects,
  ) {}

  /**
   * One page of a record's attachments, newest first. One statement, two with a total.
   * @param key the record's id or number
   * @throws NotFound when the record does not exist or the caller may not see it
   */
  async page(caller: Caller, shape: RecordShape, key: string, raw: RawQuery): Promise<AttachmentPage> {
    const record = permitted(caller, shape, key);
    const query = parsePageQuery(LIST, raw);
    const where = `a.record_id = (SELECT t.id ${record.sql}) AND a.record_type = ? AND a.deleted = 0`;
    const params = [...record.params, shape.subject];
    const rows = await this.database.rows<AttachmentRow>(
      `${SELECT} WHERE ${where}${query.after ? ' AND a.id < ?' : ''} ORDER BY a.id DESC LIMIT ${query.limit + 1}`,
      query.after ? [...params, query.after.id] : params,
    );
    if (!rows.length) await requireReadable(this.database, caller, shape, key);
    const items = rows.slice(0, query.limit).map(attachmentOfRow);
    const last = rows.length > query.limit ? items.at(-1)! : null;
    const next = last ? writeCursor(LIST, { at: new Date(last.createdAt), id: last.id }) : null;
    if (!query.total) return { items, next };
    if (!rows.length && !query.after) return { items, next, total: 0 };
    const [counted] = await this.database.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM attachment a WHERE ${where}`, params);
    return { items, next, total: Number(counted!.n) };
  }

  /**
   * One attachment whose record the caller may see at this moment. One statement, whether there is one or not.
   * @param connection the running transaction, when the attachment is about to be changed
   * @throws NotFound when there is none, it was deleted, or the caller may not see its record (T1, T12)
   */
  async one(caller: Caller, id: string, connection: Connection = this.database): Promise<AttachmentRow> {
    const readable = this.recordReadable(caller);
    const [row] = await connection.rows<AttachmentRow>(`${SELECT} WHERE a.id = ? AND a.deleted = 0 AND ${readable.sql}`, [
      id,
      ...readable.params,
    ]);
    if (!row || !isId(id)) throw new NotFound();
    return row;
  }

  /** An attachment names its record by kind and id, so each kind's own rules are asked, and only for its own. */
  private recordReadable(caller: Caller): SqlText {
    const parts = this.subjects.all().map(({ shape }): SqlText => {
      const rule = caller.ability.where('read', shape.subject, 't');
      return {
        // Not EXISTS: MariaDB may turn that into a list of every record the caller can see.
        sql: `(a.record_type = ? AND a.record_id = (SELECT t.id FROM \`${shape.table.table}\` t WHERE t.id = a.record_id AND ${rule.sql}))`,
        params: [shape.subject, ...rule.params],
      };
    });
    if (!parts.length) return { sql: '1=0', params: [] };
    return { sql: `(${parts.map((part) => part.sql).join(' OR ')})`, params: parts.flatMap((part) => part.params) };
  }
}
