import type { DomainEvent } from '#libs/kernel';
import { type Database, isDuplicate, type Origin, tableOf, toDatabase, type UnitOfWork } from '#libs/persistence';
import { toState } from '#libs/records';
import type { DomainEvents } from './domain-events.js';
import { OutboxHandledSchema, type OutboxMessage, OutboxMessageSchema } from './outbox-message.schema.js';

const CLAIM_MS = 60_000;
const POLL_MS = 2_000;
const MOST_ATTEMPTS = 10;
const A_BATCH = 20;

/** Delivers one mail. Rejects when it must be tried again. */
export type MailDelivery = (message: OutboxMessage) => Promise<void>;

const SYSTEM: Origin = { personId: null, personName: 'System', requestId: 'outbox' };

/**
 * Brings waiting messages to their listeners, at least once. A message is claimed by a conditional update, so that
 * several processes share the work; a failed one waits longer each time and in the end lies in the dead letters.
 */
export class OutboxRelay {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: DomainEvents,
    private readonly deliver: MailDelivery | null,
    private readonly failed: (error: unknown, message: OutboxMessage) => void = () => {},
  ) {}

  start(): void {
    this.events.onWaiting(() => this.wake());
    this.timer = setInterval(() => this.wake(), POLL_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Delivers what is due now. For tests and the command line; the running program wakes itself. */
  async drain(): Promise<void> {
    while ((await this.batch()) === A_BATCH);
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.drain()
      .catch(() => undefined)
      .finally(() => {
        this.running = undefined;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  private async batch(): Promise<number> {
    const now = new Date();
    const kinds = this.deliver ? '' : " AND kind = 'event'";
    const rows = await this.database.rows(
      `SELECT * FROM outbox_message WHERE state = 'waiting'${kinds} AND available_at <= ? AND (claimed_until IS NULL OR claimed_until < ?) ORDER BY available_at LIMIT ${A_BATCH}`,
      [stored(now), stored(now)],
    );
    for (const row of rows) await this.one(toState<OutboxMessage>(tableOf(OutboxMessageSchema), row), now);
    return rows.length;
  }

  private async one(message: OutboxMessage, now: Date): Promise<void> {
    const claimed = await this.database.run(
      "UPDATE outbox_message SET claimed_until = ?, attempts = attempts + 1 WHERE id = ? AND state = 'waiting' AND (claimed_until IS NULL OR claimed_until < ?)",
      [stored(new Date(now.getTime() + CLAIM_MS)), message.id, stored(now)],
    );
    if (claimed !== 1) return;
    try {
      if (message.kind === 'mail') await this.deliver!(message);
      else await this.tell(message);
      await this.database.run("UPDATE outbox_message SET state = 'done', done_at = ?, claimed_until = NULL, payload = ? WHERE id = ?", [
        stored(new Date()),
        JSON.stringify(keptOf(message)),
        message.id,
      ]);
    } catch (error) {
      this.failed(error, message);
      await this.postpone(message, error);
    }
  }

  private async tell(message: OutboxMessage): Promise<void> {
    const { aggregateId, occurredAt, ...payload } = message.payload as { aggregateId: string; occurredAt: string };
    const event: DomainEvent = { type: message.topic, aggregateId, occurredAt: new Date(occurredAt), payload };
    for (const { name, handle } of this.events.listenersAfter(message.topic)) {
      try {
        await this.unitOfWork.run(SYSTEM, async (tx) => {
          await tx.insert(OutboxHandledSchema, { id: `${message.id} ${name}`, handledAt: tx.now });
          await handle(event, tx);
        });
      } catch (error) {
        // This listener has dealt with the message in an earlier delivery.
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  private async postpone(message: OutboxMessage, error: unknown): Promise<void> {
    const attempts = message.attempts + 1;
    const wait = Math.min(3_600_000, 5_000 * 2 ** attempts);
    await this.database.run('UPDATE outbox_message SET state = ?, claimed_until = NULL, available_at = ?, last_error = ? WHERE id = ?', [
      attempts >= MOST_ATTEMPTS ? 'dead' : 'waiting',
      stored(new Date(Date.now() + wait)),
      String((error as Error)?.message ?? error).slice(0, 1000),
      message.id,
    ]);
  }
}

/** What stays of a message that was delivered. */
const keptOf = ({ payload }: OutboxMessage): Record<string, unknown> => (payload.secret ? { ...payload, text: null, html: null } : payload);
const stored = (moment: Date): unknown => toDatabase(moment, { kind: 'instant' });
