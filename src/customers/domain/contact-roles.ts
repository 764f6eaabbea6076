import { Refused } from '#libs/kernel';

/** What every contact is that has no other role (BR-006). */
export const CUSTOMER_ROLE = 'sn_customerservice.customer';
export const CONSUMER_ROLE = 'sn_customerservice.consumer';

/** The property that names the roles which customer and partner administrators may give. */
export const ASSIGNABLE_ROLES = 'sn_customerservice.contact_role_assignment';

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
