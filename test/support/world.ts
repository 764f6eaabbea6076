import type { ServiceCaseState } from '../../src/cases/index.js';
import { WORK_ORDER_STATES } from '../../src/fsm-integration/domain/work-order-state.js';
import { RIDAC_KINDS } from '../../src/projects/domain/ridac-state.js';
import { ROLE, type Somebody } from './given.js';

import { appointmentRow } from './given-appointments.js';

import { givenRegistration } from './registrations.js';

import type { TestApp } from './test-app.js';

/** Somebody of the world, with the word for what this person is. */
export interface Inhabitant extends Somebody {
  readonly role: string;
}

/**
 * A world with somebody of each role and, for each, records to be seen and records that must not be: a tree of accounts,
 * a stranger's account, a partner; projects with and without the contacts; visible, hidden and assigned tasks; cases in
 * each state, of each account, with tasks that customers see and others, work orders and appointments; and in each project records of every kind. The
 * access controls that are off at first are on.
 */
export async function buildWorld(test: TestApp): Promise<Inhabitant[]> {
  const { given } = test;
  const parent = await given.account({ name: 'Parent' });
  const child = await given.account({ name: 'Child', parent });
  const sibling = await given.account({ name: 'Sibling', parent });
  const stranger = await given.account({ name: 'Stranger' });
  const vendor = await given.account({ name: 'Partner', customer: false, partner: true });
  await given.partnership(vendor, child);

  const people: Inhabitant[] = [];
  const add = async <P extends Somebody>(role: string, somebody: Promise<P>): Promise<P> => {
    const person = await somebody;
    people.push({ ...person, role });
    return person;
  };
  const customer = await add('customer', given.contact(child));
  const colleague = await add('customer, no project', given.contact(child));
  const caseManager = await add('case manager of the parent', given.contact(parent, ROLE.customerCaseManager));
  const childAdmin = await add('customer admin of the child', given.contact(child, ROLE.customerAdmin));
  await add('customer admin of the parent', given.contact(parent, ROLE.customerAdmin));
  const partner = await add('partner', given.contact(vendor, ROLE.partner));
  await add('partner admin', given.contact(vendor, ROLE.partnerAdmin));
  const outsider = await add('customer of another account', given.contact(stranger));
  const related = await add('customer with a contact relationship', given.contact(stranger));
  await given.contactRelationship(related, child);
  const consumer = await add('consumer', given.consumer());
  const manager = await add('customer project manager', given.projectManager());
  const agent = await add('agent', given.user(ROLE.agent));
  await add('agent with stakeholder', given.user(ROLE.agentWithStakeholder));
  await add('agent manager', given.user(ROLE.agentManager));
  await add('stakeholder', given.user(ROLE.stakeholder));
  await add('it_project_manager alone', given.user(['it_project_manager']));
  await add('project manager of customer service alone', given.user(['sn_customerservice.projectmanager']));
  await add('stakeholder alone', given.user(['sn_customerservice.projectstakeholder']));
  await add('case viewer', given.user(['sn_customerservice.case_viewer']));
  await add('dispatcher', given.user(['wm_dispatcher']));
  await add('field agent', given.user(['wm_agent']));
  await add('field service administrator', given.user(['wm_admin']));
  const assignee = await add('internal user with a task', given.user([]));
  await add('administrator', given.admin());

  for (const account of [parent, child, sibling, stranger, vendor])
    for (const known of [false, true]) await givenRegistration(test, account, known);

  const childProject = await given.project({ account: child, manager, contacts: [customer, partner, related] });
  const parentProject = await given.project({ account: parent, manager, contacts: [caseManager] });
  const siblingProject = await given.project({ account: sibling, manager });
  const strangerProject = await given.project({ account: stranger, manager, contacts: [outsider] });
  for (const table of ['project_change_request', 'project_status', 'issue'] as const) await given.accessControl(table, true);
  const tasks = [];
  for (const project of [childProject, parentProject, siblingProject, strangerProject]) {
    tasks.push(await given.task({ project, visible: true }));
    tasks.push(await given.task({ project, visible: false }));
    tasks.push(await given.task({ project, visible: false, assignedTo: assignee }));
    for (const kind of RIDAC_KINDS) await given.ridac(kind, { project, with: { assignedToId: assignee.id } });
    await given.statusReport({ project });
    await given.baseline(project);
  }
  tasks.push(await given.task({ project: childProject, visible: true, assignedTo: customer }));
  tasks.push(await given.task({ project: childProject, visible: true, assignedTo: partner }));
  tasks.push(await given.task({ project: strangerProject, visible: true, assignedTo: outsider }));
  for (const task of tasks) await given.checklist(task, 'Done?');

  for (const owner of [manager, await given.projectManager()]) {
    const template = await given.template({ owner });
    const [first, second] = [await given.templateTask({ template }), await given.templateTask({ template })];
    await given.templateDependency(first, second);
    await given.checklist(first, 'Done?');
  }

  const cases: ServiceCaseState[] = [];
  for (const state of ['new', 'open', 'awaiting_info', 'resolved', 'closed', 'canceled'] as const) {
    cases.push(await given.case({ account: child, contact: customer, state }));
    cases.push(await given.case({ account: child, contact: colleague, project: childProject, task: tasks[0]!, state }));
    const mine = await given.case({ account: child, contact: customer, project: childProject, state });
    for (const kind of ['issue', 'change_request'] as const) await given.ridac(kind, { project: childProject, with: { caseId: mine.id } });
    cases.push(await given.case({ account: sibling, state }));
    cases.push(await given.case({ account: stranger, contact: outsider, project: strangerProject, state }));
    cases.push(await given.case({ account: parent, contact: caseManager, project: parentProject, state }));
    cases.push(await given.case({ account: child, partner: vendor, partnerContact: partner, openedBy: partner, state }));
    cases.push(await given.case({ account: child, openedBy: childAdmin, state }));
    cases.push(await given.case({ consumer, state }));
    cases.push(await given.case({ account: child, contact: related, assignedTo: agent, state }));
  }
  for (const [n, one] of cases.entries()) {
    await given.caseTask({ case: one, visible: n % 2 === 0 });
    // Of each kind of case, some with a task to see and some with one to hide.
    if (one.state === 'open') await given.caseTask({ case: one, visible: n % 2 === 1, assignedTo: agent });
    const order = await given.workOrder({ case: one, state: WORK_ORDER_STATES[n % WORK_ORDER_STATES.length]! });
    await appointmentRow(test, order, n % 5 ? {} : { state: 'canceled', heldId: null });
  }
  const free = await given.workOrder({ with: { accountId: child.id, contactId: customer.id }, openedBy: customer, state: 'qualified' });
  await appointmentRow(test, free);
  return people;
}
