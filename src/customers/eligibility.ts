import type { SqlText } from '#libs/authorization';

/** BR-010 over the alias `p` of the person table; takes the account's id three times. */
export const ELIGIBLE_FOR = `(p.kind = 'contact' AND (p.account_id = ?
  OR p.account_id IN (SELECT e1.from_account_id FROM account_relationship e1 WHERE e1.to_account_id = ? AND e1.from_is_partner = 1)
  OR p.id IN (SELECT e2.contact_id FROM contact_relationship e2 WHERE e2.account_id = ?)))`;

export const eligibleParams = (accountId: string): string[] => [accountId, accountId, accountId];

/** BR-010 as a condition on the alias `p` of the person table, for a statement of another context. */
export const eligibleFor = (accountId: string): SqlText => ({ sql: ELIGIBLE_FOR, params: eligibleParams(accountId) });
