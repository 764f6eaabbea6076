import { Refused } from '#libs/kernel';

/** What every contact is that has no other role (BR-006). */
export const CUSTOMER_ROLE = 'sn_customerservice.customer';
export const CONSUMER_ROLE = 'sn_customerservice.consumer';

/** The property that names the roles which customer and partner administrators may give. */
export const ASSIGNABLE_ROLES = 'sn_customerservice.contact_role_assignment';

/** Roles that open the customers which a partner account serves to those of its contacts who hold them. */
const PARTNER_ROLES = ['sn_customerservice.partner', 'sn_customerservice.partner_admin'];

/** Whoever manages contacts without being an administrator, and where. */
export interface Keeper {
  /** The keeper's own effective roles. */
  readonly roles: ReadonlySet<string>;
  /** Whether the contact is the keeper itself. */
  readonly self: boolean;
  /** Whether the contact's account is a partner. */
  readonly partnerAccount: boolean;
  /** Whether that account is the keeper's own, or below it. */
  readonly inOwnTree: boolean;
}

/** The roles that, with this contact, reach customers whom the keeper does not reach. */
export function rolesBeyond({ roles, partnerAccount, inOwnTree }: Keeper): string[] {
  return partnerAccount ? PARTNER_ROLES.filter((role) => !inOwnTree || !roles.has(role)) : [];
}

/** BR-008. Which of the roles that may be assigned this keeper may add to the contact; to itself none that it does not hold. */
export function rolesToAdd(assignable: readonly string[], keeper: Keeper): string[] {
  const beyond = rolesBeyond(keeper);
  return keeper.self ? [...keeper.roles] : assignable.filter((role) => !beyond.includes(role));
}

/**
 * BR-008. The roles a contact shall have from now on. At least one stays, and whoever is no administrator adds only
 * roles that may be assigned; one that the contact holds already may stay.
 * @param assignable null for whoever may give any role
 * @throws Refused (422)
 */
export function rolesToGive(wanted: readonly string[], held: readonly string[], assignable: readonly string[] | null): string[] {
  const roles = [...new Set(wanted)];
  if (!roles.length) throw Refused.field('roles', 'no_role_left', 'A contact keeps at least one role.');
  const refused = assignable && roles.find((role) => !held.includes(role) && !assignable.includes(role));
  if (refused) throw Refused.field('roles', 'role_not_assignable', `You may not give the role ${refused}.`);
  return roles;
}
