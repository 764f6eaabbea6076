import { newId } from '#libs/kernel';
import { CUSTOMER_PROJECTS, FIELD_SERVICE_FOR_CASES } from '../../src/administration/index.js';
import type { Answer } from '../support/client.js';
import type { Somebody } from '../support/given.js';
import { type PortalWorld, portalWorld } from '../support/portal-world.js';
import { TestApp } from '../support/test-app.js';

const LISTS = ['projects', 'project-tasks', 'cases', 'work-orders'] as const;
const MY_LISTS = ['all_cases', 'action_needed', 'my_project_tasks', 'work_orders', 'my_case_tasks'];
const OF_PROJECT = ['project_tasks', 'sub_projects', 'work_orders', 'project_contacts'];
const OF_CASE = ['case_tasks', 'work_orders', 'appointments'];
const OF_ORDER = ['appointments'];

// quality.md, abuse that must fail.
describe('attacks on the portal', () => {
  let test: TestApp;
  let admin: Somebody;
  let world: PortalWorld;
  let me: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  beforeEach(async () => {
    world = await portalWorld(test);
    me = world.people.customer;
  });
  afterAll(() => test.stop());

  /** What must be the same for all that is not there: all but what differs with each request. */
  const face = ({ status, body, headers }: Answer) => {
    const { date: _date, 'x-request-id': _id, ...rest } = headers;
    return { status, body: { ...body, requestId: '' }, headers: rest };
  };
  const formsOf = (path: string): string[] => {
    const related = { projects: OF_PROJECT, cases: OF_CASE, 'work-orders': OF_ORDER }[path] ?? [];
    const below = path === 'cases' ? ['/related-records'] : [];
    return ['', ...below, ...related.map((key) => `/related-lists/${key}`)];
  };

  it('T1 a hidden record is 404 in each form and each list below it, as an id that never was', async () => {
    const { projects, tasks, cases, orders } = world;
    const hidden: Record<(typeof LISTS)[number], { id: string; number: string }[]> = {
      projects: [projects.foreign, projects.strange],
      'project-tasks': [tasks.hidden, tasks.foreign, tasks.strange],
      cases: [cases.colleagues, cases.strange, cases.consumers],
      'work-orders': [orders.colleagues, orders.strange, orders.consumers],
    };
    const never: Record<(typeof LISTS)[number], string> = {
      projects: 'PRJ9999999',
      'project-tasks': 'PRJTASK9999999',
      cases: 'CS9999999',
      'work-orders': 'WO9999999',
    };
    for (const path of LISTS)
      for (const below of formsOf(path)) {
        const [byNumber, byId] = [never[path], newId()];
        const unknown = face(await me.api.get(`/portal/${path}/${byId}${below}`));
        expect([path, below, unknown.status]).toEqual([path, below, 404]);
        expect(face(await me.api.get(`/portal/${path}/${byNumber}${below}`))).toEqual(unknown);
        for (const { id, number } of hidden[path])
          for (const key of [id, number]) expect(face(await me.api.get(`/portal/${path}/${key}${below}`))).toEqual(unknown);
      }
    for (const query of ['limit=0', 'nonsense=1', 'cursor=x'])
      expect((await me.api.get(`/portal/projects/${projects.foreign.id}/related-lists/project_tasks?${query}`)).status).toBe(404);
  });

  it('T2 what is seen but not permitted is 403, changes nothing and is written down', async () => {
    const { projects, tasks, cases, orders } = world;
    const attempts: [string, () => Promise<Answer>][] = [
      [`/project-tasks/${tasks.seen.id}`, () => me.api.patch(`/project-tasks/${tasks.seen.id}`, { actualStart: '2026-03-02T08:00:00Z' })],
      [`/project-tasks/${tasks.partners.id}/complete`, () => me.api.post(`/project-tasks/${tasks.partners.id}/complete`)],
      [`/project-tasks/${tasks.seen.id}/comments`, () => me.api.post(`/project-tasks/${tasks.seen.id}/comments`, { text: 'x' })],
      [`/projects/${projects.project.id}`, () => me.api.patch(`/projects/${projects.project.id}`, { name: 'x' })],
      [`/projects/${projects.project.id}/comments`, () => me.api.post(`/projects/${projects.project.id}/comments`, { text: 'x' })],
      [`/cases/${cases.customers.id}`, () => me.api.patch(`/cases/${cases.customers.id}`, { shortDescription: 'x' })],
      [`/cases/${cases.customers.id}/work-notes`, () => me.api.post(`/cases/${cases.customers.id}/work-notes`, { text: 'x' })],
      [`/work-orders/${orders.customers.id}`, () => me.api.patch(`/work-orders/${orders.customers.id}`, { shortDescription: 'x' })],
    ];
    const forms = async () => {
      const bodies = [];
      for (const [path, { id }] of [
        ['projects', projects.project],
        ['project-tasks', tasks.seen],
        ['project-tasks', tasks.partners],
        ['cases', cases.customers],
        ['work-orders', orders.customers],
      ] as const)
        bodies.push((await me.api.get(`/portal/${path}/${id}`)).body);
      return bodies;
    };
    const before = await forms();
    for (const [address, attempt] of attempts) {
      const { status } = await attempt();
      expect([address, status]).toEqual([address, 403]);
      const [line] = (await admin.api.get('/admin/audit?limit=1')).body.items;
      expect(line).toMatchObject({ action: 'denied', by: { id: me.id }, after: { path: `/api/v1${address}` } });
    }
    expect(await forms()).toEqual(before);
  });

  it('T3 who is moved to another account has nothing of the old one with the next request, who is disabled is a stranger', async () => {
    const { projects, tasks, cases, orders, accounts } = world;
    const paths = [
      `projects/${projects.project.id}`,
      `projects/${projects.project.id}/related-lists/project_tasks`,
      `project-tasks/${tasks.customers.id}`,
      `cases/${cases.customers.id}`,
      `work-orders/${orders.customers.id}`,
      `record-producers/create-project-case?project=${projects.project.id}`,
    ];
    for (const path of paths) expect([path, (await me.api.get(`/portal/${path}`)).status]).toEqual([path, 200]);
    expect((await admin.api.patch(`/contacts/${me.id}`, { accountId: accounts.stranger.id })).status).toBe(200);
    for (const path of paths) expect([path, (await me.api.get(`/portal/${path}`)).status]).toEqual([path, 404]);
    expect((await me.api.get('/portal/notifications?total=true')).body).toEqual({ items: [], next: null, total: 0 });
    expect((await me.api.get('/portal/my-lists')).body.map(({ open }: { open: number }) => open)).toEqual([0, 0, 0, 0, 0]);
    expect((await admin.api.patch(`/contacts/${me.id}`, { active: false })).status).toBe(200);
    for (const path of ['navigation', 'profile', ...paths]) expect((await me.api.get(`/portal/${path}`)).status).toBe(401);
  });

  it('T5 rows that one may not see change no answer: no count, no total, no page, no badge', async () => {
    const { accounts, people, projects, cases, manager } = world;
    const addresses = [
      'navigation',
      'my-lists',
      'notifications?total=true',
      'profile',
      ...LISTS.map((path) => `${path}?total=true&limit=2`),
      ...MY_LISTS.flatMap((key) => [`my-lists/${key}?total=true`, `my-lists/${key}?tab=closed&total=true`]),
      ...formsOf('projects').map((below) => `projects/${projects.project.id}${below}`),
      ...formsOf('cases').map((below) => `cases/${cases.customers.id}${below}`),
      `work-orders/${world.orders.customers.id}`,
      'record-producers/create-project-case',
    ];
    const all = async () => {
      const answers: Record<string, string> = {};
      for (const address of addresses) answers[address] = (await me.api.get(`/portal/${address}`)).raw;
      return answers;
    };
    const before = await all();
    const { given } = test;
    await given.task({ project: projects.project, visible: false });
    await given.task({ project: projects.foreign, visible: true, assignedTo: me });
    await given.project({ account: accounts.account, manager, parent: projects.project, contacts: [people.partner] });
    for (const kind of ['change_request', 'issue', 'risk', 'decision', 'action'] as const)
      await given.ridac(kind, { project: projects.project });
    await given.statusReport({ project: projects.project });
    const theirs = await given.case({ account: accounts.account, contact: people.colleague, project: projects.project, state: 'resolved' });
    await given.workOrder({ case: theirs });
    await given.workOrder({ case: theirs, state: 'canceled' });
    await given.caseTask({ case: theirs, visible: true });
    await given.caseTask({ case: cases.customers });
    expect(await all()).toEqual(before);
  });

  it('T8 a list without its access control or its plugin is absent, on the page of a case too', async () => {
    const path = `/portal/cases/${world.cases.customers.id}`;
    const keys = async () => (await me.api.get(path)).body.relatedLists.map(({ key }: { key: string }) => key);
    expect(await keys()).toEqual(OF_CASE);
    await test.given.accessControl('wm_order', false);
    expect(await keys()).toEqual(['case_tasks']);
    expect((await me.api.get(`${path}/related-lists/work_orders`)).status).toBe(404);
    expect((await me.api.get(`/portal/work-orders/${world.orders.customers.id}`)).status).toBe(404);
    await test.given.accessControl('wm_order', true);
    await admin.api.post(`/admin/plugins/${FIELD_SERVICE_FOR_CASES}/deactivate`);
    expect(await keys()).toEqual(['case_tasks']);
    for (const address of [
      `${path}/related-lists/work_orders`,
      '/portal/work-orders',
      '/portal/appointments',
      '/portal/my-lists/work_orders',
    ])
      expect([address, (await me.api.get(address)).status]).toEqual([address, 404]);
    await admin.api.post(`/admin/plugins/${FIELD_SERVICE_FOR_CASES}/activate`);
  });

  it('BR-185 without customer projects a case has no project fields, and the rest goes on', async () => {
    await admin.api.post(`/admin/plugins/${CUSTOMER_PROJECTS}/deactivate`);
    const { status, body } = await me.api.get(`/portal/cases/${world.cases.customers.id}`);
    expect(status).toBe(200);
    const shown = [...Object.keys(body.record), ...body.fields.map(({ name }: { name: string }) => name)];
    for (const name of ['project', 'projectTask', 'issue', 'changeRequest']) expect(shown).not.toContain(name);
    for (const path of [
      `projects/${world.projects.project.id}`,
      `project-tasks/${world.tasks.seen.id}`,
      `cases/${world.cases.customers.id}/related-records`,
      'record-producers/create-project-case',
    ])
      expect([path, (await me.api.get(`/portal/${path}`)).status]).toEqual([path, 404]);
    expect((await me.api.get('/portal/cases?project.isNull=true')).status).toBe(400);
    expect((await me.api.get('/portal/my-lists')).body.map(({ key }: { key: string }) => key)).toEqual(
      MY_LISTS.filter((key) => key !== 'my_project_tasks'),
    );
    await admin.api.post(`/admin/plugins/${CUSTOMER_PROJECTS}/activate`);
  });

  it('T9 the portal takes no field that is not the form’s, and its pages take no writes', async () => {
    const { projects, tasks, cases, orders } = world;
    const form = { shortDescription: 'It leaks', projectId: projects.project.id };
    const count = async () => (await me.api.get('/portal/cases?total=true')).body.total;
    const before = await count();
    for (const name of [
      'account',
      'contact',
      'role',
      'roles',
      'number',
      'createdBy',
      'openedById',
      'visible',
      'visibleToCustomer',
      'state',
      'version',
      'id',
    ])
      for (const value of ['x', 1, null, { id: me.id }])
        expect([name, (await me.api.post('/portal/record-producers/create-project-case', { ...form, [name]: value })).status]).toEqual([
          name,
          400,
        ]);
    expect(await count()).toBe(before);
    for (const path of [
      `projects/${projects.project.id}`,
      `project-tasks/${tasks.customers.id}`,
      `cases/${cases.customers.id}`,
      `work-orders/${orders.customers.id}`,
      'profile',
      'notifications',
      'my-lists',
      'navigation',
    ])
      for (const send of ['patch', 'put', 'post'] as const)
        expect([send, path, (await me.api[send](`/portal/${path}`, { state: 'closed' })).status]).toEqual([send, path, 405]);
  });

  it('T10 a case for what one may not see is 422 in one text, whether it exists or not', async () => {
    const { projects, tasks, accounts, others } = world;
    const post = ({ api }: Somebody, body: object) =>
      api.post('/portal/record-producers/create-project-case', { shortDescription: 'x', ...body });
    const texts = new Set<string>();
    for (const body of [
      { projectId: projects.foreign.id },
      { projectId: projects.strange.number },
      { projectId: newId() },
      { projectId: 'PRJ9999999' },
    ]) {
      const answer = await post(me, body);
      expect([body, answer.status]).toEqual([body, 422]);
      texts.add(`${answer.body.detail} ${answer.body.errors[0].code} ${answer.body.errors[0].message}`);
    }
    for (const body of [{ projectTaskId: tasks.hidden.id }, { projectTaskId: tasks.strange.number }, { projectTaskId: newId() }]) {
      const answer = await post(me, { projectId: projects.project.id, ...body });
      expect([body, answer.status]).toEqual([body, 422]);
      texts.add(`${answer.body.detail} ${answer.body.errors[0].code} ${answer.body.errors[0].message}`);
    }
    expect(texts.size).toBe(1);
    const boss = world.people.customerAdmin;
    for (const body of [
      { accountId: accounts.stranger.id },
      { accountId: newId() },
      { contactId: others.stranger.id },
      { contactId: newId() },
    ])
      expect([body, (await post(boss, body)).status]).toEqual([body, 422]);
  });

  it('T25 search, activity, attachments and look-ups hold to the same rows', async () => {
    const { tasks, cases, orders, manager } = world;
    const agent = await test.given.user(['sn_customerservice_agent']);
    expect((await manager.api.post(`/project-tasks/${tasks.hidden.id}/comments`, { text: 'secret' })).status).toBe(201);
    expect((await agent.api.post(`/cases/${cases.customers.id}/work-notes`, { text: 'secret' })).status).toBe(201);
    for (const [path, hidden] of [
      ['project-tasks', tasks.hidden],
      ['cases', cases.colleagues],
      ['work-orders', orders.colleagues],
    ] as const) {
      for (const query of [hidden.number, hidden.shortDescription])
        expect([path, (await me.api.get(`/portal/${path}?total=true&q=${encodeURIComponent(query)}`)).body]).toEqual([
          path,
          { items: [], next: null, total: 0 },
        ]);
      expect((await me.api.get(`/portal/${path}?number=${hidden.number}`)).body.items).toEqual([]);
      for (const below of ['activity', 'attachments']) expect((await me.api.get(`/${path}/${hidden.id}/${below}`)).status).toBe(404);
    }
    const stream = (await me.api.get(`/cases/${cases.customers.id}/activity`)).raw;
    expect(stream).not.toContain('secret');
    const { body } = await me.api.get(`/lookups/create-project-case/projectTask?q=${tasks.hidden.number}`);
    expect(body.items).toEqual([]);
    expect((await me.api.get(`/portal/my-lists/my_project_tasks?project=${world.projects.foreign.number}`)).body.items).toEqual([]);
  });
});
