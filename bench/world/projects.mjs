import { accountId, agentId, contactId, groupHead, KIND, peopleOf, projectId, smallAccount } from './people.mjs';
import { idOf, momentAt, numbered, pick, spread } from './values.mjs';

/** @typedef {import('./people.mjs').Size} Size */

const STATES = [
  'pending',
  'open',
  'open',
  'work_in_progress',
  'work_in_progress',
  'closed_complete',
  'closed_complete',
  'closed_incomplete',
];
const PHASES = ['initiating', 'planning', 'executing', 'delivering', 'closing'];
const COLOURS = ['green', 'green', 'yellow', 'red', null];
/** The first projects belong to the small customer and to the group around it. */
const SMALL = 25;
const NEAR = 60;
const PROJECTS_OF_ADMIN = 1_000;
const DAY = 1440;

/**
 * The account of a project.
 * @param {Size} size
 * @param {number} n
 */
export const accountOfProject = (size, n) =>
  n < SMALL ? smallAccount(size) : n < NEAR ? groupHead(size) + (n % 5) : spread(n, size.accounts);

/** @param {Size} size */
export const tasksPerProject = (size) => Math.ceil(size.tasks / size.projects);

/** @param {Size} size */
export function* projects(size) {
  for (let n = 0; n < size.projects; n += 1) {
    yield {
      id: projectId(n),
      created_at: momentAt(n),
      updated_at: momentAt(n + spread(n, 5000)),
      version: 1,
      number: numbered('PRJ', 10_001 + n),
      name: `Project ${spread(n, 100_000)}`,
      account_id: accountId(accountOfProject(size, n)),
      parent_id: n % 20 === 19 ? projectId(n - 1) : null,
      description: 'Move the spare parts to the new hall, and close the old one when the last part has left it.',
      project_manager_id: agentId(n),
      priority: 1 + (n % 4),
      state: pick(STATES, n),
      phase: pick(PHASES, n),
      status: pick(COLOURS, n),
      calculation: 'automatic',
      planned_start: momentAt((n % 365) * DAY),
      planned_end: momentAt(((n % 365) + 60) * DAY),
      planned_duration_minutes: 28_800,
      percent_complete: n % 101,
    };
  }
}

/**
 * The contact of the account is a contact of each project; those who sign in, of the projects near them.
 * @param {Size} size
 */
export function* projectContacts(size) {
  const { customer, customerAdmin, customerAdminOfMany, partner, partnerAdmin, partnerAdminOfMany } = peopleOf(size);
  let row = 1_000_000;
  let ofMany = 0;
  for (let n = 0; n < size.projects; n += 1) {
    const account = accountOfProject(size, n);
    const contacts = [contactId(account)];
    if (n < SMALL) contacts.push(customer.id);
    if (n < NEAR) contacts.push(customerAdmin.id, partner.id, partnerAdmin.id);
    if (account <= size.reach && ofMany++ < PROJECTS_OF_ADMIN) contacts.push(customerAdminOfMany.id, partnerAdminOfMany.id);
    for (const contact of contacts) {
      const at = momentAt(n);
      yield { id: idOf(KIND.row, row++), created_at: at, updated_at: at, version: 1, project_id: projectId(n), contact_id: contact };
    }
  }
}

/** @param {Size} size */
export function* projectPlans(size) {
  for (let n = 0; n < size.projects; n += 1) yield { id: projectId(n), revision: 0 };
}
