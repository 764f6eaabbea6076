import { Injectable } from '@nestjs/common';
import { OUTBOX_KINDS, OUTBOX_STATES } from '#libs/outbox';
import { Database, isoInstant } from '#libs/persistence';
import { badParameter, type Page, parsePlainQuery, type RawQuery } from '#libs/records';
import { type Log, newestFirst } from './newest-first.js';

/** A row of the outbox, as the driver gives it. */
interface OutboxRow {
  readonly id: string;
  readonly kind: string;
  readonly topic: string;
  readonly payload: string;
  readonly state: string;
  readonly attempts: number;
  readonly available_at: string;
  readonly done_at: string | null;
  readonly last_error: string | null;
  readonly created_at: string;
}

const OUTBOX: Log<OutboxRow> = {
  list: 'outbox',
  table: 'outbox_message',
  time: 'created_at',
  toJson: (row) => ({
    id: row.id,
    kind: row.kind,
    topic: row.topic,
    state: row.state,
    attempts: row.attempts,
    createdAt: isoInstant(row.created_at),
    availableAt: isoInstant(row.available_at),
    doneAt: row.done_at === null ? null : isoInstant(row.done_at),
    lastError: row.last_error,
    payload: JSON.parse(row.payload) as unknown,
  }),
};

/** Mails and events that were sent, wait, are kept, or were given up. */
@Injectable()
export class OutboxQueries {
  constructor(private readonly database: Database) {}

  /** One page, newest first. Filters: `state` and `kind`, any of several. @throws Invalid */
  page(raw: RawQuery): Promise<Page> {
    const query = parsePlainQuery(OUTBOX.list, raw, ['state', 'kind']);
    const { state, kind } = query.filters;
    const conditions = [
      ...(state === undefined ? [] : [anyOf('state', state, OUTBOX_STATES)]),
      ...(kind === undefined ? [] : [anyOf('kind', kind, OUTBOX_KINDS)]),
    ];
    return newestFirst(this.database, OUTBOX, query, conditions);
  }
}

function anyOf(name: 'state' | 'kind', text: string, choices: readonly string[]) {
  const wanted = [...new Set(text.split(','))];
  if (!wanted.every((one) => choices.includes(one))) throw badParameter(name, `must be one of ${choices.join(', ')}`);
  return { sql: wanted.length === 1 ? `e.${name} = ?` : `e.${name} IN (${wanted.map(() => '?').join(', ')})`, params: wanted };
}
