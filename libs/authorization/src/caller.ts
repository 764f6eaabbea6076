import { Conflict, Forbidden } from '#libs/kernel';
import type { Origin } from '#libs/persistence';
import type { Actor } from './actor.js';
import type { AppAbility } from './app-ability.js';

/** An Idempotency-Key as it came with a request. */
export interface IdempotencyKey {
  readonly key: string;
  /** SHA-256 over method, path and body. */
  readonly hash: string;
  /** The status the first answer had, to be given again. */
  readonly status: number;
  /** The answer holds a secret: it is kept encrypted, under a key that only the client's own key opens. */
  readonly secret?: boolean;
}

/** Who makes a request: the person, what that person may do, and the request itself. Given to every service and query. */
export interface Caller extends Origin {
  readonly personId: string;
  readonly actor: Actor;
  readonly ability: AppAbility;
  /** The sign-in this request came with. */
  readonly sessionId: string | null;
  readonly idempotency?: IdempotencyKey | undefined;
  /** The version the caller read, from If-Match. */
  readonly ifMatch?: number | undefined;
  /** Changes when the person's rights change. */
  readonly accessStamp: string;
}

/**
 * Refuses an action on a loaded record that the caller can see but may not treat so.
 * @throws Forbidden when no rule grants it
 * @throws Conflict when one does and a prohibition stands against it: that is a fact about the record, as that it is closed
 */
export function authorize(ability: AppAbility, action: string, subject: string, record: object): void {
  if (ability.can(action, subject, record)) return;
  const fact = ability.grants(action, subject, record) ? ability.prohibition(action, subject, record) : undefined;
  if (fact) throw new Conflict('record_closed', `Not possible: ${fact}.`);
  throw new Forbidden(`You may not ${action.replaceAll('_', ' ')} this record.`);
}
