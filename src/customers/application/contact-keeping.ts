import type { Caller } from '#libs/authorization';
import type { Connection } from '#libs/persistence';
import { rolesBeyond } from '../domain/contact-roles.js';
import { SIGN_IN } from './contact.service.js';
import { accountOf, assignableBy, keeperOf } from './person-logins.js';

/** How far somebody who manages contacts may go with one of them (P17, BR-008). */
export interface ContactKeeping {
  /** The roles that may be added. */
  readonly rolesToAdd: readonly string[];
  /** Fields that are not the keeper's to change, as they would open what the keeper does not reach. */
  readonly kept: ReadonlySet<string>;
}

/**
 * What the caller may do with a contact, beside what the rules say about its fields. One statement.
 * @param held the roles that were given to the contact
 */
export async function keepingOf(
  connection: Connection,
  caller: Caller,
  contact: { readonly id: string; readonly accountId: string },
  held: readonly string[],
): Promise<ContactKeeping> {
  const keeper = keeperOf(caller, contact.id, await accountOf(connection, contact.accountId));
  const beyond = keeper.self ? [] : rolesBeyond(keeper);
  const reachesFurther = caller.actor.kind === 'contact' && held.some((role) => beyond.includes(role));
  return {
    rolesToAdd: assignableBy(caller, keeper) ?? [],
    kept: new Set<string>([...(reachesFurther ? SIGN_IN : []), ...(keeper.self ? ['accountId'] : [])]),
  };
}
