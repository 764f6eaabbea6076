import { Injectable } from '@nestjs/common';
import { isId } from '#libs/kernel';
import { Database, isoInstant, toDatabase } from '#libs/persistence';
import { momentOf, type Page, parsePlainQuery, type RawQuery } from '#libs/records';
import { type Log, newestFirst } from './newest-first.js';

/** A row of the audit log, as the driver gives it. */
interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly person_id: string | null;
  readonly person_name: string;
  readonly request_id: string;
  readonly action: string;
  readonly record_type: string;
  readonly record_id: string | null;
  readonly record_number: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));
const stored = (moment: Date): unknown => toDatabase(moment, { kind: 'instant' });

const AUDIT: Log<AuditRow> = {
  list: 'audit',
  table: 'audit_entry',
  time: 'at',
  toJson: (row) => ({
    id: row.id,
    at: isoInstant(row.at),
    by: row.person_id === null ? null : { id: row.person_id, name: row.person_name },
    requestId: row.request_id,
    action: row.action,
    recordType: row.record_type,
    recordId: row.record_id,
    recordNumber: row.record_number,
    before: parsed(row.before),
    after: parsed(row.after),
  }),
};

/** Who did what, with the values before and after. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /**
   * One page, newest first. Filters: `record` (id or number), `user` (id or user name), `from` and `to` (moments, both
   * included).
   * @throws Invalid
   */
  async page(raw: RawQuery): Promise<Page> {
    const query = parsePlainQuery(AUDIT.list, raw, ['record', 'user', 'from', 'to']);
    const { record, user, from, to } = query.filters;
    const conditions = [
      ...(from === undefined ? [] : [{ sql: 'e.at >= ?', params: [stored(momentOf('from', from))] }]),
      ...(to === undefined ? [] : [{ sql: 'e.at <= ?', params: [stored(momentOf('to', to))] }]),
      ...(user === undefined ? [] : [byPerson(user)]),
      ...(record === undefined ? [] : [await this.ofRecord(record)]),
    ];
    return newestFirst(this.database, AUDIT, query, conditions);
  }

  /** Not every entry of a record bears its number, so a number is looked up once. A plugin has a name, and no id. */
  private async ofRecord(key: string) {
    if (isId(key)) return { sql: 'e.record_id = ?', params: [key] };
    const [known] = await this.database.rows<{ record_id: string }>(
      'SELECT record_id FROM audit_entry WHERE record_number = ? AND record_id IS NOT NULL LIMIT 1',
      [key],
    );
    return known ? { sql: 'e.record_id = ?', params: [known.record_id] } : { sql: 'e.record_number = ?', params: [key] };
  }
}

const byPerson = (key: string) =>
  isId(key)
    ? { sql: 'e.person_id = ?', params: [key] }
    : { sql: 'e.person_id = (SELECT p.id FROM person p WHERE p.user_name = ?)', params: [String(key).toLowerCase()] };
