/** A fact that happened to an aggregate. The payload holds ids and what changed, never whole records. */
export interface DomainEvent {
  /** `<context>.<what-happened>`, as in `cases.solution-proposed`. */
  readonly type: string;
  readonly aggregateId: string;
  readonly occurredAt: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}
