import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('the portal', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const open = (table: string, enabled: boolean, role = 'sn_customerservice.customer') =>
    admin.api.put('/admin/access-controls', [{ table, role, operation: 'read', enabled }]);
  const turn = async (action: 'activate' | 'deactivate', ...plugins: string[]) => {
    for (const id of plugins) expect((await admin.api.post(`/admin/plugins/${id}/${action}`)).status).toBe(200);
  };
  const items = async (somebody: Somebody, path: string) => {
    const { status, body } = await somebody.api.get(path);
    expect([path, status]).toEqual([path, 200]);
    return body.items.map(({ id }: { id: string }) => id).sort();
  };
  const menus = async (somebody: Somebody): Promise<Record<string, string[]>> => {
    const { header } = (await somebody.api.get('/portal/navigation')).body;
    return Object.fromEntries(
      header.map((menu: { key: string; items: { key: string }[] }) => [menu.key, menu.items.map(({ key }) => key)]),
    );
  };
  const openCounts = async (somebody: Somebody): Promise<Record<string, number>> => {
    const { body } = await somebody.api.get('/portal/my-lists');
    return Object.fromEntries(body.map(({ key, open: count }: { key: string; open: number }) => [key, count]));
  };

  /** A customer on a project with a task of its own, a visible one and a hidden one; a colleague who is not on it. */
  const world = async () => {
    const account = await test.given.account();
    const [me, colleague] = [await test.given.contact(account), await test.given.contact(account)];
    const manager = await test.given.projectManager();
    const project = await test.given.project({ account, manager, contacts: [me] });
    const foreign = await test.given.project({ account, manager });
    const mine = await test.given.task({ project, visible: true, assignedTo: me });
    const seen = await test.given.task({ project, visible: true });
    const hidden = await test.given.task({ project, visible: false });
    return { account, me, colleague, manager, project, foreign, mine, seen, hidden };
  };

  describe('decision 37: for the customer side only', () => {
    it('answers 403 to people of the vendor on every route, whatever their roles and whatever they ask for', async () => {
      const routes = test.app.routes.routes.filter(({ path }) => /^\/api\/v1\/portal\//.test(path));
      expect(routes.length).toBeGreaterThanOrEqual(14);
      for (const roles of [ROLE.admin, ROLE.agentManager, ROLE.projectManager, ROLE.stakeholder, ['wm_admin'], []]) {
        const { api } = await test.given.user(roles);
        for (const { method, path } of routes) {
          const address = path.replace('/api/v1', '').replace(':id', 'PRJ0010001').replace(':key', 'project_tasks');
          const { status } = method === 'GET' ? await api.get(address) : await api.post(address);
          expect([roles, address, status]).toEqual([roles, address, 403]);
        }
      }
    });

    it('answers 401 to strangers, and 404 while the portal is switched off', async () => {
      const { me } = await world();
      expect((await test.stranger.get('/portal/navigation')).status).toBe(401);
      await turn('deactivate', 'com.snc.csm_fsm_integration', 'com.sn_customerservice_portal');
      expect((await me.api.get('/portal/navigation')).status).toBe(404);
      await turn('activate', 'com.sn_customerservice_portal', 'com.snc.csm_fsm_integration');
      expect((await me.api.get('/portal/navigation')).status).toBe(200);
    });
  });

  describe('navigation', () => {
    const SUPPORT = ['projects', 'project_tasks', 'work_orders', 'appointments'];

    it('section 4: menus by role; contacts for the administrators of an account and of a partner', async () => {
      const account = await test.given.account();
      for (const [roles, contacts] of [
        [ROLE.customer, []],
        [ROLE.customerCaseManager, []],
        [ROLE.customerAdmin, ['contacts']],
        [ROLE.partner, []],
        [ROLE.partnerAdmin, ['contacts']],
      ] as const)
        expect(await menus(await test.given.contact(account, roles))).toEqual({
          my_lists: [],
          case: ['all_cases'],
          support: [...SUPPORT, ...contacts],
          notifications: [],
          profile: [],
        });
      expect(await menus(await test.given.consumer())).toEqual({
        my_lists: [],
        case: ['all_cases'],
        support: ['work_orders', 'appointments'],
        notifications: [],
        profile: [],
      });
      expect(await menus(await test.given.contact(account, []))).toEqual({ profile: [] });
    });

    it('decision 39 Create Project Case stands there where the person sees a project', async () => {
      const { me, colleague } = await world();
      expect((await menus(me)).case).toEqual(['all_cases', 'create_project_case']);
      expect((await menus(colleague)).case).toEqual(['all_cases']);
    });

    it('an item goes with its access control and its plugin', async () => {
      const { me } = await world();
      await open('wm_order', false);
      await open('customer_project_task', false);
      expect((await menus(me)).support).toEqual(['projects']);
      await open('wm_order', true);
      await open('customer_project_task', true);
      await turn('deactivate', 'com.snc.csm_ppm', 'com.snc.csm_fsm_integration');
      expect(await menus(me)).toEqual({ my_lists: [], case: ['all_cases'], notifications: [], profile: [] });
      for (const path of ['projects', 'project-tasks', 'work-orders', 'record-producers/create-project-case'])
        expect((await me.api.get(`/portal/${path}`)).status).toBe(404);
      await turn('activate', 'com.snc.csm_ppm', 'com.snc.csm_fsm_integration');
      expect((await menus(me)).support).toEqual(SUPPORT);
    });
  });

  describe('My Lists', () => {
    it('count and list what the person sees, open and closed', async () => {
      const { account, me, colleague, project, mine } = await world();
      const done = await test.given.task({ project, visible: true, assignedTo: me, with: { state: 'closed_complete' } });
      const cases: Record<string, string> = {};
      for (const state of ['new', 'open', 'awaiting_info', 'resolved', 'closed', 'canceled'] as const) {
        cases[state] = (await test.given.case({ account, contact: me, state })).id;
        await test.given.case({ account, contact: colleague, state });
      }
      const source = await test.given.case({ account, contact: me, state: 'open' });
      const order = await test.given.workOrder({ case: source });
      const over = await test.given.workOrder({ case: source, state: 'canceled' });
      await test.given.workOrder({ case: await test.given.case({ account, contact: colleague }) });
      const toDo = await test.given.caseTask({ case: source, visible: true });
      const finished = await test.given.caseTask({ case: source, visible: true, with: { state: 'closed' } });
      await test.given.caseTask({ case: source });
      await test.given.caseTask({ case: await test.given.case({ account, contact: colleague }), visible: true });
      expect(await openCounts(me)).toEqual({ all_cases: 5, action_needed: 2, my_project_tasks: 1, work_orders: 1, my_case_tasks: 1 });
      const expected: Record<string, string[][]> = {
        all_cases: [
          [cases.new!, cases.open!, cases.awaiting_info!, cases.resolved!, source.id],
          [cases.closed!, cases.canceled!],
        ],
        action_needed: [[cases.awaiting_info!, cases.resolved!], []],
        my_project_tasks: [[mine.id], [done.id]],
        work_orders: [[order.id], [over.id]],
        my_case_tasks: [[toDo.id], [finished.id]],
      };
      for (const [key, [opened, closed]] of Object.entries(expected)) {
        expect(await items(me, `/portal/my-lists/${key}`)).toEqual([...opened!].sort());
        expect(await items(me, `/portal/my-lists/${key}?tab=open`)).toEqual([...opened!].sort());
        expect(await items(me, `/portal/my-lists/${key}?tab=closed`)).toEqual([...closed!].sort());
      }
      const { body } = await me.api.get('/portal/my-lists/all_cases?state=resolved&total=true&limit=1');
      expect(body).toMatchObject({ total: 1, next: null, items: [{ id: cases.resolved }] });
    });

    it('have the columns of section 4; partners see the account of a case', async () => {
      const { account, me } = await world();
      const columns = async (somebody: Somebody, key: string) =>
        (await somebody.api.get(`/portal/my-lists/${key}`)).body.columns.map(({ name }: { name: string }) => name);
      const ofCases = ['number', 'shortDescription', 'priority', 'state', 'updatedAt'];
      expect(await columns(me, 'all_cases')).toEqual(ofCases);
      expect(await columns(await test.given.contact(account, ROLE.partner), 'all_cases')).toEqual([...ofCases, 'account']);
      expect(await columns(me, 'work_orders')).toEqual(['number', 'priority', 'state', 'shortDescription']);
      expect(await columns(me, 'my_project_tasks')).toContain('actualEnd');
      expect(await columns(me, 'my_case_tasks')).toEqual(['number', 'shortDescription', 'case', 'priority', 'state', 'updatedAt']);
    });

    it('T8 a list without its access control is absent, one that does not exist 404, an unknown tab 400', async () => {
      const { me } = await world();
      await open('customer_project_task', false);
      await open('wm_order', false);
      expect(Object.keys(await openCounts(me))).toEqual(['all_cases', 'action_needed', 'my_case_tasks']);
      for (const key of ['my_project_tasks', 'work_orders', 'nonsense'])
        expect((await me.api.get(`/portal/my-lists/${key}`)).status).toBe(404);
      await open('customer_project_task', true);
      await open('wm_order', true);
      expect((await me.api.get('/portal/my-lists/all_cases?tab=all')).status).toBe(400);
      expect((await me.api.get('/portal/my-lists/all_cases?assignmentGroup.isNull=1')).status).toBe(400);
    });

    it('BR-FSM-064 a consumer has cases and work orders, own ones only', async () => {
      const [me, other] = [await test.given.consumer(), await test.given.consumer()];
      const source = await test.given.case({ consumer: me });
      const order = await test.given.workOrder({ case: source });
      await test.given.workOrder({ case: await test.given.case({ consumer: other }) });
      expect(await openCounts(me)).toEqual({ all_cases: 1, action_needed: 0, work_orders: 1, my_case_tasks: 0 });
      expect(await items(me, '/portal/cases')).toEqual([source.id]);
      expect(await items(me, '/portal/work-orders')).toEqual([order.id]);
      expect(await items(me, '/portal/projects')).toEqual([]);
      expect((await me.api.get(`/portal/work-orders/${order.number}`)).body.record.id).toBe(order.id);
    });
  });

  describe('forms', () => {
    it('P01 a project of which the person is a contact, read-only, with Create Case; any other is 404', async () => {
      const { me, colleague, project, foreign } = await world();
      expect(await items(me, '/portal/projects')).toEqual([project.id]);
      expect(await items(colleague, '/portal/projects')).toEqual([]);
      const { body } = await me.api.get(`/portal/projects/${project.number}`);
      expect(body.record).toMatchObject({ id: project.id, name: project.name });
      expect(body.fields.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(['number', 'name', 'account', 'projectManager', 'percentComplete', 'actualEnd']),
      );
      expect(body.fields.some(({ editable }: { editable: boolean }) => editable)).toBe(false);
      expect(body.actions.map(({ key }: { key: string }) => key)).toEqual(['create_case']);
      const never = await me.api.get('/portal/projects/PRJ9999999');
      for (const path of [foreign.id, foreign.number]) {
        const answer = await me.api.get(`/portal/projects/${path}`);
        expect([answer.status, { ...answer.body, requestId: '' }]).toEqual([404, { ...never.body, requestId: '' }]);
      }
      expect((await colleague.api.get(`/portal/projects/${project.id}`)).status).toBe(404);
    });

    it('decision 4 only the assignee of an open task may change anything: the actual dates, and complete it', async () => {
      const { me, project, mine, seen, hidden } = await world();
      const done = await test.given.task({ project, visible: true, assignedTo: me, with: { state: 'closed_complete' } });
      const form = async (id: string) => {
        const { body } = await me.api.get(`/portal/project-tasks/${id}`);
        return {
          editable: body.fields.filter((field: { editable: boolean }) => field.editable).map(({ name }: { name: string }) => name),
          actions: body.actions.map(({ key }: { key: string }) => key),
        };
      };
      expect(await form(mine.id)).toEqual({ editable: ['actualStart', 'actualEnd'], actions: ['mark_complete', 'create_case'] });
      expect(await form(seen.number)).toEqual({ editable: [], actions: ['create_case'] });
      expect(await form(done.id)).toEqual({ editable: [], actions: ['create_case'] });
      expect((await me.api.get(`/portal/project-tasks/${hidden.id}`)).status).toBe(404);
      expect(await items(me, '/portal/project-tasks')).toEqual([mine.id, seen.id, done.id].sort());
    });

    it('what a form says may be done can be done, and what it does not say cannot', async () => {
      const { me, project, mine, seen } = await world();
      const patch = { actualStart: project.plannedStart.toISOString() };
      expect((await me.api.patch(`/project-tasks/${mine.id}`, patch)).status).toBe(200);
      expect((await me.api.patch(`/project-tasks/${seen.id}`, patch)).status).toBe(403);
      expect((await me.api.post(`/project-tasks/${seen.id}/complete`)).status).toBe(403);
      expect((await me.api.post(`/project-tasks/${mine.id}/complete`)).status).toBe(200);
      expect((await me.api.get(`/portal/project-tasks/${mine.id}`)).body.actions).toEqual([{ key: 'create_case', label: 'Create Case' }]);
    });

    it('decision 20 a case offers accept and reject in Resolved, close before, nothing after', async () => {
      const { account, me, colleague } = await world();
      const expected = {
        new: ['close_case'],
        open: ['close_case'],
        awaiting_info: ['close_case'],
        resolved: ['accept_solution', 'reject_solution'],
        closed: [],
        canceled: [],
      };
      for (const [state, actions] of Object.entries(expected)) {
        const source = await test.given.case({ account, contact: me, state: state as 'new' });
        await test.given.workOrder({ case: source });
        const { body } = await me.api.get(`/portal/cases/${source.number}`);
        expect([state, body.actions.map(({ key }: { key: string }) => key)]).toEqual([state, actions]);
        expect(body.relatedLists).toEqual([
          { key: 'case_tasks', label: 'Case Tasks', count: 0 },
          { key: 'work_orders', label: 'Work Orders', count: 1 },
          { key: 'appointments', label: 'Appointments', count: 0 },
        ]);
        expect(body.fields.some(({ editable }: { editable: boolean }) => editable)).toBe(false);
        expect((await colleague.api.get(`/portal/cases/${source.id}`)).status).toBe(404);
      }
    });

    it('BR-FSM-060, BR-FSM-065 work orders show number, priority, state and short description; a hidden one is 404', async () => {
      const { account, me, colleague } = await world();
      const order = await test.given.workOrder({ case: await test.given.case({ account, contact: me }) });
      const [row] = (await me.api.get('/portal/work-orders')).body.items;
      expect(Object.keys(row).sort()).toEqual(
        ['id', 'number', 'priority', 'state', 'shortDescription', 'createdAt', 'updatedAt', 'version'].sort(),
      );
      expect((await me.api.get(`/portal/work-orders/${order.id}`)).body.record.account.id).toBe(account.id);
      expect((await colleague.api.get(`/portal/work-orders/${order.id}`)).status).toBe(404);
      expect(await items(colleague, '/portal/work-orders')).toEqual([]);
    });
  });

  describe('related lists of a project', () => {
    const shownOn = async (somebody: Somebody, id: string): Promise<Record<string, number>> => {
      const { body } = await somebody.api.get(`/portal/projects/${id}`);
      return Object.fromEntries(body.relatedLists.map(({ key, count }: { key: string; count: number }) => [key, count]));
    };

    it('T5 have the counts and rows that the person sees', async () => {
      const { account, me, colleague, manager, project, mine, seen } = await world();
      const sub = await test.given.project({ account, manager, parent: project, contacts: [me] });
      await test.given.project({ account, manager, parent: project });
      const order = await test.given.workOrder({ case: await test.given.case({ account, contact: me, project }) });
      await test.given.workOrder({ case: await test.given.case({ account, contact: colleague, project }) });
      expect(await shownOn(me, project.id)).toEqual({ project_tasks: 2, sub_projects: 1, work_orders: 1, project_contacts: 1 });
      const path = `/portal/projects/${project.number}/related-lists`;
      expect(await items(me, `${path}/project_tasks`)).toEqual([mine.id, seen.id].sort());
      expect(await items(me, `${path}/sub_projects`)).toEqual([sub.id]);
      expect(await items(me, `${path}/work_orders`)).toEqual([order.id]);
      expect((await me.api.get(`${path}/project_contacts?total=true`)).body).toMatchObject({
        total: 1,
        items: [{ contact: { id: me.id }, account: { id: account.id } }],
      });
      expect((await me.api.get(`${path}/nonsense`)).status).toBe(404);
      expect((await colleague.api.get(`${path}/project_tasks`)).status).toBe(404);
    });

    it('BR-180, T8 each is absent without its access control', async () => {
      const { me, project } = await world();
      for (const [table, key] of [
        ['customer_project_task', 'project_tasks'],
        ['sub_project', 'sub_projects'],
        ['wm_order', 'work_orders'],
        ['project_contact', 'project_contacts'],
      ] as const) {
        const path = `/portal/projects/${project.id}/related-lists/${key}`;
        expect((await me.api.get(path)).status).toBe(200);
        await open(table, false);
        expect(Object.keys(await shownOn(me, project.id))).not.toContain(key);
        expect((await me.api.get(path)).status).toBe(404);
        await open(table, true);
        expect(Object.keys(await shownOn(me, project.id))).toContain(key);
      }
    });

    it('BR-180, BR-182 change requests and status reports stand there once an administrator has switched them on', async () => {
      const { account, me, colleague, manager, project, foreign } = await world();
      const request = await test.given.ridac('change_request', { project, with: { estimatedCost: 5000 } });
      await test.given.ridac('change_request', { project: foreign });
      for (const kind of ['issue', 'risk', 'decision', 'action'] as const) await test.given.ridac(kind, { project });
      const [older, newer] = [
        await test.given.statusReport({ project, asOn: '2026-03-02', with: { cost: 'red' } }),
        await test.given.statusReport({ project, asOn: '2026-03-09' }),
      ];
      await test.given.statusReport({ project: foreign });
      const keys = async () => Object.keys(await shownOn(me, project.id));
      const path = `/portal/projects/${project.number}/related-lists`;
      for (const [table, key, count] of [
        ['project_change_request', 'change_requests', 1],
        ['project_status', 'status_reports', 2],
      ] as const) {
        expect(await keys()).not.toContain(key);
        expect((await me.api.get(`${path}/${key}`)).status).toBe(404);
        await open(table, true);
        expect(await shownOn(me, project.id)).toMatchObject({ [key]: count });
        expect((await colleague.api.get(`${path}/${key}`)).status).toBe(404);
      }
      expect((await keys()).slice(0, 4)).toEqual(['project_tasks', 'change_requests', 'status_reports', 'sub_projects']);
      const [row] = (await me.api.get(`${path}/change_requests`)).body.items;
      expect(Object.keys(row).sort()).toEqual(
        ['id', 'number', 'title', 'state', 'priority', 'category', 'dueDate', 'createdAt', 'updatedAt', 'version'].sort(),
      );
      expect(row.id).toBe(request.id);
      const reports = (await me.api.get(`${path}/status_reports?total=true`)).body;
      expect([reports.total, ...reports.items.map(({ id }: { id: string }) => id)]).toEqual([2, newer.id, older.id]);
      for (const report of reports.items) expect(Object.keys(report)).not.toContain('cost');
      for (const query of ['cost=red', 'sort=cost']) expect((await me.api.get(`${path}/status_reports?${query}`)).status).toBe(400);
      expect((await me.api.get(`${path}/change_requests?estimatedCost=5000`)).status).toBe(400);
      expect((await me.api.get(`${path}/issues`)).status).toBe(404);
      const administrator = await test.given.contact(account, ROLE.customerAdmin);
      expect((await administrator.api.get(`${path}/change_requests`)).status).toBe(404);
      expect((await manager.api.get(`${path}/change_requests`)).status).toBe(403);
      await open('project_change_request', false);
      await open('project_status', false);
      expect(await keys()).toEqual(['project_tasks', 'sub_projects', 'work_orders', 'project_contacts']);
    });

    it('BR-181, BR-FSM-108 work orders need both plugins', async () => {
      const { me, project } = await world();
      for (const plugin of ['com.snc.wm_ppm', 'com.snc.csm_fsm_integration']) {
        await turn('deactivate', plugin);
        expect(Object.keys(await shownOn(me, project.id))).toEqual(['project_tasks', 'sub_projects', 'project_contacts']);
        expect((await me.api.get(`/portal/projects/${project.id}/related-lists/work_orders`)).status).toBe(404);
        await turn('activate', plugin);
      }
    });
  });

  it('lists and forms take at most 3 statements, the profile one more for the roles', async () => {
    const { account, me, project, mine } = await world();
    const source = await test.given.case({ account, contact: me, project });
    await me.api.get('/auth/me');
    const statements = async (path: string): Promise<number> => {
      let count = 0;
      const stop = test.get(Database).onStatement(() => {
        count += 1;
      });
      expect((await me.api.get(path)).status).toBe(200);
      stop();
      return count;
    };
    for (const path of ['navigation', 'my-lists', 'my-lists/all_cases', 'projects', 'project-tasks', 'cases', 'work-orders'])
      expect(await statements(`/portal/${path}`)).toBeLessThanOrEqual(3);
    expect(await statements(`/portal/projects/${project.id}/related-lists/project_tasks`)).toBeLessThanOrEqual(3);
    for (const path of [`projects/${project.id}`, `project-tasks/${mine.id}`, `cases/${source.id}`, 'notifications'])
      expect(await statements(`/portal/${path}`)).toBeLessThanOrEqual(3);
    expect(await statements('/portal/profile')).toBeLessThanOrEqual(4);
  });
});
