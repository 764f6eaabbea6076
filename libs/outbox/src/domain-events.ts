import type { DomainEvent } from '#libs/kernel';
import { newId } from '#libs/kernel';
import type { Transaction, TransactionFrame } from '#libs/persistence';
import { type OutboxMessage, OutboxMessageSchema } from './outbox-message.schema.js';

type During = (event: DomainEvent, tx: Transaction<any>) => Promise<void>;
export type After = (event: DomainEvent, tx: Transaction) => Promise<void>;

/**
 * Who listens to what. A listener that keeps a rule that must hold at once runs in the transaction of the event; the
 * others run from the outbox, at least once, each in a transaction of its own.
 */
export class DomainEvents implements TransactionFrame {
  private readonly duringListeners = new Map<string, During[]>();
  private readonly afterListeners = new Map<string, { name: string; handle: After }[]>();
  private nudge: () => void = () => {};

  /** Listens in the transaction of the event. */
  during(type: string, listener: During): void {
    this.duringListeners.set(type, [...(this.duringListeners.get(type) ?? []), listener]);
  }

  /** Listens after the commit. The name is kept with each message, so it must not change. */
  after(type: string, name: string, handle: After): void {
    this.afterListeners.set(type, [...(this.afterListeners.get(type) ?? []), { name, handle }]);
  }

  listenersAfter(type: string): readonly { name: string; handle: After }[] {
    return this.afterListeners.get(type) ?? [];
  }

  /** Called after a commit that left something to deliver. */
  onWaiting(nudge: () => void): void {
    this.nudge = nudge;
  }

  /** Stores the event with the change, and lets those hear it whose rule must hold at once. */
  async heard(tx: Transaction, event: DomainEvent): Promise<void> {
    const waiting = this.afterListeners.has(event.type);
    tx.append(
      OutboxMessageSchema,
      message(
        'event',
        event.type,
        { aggregateId: event.aggregateId, occurredAt: event.occurredAt.toISOString(), ...event.payload },
        tx,
        waiting ? 'waiting' : 'done',
      ),
    );
    for (const listener of this.duringListeners.get(event.type) ?? []) await listener(event, tx);
  }

  committed(tx: Transaction): void {
    if (leaving.has(tx)) this.nudge();
  }
}

/** Transactions that leave something to deliver. */
const leaving = new WeakSet<Transaction<any>>();

/** A message as it is first written. */
export function message(
  kind: OutboxMessage['kind'],
  topic: string,
  payload: Record<string, unknown>,
  tx: Transaction,
  state: OutboxMessage['state'] = 'waiting',
): OutboxMessage {
  if (state === 'waiting') leaving.add(tx);
  return {
    id: newId(tx.now.getTime()),
    kind,
    topic,
    payload,
    state,
    attempts: 0,
    availableAt: tx.now,
    claimedUntil: null,
    doneAt: state === 'done' ? tx.now : null,
    lastError: null,
    causedById: tx.origin.personId,
    createdAt: tx.now,
  };
}
