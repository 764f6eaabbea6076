// The pages of the portal that gather much, each in one statement.
import { isContactOf, iso, numberedColumns, numberedRef, personColumns, personJoin, personRef, record, seesProject } from './reads.mjs';

/** @typedef {import('./reads.mjs').Read} Read */

const inReach = (/** @type {string} */ of) =>
  `(${of}.account_id = me.account_id OR EXISTS (SELECT 1 FROM contact_relationship r WHERE r.contact_id = me.id AND r.account_id = ${of}.account_id))`;
const SEES_CASE = `(c.contact_id = me.id OR c.opened_by_id = me.id) AND ${inReach('c')}`;
const SEES_ORDER = `w.case_id IS NOT NULL AND ((w.account_id = me.account_id AND (w.contact_id = me.id OR w.opened_by_id = me.id
  OR EXISTS (SELECT 1 FROM service_case x WHERE x.id = w.case_id AND x.contact_id = me.id))) OR (w.opened_by_id = me.id AND ${inReach('w')}))`;

const count = (/** @type {string} */ from, /** @type {string} */ as) => `(SELECT COUNT(*) FROM ${from}) AS ${as}`;

const LABELS = {
  number: 'Number',
  name: 'Name',
  account: 'Account',
  projectManager: 'Project manager',
  state: 'State',
  phase: 'Phase',
  status: 'Status',
  percentComplete: 'Percent complete',
  description: 'Description',
  plannedStart: 'Planned start',
  plannedEnd: 'Planned end',
  plannedDurationMinutes: 'Planned duration',
  actualStart: 'Actual start',
  actualEnd: 'Actual end',
};

/** @type {Read} */
export const projectForm = {
  sql: `SELECT t.id, t.number, t.name, ${numberedColumns('a')}, ${numberedColumns('p')}, ${personColumns('m')}, t.description,
    t.state, t.phase, t.status, t.percent_complete, t.planned_start, t.planned_end, t.planned_duration_minutes, t.actual_start, t.actual_end, t.created_at, t.updated_at, t.version,
    ${count('project_task k WHERE k.project_id = t.id AND k.visible_to_customer = 1', 'tasks')},
    ${count(`project s WHERE s.parent_id = t.id AND ${seesProject('s')}`, 'subs')},
    ${count(`service_case c JOIN work_order w ON w.case_id = c.id WHERE c.project_id = t.id AND ${SEES_ORDER}`, 'orders')},
    ${count('project_contact o WHERE o.project_id = t.id', 'contacts')}
    FROM person me JOIN project t JOIN account a ON a.id = t.account_id
    LEFT JOIN project p ON p.id = t.parent_id AND ${seesProject('p')} ${personJoin('m', 'project_manager_id')}
    WHERE t.id = ? AND me.id = ? AND me.active = 1 AND ${inReach('t')} AND ${isContactOf('t')}`,
  params: (me, key) => [key, me],
  show: (row) => {
    /** @type {Record<string, unknown>} */
    const shown = {
      ...record(row),
      number: row.number,
      name: row.name,
      account: numberedRef(row, 'a'),
      parent: numberedRef(row, 'p'),
      projectManager: personRef(row, 'm'),
      state: row.state,
      phase: row.phase,
      status: row.status,
      percentComplete: row.percent_complete,
      description: row.description,
      plannedStart: iso(row.planned_start),
      plannedEnd: iso(row.planned_end),
      plannedDurationMinutes: row.planned_duration_minutes,
      actualStart: iso(row.actual_start),
      actualEnd: iso(row.actual_end),
    };
    return {
      record: shown,
      fields: Object.entries(LABELS).map(([name, label]) => ({ name, label, value: shown[name], editable: false })),
      relatedLists: [
        { key: 'project_tasks', label: 'Customer Project Tasks', count: row.tasks },
        { key: 'sub_projects', label: 'Sub Projects', count: row.subs },
        { key: 'work_orders', label: 'Work Orders', count: row.orders },
        { key: 'project_contacts', label: 'Project Contacts', count: row.contacts },
      ],
      actions: [{ key: 'create_case', label: 'Create Case' }],
      activity: { comment: false, attach: false },
    };
  },
};

/** @type {Read} */
export const myLists = {
  sql: `SELECT ${count(`service_case c WHERE c.state IN ('new', 'open', 'awaiting_info', 'resolved') AND ${SEES_CASE}`, 'cases')},
    ${count(`service_case c WHERE c.state IN ('awaiting_info', 'resolved') AND ${SEES_CASE}`, 'waiting')},
    ${count(`project_task k JOIN project p ON p.id = k.project_id WHERE k.assigned_to_id = me.id AND k.state IN ('pending', 'open', 'work_in_progress') AND k.visible_to_customer = 1 AND ${seesProject('p')}`, 'tasks')},
    ${count(`work_order w WHERE w.active = 1 AND ${SEES_ORDER}`, 'orders')},
    ${count(`service_case c JOIN case_task k ON k.case_id = c.id WHERE k.state = 'open' AND k.visible_to_customer = 1 AND ${SEES_CASE}`, 'case_tasks')}
    FROM person me WHERE me.id = ? AND me.active = 1`,
  params: (me) => [me],
  show: (row) => [
    { key: 'all_cases', label: 'All Cases', open: row.cases },
    { key: 'action_needed', label: 'Action Needed', open: row.waiting },
    { key: 'my_project_tasks', label: 'My Project Tasks', open: row.tasks },
    { key: 'work_orders', label: 'Work Orders', open: row.orders },
    { key: 'my_case_tasks', label: 'My Case Tasks', open: row.case_tasks },
  ],
};
