import { type Actor, type Conditions, type FactProvider, FactSet } from '#libs/authorization';

/** Facts of this context, by the name under which the actor carries them. */
const OWN = 'customers.own';
const TREE = 'customers.tree';
const PARTNER_CUSTOMERS = 'customers.partner-customers';
const RELATED = 'customers.related';

/**
 * Reads which accounts a contact has to do with: the own one and those below it, the customers that it serves as a
 * partner, and those that a contact relationship names. Internal people and consumers have none.
 */
export const accountFacts: FactProvider = async (connection, actor) => {
  const none: Record<string, FactSet> = {};
  if (actor.kind !== 'contact') return none;
  const [own] = await connection.rows<{ id: string; path: string }>(
    'SELECT a.id, a.path FROM person p JOIN account a ON a.id = p.account_id WHERE p.id = ?',
    [actor.personId],
  );
  if (!own) return none;
  const read = async (sql: string, ...params: unknown[]): Promise<FactSet> => {
    const rows = await connection.rows<{ id: string }>(sql, params);
    return new FactSet(new Set(rows.map(({ id }) => id)), { sql, params });
  };
  // One range over the path's index. A code has no character below "/", so between the own path and the own path with
  // "0", which is what follows "/", lie only the account itself and those below it.
  const tree = await read('SELECT a.id FROM account a WHERE a.path >= ? AND a.path < ?', own.path, `${own.path}0`);
  const related = await read('SELECT r.account_id AS id FROM contact_relationship r WHERE r.contact_id = ?', actor.personId);
  const partnerCustomers = actor.personas.has('partner')
    ? await read('SELECT r.to_account_id AS id FROM account_relationship r WHERE r.from_account_id = ? AND r.from_is_partner = 1', own.id)
    : FactSet.NONE;
  return { [OWN]: FactSet.of(own.id), [TREE]: tree, [PARTNER_CUSTOMERS]: partnerCustomers, [RELATED]: related };
};

const fact = (me: Pick<Actor, 'facts'>, name: string): FactSet => me.facts.get(name) ?? FactSet.NONE;

/** The contact's own account. */
export const ownAccount = (me: Pick<Actor, 'facts'>): FactSet => fact(me, OWN);
/** The contact's own account and those below it. */
export const accountTree = (me: Pick<Actor, 'facts'>): FactSet => fact(me, TREE);
/** The customer accounts that the contact's account serves as a partner. */
export const partnerCustomers = (me: Pick<Actor, 'facts'>): FactSet => fact(me, PARTNER_CUSTOMERS);
/** The accounts that a contact relationship names. */
export const relatedAccounts = (me: Pick<Actor, 'facts'>): FactSet => fact(me, RELATED);

/** The sets that make up the reach of a person (decision 6). Never a parent or a sibling. */
export function reachOf(me: Pick<Actor, 'facts' | 'personas'>): FactSet[] {
  const below = (['customer_admin', 'customer_case_manager', 'partner_admin'] as const).some((persona) => me.personas.has(persona));
  const sets = [below ? accountTree(me) : ownAccount(me), relatedAccounts(me)];
  if (me.personas.has('partner')) sets.push(partnerCustomers(me));
  return sets.filter((set) => set.size > 0);
}

/** The condition that a record's account is in the person's reach. */
export const withinReach = (me: Pick<Actor, 'facts' | 'personas'>, property = 'accountId'): Conditions => {
  const sets = reachOf(me);
  if (sets.length === 1) return { [property]: { $in: sets[0]! } };
  return { $or: sets.map((set) => ({ [property]: { $in: set } })) };
};

/** Whether an account is in the person's reach. */
export const reaches = (me: Pick<Actor, 'facts' | 'personas'>, accountId: string): boolean => reachOf(me).some((set) => set.has(accountId));
