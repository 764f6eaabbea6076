import { type ActivityEntry, ActivityEntrySchema, type AuditEntry, AuditEntrySchema } from '#libs/activity';
import { newId, type RecordState } from '#libs/kernel';
import type { EntitySchema, Origin, Transaction } from '#libs/persistence';

/** In whose name records are made, and when. */
export interface Maker extends Origin {
  readonly personId: string;
  readonly now: Date;
}

/** Which traces a new record leaves. */
export interface Traces {
  /** What the audit log calls it, where that is not the schema's name. */
  readonly recordType?: string;
  /** Whether its kind has an activity stream. */
  readonly stream?: boolean;
  readonly number?: string;
}

/**
 * Records to be written as they are, many to a statement, each with its audit row and the first entry of its activity
 * stream. Tables are written in the order in which they were first named, so name the ones that are referred to first.
 */
export class RecordBatch {
  private rows = new Map<EntitySchema<any>, object[]>();
  private count = 0;

  constructor(readonly maker: Maker) {}

  /** How many rows wait. */
  get size(): number {
    return this.count;
  }

  /** Adds rows that are no records of their own. */
  add<S extends object>(schema: EntitySchema<S>, ...rows: readonly S[]): void {
    const list = this.rows.get(schema);
    if (list) list.push(...rows);
    else this.rows.set(schema, [...rows]);
    this.count += rows.length;
  }

  /** Adds a record with its traces: made now, as the audit log says, whenever it is said to have been created. */
  record<S extends RecordState>(schema: EntitySchema<S>, state: S, after: Record<string, unknown>, traces: Traces = {}): S {
    this.add(schema, state);
    const { recordType = schema.options.name, number = null, stream = false } = traces;
    const { personId, personName, requestId, now } = this.maker;
    const audit: AuditEntry = {
      id: newId(),
      at: now,
      personId,
      personName,
      requestId,
      action: 'created',
      recordType,
      recordId: state.id,
      recordNumber: number,
      before: null,
      after,
    };
    this.add(AuditEntrySchema, audit);
    if (stream) this.post({ recordType, recordId: state.id, kind: 'system', at: state.createdAt, text: `${number} created` });
    return state;
  }

  /** Adds an entry to a record's activity stream. */
  post(entry: Pick<ActivityEntry, 'recordType' | 'recordId' | 'kind' | 'at' | 'text'> & Partial<ActivityEntry>): void {
    const blank = { audience: 'everyone' as const, byId: this.maker.personId, changes: null, attachmentId: null };
    this.add(ActivityEntrySchema, { id: newId(), ...blank, ...entry });
  }

  /** Writes what waits, and forgets it. */
  async write(tx: Transaction<any>): Promise<void> {
    for (const [schema, rows] of this.rows) await tx.insertMany(schema, rows);
  }

  clear(): void {
    this.rows = new Map();
    this.count = 0;
  }
}
