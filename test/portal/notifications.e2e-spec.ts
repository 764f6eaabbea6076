import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('notifications of the portal', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  const at = (minute: number): { updatedAt: Date } => ({ updatedAt: new Date(Date.UTC(2026, 2, 2, 8, minute)) });
  const waiting = async ({ api }: Somebody): Promise<[string, string][]> =>
    (await api.all('/portal/notifications')).map(({ key, record }) => [key, record.number]);

  it('BR-178 solutions to answer, questions to answer and tasks to do, what changed last first', async () => {
    const account = await test.given.account();
    const [me, colleague] = [await test.given.contact(account), await test.given.contact(account)];
    const project = await test.given.project({ account, contacts: [me, colleague] });
    const solved = await test.given.case({ account, contact: me, state: 'resolved', with: at(1) });
    const asked = await test.given.case({ account, contact: me, state: 'awaiting_info', with: at(4) });
    const task = await test.given.task({ project, visible: true, assignedTo: me, with: at(3) });
    for (const state of ['new', 'open', 'closed', 'canceled'] as const) await test.given.case({ account, contact: me, state });
    await test.given.task({ project, visible: true, assignedTo: me, with: { state: 'closed_complete' } });
    await test.given.task({ project, visible: true, assignedTo: colleague });
    await test.given.task({ project, visible: true });
    await test.given.case({ account, contact: colleague, state: 'resolved' });
    const { status, body } = await me.api.get('/portal/notifications?total=true');
    expect([status, body]).toEqual([
      200,
      {
        items: [
          {
            key: 'information_requested',
            label: 'Information is asked for',
            at: '2026-03-02T08:04:00.000Z',
            record: { type: 'case', id: asked.id, number: asked.number, name: asked.shortDescription },
          },
          {
            key: 'task_assigned',
            label: 'A task is assigned to you',
            at: '2026-03-02T08:03:00.000Z',
            record: { type: 'project_task', id: task.id, number: task.number, name: task.shortDescription },
          },
          {
            key: 'solution_proposed',
            label: 'A solution waits for your answer',
            at: '2026-03-02T08:01:00.000Z',
            record: { type: 'case', id: solved.id, number: solved.number, name: solved.shortDescription },
          },
        ],
        next: null,
        total: 3,
      },
    ]);
  });

  it('a notification goes with what it is about', async () => {
    const account = await test.given.account();
    const me = await test.given.contact(account);
    const agent = await test.given.user(ROLE.agent);
    const project = await test.given.project({ account, contacts: [me] });
    const task = await test.given.task({ project, visible: true, assignedTo: me, with: at(1) });
    const solved = await test.given.case({ account, contact: me, state: 'resolved', with: at(2) });
    const open = await test.given.case({ account, contact: me, state: 'open', with: at(3) });
    expect((await agent.api.post(`/cases/${open.id}/request-info`, { comment: 'Which hall?' })).status).toBe(200);
    expect(await waiting(me)).toEqual([
      ['information_requested', open.number],
      ['solution_proposed', solved.number],
      ['task_assigned', task.number],
    ]);
    expect((await me.api.post(`/cases/${open.id}/comments`, { text: 'Hall 2' })).status).toBe(201);
    expect((await me.api.post(`/cases/${solved.id}/accept-solution`)).status).toBe(200);
    expect(await waiting(me)).toEqual([['task_assigned', task.number]]);
    expect((await me.api.post(`/project-tasks/${task.id}/complete`)).status).toBe(200);
    expect(await waiting(me)).toEqual([]);
  });

  it('pages are full but the last, and give each notification once, also where many changed at one moment', async () => {
    const account = await test.given.account();
    const me = await test.given.contact(account);
    const project = await test.given.project({ account, contacts: [me] });
    const expected: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      expected.push((await test.given.task({ project, visible: true, assignedTo: me, with: at(n % 2) })).id);
      expected.push((await test.given.case({ account, contact: me, state: n % 2 ? 'resolved' : 'awaiting_info', with: at(n % 3) })).id);
    }
    const whole = (await me.api.get('/portal/notifications')).body.items as { at: string; record: { id: string } }[];
    expect(whole.map(({ record }) => record.id).sort()).toEqual([...expected].sort());
    expect(whole.map((one) => one.at)).toEqual(
      whole
        .map((one) => one.at)
        .sort()
        .reverse(),
    );
    for (const limit of [1, 3, 5, 14]) {
      const pages: { record: { id: string } }[][] = [];
      let cursor = '';
      do {
        const { body } = await me.api.get(`/portal/notifications?limit=${limit}${cursor && `&cursor=${cursor}`}`);
        pages.push(body.items);
        cursor = body.next ?? '';
      } while (cursor);
      expect(pages.flat()).toEqual(whole);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      expect(pages).toHaveLength(Math.ceil(whole.length / limit));
    }
    const foreign = (await me.api.get('/portal/cases?limit=1')).body.next;
    for (const query of [`cursor=${foreign}`, 'limit=101', 'total=yes'])
      expect((await me.api.get(`/portal/notifications?${query}`)).status).toBe(400);
  });

  it('go with the access control of tasks and the plugin of projects; a consumer has those of cases', async () => {
    const account = await test.given.account();
    const admin = await test.given.admin();
    const [me, consumer] = [await test.given.contact(account), await test.given.consumer()];
    const project = await test.given.project({ account, contacts: [me] });
    const task = await test.given.task({ project, visible: true, assignedTo: me });
    const solved = await test.given.case({ consumer, state: 'resolved' });
    await test.given.accessControl('customer_project_task', false);
    expect(await waiting(me)).toEqual([]);
    await test.given.accessControl('customer_project_task', true);
    await admin.api.post('/admin/plugins/com.snc.csm_ppm/deactivate');
    expect(await waiting(me)).toEqual([]);
    await admin.api.post('/admin/plugins/com.snc.csm_ppm/activate');
    expect(await waiting(me)).toEqual([['task_assigned', task.number]]);
    expect(await waiting(consumer)).toEqual([['solution_proposed', solved.number]]);
    expect(await waiting(await test.given.contact(account, []))).toEqual([]);
  });
});
