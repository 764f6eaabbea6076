import type { WorkOrderState } from '../../src/fsm-integration/domain/work-order-state.js';
import type { ProjectState } from '../../src/projects/index.js';
import type { ProjectTaskState } from '../../src/tasks/index.js';
import type { Answer, Client } from '../support/client.js';
import { databaseKind } from '../support/databases.js';
import { ROLE, type Somebody } from '../support/given.js';

import { appointmentRow, FITS_ALL } from '../support/given-appointments.js';

import { givenRegistration } from '../support/registrations.js';

import { TestApp } from '../support/test-app.js';
import { type Cost, StatementCounter } from './statement-counter.js';

/** The sign-in check is one of them. */
const MOST_READING = 3;
/** The sign-in check is one of them; BEGIN and COMMIT are not counted. */
const MOST_WRITING = 12;

/** Reads that may cost more, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly [number, string]>> = {
  '/projects/:id/ms-project': [8, 'a whole plan leaves as a file: project, tasks, links, calendars, people, baselines'],
  '/cases/:id/related-records': [4, 'the two records stand in two tables, and the case that names them is read first'],
  '/appointments/slots': [4, 'the order, how it is offered and what is taken already stand in three tables'],
  '/portal/cases/:id/related-records': [4, 'as /cases/:id/related-records'],
  '/portal/contacts/:id': [
    5,
    'what may be changed asks the rules about the whole record; the roles stand in a table of their own, and which may be given follows from the account',
  ],
  '/portal/appointments/:id': [
    5,
    'what may be done depends on the appointment, on its order, and on how long before it the configuration allows it',
  ],
  '/portal/profile': [4, 'as /portal/contacts/:id'],
};

/** A related list of each form that has some. */
const RELATED: Readonly<Record<string, string>> = { projects: 'work_orders', cases: 'work_orders', 'work-orders': 'appointments' };

describe(`the statements of a request on ${databaseKind}, when the person is known`, () => {
  let test: TestApp;
  let count: StatementCounter;
  let admin: Somebody;
  let manager: Somebody;
  let agent: Somebody;
  let dispatcher: Somebody;
  let customer: Somebody;
  let ids: Readonly<Record<string, string>>;
  let hall: ProjectState;
  let projectId: string;
  let summaryId: string;
  let leaves: ProjectTaskState[];
  const table: string[] = [];

  beforeAll(async () => {
    test = await TestApp.start();
    count = new StatementCounter(test);
    admin = await test.given.admin();
    manager = await test.given.projectManager();
    agent = await test.given.user(ROLE.agentWithStakeholder, 'Aga Agent');
    dispatcher = await test.given.user(['wm_dispatcher'], 'Dis Patch');
    const account = await test.given.account();
    customer = await test.given.contact(account, ROLE.customerAdmin, 'Cus Tomer');
    const project = await test.given.project({ account, contacts: [customer] });
    const summary = await test.given.task({ project, visible: true });
    leaves = [];
    for (let n = 0; n < 6; n += 1) leaves.push(await test.given.task({ project, parent: summary, visible: true, assignedTo: customer }));
    const opened = await test.given.case({ account, contact: customer, project });
    const workOrder = await test.given.workOrder({ case: opened });
    const consumer = await test.given.consumer();
    const asset = await test.given.asset(account);
    const group = await test.given.group([agent]);
    for (const table of ['project_change_request', 'project_status', 'issue'] as const) await test.given.accessControl(table, true);
    const template = await test.given.template({ owner: manager });
    const templateTask = await test.given.templateTask({ template });
    for (const owner of [templateTask, leaves[0]!]) await test.given.checklist(owner, 'One', 'Two');
    hall = project;
    projectId = project.id;
    summaryId = summary.id;
    const [partner, other] = [await test.given.account({ partner: true, customer: false }), await test.given.account()];
    await test.given.partnership(partner, account);
    await test.given.contactRelationship(customer, other);
    const firstOf = async (path: string): Promise<string> => (await admin.api.get(path)).body.items[0].id;
    const file = await agent.api.upload(`/cases/${opened.id}/attachments`, 'note.txt', 'Hall 2', 'text/plain');
    ids = {
      accounts: account.id,
      contacts: customer.id,
      projects: project.id,
      'project-tasks': leaves[0]!.id,
      'project-templates': template.id,
      taskId: templateTask.id,
      cases: opened.id,
      'case-tasks': (await test.given.caseTask({ case: opened, visible: true })).id,
      'work-orders': workOrder.id,
      appointments: (await appointmentRow(test, workOrder)).id,
      'appointment-configurations': FITS_ALL,
      'change-requests': (await test.given.ridac('change_request', { project })).id,
      'project-issues': (await test.given.ridac('issue', { project })).id,
      'project-risks': (await test.given.ridac('risk', { project })).id,
      'project-decisions': (await test.given.ridac('decision', { project })).id,
      'project-actions': (await test.given.ridac('action', { project })).id,
      baselines: (await test.given.baseline(project)).id,
      'status-reports': (await test.given.statusReport({ project })).id,
      consumers: consumer.id,
      assets: asset.id,
      groups: group.id,
      registrations: (await givenRegistration(test, account)).id,
      calendars: (await test.given.calendar()).id,
      users: agent.id,
      attachments: file.body.id,
      'account-relationship-types': await firstOf('/account-relationship-types'),
      'account-relationships': await firstOf('/account-relationships'),
      'contact-relationships': await firstOf('/contact-relationships'),
    };
    for (const action of ['create-issue', 'create-change-request']) await manager.api.post(`/cases/${opened.id}/${action}`);
    for (const path of ['cases', 'projects', 'project-tasks']) {
      for (let n = 0; n < 3; n += 1) await manager.api.post(`/${path}/${ids[path]}/comments`, { text: `Comment ${n}` });
    }
  });
  afterAll(async () => {
    process.stdout.write(`\nStatements for each request on ${databaseKind}:\n${table.join('\n')}\n`);
    await test.stop();
  });

  const note = (who: string, what: string, { statements, answer }: Cost): void => {
    table.push(`  ${String(statements.length).padStart(3)}  ${who.padEnd(9)} ${what}${answer.status < 300 ? '' : ` (${answer.status})`}`);
  };

  /** The address of a route with the ids of this world in it. */
  const addressOf = (path: string): string => {
    const [collection] = path
      .replace(/^\/(portal|admin)/, '')
      .split('/')
      .filter(Boolean);
    const named = path
      .replace(':id', ids[collection!] ?? ':id')
      .replace(':taskId', ids.taskId!)
      .replace(':form', 'contact');
    if (path === '/appointments/slots') return `${path}?workOrder=${ids['work-orders']}`;
    if (!path.includes('related-lists')) return named.replace(':key', 'all_cases');
    return named.replace(':key', RELATED[collection!]!);
  };

  const reads = (): string[] =>
    test.app.routes.routes
      .filter(({ method, path, declaration }) => method === 'GET' && path.startsWith('/api/v1') && declaration.kind !== 'open')
      .map(({ path }) => path.slice('/api/v1'.length));

  it(`are at most ${MOST_READING} for each read that the API offers`, async () => {
    const tooMany: string[] = [];
    const unanswered: string[] = [];
    for (const path of reads()) {
      const address = addressOf(path);
      const readers = path.startsWith('/portal') || path.startsWith('/lookups/create-project-case') ? { customer } : { admin, customer };
      const answers: number[] = [];
      for (const [who, { api }] of Object.entries(readers)) {
        await api.get(address);
        const cost = await count.of(() => api.get(address));
        answers.push(cost.answer.status);
        note(who, `GET ${path}`, cost);
        if (cost.statements.length > (EXCEPTIONS[path]?.[0] ?? MOST_READING)) tooMany.push(`${who} ${path}\n${cost.statements.join('\n')}`);
      }
      if (!answers.includes(200)) unanswered.push(`${path}: ${answers.join(', ')}`);
    }
    expect(tooMany).toEqual([]);
    expect(unanswered).toEqual([]);
  });

  interface Write {
    readonly who: () => Somebody;
    readonly what: string;
    /** What must be there first, and is not counted. */
    readonly given?: () => Promise<{ readonly id: string }>;
    readonly send: (api: Client, n: number, id: string) => Promise<Answer>;
  }

  const someCase = async (): Promise<{ id: string }> =>
    test.given.case({ account: { id: ids.accounts! }, contact: customer, openedBy: customer });
  const caseOfProject = (): Promise<{ id: string }> =>
    test.given.case({ account: { id: ids.accounts! }, contact: customer, project: { id: projectId } });
  const changeRequestOfCase = async (): Promise<{ id: string }> => {
    await admin.api.patch('/admin/flows/close_case_on_change_closure', { active: true });
    return (await manager.api.post(`/cases/${(await caseOfProject()).id}/create-change-request`)).body;
  };
  const orderToVisit = async (): Promise<WorkOrderState> =>
    test.given.workOrder({ case: await test.given.case({ account: { id: ids.accounts! }, contact: customer }), state: 'qualified' });
  /** Both times the same slot, of which places are counted then. */
  let slots: { start: string }[] = [];
  const toBook = async (): Promise<{ id: string }> => {
    const { id } = await orderToVisit();
    if (!slots.length) slots = (await dispatcher.api.get(`/appointments/slots?workOrder=${id}`)).body.items;
    return { id };
  };
  const toMove = async (): Promise<{ id: string }> =>
    appointmentRow(test, await orderToVisit(), { startAt: new Date(slots[8]!.start), bookedById: dispatcher.id });
  const leaf = async (): Promise<{ id: string }> => leaves.pop()!;

  const WRITES: readonly Write[] = [
    {
      who: () => agent,
      what: 'opens a case',
      send: (api) => api.post('/cases', { shortDescription: 'Noise', accountId: ids.accounts, contactId: customer.id }),
    },
    { who: () => customer, what: 'opens a case of a project', send: (api) => api.post('/cases', { shortDescription: 'Noise', projectId }) },
    { who: () => agent, what: 'changes a case', send: (api, n) => api.patch(`/cases/${ids.cases}`, { shortDescription: `Noise ${n}` }) },
    { who: () => agent, what: 'assigns a case to itself', given: someCase, send: (api, _n, id) => api.post(`/cases/${id}/assign-to-me`) },
    { who: () => agent, what: 'comments on a case', send: (api) => api.post(`/cases/${ids.cases}/comments`, { text: 'On its way' }) },
    {
      who: () => agent,
      what: 'puts a case below another',
      given: someCase,
      send: (api, _n, id) => api.patch(`/cases/${id}`, { parentId: ids.cases }),
    },
    {
      who: () => agent,
      what: 'adds a task to a case',
      send: (api) => api.post(`/cases/${ids.cases}/tasks`, { shortDescription: 'Order the bearing', assignedToId: agent.id }),
    },
    {
      who: () => agent,
      what: 'closes a task of a case',
      given: () => test.given.caseTask({ case: { id: ids.cases! }, visible: true }),
      send: (api, _n, id) => api.patch(`/case-tasks/${id}`, { state: 'closed' }),
    },
    { who: () => customer, what: 'comments on a case', send: (api) => api.post(`/cases/${ids.cases}/comments`, { text: 'Still noisy' }) },
    {
      who: () => manager,
      what: 'renames a task two levels down',
      send: (api, n) => api.patch(`/project-tasks/${ids['project-tasks']}`, { shortDescription: `Floor ${n}` }),
    },
    {
      who: () => manager,
      what: 'moves a task on, two levels down',
      send: (api, n) => api.patch(`/project-tasks/${ids['project-tasks']}`, { percentComplete: n * 10 }),
    },
    {
      who: () => customer,
      what: 'completes a task, two levels down',
      given: leaf,
      send: (api, _n, id) => api.post(`/project-tasks/${id}/complete`),
    },
    {
      who: () => manager,
      what: 'completes a task, two levels down',
      given: leaf,
      send: (api, _n, id) => api.post(`/project-tasks/${id}/complete`),
    },
    {
      who: () => manager,
      what: 'adds a task, two levels down',
      send: (api) => api.post(`/projects/${projectId}/tasks`, { shortDescription: 'Doors', parentId: summaryId }),
    },
    {
      who: () => manager,
      what: 'sets the status of a task by hand',
      send: (api, n) => api.patch(`/project-tasks/${ids['project-tasks']}`, { status: n % 2 ? 'red' : 'green' }),
    },
    {
      who: () => manager,
      what: 'lets the status of a task follow its planned end again',
      given: () => test.given.task({ project: hall, with: { overrideStatus: true } }),
      send: (api, _n, id) => api.patch(`/project-tasks/${id}`, { overrideStatus: false }),
    },
    {
      who: () => manager,
      what: 'makes a baseline of a project',
      send: (api, n) => api.post(`/projects/${projectId}/baselines`, { name: `Baseline, the ${n}th` }),
    },
    { who: () => manager, what: 'opens a project', send: (api) => api.post('/projects', { name: 'Hall', accountId: ids.accounts }) },
    {
      who: () => manager,
      what: 'opens a project that follows a calendar',
      send: (api) => api.post('/projects', { name: 'Hall', accountId: ids.accounts, calendarId: ids.calendars }),
    },
    {
      who: () => admin,
      what: 'changes the times of a calendar',
      send: (api, n) => api.patch(`/admin/calendars/${ids.calendars}`, { timeZone: n === 1 ? 'Europe/Paris' : 'Europe/Berlin' }),
    },
    {
      who: () => admin,
      what: 'sets a flow',
      send: (api, n) => api.patch('/admin/flows/auto_close_resolved_cases', { active: n === 1 }),
    },
    {
      who: () => admin,
      what: 'sets the layout of a form',
      send: (api, n) => api.put('/admin/form-layouts/contact', { relatedLists: n === 1 ? [] : ['projects'], fields: ['name'] }),
    },
    { who: () => manager, what: 'renames a project', send: (api, n) => api.patch(`/projects/${projectId}`, { name: `Hall ${n}` }) },
    {
      who: () => manager,
      what: 'adds a contact to a project',
      given: () => test.given.contact({ id: ids.accounts! }),
      send: (api, _n, id) => api.post(`/projects/${projectId}/contacts`, { contactId: id }),
    },
    {
      who: () => manager,
      what: 'opens a change request',
      send: (api) => api.post(`/projects/${projectId}/change-requests`, { title: 'Gate', assignedToId: manager.id }),
    },
    {
      who: () => manager,
      what: 'closes an issue',
      given: () => test.given.ridac('issue', { project: { id: projectId } }),
      send: (api, _n, id) => api.patch(`/project-issues/${id}`, { state: 'closed_complete' }),
    },
    {
      who: () => manager,
      what: 'opens an issue from a case',
      given: caseOfProject,
      send: (api, _n, id) => api.post(`/cases/${id}/create-issue`, { assignedToId: manager.id }),
    },
    {
      who: () => manager,
      what: 'closes a change request and its case',
      given: changeRequestOfCase,
      send: (api, _n, id) => api.patch(`/change-requests/${id}`, { state: 'closed_complete' }),
    },
    {
      who: () => manager,
      what: 'makes an issue from a risk',
      given: () => test.given.ridac('risk', { project: { id: projectId } }),
      send: (api, _n, id) => api.post(`/project-risks/${id}/convert`, { to: 'issue', closeSource: true }),
    },
    {
      who: () => manager,
      what: 'reports on a project',
      send: (api, n) =>
        api.post(`/projects/${projectId}/status-reports`, { asOn: `2026-03-0${n}`, overallHealth: n === 1 ? 'green' : 'red' }),
    },
    {
      who: () => manager,
      what: 'adds a task to a template',
      send: (api) => api.post(`/project-templates/${ids['project-templates']}/tasks`, { shortDescription: 'Doors', position: 0 }),
    },
    {
      who: () => manager,
      what: 'moves a task of a template',
      send: (api, n) => api.patch(`/project-templates/${ids['project-templates']}/tasks/${ids.taskId}`, { position: n - 1 }),
    },
    {
      who: () => manager,
      what: 'adds to the checklist of a task',
      send: (api, n) => api.post(`/project-tasks/${ids['project-tasks']}/checklist`, { text: `Step ${n}` }),
    },
    {
      who: () => dispatcher,
      what: 'books an appointment',
      given: toBook,
      send: (api, _n, id) => api.post('/appointments', { workOrderId: id, start: slots[9]!.start }),
    },
    {
      who: () => dispatcher,
      what: 'moves an appointment',
      given: toMove,
      send: (api, _n, id) => api.post(`/appointments/${id}/reschedule`, { start: slots[10]!.start }),
    },
    {
      who: () => dispatcher,
      what: 'cancels an appointment and its order',
      given: toMove,
      send: (api, _n, id) => api.post(`/appointments/${id}/cancel`),
    },
    {
      who: () => customer,
      what: 'adds a contact',
      send: (api, n) =>
        api.post('/contacts', { accountId: ids.accounts, firstName: 'Ada', lastName: 'Byron', email: `ada${n}@boxeo.example` }),
    },
    {
      who: () => customer,
      what: 'approves a registration',
      given: () => givenRegistration(test, { id: ids.accounts! }),
      send: (api, _n, id) => api.post(`/registrations/${id}/approve`),
    },
    { who: () => customer, what: 'changes the own profile', send: (api, n) => api.patch('/auth/me/profile', { phone: String(n) }) },
    { who: () => admin, what: 'opens an account', send: (api) => api.post('/accounts', { name: 'Boxeo' }) },
  ];

  it(`are at most ${MOST_WRITING} for each of the main changes`, async () => {
    const tooMany: string[] = [];
    for (const { who, what, given, send } of WRITES) {
      const { name, api } = who();
      let cost: Cost | undefined;
      for (const n of [1, 2]) {
        const id = (await given?.())?.id ?? '';
        cost = await count.of(() => send(api, n, id));
        expect([what, cost.answer.status, cost.answer.raw].slice(0, cost.answer.status < 300 ? 1 : 3)).toEqual([what]);
      }
      note(name, what, cost!);
      if (cost!.statements.length > MOST_WRITING) tooMany.push(`${name} ${what}\n${cost!.statements.join('\n')}`);
    }
    expect(tooMany).toEqual([]);
  });
});
