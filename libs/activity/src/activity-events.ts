import type { DomainEvent } from '#libs/kernel';

/**
 * What happened in a stream. Raised in the transaction that wrote the entry: a listener "during" it sees the caller as
 * the transaction's origin and may refuse by throwing, which takes the entry back.
 */
export const ActivityEvent = {
  commented: 'activity.commented',
  workNoted: 'activity.work-noted',
  attached: 'activity.attached',
} as const;

/** Which entry of which record. Never the text: what listens may write down what it is told. */
export interface ActivityEventPayload {
  readonly [name: string]: unknown;
  /** The record's subject, as in the rules. */
  readonly recordType: string;
  readonly recordId: string;
  readonly entryId: string;
}

/** The event of one new entry; its aggregate is the record. */
export const activityEvent = (type: string, occurredAt: Date, payload: ActivityEventPayload): DomainEvent => ({
  type,
  aggregateId: payload.recordId,
  occurredAt,
  payload,
});
