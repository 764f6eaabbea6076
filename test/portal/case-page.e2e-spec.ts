import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('the page of a case, and what follows from it', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  const page = async ({ api }: Somebody, path: string) => {
    const { status, body } = await api.get(`/portal/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const world = async () => {
    const account = await test.given.account();
    const me = await test.given.contact(account);
    const boss = await test.given.contact(account, ROLE.customerAdmin);
    return { account, me, boss, project: await test.given.project({ account, contacts: [me] }) };
  };

  it('section 4 the process flow: New > Open > Resolved > Closed; who waits is in Open, who was canceled at an end of its own', async () => {
    const { account, me } = await world();
    const expected = {
      new: [['new'], 'new'],
      open: [['new', 'open'], 'open'],
      awaiting_info: [['new', 'open'], 'open'],
      resolved: [['new', 'open', 'resolved'], 'resolved'],
      closed: [['new', 'open', 'resolved', 'closed'], 'closed'],
      canceled: [['new', 'canceled'], 'canceled'],
    };
    for (const [state, [reached, current]] of Object.entries(expected)) {
      const { stateFlow } = await page(me, `cases/${(await test.given.case({ account, contact: me, state: state as 'new' })).id}`);
      const keys = (which: 'reached' | 'current') => stateFlow.filter((step: any) => step[which]).map(({ key }: { key: string }) => key);
      expect([state, keys('reached'), keys('current')]).toEqual([state, reached, [current]]);
      expect(stateFlow.map(({ key }: { key: string }) => key)).toEqual(
        state === 'canceled' ? ['new', 'canceled'] : ['new', 'open', 'resolved', 'closed'],
      );
    }
  });

  it('what the page says may be done can be done, and what it does not say cannot, in each state', async () => {
    const { account, me } = await world();
    const calls: Record<string, (id: string) => Promise<{ status: number }>> = {
      accept_solution: (id) => me.api.post(`/cases/${id}/accept-solution`),
      reject_solution: (id) => me.api.post(`/cases/${id}/reject-solution`, { reason: 'Still leaks' }),
      close_case: (id) => me.api.post(`/cases/${id}/close`),
      comment: (id) => me.api.post(`/cases/${id}/comments`, { text: 'Well?' }),
      attach: (id) => me.api.upload(`/cases/${id}/attachments`, 'photo.txt', 'drip', 'text/plain'),
    };
    for (const state of ['new', 'open', 'awaiting_info', 'resolved', 'closed', 'canceled'] as const)
      for (const [key, call] of Object.entries(calls)) {
        const { id } = await test.given.case({ account, contact: me, state });
        const { actions, activity } = await page(me, `cases/${id}`);
        const offered = activity[key] ?? actions.some((action: { key: string }) => action.key === key);
        const { status } = await call(id);
        expect([state, key, status < 300, offered || status]).toEqual([state, key, offered, offered || 409]);
      }
  });

  it('P12, decision 8: Related Records stand there for a contact of the project, once the access controls are on', async () => {
    const { account, me, boss, project } = await world();
    const source = await test.given.case({ account, contact: me, project });
    const manager = await test.given.projectManager();
    for (const action of ['create-issue', 'create-change-request'])
      expect((await manager.api.post(`/cases/${source.id}/${action}`)).status).toBe(201);
    const related = async (somebody: Somebody) =>
      (await page(somebody, `cases/${source.id}`)).relatedLists.find(({ key }: { key: string }) => key === 'related_records')?.count ?? 0;
    const seen = async (somebody: Somebody) => {
      const { changeRequest, issue } = await page(somebody, `cases/${source.id}/related-records`);
      return [changeRequest !== null, issue !== null];
    };
    expect([await related(me), await seen(me)]).toEqual([0, [false, false]]);
    await test.given.accessControl('issue', true);
    expect([await related(me), await seen(me)]).toEqual([1, [false, true]]);
    await test.given.accessControl('project_change_request', true);
    expect([await related(me), await seen(me)]).toEqual([2, [true, true]]);
    expect([await related(boss), await seen(boss)]).toEqual([0, [false, false]]);
    for (const table of ['issue', 'project_change_request'] as const) await test.given.accessControl(table, false);
    expect([await related(me), await seen(me)]).toEqual([0, [false, false]]);
  });

  it('P15 its work orders and the tasks that are for the customer, with their counts', async () => {
    const { account, me } = await world();
    const source = await test.given.case({ account, contact: me });
    const other = await test.given.case({ account, contact: me });
    const orders = [await test.given.workOrder({ case: source }), await test.given.workOrder({ case: source, state: 'canceled' })];
    const task = await test.given.caseTask({ case: source, visible: true });
    await test.given.caseTask({ case: source });
    await test.given.workOrder({ case: other });
    await test.given.caseTask({ case: other, visible: true });
    expect((await page(me, `cases/${source.number}`)).relatedLists).toEqual([
      { key: 'case_tasks', label: 'Case Tasks', count: 1 },
      { key: 'work_orders', label: 'Work Orders', count: 2 },
      { key: 'appointments', label: 'Appointments', count: 0 },
    ]);
    const rows = async (key: string) =>
      (await page(me, `cases/${source.number}/related-lists/${key}?total=true`)).items.map(({ id }: { id: string }) => id);
    expect((await rows('work_orders')).sort()).toEqual(orders.map(({ id }) => id).sort());
    expect(await rows('case_tasks')).toEqual([task.id]);
    expect((await me.api.get(`/portal/cases/${source.id}/related-lists/related_records`)).status).toBe(404);
  });

  it('BR-FSM-067, BR-FSM-068 comments on an open work order, none on a closed or canceled one; work notes never leave', async () => {
    const { account, me } = await world();
    const agent = await test.given.user(ROLE.agent);
    const source = await test.given.case({ account, contact: me });
    for (const [state, open] of [
      ['draft', true],
      ['work_in_progress', true],
      ['closed_complete', false],
      ['canceled', false],
    ] as const) {
      const order = await test.given.workOrder({ case: source, state });
      expect((await page(me, `work-orders/${order.number}`)).activity).toEqual({ comment: open, attach: open });
      const { status } = await me.api.post(`/work-orders/${order.id}/comments`, { text: 'When?' });
      expect([state, status]).toEqual([state, open ? 201 : 409]);
      expect((await me.api.post(`/work-orders/${order.id}/work-notes`, { text: 'x' })).status).toBe(403);
      if (!open) continue;
      expect((await agent.api.post(`/work-orders/${order.id}/work-notes`, { text: 'a secret' })).status).toBe(201);
      const stream = await me.api.get(`/work-orders/${order.id}/activity`);
      expect([stream.status, stream.raw.includes('When?'), stream.raw.includes('a secret')]).toEqual([200, true, false]);
    }
  });

  it('P06, P07 the task of a person takes comments and files, as its form says; a task that is merely seen takes none', async () => {
    const { me, project } = await world();
    const [mine, seen] = [
      await test.given.task({ project, visible: true, assignedTo: me }),
      await test.given.task({ project, visible: true }),
    ];
    const done = await test.given.task({ project, visible: true, assignedTo: me, with: { state: 'closed_complete' } });
    for (const [task, open, status] of [
      [mine, true, 201],
      [seen, false, 403],
      [done, false, 409],
    ] as const) {
      expect((await page(me, `project-tasks/${task.id}`)).activity).toEqual({ comment: open, attach: open });
      expect((await me.api.post(`/project-tasks/${task.id}/comments`, { text: 'Begun' })).status).toBe(status);
      expect((await me.api.upload(`/project-tasks/${task.id}/attachments`, 'plan.txt', 'plan', 'text/plain')).status).toBe(status);
    }
    expect((await page(me, `projects/${project.id}`)).activity).toEqual({ comment: false, attach: false });
  });
});
