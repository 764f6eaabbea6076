import { AggregateRoot, Conflict, type DomainEvent } from '#libs/kernel';
import type { CaseRecordState, ConversionSource, RidacKind, RidacState } from './ridac-state.js';
import { isClosed, type WorkState } from './work-state.js';

/** Where a new record comes from. */
export interface RidacOrigin {
  readonly id: string;
  readonly number: string;
  readonly now: Date;
  readonly projectId: string;
  readonly openedById: string | null;
  readonly convertedFrom?: ConversionSource | undefined;
  readonly caseId?: string | null | undefined;
}

/** What may still be said of a closed record: reports name what was closed since the last one. */
const OF_CLOSED_ONES: readonly string[] = ['showOnStatusReport'];

/** A risk, issue, decision, action or change request of a project. Each of the six states may follow each other one. */
export class RidacRecord<S extends RidacState = RidacState> extends AggregateRoot<S> {
  constructor(
    readonly kind: RidacKind,
    state: S,
    isNew = false,
  ) {
    super(state, isNew);
  }

  get isClosed(): boolean {
    return isClosed(this.state.state);
  }

  /**
   * Changes what is said of the record, and its state. A closed one is opened before it is changed, in the same step if
   * both are asked for.
   * @throws Conflict when it is closed and stays so
   */
  revise(details: Partial<S>, state: WorkState | undefined, now: Date): void {
    const stays = this.isClosed && (state === undefined || isClosed(state));
    this.change({ ...details, ...this.following(details) });
    this.refuseUnless(!stays || Object.keys(this.changes).every((name) => OF_CLOSED_ONES.includes(name)), CLOSED);
    if (state !== undefined) this.moveTo(state, now);
  }

  /** 1.17. Closes what another record was made from. */
  closeAsConverted(now: Date): void {
    this.moveTo('closed_complete', now);
  }

  /** How this record is named by one that is made from it. @throws Conflict when it is closed */
  convert(): ConversionSource {
    this.refuseUnless(!this.isClosed, CLOSED);
    const { id, number } = this.state;
    return { kind: this.kind, id, number };
  }

  /** What follows from the details, for kinds that compute something. */
  protected following(_details: Partial<S>): Partial<S> {
    return {};
  }

  /** What others must hear when the state moves. */
  protected moved(_from: WorkState, _to: WorkState, _now: Date): DomainEvent[] {
    return [];
  }

  private moveTo(state: WorkState, now: Date): void {
    const from = this.state.state;
    if (state !== from) this.change({ state } as Partial<S>, ...this.moved(from, state, now));
  }
}

/** An issue or a change request: what may have come from a case, which then hears of it (BR-076, BR-077, BR-080). */
export class CaseRecord<S extends CaseRecordState = CaseRecordState> extends RidacRecord<S> {
  /** That the record is gone, so that its case may get another one. */
  deleted(now: Date): DomainEvent {
    return this.event('deleted', now, {});
  }

  protected override moved(from: WorkState, to: WorkState, now: Date): DomainEvent[] {
    return [this.event('state-changed', now, { from, to, closed: isClosed(to) })];
  }

  private event(what: string, occurredAt: Date, payload: Record<string, unknown>): DomainEvent {
    const { projectId, caseId, number } = this.state;
    const type = `projects.${this.kind.replace('_', '-')}-${what}`;
    return { type, aggregateId: this.id, occurredAt, payload: { projectId, caseId, number, ...payload } };
  }
}

/** What a new record of any kind starts with. */
export const newRidac = ({ id, number, now, projectId, openedById, convertedFrom }: RidacOrigin) => ({
  id,
  number,
  createdAt: now,
  updatedAt: now,
  version: 1,
  projectId,
  description: null,
  state: 'open' as WorkState,
  priority: 4,
  dueDate: null,
  assignedToId: null,
  openedById,
  showOnStatusReport: false,
  convertedFrom: convertedFrom ?? null,
});

const CLOSED = new Conflict('record_closed', 'A closed record is kept as it was. Open it again first.');
