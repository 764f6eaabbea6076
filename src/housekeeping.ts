import { type Database, toDatabase } from '#libs/persistence';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVERY_MS = HOUR;
/** Rows a statement: none runs long, and requests come in between. */
const A_BATCH = 500;

/** What has served its time: rows of a table, by their id. */
interface Leftovers {
  readonly table: string;
  readonly where: string;
  /** The values of `where`, at a moment. */
  params(now: Date): unknown[];
}

const before = (now: Date, age: number): unknown => toDatabase(new Date(now.getTime() - age), { kind: 'instant' });
/** Ids begin with the moment they were made at, so that the primary key serves as an index of age. */
const idsBefore = (now: Date, age: number): string => (now.getTime() - age).toString(16).padStart(12, '0');

const LEFTOVERS: readonly Leftovers[] = [
  { table: 'refresh_token', where: 'x.expires_at < ?', params: (now) => [before(now, 0)] },
  // Ended, or left without a refresh token: its access tokens have ended long before.
  {
    table: 'session',
    where: 'x.id < ? AND (x.ended_at < ? OR NOT EXISTS (SELECT 1 FROM refresh_token r WHERE r.session_id = x.id))',
    params: (now) => [idsBefore(now, DAY), before(now, DAY)],
  },
  { table: 'idempotent_answer', where: 'x.created_at < ?', params: (now) => [before(now, DAY)] },
  { table: 'outbox_message', where: "x.state = 'done' AND x.created_at < ?", params: (now) => [before(now, 30 * DAY)] },
  // Which listener has dealt with a message is of use as long as the message may be delivered again.
  {
    table: 'outbox_handled',
    where: 'x.handled_at < ? AND NOT EXISTS (SELECT 1 FROM outbox_message m WHERE m.id = SUBSTR(x.id, 1, 32))',
    params: (now) => [before(now, 30 * DAY)],
  },
  { table: 'password_link', where: 'x.expires_at < ?', params: (now) => [before(now, 0)] },
  // What was only kept so that nobody is told twice of an address that is in use elsewhere.
  { table: 'registration', where: "x.state = 'duplicate' AND x.created_at < ?", params: (now) => [before(now, 30 * DAY)] },
  // As long as a failed sign-in is remembered.
  { table: 'sign_in_delay', where: 'x.next_at < ?', params: (now) => [before(now, 30 * MINUTE)] },
];

/**
 * Deletes, once an hour, what has served its time: refresh tokens and sessions that ended, answers kept for repeated
 * requests (24 hours), delivered messages (30 days), failed sign-ins, links to
 * choose a password that ended. Several processes may do it at the same time.
 */
export class Housekeeping {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly failed: (error: unknown) => void = () => {},
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.sweep().catch(this.failed);
    }, EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Deletes what is due now. @returns how many rows of each table */
  async sweep(now = new Date()): Promise<Record<string, number>> {
    const deleted: Record<string, number> = {};
    for (const leftovers of LEFTOVERS) deleted[leftovers.table] = await this.clear(leftovers, now);
    return deleted;
  }

  private async clear({ table, where, params }: Leftovers, now: Date): Promise<number> {
    let deleted = 0;
    for (let found = A_BATCH; found === A_BATCH && !this.stopped; ) {
      const rows = await this.database.rows<{ id: string }>(`SELECT x.id FROM ${table} x WHERE ${where} LIMIT ${A_BATCH}`, params(now));
      const ids = rows.map(({ id }) => id);
      if (ids.length) deleted += await this.database.run(`DELETE FROM ${table} WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
      found = ids.length;
    }
    return deleted;
  }
}
