/** One connection's view of the database. Values are bound to `?`; SQL text never holds a value. */
export interface Connection {
  /** The rows of a SELECT, as the driver gives them: instants are text, flags 0 or 1. */
  rows<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Runs a change and answers how many rows it found. */
  run(sql: string, params?: readonly unknown[]): Promise<number>;
}

/** The connection that a transaction has to itself. */
export interface TransactionConnection extends Connection {
  /**
   * A change whose outcome nobody asks for. A server database gets it together with the next statement, at the latest with
   * the COMMIT, which saves a round trip; if it fails, the transaction does.
   */
  later(sql: string, params?: readonly unknown[]): Promise<void>;
}

export type Dialect = 'sqlite' | 'mysql';

/** Told of every statement before it runs; for the statement counter and the bench. */
export type StatementListener = (sql: string, params: readonly unknown[]) => void;

/**
 * The database as the program uses it: statements outside a transaction see what is committed; a transaction has one
 * connection to itself. TypeORM owns the schema, its metadata, the migrations and the pool; the statements are our own.
 */
export abstract class Database implements Connection {
  abstract readonly dialect: Dialect;
  private readonly listeners: StatementListener[] = [];

  abstract rows<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  abstract run(sql: string, params?: readonly unknown[]): Promise<number>;
  /** Runs `work` in one transaction: all of it is kept, or nothing. Not repeated here. */
  abstract transaction<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T>;
  /**
   * A short transaction of its own while another one is under way, which waits for it: it never queues behind transactions
   * that wait for it themselves.
   */
  abstract aside<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T>;
  abstract close(): Promise<void>;

  /** Rejects when the database does not answer. */
  async ping(): Promise<void> {
    await this.rows('SELECT 1');
  }

  onStatement(listener: StatementListener): () => void {
    this.listeners.push(listener);
    return () => void this.listeners.splice(this.listeners.indexOf(listener), 1);
  }

  protected heard(sql: string, params: readonly unknown[]): void {
    for (const listener of this.listeners) listener(sql, params);
  }
}
