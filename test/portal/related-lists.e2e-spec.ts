import { ROLE, type Somebody } from '../support/given.js';
import { projectWorld } from '../support/portal-world.js';
import { TestApp } from '../support/test-app.js';

describe('the related lists of a project in the portal', () => {
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
  const world = () => projectWorld(test);

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
