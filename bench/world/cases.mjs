import { accountId, agentId, contactId, groupHead, KIND, peopleOf, projectId, smallAccount } from './people.mjs';
import { accountOfProject } from './projects.mjs';
import { taskId } from './tasks.mjs';
import { idOf, momentAt, numbered, pick, spread } from './values.mjs';

/** @typedef {import('./people.mjs').Size} Size */

const STATES = ['new', 'open', 'open', 'awaiting_info', 'resolved', 'closed', 'closed', 'closed', 'closed', 'canceled'];
const CHANNELS = ['web', 'web', 'phone', 'email', 'chat', 'social'];
/** The first cases belong to the small customer and to the group around it. */
const SMALL = 30;
const NEAR = 80;

/** @param {number} n */
export const caseId = (n) => idOf(KIND.case, n);

/** Every third case is about a project. @param {Size} size @param {number} n */
const projectOfCase = (size, n) => (n % 3 === 0 && n >= NEAR ? spread(n, size.projects) : null);

/** @param {Size} size @param {number} n */
function accountOfCase(size, n) {
  if (n < SMALL) return smallAccount(size);
  if (n < NEAR) return groupHead(size) + (n % 5);
  const project = projectOfCase(size, n);
  return project === null ? spread(n, size.accounts) : accountOfProject(size, project);
}

/** @param {Size} size */
export function* cases(size) {
  const { customer, partner } = peopleOf(size);
  for (let n = 0; n < size.cases; n += 1) {
    const account = accountOfCase(size, n);
    const contact = n < SMALL ? customer.id : contactId(account);
    const project = projectOfCase(size, n);
    const state = pick(STATES, n);
    const ended = state === 'closed' || state === 'canceled';
    const opened = spread(n, size.cases * 3);
    const served = n % 10 === 7;
    yield {
      id: caseId(n),
      created_at: momentAt(n),
      updated_at: momentAt(n + spread(n, 5000)),
      version: 1,
      number: numbered('CS', 1001 + n),
      short_description: `The pump of hall ${spread(n, 10_000)} makes noise`,
      description: 'Since Monday, in hall 2. It is louder in the morning than in the evening.',
      channel: pick(CHANNELS, n),
      state,
      priority: 1 + (n % 4),
      category: pick(['question', 'issue', 'feature'], n),
      location: null,
      account_id: accountId(account),
      contact_id: contact,
      partner_id: served ? accountId(n < NEAR ? groupHead(size) : 0) : null,
      partner_contact_id: served ? (n < NEAR ? partner.id : contactId(0)) : null,
      project_id: project === null ? null : projectId(project),
      project_task_id: null,
      assignment_group_id: null,
      assigned_to_id: state === 'new' ? null : agentId(n),
      assigned_on: state === 'new' ? null : momentAt(opened + 5),
      watch_list: '[]',
      work_notes_list: '[]',
      opened_at: momentAt(opened),
      opened_by_id: n % 2 === 0 ? contact : agentId(n + 3),
      resolved_at: ended ? momentAt(opened + 100) : null,
      resolved_by_id: ended ? agentId(n) : null,
      closed_at: ended ? momentAt(opened + 200) : null,
      closed_by_id: ended ? agentId(n) : null,
      resolution_code: ended ? 'fixed_by_support' : null,
      resolution_notes: ended ? 'The bearing was replaced.' : null,
      reassignment_count: n % 3,
      reopen_count: 0,
    };
  }
}

const ENTRIES = ['comment', 'comment', 'field_change', 'work_note'];

/** A hundred entries for the first case, or as many as asked for; the rest spread over cases and tasks. @param {Size} size */
export function* activity(size) {
  const { stream = 100 } = size;
  for (let n = 0; n < size.activity; n += 1) {
    const ofTask = n >= stream && n % 4 === 0;
    const kind = pick(ENTRIES, n);
    yield {
      id: idOf(KIND.row, 2_000_000_000 + n),
      record_type: ofTask ? 'ProjectTask' : 'ServiceCase',
      record_id: n < stream ? caseId(0) : ofTask ? taskId(spread(n, size.tasks)) : caseId(spread(n, size.cases)),
      kind,
      audience: kind === 'work_note' ? 'work_notes' : 'everyone',
      at: momentAt(n),
      by_id: agentId(n),
      text: kind === 'field_change' ? null : 'The part has been ordered and will arrive next week.',
      changes: kind === 'field_change' ? '[{"field":"state","from":"new","to":"open"}]' : null,
    };
  }
}
