import { Clock, Conflict, type DomainEvent } from '#libs/kernel';
import type { Database } from './database.js';
import { isWorthRepeating } from './database-error.js';
import { type Origin, RowRaced, Transaction } from './transaction.js';

const MOST_TRIES = 5;

/** What stands around every transaction: idempotency, events, audit. */
export interface TransactionFrame {
  /** First in the transaction. May throw to end it. */
  opened?(tx: Transaction<any>): Promise<void>;
  /** Last before the commit, with the answer the work gave. */
  closing?(tx: Transaction<any>, result: unknown): Promise<void>;
  /** An event was raised in the transaction. */
  heard?(tx: Transaction<any>, event: DomainEvent): Promise<void>;
  /** The transaction is committed. Must not throw. */
  committed?(tx: Transaction<any>): void;
}

/**
 * The only door to a transaction. The whole of `work` is repeated on a deadlock, a lock time-out, a failed
 * certification, a lost connection or a row that somebody else changed meanwhile: it must have no effect outside.
 */
export class UnitOfWork {
  private readonly frames: TransactionFrame[] = [];

  constructor(
    readonly database: Database,
    private readonly clock: Clock = new Clock(),
  ) {}

  /** Adds what shall stand around every transaction. For modules as they start. */
  frame(frame: TransactionFrame): void {
    this.frames.push(frame);
  }

  async run<T, O extends Origin>(origin: O, work: (tx: Transaction<O>) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(origin, work, attempt > 1);
      } catch (error) {
        if (attempt < MOST_TRIES && (error instanceof RowRaced || isWorthRepeating(error))) await pause(attempt);
        else if (error instanceof RowRaced) throw new Conflict('changed_meanwhile', 'Others keep changing this record. Try again.');
        else throw error;
      }
    }
  }

  private async once<T, O extends Origin>(origin: O, work: (tx: Transaction<O>) => Promise<T>, repeated: boolean): Promise<T> {
    const { frames } = this;
    let running: Transaction<O> | undefined;
    const result = await this.database.transaction(async (connection) => {
      const hear = async (self: Transaction<any>, event: DomainEvent): Promise<void> => {
        for (const frame of frames) await frame.heard?.(self, event);
      };
      const tx = new Transaction(connection, this.database.dialect, origin, this.clock.now(), hear, repeated);
      running = tx;
      for (const frame of frames) await frame.opened?.(tx);
      const answer = await work(tx);
      for (const frame of frames) await frame.closing?.(tx, answer);
      await tx.flush();
      return answer;
    });
    for (const frame of frames) frame.committed?.(running!);
    return result;
  }
}

const pause = (attempt: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 15 * 2 ** attempt));
