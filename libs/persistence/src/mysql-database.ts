import type { Pool, PoolConnection } from 'mysql2';
import { Database, type TransactionConnection } from './database.js';
import { busy, isUnusable } from './database-error.js';
import { Gate } from './gate.js';
import { ask, MySqlTransaction } from './mysql-transaction.js';

/** The settings of a session that correctness rests on, whatever the server's own are. */
const SESSION = [
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  "SET SESSION time_zone = '+00:00', SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION', SESSION innodb_lock_wait_timeout = 5",
];
const STATEMENT_TIMEOUT = { mariadb: 'SET SESSION max_statement_time = 5', mysql: 'SET SESSION max_execution_time = 5000' };

/** Connections that are left to single statements and to short transactions aside. */
const ASIDE = 2;
const MOST_WAITING = 200;

/** MariaDB and MySQL, through the pool that TypeORM opened. */
export class MySqlDatabase extends Database {
  readonly dialect = 'mysql';
  private readonly prepared = new WeakSet<object>();
  /** Transactions keep their connection while they wait; if they held all of them, none could get what it waits for. */
  private readonly gate: Gate;

  constructor(
    private readonly pool: Pool,
    private readonly server: keyof typeof STATEMENT_TIMEOUT,
    private readonly limitStatements = true,
    poolSize = 10,
  ) {
    super();
    this.gate = new Gate(Math.max(1, poolSize - ASIDE), MOST_WAITING);
  }

  async rows<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    const connection = await this.take();
    try {
      this.heard(sql, params);
      return (await ask(connection, sql, params)) as R[];
    } catch (error) {
      throw this.giveBack(connection, error);
    } finally {
      connection.release();
    }
  }

  async run(sql: string, params: readonly unknown[] = []): Promise<number> {
    const result = await this.rows(sql, params);
    return (result as unknown as { affectedRows: number }).affectedRows;
  }

  transaction<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    return this.gate.pass(() => this.aside(work), busy);
  }

  async aside<T>(work: (connection: TransactionConnection) => Promise<T>): Promise<T> {
    const connection = await this.take();
    try {
      const transaction = new MySqlTransaction(connection, this.heard.bind(this));
      const result = await work(transaction);
      await transaction.commit();
      return result;
    } catch (error) {
      await ask(connection, 'ROLLBACK').catch(() => connection.destroy());
      throw this.giveBack(connection, error);
    } finally {
      connection.release();
    }
  }

  async close(): Promise<void> {}

  private take(): Promise<PoolConnection> {
    return new Promise((resolve, reject) =>
      this.pool.getConnection((error, connection) => {
        if (error) return reject(/queue limit/i.test(error.message) ? busy() : error);
        if (this.prepared.has(connection)) return resolve(connection);
        this.prepare(connection).then(
          () => resolve(connection),
          (fault) => {
            connection.destroy();
            reject(fault);
          },
        );
      }),
    );
  }

  private async prepare(connection: PoolConnection): Promise<void> {
    for (const sql of SESSION) await ask(connection, sql);
    if (this.limitStatements) await ask(connection, STATEMENT_TIMEOUT[this.server]);
    this.prepared.add(connection);
  }

  /** A connection whose server turned read-only, left its cluster or went away must not serve the next one. */
  private giveBack(connection: PoolConnection, error: unknown): unknown {
    if (isUnusable(error)) connection.destroy();
    return error;
  }
}
