import BetterSqlite3, { type Database as Handle, type Statement } from 'better-sqlite3';
import { Database, type TransactionConnection } from './database.js';
import { busy } from './database-error.js';

const MOST_WAITING = 200;
const MOST_PREPARED = 500;

/** One handle with its prepared statements kept. */
class SqliteConnection implements TransactionConnection {
  private readonly prepared = new Map<string, Statement>();

  constructor(
    readonly handle: Handle,
    private readonly heard: (sql: string, params: readonly unknown[]) => void,
  ) {}

  async rows<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    this.heard(sql, params);
    return this.prepare(sql).all(...params) as R[];
  }

  async run(sql: string, params: readonly unknown[] = []): Promise<number> {
    this.heard(sql, params);
    return this.prepare(sql).run(...params).changes;
  }

  /** There is no round trip to save. */
  async later(sql: string, params: readonly unknown[] = []): Promise<void> {
    await this.run(sql, params);
  }

  private prepare(sql: string): Statement {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.handle.prepare(sql);
      if (this.prepared.size >= MOST_PREPARED) this.prepared.delete(this.prepared.keys().next().value!);
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}

/**
 * The embedded database. It has one writer: transactions queue, and reads outside a transaction use a second, read-only
 * connection, so that they never see what is not committed.
 */
export class SqliteDatabase extends Database {
  readonly dialect = 'sqlite';
  private readonly writer: SqliteConnection;
  private readonly reader: SqliteConnection;
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(writer: Handle) {
    super();
    const heard = this.heard.bind(this);
    this.writer = new SqliteConnection(writer, heard);
    const reader = new BetterSqlite3(writer.name, { timeout: 5000 });
    reader.pragma('query_only = ON');
    reader.pragma('cache_size = -65536');
    reader.pragma('mmap_size = 268435456');
    this.reader = new SqliteConnection(reader, heard);
  }

  rows<R>(sql: string, params?: readonly unknown[]): Promise<R[]> {
    return this.reader.rows<R>(sql, params);
  }

  run(sql: string, params?: readonly unknown[]): Promise<number> {
    return this.transaction((connection) => connection.run(sql, params));
  }

  /** One writer, which counts inside its own transaction: there is nothing that could wait for one aside. */
  aside<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    return this.transaction(work);
  }

  async transaction<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    if (this.waiting >= MOST_WAITING) throw busy();
    this.waiting += 1;
    const result = this.tail.then(() => this.immediate(work));
    this.tail = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.waiting -= 1;
    }
  }

  async close(): Promise<void> {
    await this.tail;
    this.reader.handle.close();
  }

  /** BEGIN IMMEDIATE takes the write lock at once, so that a second process cannot make a later statement fail. */
  private async immediate<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    await this.writer.run('BEGIN IMMEDIATE');
    try {
      const result = await work(this.writer);
      await this.writer.run('COMMIT');
      return result;
    } catch (error) {
      if (this.writer.handle.inTransaction) await this.writer.run('ROLLBACK');
      throw error;
    }
  }
}
