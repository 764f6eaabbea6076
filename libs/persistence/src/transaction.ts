import type { EntitySchema } from 'typeorm';
import { type AggregateRoot, Conflict, type DomainEvent, type RecordState } from '#libs/kernel';
import type { Connection, Dialect, TransactionConnection } from './database.js';
import { isDuplicate } from './database-error.js';
import { tableOf } from './record-schema.js';
import { SearchEntrySchema } from './search-entry.schema.js';
import { SearchWriter } from './search-writer.js';
import { toDatabase } from './values.js';

/** Somebody changed the row between reading and writing it: the whole transaction is repeated on what is there now. */
export class RowRaced extends Error {}

/** Who causes a transaction; the part of the caller that is written down. */
export interface Origin {
  readonly personId: string | null;
  readonly personName: string;
  readonly requestId: string;
}

type Send = (sql: string, params: readonly unknown[]) => Promise<unknown>;

const MOST_PARAMETERS = 3_000;
const ROWS_A_CALL = 5_000;

/**
 * A running transaction. Every write takes one as a parameter, so that a write outside a transaction does not compile.
 * Rows that only record what happened (audit, activity, outbox) are gathered and inserted together at its end.
 */
export class Transaction<O extends Origin = Origin> implements Connection {
  private readonly gathered = new Map<EntitySchema<any>, object[]>();
  private readonly search: SearchWriter;

  constructor(
    private readonly connection: TransactionConnection,
    readonly dialect: Dialect,
    readonly origin: O,
    /** The moment of the transaction: all it writes bears the same time. */
    readonly now: Date,
    private readonly hear: (tx: Transaction<O>, event: DomainEvent) => Promise<void> = async () => {},
    private readonly repeated = false,
  ) {
    this.search = new SearchWriter(connection, (entries) =>
      this.insertBy((sql, params) => connection.later(sql, params), SearchEntrySchema, entries),
    );
  }

  rows<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]> {
    return this.connection.rows<R>(sql, params);
  }

  run(sql: string, params?: readonly unknown[]): Promise<number> {
    return this.connection.run(sql, params);
  }

  /** Locks what a SELECT reads until the end; the embedded database has one writer and needs no lock. */
  get forUpdate(): string {
    return this.dialect === 'mysql' ? ' FOR UPDATE' : '';
  }

  /** Locks what a change begins with when the transaction is a repetition: it shall not lose the same race again. */
  get forUpdateWhenRepeated(): string {
    return this.repeated ? this.forUpdate : '';
  }

  /** Keeps what a SELECT reads from being changed or deleted until the end; others may do the same. */
  get forShare(): string {
    return this.dialect === 'mysql' ? ' LOCK IN SHARE MODE' : '';
  }

  /** Inserts rows as they are, several to a statement. */
  insert<S extends object>(schema: EntitySchema<S>, ...rows: readonly S[]): Promise<void> {
    return this.insertBy((sql, params) => this.connection.run(sql, params), schema, rows);
  }

  private async insertBy<S extends object>(send: Send, schema: EntitySchema<S>, rows: readonly S[]): Promise<void> {
    if (!rows.length) return;
    const info = tableOf(schema);
    const { table, columns } = info;
    const present = [...columns].filter(([property]) => rows.some((row) => (row as Record<string, unknown>)[property] !== undefined));
    const names = present.map(([, { name }]) => `\`${name}\``).join(', ');
    const perStatement = Math.max(1, Math.floor(MOST_PARAMETERS / present.length));
    for (let from = 0; from < rows.length; from += perStatement) {
      const some = rows.slice(from, from + perStatement);
      const params = some.flatMap((row) =>
        present.map(([property, { column }]) => toDatabase((row as Record<string, unknown>)[property], column)),
      );
      const tuple = `(${present.map(() => '?').join(', ')})`;
      await send(`INSERT INTO \`${table}\` (${names}) VALUES ${some.map(() => tuple).join(', ')}`, params);
    }
    await this.search.inserted(info, rows);
  }

  /** Inserts any number of rows, also more than a call takes arguments. */
  async insertMany<S extends object>(schema: EntitySchema<S>, rows: readonly S[]): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_A_CALL) await this.insert(schema, ...rows.slice(from, from + ROWS_A_CALL));
  }

  /** Notes rows to be inserted at the end of this transaction, together with others of their table. */
  append<S extends object>(schema: EntitySchema<S>, ...rows: readonly S[]): void {
    const list = this.gathered.get(schema);
    if (list) list.push(...rows);
    else this.gathered.set(schema, [...rows]);
  }

  /**
   * Changes one record if its version is still the one it was read with.
   * @throws RowRaced when it is not; the unit of work then repeats the transaction.
   */
  update<S extends RecordState>(schema: EntitySchema<S>, id: string, version: number, changes: Partial<S>): Promise<void> {
    return this.updateTo(schema, id, version, changes);
  }

  private async updateTo<S extends RecordState>(
    schema: EntitySchema<S>,
    id: string,
    version: number,
    changes: Partial<S>,
    state?: S,
  ): Promise<void> {
    const info = tableOf(schema);
    const { table, columns } = info;
    const fields = Object.entries({ ...changes, updatedAt: this.now, version: version + 1 }).filter(([property]) => property !== 'id');
    const set = fields.map(([property]) => `\`${columns.get(property)!.name}\` = ?`).join(', ');
    const params = fields.map(([property, value]) => toDatabase(value, columns.get(property)!.column));
    const found = await this.connection.run(`UPDATE \`${table}\` SET ${set} WHERE id = ? AND version = ?`, [...params, id, version]);
    if (found !== 1) throw new RowRaced();
    await this.search.updated(info, id, changes, state);
  }

  /** Deletes one record if its version is still the one it was read with. */
  async remove(schema: EntitySchema<any>, id: string, version: number): Promise<void> {
    const info = tableOf(schema);
    await this.search.removing(info, 'id', id);
    const found = await this.connection.run(`DELETE FROM \`${info.table}\` WHERE id = ? AND version = ?`, [id, version]);
    if (found !== 1) throw new RowRaced();
  }

  /** Deletes all records that belong to another one. */
  async removeAll(schema: EntitySchema<any>, property: string, ownerId: string): Promise<void> {
    const info = tableOf(schema);
    await this.search.removing(info, property, ownerId);
    await this.connection.run(`DELETE FROM \`${info.table}\` WHERE \`${info.columns.get(property)!.name}\` = ?`, [ownerId]);
  }

  /**
   * Writes an aggregate, and lets its events be heard in this transaction. Answers whether anything had changed.
   * @throws the `taken` conflict when a unique index stands against it
   */
  async save<S extends RecordState>(schema: EntitySchema<S>, aggregate: AggregateRoot<S>, taken?: Conflict): Promise<boolean> {
    const { changes } = aggregate;
    const changed = aggregate.isNew || Object.keys(changes).length > 0;
    try {
      if (aggregate.isNew) await this.insert(schema, aggregate.state as S);
      else if (changed) await this.updateTo(schema, aggregate.id, aggregate.before.version, changes, aggregate.state as S);
    } catch (error) {
      throw taken && isDuplicate(error) ? taken : error;
    }
    for (const event of aggregate.takeEvents()) await this.hear(this, event);
    return changed;
  }

  /** Lets an event that no aggregate recorded be heard. */
  raise(event: DomainEvent): Promise<void> {
    return this.hear(this, event);
  }

  /** Writes what was gathered. Called once, by the unit of work, before the commit. */
  async flush(): Promise<void> {
    const later: Send = (sql, params) => this.connection.later(sql, params);
    for (const [schema, rows] of this.gathered) await this.insertBy(later, schema, rows);
    this.gathered.clear();
    await this.search.flush();
  }
}
