import type { Actor } from '#libs/authorization';
import { ownAccount, partnerCustomers, relatedAccounts } from '../../customers/index.js';
import type { CaseReferences } from '../domain/case-fields.js';
import type { Belonging, Chosen } from '../domain/case-references.js';

/** Decision 21. A contact who names neither account nor project opens the case for the own account. */
export function ownDefaults(me: Actor, chosen: Chosen): Chosen {
  const [own] = ownAccount(me).values;
  if (me.kind !== 'contact' || !own || chosen.accountId || chosen.projectId || chosen.projectTaskId) return {};
  const account: Belonging = { id: own, accountId: own, projectId: null };
  return { accountId: account };
}

/**
 * What the opener is to the new case. A contact is its contact, where decision 38 lets the contact be; a partner that
 * opens it for a customer is its partner contact (decision 7), so that it stays visible; a consumer is its consumer.
 */
export function ownPart(me: Actor, { accountId, contactId }: CaseReferences): Partial<CaseReferences> {
  if (me.kind === 'consumer') return { consumerId: me.personId };
  if (me.kind !== 'contact' || accountId === null) return {};
  const mine = ownAccount(me).has(accountId) || relatedAccounts(me).has(accountId);
  return {
    ...(contactId === null && mine ? { contactId: me.personId } : {}),
    ...(partnerCustomers(me).has(accountId) ? { partnerId: ownAccount(me).values[0]!, partnerContactId: me.personId } : {}),
  };
}
