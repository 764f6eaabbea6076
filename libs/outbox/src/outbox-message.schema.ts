import { instant, integer, json, key, longText, looseReference, optional, tableSchema, text } from '#libs/persistence';

/** Kept: a mail that no mail server is there for. Dead: given up after too many tries. */
export const OUTBOX_STATES = ['waiting', 'done', 'kept', 'dead'] as const;
export const OUTBOX_KINDS = ['event', 'mail'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** Something that is to leave the transaction it was written in: an event for its later listeners, or a mail. */
export interface OutboxMessage {
  id: string;
  kind: (typeof OUTBOX_KINDS)[number];
  /** The event's type, or the mail's template. */
  topic: string;
  payload: Record<string, unknown>;
  state: OutboxState;
  attempts: number;
  availableAt: Date;
  claimedUntil: Date | null;
  doneAt: Date | null;
  lastError: string | null;
  /** The person whose action caused it. */
  causedById: string | null;
  createdAt: Date;
}

export const OutboxMessageSchema = tableSchema<OutboxMessage>(
  'OutboxMessage',
  'outbox_message',
  {
    id: key(),
    kind: text(10),
    topic: text(100),
    payload: json(),
    state: text(10),
    attempts: integer(0),
    availableAt: instant(),
    claimedUntil: optional(instant()),
    doneAt: optional(instant()),
    lastError: optional(longText()),
    causedById: optional(looseReference()),
    createdAt: instant(),
  },
  {
    index: [
      ['state', 'availableAt'],
      ['state', 'createdAt', 'id'],
      ['kind', 'createdAt', 'id'],
      ['createdAt', 'id'],
    ],
  },
);

/** Which handler has dealt with which message, so that one delivered twice is handled once. */
export const OutboxHandledSchema = tableSchema<{ id: string; handledAt: Date }>(
  'OutboxHandled',
  'outbox_handled',
  {
    /** Message id and handler name. */
    id: { kind: 'text', length: 140, primary: true },
    handledAt: instant(),
  },
  { index: [['handledAt']] },
);
