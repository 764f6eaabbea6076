import type { PoolConnection, QueryError } from 'mysql2';
import type { TransactionConnection } from './database.js';
import { isUnusable, LostAtCommit } from './database-error.js';

type Heard = (sql: string, params: readonly unknown[]) => void;

/** So much text waits at most; a server refuses packets that are too large. */
const MOST_WAITING = 500_000;

/** Sends statements as one packet. Answers the result of the only one, or a list of results. */
export function ask(connection: PoolConnection, sql: string, params: readonly unknown[] = []): Promise<unknown> {
  return new Promise((resolve, reject) =>
    connection.query(sql, params as unknown[], (error: QueryError | null, result: unknown) => (error ? reject(error) : resolve(result))),
  );
}

/**
 * A transaction on a server database. A round trip costs more than most statements: what opens the transaction travels with
 * its first statement, and what nobody waits for with the next one or with the COMMIT.
 */
export class MySqlTransaction implements TransactionConnection {
  private readonly waiting: string[] = ['START TRANSACTION'];
  private size = 0;

  constructor(
    private readonly connection: PoolConnection,
    private readonly heard: Heard,
  ) {}

  async rows<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    return (await this.send(sql, params)) as R[];
  }

  async run(sql: string, params: readonly unknown[] = []): Promise<number> {
    return ((await this.send(sql, params)) as { affectedRows: number }).affectedRows;
  }

  async later(sql: string, params: readonly unknown[] = []): Promise<void> {
    const text = this.connection.format(sql, params as unknown[]);
    if (this.size + text.length > MOST_WAITING) return void (await this.send(sql, params));
    this.heard(sql, params);
    this.waiting.push(text);
    this.size += text.length;
  }

  /** @throws LostAtCommit when its answer was lost: whether it took effect is unknown, so it must not be repeated */
  async commit(): Promise<void> {
    await this.send('COMMIT', []).catch((error: QueryError) => {
      throw isUnusable(error) ? new LostAtCommit(error) : error;
    });
  }

  /** The result of the last of several statements is the one that was asked for. */
  private async send(sql: string, params: readonly unknown[]): Promise<unknown> {
    this.heard(sql, params);
    const before = this.waiting.splice(0);
    this.size = 0;
    if (!before.length) return ask(this.connection, sql, params);
    const results = (await ask(this.connection, [...before, this.connection.format(sql, params as unknown[])].join(';'))) as unknown[];
    return results.at(-1);
  }
}
