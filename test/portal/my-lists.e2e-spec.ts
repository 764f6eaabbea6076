import { ROLE, type Somebody } from '../support/given.js';
import { projectWorld } from '../support/portal-world.js';
import { TestApp } from '../support/test-app.js';

describe('My Lists of the portal', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const open = (table: string, enabled: boolean, role = 'sn_customerservice.customer') =>
    admin.api.put('/admin/access-controls', [{ table, role, operation: 'read', enabled }]);
  const items = async (somebody: Somebody, path: string) => {
    const { status, body } = await somebody.api.get(path);
    expect([path, status]).toEqual([path, 200]);
    return body.items.map(({ id }: { id: string }) => id).sort();
  };
  const openCounts = async (somebody: Somebody): Promise<Record<string, number>> => {
    const { body } = await somebody.api.get('/portal/my-lists');
    return Object.fromEntries(body.map(({ key, open: count }: { key: string; open: number }) => [key, count]));
  };
  const world = () => projectWorld(test);

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

  it('section 4 are narrowed by priority, state, contact and when they were changed', async () => {
    const { account, me, colleague } = await world();
    const boss = await test.given.contact(account, ROLE.customerAdmin);
    const at = (text: string) => ({ updatedAt: new Date(text) });
    const old = await test.given.case({ account, contact: me, state: 'open', with: { priority: 1, ...at('2026-01-15T08:00:00Z') } });
    const recent = await test.given.case({
      account,
      contact: colleague,
      state: 'open',
      with: { priority: 3, ...at('2026-06-15T08:00:00Z') },
    });
    const order = await test.given.workOrder({ case: old, with: { priority: 2 } });
    await test.given.workOrder({ case: recent, with: { priority: 3 } });
    for (const [query, expected] of [
      ['', [old.id, recent.id]],
      ['?priority=1', [old.id]],
      ['?priority=3,4', [recent.id]],
      ['?state=open', [old.id, recent.id]],
      ['?state=new', []],
      [`?contact=${colleague.number}`, [recent.id]],
      [`?contact=${me.id}&priority=3`, []],
      ['?updatedAt.gte=2026-03-15T00:00:00Z', [recent.id]],
    ] as const)
      expect([query, await items(boss, `/portal/my-lists/all_cases${query}`)]).toEqual([query, [...expected].sort()]);
    expect((await boss.api.get('/portal/my-lists/all_cases')).body.items.map(({ id }: { id: string }) => id)).toEqual([recent.id, old.id]);
    for (const query of ['priority=2', `contact=${me.number}`])
      expect(await items(boss, `/portal/my-lists/work_orders?${query}`)).toEqual([order.id]);
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
