import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { projectWorld } from '../support/portal-world.js';
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

  const world = () => projectWorld(test);

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
