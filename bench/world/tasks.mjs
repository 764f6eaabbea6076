import { accountId, agentId, contactId, KIND, peopleOf, projectId } from './people.mjs';
import { accountOfProject, tasksPerProject } from './projects.mjs';
import { idOf, momentAt, numbered, pick, spread } from './values.mjs';

/** @typedef {import('./people.mjs').Size} Size */

const STATES = ['pending', 'open', 'open', 'work_in_progress', 'work_in_progress', 'closed_complete', 'closed_complete', 'closed_skipped'];
/** A parent and the four tasks below it. */
const BRANCH = 5;
const DAY = 1440;

/** @param {number} n */
export const taskId = (n) => idOf(KIND.task, n);

/** @param {number} n */
const stateOf = (n) => (n % BRANCH === 0 ? 'work_in_progress' : pick(STATES, n));

/**
 * The first tasks that people work on: open, and with none below them.
 * @param {Size} size
 * @param {number} most
 */
export function openLeaves(size, most) {
  /** @type {string[]} */
  const ids = [];
  for (let n = 0; n < size.tasks && ids.length < most; n += 1)
    if (n % BRANCH !== 0 && !stateOf(n).startsWith('closed')) ids.push(taskId(n));
  return ids;
}

/** @param {Size} size */
export function* tasks(size) {
  const each = tasksPerProject(size);
  const { customer } = peopleOf(size);
  for (let n = 0; n < size.tasks; n += 1) {
    const project = Math.floor(n / each);
    const place = n % each;
    const branch = place % BRANCH;
    const account = accountOfProject(size, project);
    const start = (spread(n, 365) + 1) * DAY;
    const state = stateOf(n);
    yield {
      id: taskId(n),
      created_at: momentAt(n),
      updated_at: momentAt(n + spread(n, 5000)),
      version: 1,
      number: numbered('PRJTASK', 10_001 + n),
      project_id: projectId(project),
      account_id: accountId(account),
      parent_id: branch === 0 ? null : taskId(n - branch),
      position: branch === 0 ? Math.floor(place / BRANCH) : branch - 1,
      wbs: branch === 0 ? `${place / BRANCH + 1}` : `${Math.floor(place / BRANCH) + 1}.${branch}`,
      wbs_order: place + 1,
      short_description: `Lay the floor of hall ${spread(n, 10_000)}`,
      description: 'Concrete, 20 cm, with a vapour barrier below and an even surface above.',
      priority: 1 + (n % 4),
      state,
      status: pick(['green', 'green', 'yellow', 'red'], n),
      assigned_to_id: assignee(n, branch, project, contactId(account), customer.id),
      visible_to_customer: n % 2,
      planned_start: momentAt(start),
      planned_end: momentAt(start + DAY),
      planned_duration_minutes: 480,
      time_constraint: 'as_soon_as_possible',
      milestone: n % 10 === 4 ? 1 : 0,
      key_milestone: 0,
      actual_start: null,
      actual_end: null,
      percent_complete: state === 'closed_complete' ? 100 : state === 'work_in_progress' ? 40 : 0,
      is_parent: branch === 0 ? 1 : 0,
    };
  }
}

/**
 * Most leaves belong to people of the vendor; visible ones sometimes to the customer's contact.
 * @param {number} n
 * @param {number} branch
 * @param {number} project
 * @param {string} contact
 * @param {string} customer
 */
function assignee(n, branch, project, contact, customer) {
  if (branch === 0 || n % 3 === 0) return null;
  if (n % 2 === 0) return agentId(n);
  return project < 25 ? customer : contact;
}
