import { idOf, momentAt, numbered } from './values.mjs';

/**
 * @typedef {object} Size
 * @property {number} accounts
 * @property {number} reach how many accounts lie below the large customer
 * @property {number} projects
 * @property {number} tasks
 * @property {number} cases
 * @property {number} activity entries in the streams of cases and tasks
 * @property {number} [stream] how many of them the first case has (100)
 */

/** The kinds of ids; a row's id tells its kind. */
export const KIND = { account: 1, contact: 2, internal: 3, project: 4, task: 5, case: 6, row: 7, session: 8 };

export const AGENTS = 40;
const CSM = 'sn_customerservice';

/** @param {number} n */
export const accountId = (n) => idOf(KIND.account, n);
/** Every account has the contact of its number. @param {number} n */
export const contactId = (n) => idOf(KIND.contact, n);
/** @param {number} n */
export const agentId = (n) => idOf(KIND.internal, n % AGENTS);
/** @param {number} n */
export const projectId = (n) => idOf(KIND.project, n);

/** The small customer, and the head of the small group it belongs to, which is a partner too. @param {Size} size */
export const smallAccount = (size) => size.reach + 2;
/** @param {Size} size */
export const groupHead = (size) => size.reach + 1;

/**
 * The people that the measurements and the tests sign in as, each with the account it belongs to.
 * @param {Size} size
 */
export const peopleOf = (size) => {
  const external = (/** @type {number} */ n, /** @type {number} */ account, /** @type {string} */ role) => ({
    id: idOf(KIND.contact, 1_000_000_000 + n),
    sessionId: idOf(KIND.session, n),
    account,
    roles: [`${CSM}.${role}`],
  });
  const internal = (/** @type {number} */ n, /** @type {string[]} */ ...roles) => ({
    id: idOf(KIND.internal, n),
    sessionId: idOf(KIND.session, 100 + n),
    account: null,
    roles,
  });
  return {
    customer: external(1, smallAccount(size), 'customer'),
    customerAdmin: external(2, groupHead(size), 'customer_admin'),
    customerAdminOfMany: external(3, 0, 'customer_admin'),
    partner: external(4, groupHead(size), 'partner'),
    partnerAdmin: external(5, groupHead(size), 'partner_admin'),
    partnerAdminOfMany: external(6, 0, 'partner_admin'),
    agent: internal(0, 'sn_customerservice_agent', `${CSM}.projectstakeholder`),
    projectManager: internal(1, 'it_project_manager', `${CSM}.projectmanager`),
    admin: internal(2, 'admin'),
  };
};

const person = (/** @type {string} */ id, /** @type {string} */ kind, /** @type {number} */ n, /** @type {string | null} */ account) => ({
  id,
  created_at: momentAt(n),
  updated_at: momentAt(n),
  version: 1,
  kind,
  number: kind === 'contact' ? numbered('CNT', n + 1) : null,
  account_id: account,
  user_name: `${kind}.${n}`,
  first_name: `Given${n % 997}`,
  last_name: `Family${n}`,
  name: `Given${n % 997} Family${n}`,
  email: `${kind}.${n}@example.org`,
  notifications: 1,
  active: 1,
});

/**
 * Contacts of accounts, people of the vendor, and those who sign in.
 * @param {Size} size
 */
export function* people(size) {
  for (let n = 0; n < AGENTS; n += 1) yield person(idOf(KIND.internal, n), 'internal', n, null);
  for (let n = 0; n < size.accounts; n += 1) yield person(contactId(n), 'contact', n, accountId(n));
  let n = size.accounts;
  for (const { id, account } of Object.values(peopleOf(size))) {
    if (account !== null) yield person(id, 'contact', n++, accountId(account));
  }
}

/** @param {Size} size */
export function* accessStamps(size) {
  for (const { id } of people(size)) yield { id, value: 0 };
}

/** @param {Size} size */
export function* personRoles(size) {
  for (const { id, roles } of Object.values(peopleOf(size))) for (const role of roles) yield { person_id: id, role };
}

/** @param {Size} size */
export function* sessions(size) {
  for (const { id, sessionId } of Object.values(peopleOf(size))) yield { id: sessionId, person_id: id, created_at: momentAt(0) };
}
