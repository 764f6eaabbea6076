import type { AbilityTable, Actor, Conditions, RuleWriter } from '#libs/authorization';
import { CUSTOMER_PROJECTS } from '../administration/index.js';
import { accountTree, withinReach } from '../customers/index.js';
import { contactProjects, EXTERNAL_ISSUE_FIELDS } from '../projects/index.js';
import { CASE_FIELDS, EXTERNAL_CASE_FIELDS } from './case.shape.js';
import { FINAL_STATES } from './domain/case-states.js';

/** What the customer side does on a case that it sees (1.13). */
const CUSTOMER_ACTIONS = ['comment', 'attach', 'accept_solution', 'reject_solution', 'close'];
/** What the service desk does; who was assigned accepts, see below. */
const SERVICE_ACTIONS = ['assign_to_me', 'request_info', 'open', 'propose_solution', 'close', 'cancel'];
/** BR-070, BR-071. What a customer project manager makes of a case. */
const RECORD_ACTIONS = ['create_issue', 'create_change_request'];
const STREAM_ACTIONS = ['comment', 'attach', 'write_work_note', 'read_work_notes'];

/** Names of request fields (the field rule for external people in 2.2, decision 50). */
const CUSTOMER_CREATES = ['shortDescription', 'description', 'channel', 'priority', 'accountId', 'projectId', 'projectTaskId', 'assetId'];
const SERVICE_WRITES = [
  ...CUSTOMER_CREATES,
  'category',
  'location',
  'contactId',
  'consumerId',
  'partnerId',
  'partnerContactId',
  'assignmentGroupId',
  'assignedToId',
  'watchList',
  'workNotesList',
  'parentId',
];
const ON_BEHALF = ['contactId'];
const CONSUMER_CREATES = ['shortDescription', 'description', 'channel', 'priority'];

/** BR-185: while customer projects are switched off, a case has no project fields. */
const PROJECT_FIELDS = ['project', 'projectTask', 'projectId', 'projectTaskId', 'issue', 'changeRequest'];
const present = (me: Actor, fields: readonly string[]): readonly string[] =>
  me.plugins.has(CUSTOMER_PROJECTS) ? fields : fields.filter((name) => !PROJECT_FIELDS.includes(name));

/** Decision 7: always within reach at that moment. */
const inReach = (me: Actor, conditions: Conditions): Conditions => ({ $and: [conditions, withinReach(me)] });

/** The same conditions, on the record that a link names. */
export const through = (link: string, conditions: Conditions): Conditions =>
  Object.fromEntries(
    Object.entries(conditions).map(([key, value]) =>
      key.startsWith('$') ? [key, (value as Conditions[]).map((one) => through(link, one))] : [`${link}.${key}`, value],
    ),
  );

function seesAndActs(writer: RuleWriter, me: Actor, conditions: Conditions, words: string): void {
  writer.can('read', 'ServiceCase', present(me, EXTERNAL_CASE_FIELDS), conditions).because(words);
  writer.can(CUSTOMER_ACTIONS, 'ServiceCase', conditions).because(words);
  seesIssues(writer, me, conditions, words);
}

/**
 * Decisions 8 and 32. A customer meets an issue through its case only: who sees the case and is a contact of its project.
 * Change requests are seen by all contacts of the project, with a case or without.
 */
function seesIssues({ can }: RuleWriter, me: Actor, caseConditions: Conditions, words: string): void {
  if (me.kind !== 'contact' || !me.openTables.has('issue')) return;
  const inMine: Conditions = { projectId: { $in: contactProjects(me) } };
  const itsCase = through('case', { $and: [caseConditions, inMine] });
  can('read', 'ProjectIssue', EXTERNAL_ISSUE_FIELDS, { $and: [inMine, itsCase] }).because(`${words}, and of its project you are a contact`);
}

function administersAccounts(writer: RuleWriter, me: Actor): void {
  seesAndActs(writer, me, inReach(me, { accountId: { $in: accountTree(me) } }), 'you look after the account of the case');
  writer
    .can('create', 'ServiceCase', present(me, [...CUSTOMER_CREATES, ...ON_BEHALF]))
    .because('you open cases for people of your accounts');
}

function worksCases({ can }: RuleWriter, me: Actor, conditions: Conditions, words: string): void {
  can('read', 'ServiceCase', present(me, CASE_FIELDS), conditions).because(words);
  can(['create', 'update'], 'ServiceCase', present(me, SERVICE_WRITES), conditions).because(words);
  can([...SERVICE_ACTIONS, ...STREAM_ACTIONS], 'ServiceCase', conditions).because(words);
  can('accept', 'ServiceCase', { $and: [conditions, { assignedToId: me.personId }] }).because('the case is assigned to you');
}

/** Who sees and works cases; decisions 7, 13, 20, 34, 37, 50 and the matrix 2.2. */
export const casesAbilities: AbilityTable = {
  customer(writer, me) {
    seesAndActs(writer, me, inReach(me, { contactId: me.personId }), 'you are the contact of the case');
    seesAndActs(writer, me, inReach(me, { openedById: me.personId }), 'you opened the case');
    writer.can('create', 'ServiceCase', present(me, CUSTOMER_CREATES)).because('you open cases for accounts in your reach');
  },
  customer_case_manager: administersAccounts,
  customer_admin: administersAccounts,
  partner(writer, me) {
    seesAndActs(writer, me, inReach(me, { partnerContactId: me.personId }), 'you are the partner contact of the case');
  },
  partner_admin(writer, me) {
    seesAndActs(writer, me, inReach(me, { partnerId: { $in: accountTree(me) } }), 'your account is the partner of the case');
  },
  consumer(writer, me) {
    seesAndActs(writer, me, { consumerId: me.personId }, 'the case is your own');
    writer.can('create', 'ServiceCase', CONSUMER_CREATES).because('you open cases of your own');
  },
  customer_project_manager({ can }, me) {
    if (!me.plugins.has(CUSTOMER_PROJECTS)) return;
    const ofProject: Conditions = { $or: [{ projectId: { $ne: null } }, { projectTaskId: { $ne: null } }] };
    can(['read', 'comment', 'attach'], 'ServiceCase', ofProject).because('the case belongs to a project');
    // That the case has a project is a rule on the case, also for an administrator.
    can(RECORD_ACTIONS, 'ServiceCase').because('you manage customer projects');
  },
  agent: (writer, me) => worksCases(writer, me, {}, 'you work cases'),
  consumer_agent: (writer, me) => worksCases(writer, me, { consumerId: { $ne: null } }, 'you work cases of consumers'),
  case_viewer({ can }, me) {
    can('read', 'ServiceCase', present(me, CASE_FIELDS)).because('you may read all cases');
    can('read_work_notes', 'ServiceCase').because('you may read all cases');
  },
  everyone({ cannot }, me) {
    const written = ['update', 'comment', 'attach', 'write_work_note', ...RECORD_ACTIONS];
    cannot(written, 'ServiceCase', { state: { $in: FINAL_STATES } }).because('closed and canceled cases are kept as they were');
    if (me.personas.has('agent') || me.personas.has('consumer_agent'))
      cannot('attach', 'ServiceCase', { state: 'resolved' }).because('a resolved case waits for the customer');
  },
};
