// What an experienced hand would write for each list: one statement that asks the rule now, the columns that are shown.

/** @typedef {{ sql: string, params: (me: string, key: string) => unknown[], show: (row: any) => object }} Read */

export const iso = (/** @type {string | null} */ at) => (at === null ? null : `${at.slice(0, 10)}T${at.slice(11)}Z`);
export const record = (/** @type {any} */ row) => ({
  id: row.id,
  createdAt: iso(row.created_at),
  updatedAt: iso(row.updated_at),
  version: row.version,
});
const flag = (/** @type {any} */ value) => value === 1;

/** @param {any} row @param {string} as */
export const numberedRef = (row, as) =>
  row[`${as}_id`] === null ? null : { id: row[`${as}_id`], number: row[`${as}_number`], name: row[`${as}_name`] };
/** @param {any} row @param {string} as */
export const personRef = (row, as) =>
  row[`${as}_id`] === null ? null : { id: row[`${as}_id`], name: row[`${as}_name`], kind: row[`${as}_kind`] };

export const numberedColumns = (/** @type {string} */ as, name = 'name') =>
  `${as}.id AS ${as}_id, ${as}.number AS ${as}_number, ${as}.${name} AS ${as}_name`;
export const personColumns = (/** @type {string} */ as) => `${as}.id AS ${as}_id, ${as}.name AS ${as}_name, ${as}.kind AS ${as}_kind`;
export const personJoin = (/** @type {string} */ as, /** @type {string} */ column) => `LEFT JOIN person ${as} ON ${as}.id = t.${column}`;

/** Enough where the account is known to be in reach: a case and its project have one account. */
export const isContactOf = (/** @type {string} */ project) =>
  `EXISTS (SELECT 1 FROM project_contact c WHERE c.project_id = ${project}.id AND c.contact_id = me.id)`;

/** The project's account is the person's own, or one that a contact relationship names; and the person is its contact. */
export const seesProject = (/** @type {string} */ project) =>
  `(${project}.account_id = me.account_id OR EXISTS (SELECT 1 FROM contact_relationship r WHERE r.contact_id = me.id AND r.account_id = ${project}.account_id)) AND ${isContactOf(project)}`;
/** @type {Read} */
export const projects = {
  sql: `SELECT t.id, t.number, t.name, ${numberedColumns('a')}, ${numberedColumns('p')}, ${personColumns('m')},
    t.state, t.phase, t.status, t.percent_complete, t.planned_start, t.planned_end, t.planned_duration_minutes, t.actual_start, t.actual_end, t.created_at, t.updated_at, t.version
    FROM person me JOIN project_contact pc ON pc.contact_id = me.id JOIN project t ON t.id = pc.project_id
    JOIN account a ON a.id = t.account_id LEFT JOIN project p ON p.id = t.parent_id AND ${seesProject('p')} ${personJoin('m', 'project_manager_id')}
    WHERE me.id = ? AND me.active = 1 AND (t.account_id = me.account_id OR EXISTS (SELECT 1 FROM contact_relationship r WHERE r.contact_id = me.id AND r.account_id = t.account_id))
    ORDER BY t.number, t.id LIMIT 26`,
  params: (me) => [me],
  show: (row) => ({
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
    plannedStart: iso(row.planned_start),
    plannedEnd: iso(row.planned_end),
    plannedDurationMinutes: row.planned_duration_minutes,
    actualStart: iso(row.actual_start),
    actualEnd: iso(row.actual_end),
  }),
};

const TASK_COLUMNS = `t.id, t.number, ${numberedColumns('p')}, ${numberedColumns('a')}, ${numberedColumns('u', 'short_description')}, ${personColumns('w')},
  t.short_description, t.priority, t.state, t.status, t.visible_to_customer, t.planned_start, t.planned_end, t.planned_duration_minutes, t.actual_start, t.actual_end, t.percent_complete, t.milestone, t.created_at, t.updated_at, t.version`;
const TASK_FROM = `FROM person me JOIN project_task t JOIN project p ON p.id = t.project_id JOIN account a ON a.id = t.account_id
  LEFT JOIN project_task u ON u.id = t.parent_id AND u.visible_to_customer = 1 ${personJoin('w', 'assigned_to_id')}`;
const TASK_RULE = `me.id = ? AND me.active = 1 AND t.visible_to_customer = 1 AND ${seesProject('p')}`;

const task = (/** @type {any} */ row) => ({
  ...record(row),
  number: row.number,
  project: numberedRef(row, 'p'),
  account: numberedRef(row, 'a'),
  parent: numberedRef(row, 'u'),
  shortDescription: row.short_description,
  priority: row.priority,
  state: row.state,
  status: row.status,
  assignedTo: personRef(row, 'w'),
  visibleToCustomer: flag(row.visible_to_customer),
  plannedStart: iso(row.planned_start),
  plannedEnd: iso(row.planned_end),
  plannedDurationMinutes: row.planned_duration_minutes,
  actualStart: iso(row.actual_start),
  actualEnd: iso(row.actual_end),
  percentComplete: row.percent_complete,
  milestone: flag(row.milestone),
});

/** @type {Read} */
export const tasksOfProject = {
  sql: `SELECT ${TASK_COLUMNS} ${TASK_FROM} WHERE t.project_id = ? AND ${TASK_RULE} ORDER BY t.number, t.id LIMIT 26`,
  params: (me, key) => [key, me],
  show: task,
};

/** @type {Read} */
export const oneTask = {
  sql: `SELECT ${TASK_COLUMNS}, t.description ${TASK_FROM} WHERE t.id = ? AND ${TASK_RULE}`,
  params: (me, key) => [key, me],
  show: (row) => ({ ...task(row), description: row.description }),
};

const CASE_PEOPLE = {
  contact: 'contact_id',
  consumer: 'consumer_id',
  partnerContact: 'partner_contact_id',
  assignedTo: 'assigned_to_id',
  openedBy: 'opened_by_id',
  resolvedBy: 'resolved_by_id',
  closedBy: 'closed_by_id',
};
const people = Object.entries(CASE_PEOPLE);

/** @type {Read} */
export const casesOfAccount = {
  sql: `SELECT t.id, t.number, t.short_description, t.channel, t.state, t.priority, t.category, t.location, ${numberedColumns('a')}, ${numberedColumns('pa')},
    ${numberedColumns('p')}, ${numberedColumns('pt', 'short_description')}, ass.id AS ass_id, ass.asset_tag AS ass_tag, ass.name AS ass_name, g.id AS g_id, g.name AS g_name,
    ${people.map(([name]) => personColumns(name)).join(', ')}, t.assigned_on, t.opened_at, t.resolved_at, t.closed_at, t.resolution_code, t.created_at, t.updated_at, t.version
    FROM person me JOIN account own ON own.id = me.account_id JOIN service_case t JOIN account a ON a.id = t.account_id
    LEFT JOIN account pa ON pa.id = t.partner_id LEFT JOIN project p ON p.id = t.project_id AND ${isContactOf('p')}
    LEFT JOIN project_task pt ON pt.id = t.project_task_id AND pt.visible_to_customer = 1 AND pt.project_id = p.id
    LEFT JOIN asset ass ON ass.id = t.asset_id LEFT JOIN user_group g ON g.id = t.assignment_group_id
    ${people.map(([name, column]) => personJoin(name, column)).join(' ')}
    WHERE t.account_id = ? AND me.id = ? AND me.active = 1
    AND (a.path = own.path OR (a.path > CONCAT(own.path, '/') AND a.path < CONCAT(own.path, '0'))
      OR ((t.contact_id = me.id OR t.opened_by_id = me.id) AND EXISTS (SELECT 1 FROM contact_relationship r WHERE r.contact_id = me.id AND r.account_id = t.account_id)))
    ORDER BY t.opened_at DESC, t.id DESC LIMIT 26`,
  params: (me, key) => [key, me],
  show: (row) => ({
    ...record(row),
    number: row.number,
    shortDescription: row.short_description,
    channel: row.channel,
    state: row.state,
    priority: row.priority,
    category: row.category,
    location: row.location,
    account: numberedRef(row, 'a'),
    partner: numberedRef(row, 'pa'),
    project: numberedRef(row, 'p'),
    projectTask: numberedRef(row, 'pt'),
    asset: row.ass_id === null ? null : { id: row.ass_id, assetTag: row.ass_tag, name: row.ass_name },
    assignmentGroup: row.g_id === null ? null : { id: row.g_id, name: row.g_name },
    ...Object.fromEntries(people.map(([name]) => [name, personRef(row, name)])),
    assignedOn: iso(row.assigned_on),
    openedAt: iso(row.opened_at),
    resolvedAt: iso(row.resolved_at),
    closedAt: iso(row.closed_at),
    resolutionCode: row.resolution_code,
  }),
};
