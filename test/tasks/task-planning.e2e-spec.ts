import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('planning tasks', () => {
  let test: TestApp;
  let account: { id: string; path: string };
  let manager: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
  });
  afterAll(() => test.stop());

  const aProject = (more: Partial<ProjectState> = {}): Promise<ProjectState> => test.given.project({ account, manager, with: more });
  const add = async (project: { id: string }, body: object = {}) => {
    const answer = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Task', ...body });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    return answer.body;
  };
  const show = async (path: string) => (await manager.api.get(path)).body;
  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code, body.errors?.[0]?.pointer];

  it('1.9 a new task is pending, as soon as possible, a day from the start of its project, and hidden from the customer', async () => {
    const project = await aProject();
    const task = await add(project, { shortDescription: 'Lay the floor' });
    expect(task).toMatchObject({
      number: expect.stringMatching(/^PRJTASK\d{7}$/),
      wbs: '1',
      project: { id: project.id, number: project.number, name: project.name },
      account: { id: account.id },
      parent: null,
      shortDescription: 'Lay the floor',
      priority: 4,
      state: 'pending',
      status: expect.stringMatching(/^(green|yellow|red)$/),
      overrideStatus: false,
      assignedTo: null,
      visibleToCustomer: false,
      plannedStart: '2026-03-02T08:00:00.000Z',
      plannedEnd: '2026-03-02T17:00:00.000Z',
      plannedDurationMinutes: 480,
      timeConstraint: 'as_soon_as_possible',
      constraintDate: null,
      milestone: false,
      actualStart: null,
      actualEnd: null,
      percentComplete: 0,
      critical: true,
      version: 1,
    });
    expect(await show(`/project-tasks/${task.number}`)).toEqual(task);
    expect((await show(`/project-tasks/${task.id}/activity`)).items[0]).toMatchObject({ kind: 'system', text: `${task.number} created` });
  });

  it('a task names its project in the address or in the body; another project or none is refused', async () => {
    const project = await aProject();
    const named = await manager.api.post('/project-tasks', { projectId: project.number, shortDescription: 'Named' });
    expect(named.body).toMatchObject({ project: { id: project.id }, wbs: '1' });
    const nowhere = await manager.api.post('/project-tasks', { projectId: 'PRJ9999999', shortDescription: 'Nowhere' });
    expect(refusal(nowhere)).toEqual([422, 'unknown_reference', '/projectId']);
    expect((await manager.api.post('/projects/PRJ9999999/tasks', { shortDescription: 'Nowhere' })).status).toBe(404);
    expect((await manager.api.post('/project-tasks', { shortDescription: 'Nowhere' })).status).toBe(400);
  });

  it.each([
    ['no short description', {}, '/shortDescription'],
    ['an unknown field', { shortDescription: 'T', wbs: '7' }, '/wbs'],
    ['a state that is none', { shortDescription: 'T', state: 'done' }, '/state'],
    ['a date that does not exist', { shortDescription: 'T', plannedStart: '2026-02-30' }, '/plannedStart'],
    ['a negative duration', { shortDescription: 'T', plannedDurationMinutes: -1 }, '/plannedDurationMinutes'],
    ['a percentage above 100', { shortDescription: 'T', percentComplete: 101 }, '/percentComplete'],
  ])('decision 49 %s is malformed', async (_what, body, pointer) => {
    const project = await aProject();
    const answer = await manager.api.post(`/projects/${project.id}/tasks`, body);
    expect(refusal(answer)).toEqual([400, 'invalid_input', pointer]);
  });

  it('BR-158 tasks are numbered by their place, and the list can be sorted by it', async () => {
    const project = await aProject();
    const first = await add(project, { shortDescription: 'first' });
    await add(project, { shortDescription: 'second' });
    await add(project, { shortDescription: 'in first', parentId: first.number });
    for (let i = 0; i < 9; i += 1) await add(project, { shortDescription: `more ${i}`, parentId: first.id });
    const list = await manager.api.get(`/projects/${project.id}/tasks?sort=wbs&limit=100&total=true`);
    expect(list.body.total).toBe(12);
    expect(list.body.items.map((task: any) => task.wbs)).toEqual(['1', ...Array.from({ length: 10 }, (_, i) => `1.${i + 1}`), '2']);
    const falling = await manager.api.get(`/projects/${project.id}/tasks?sort=-wbs&limit=2`);
    const next = await manager.api.get(`/projects/${project.id}/tasks?sort=-wbs&limit=2&cursor=${falling.body.next}`);
    expect([...falling.body.items, ...next.body.items].map((task: any) => task.wbs)).toEqual(['2', '1.10', '1.9', '1.8']);
  });

  it('BR-158 a task of another project is no parent, and neither is one that does not exist', async () => {
    const [project, other] = [await aProject(), await aProject()];
    const foreign = await add(other);
    for (const parentId of [foreign.id, foreign.number, 'PRJTASK9999999', '0'.repeat(32)]) {
      const answer = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'T', parentId });
      expect(refusal(answer)).toEqual([422, 'unknown_reference', '/parentId']);
      const task = await add(project);
      expect(refusal(await manager.api.patch(`/project-tasks/${task.id}`, { parentId }))).toEqual([422, 'unknown_reference', '/parentId']);
    }
  });

  it('BR-158 moving a task takes all below it along and numbers the plan anew; a circle is refused', async () => {
    const project = await aProject();
    const [a, b] = [await add(project), await add(project)];
    const below = await add(project, { parentId: a.id });
    const moved = await manager.api.post(`/project-tasks/${a.id}/move`, { parentId: b.number, position: 0 });
    expect([moved.status, moved.body.wbs, moved.body.parent.id]).toEqual([200, '1.1', b.id]);
    expect((await show(`/project-tasks/${below.id}`)).wbs).toBe('1.1.1');
    expect((await show(`/project-tasks/${b.id}`)).wbs).toBe('1');
    const circle = await manager.api.post(`/project-tasks/${b.id}/move`, { parentId: below.id });
    expect(refusal(circle)).toEqual([422, 'task_cycle', '/parentId']);
    const back = await manager.api.patch(`/project-tasks/${a.id}`, { parentId: null });
    expect([back.body.wbs, back.body.parent]).toEqual(['2', null]);
    const first = await manager.api.post(`/project-tasks/${a.id}/move`, { position: 0 });
    expect(first.body.wbs).toBe('1');
    expect((await show(`/project-tasks/${below.id}`)).wbs).toBe('1.1');
  });

  it('BR-158 deleting a task closes the gap; one with tasks below it stands', async () => {
    const project = await aProject();
    const [a, b] = [await add(project), await add(project)];
    const below = await add(project, { parentId: a.id, percentComplete: 50 });
    expect((await manager.api.delete(`/project-tasks/${a.id}`)).body.code).toBe('task_has_tasks');
    expect((await manager.api.delete(`/project-tasks/${below.id}`)).status).toBe(204);
    expect((await manager.api.get(`/project-tasks/${below.id}`)).status).toBe(404);
    expect((await manager.api.delete(`/project-tasks/${a.id}`)).status).toBe(204);
    expect((await show(`/project-tasks/${b.id}`)).wbs).toBe('1');
    expect((await manager.api.delete(`/project-tasks/${b.id}`)).status).toBe(204);
    expect(await show(`/projects/${project.id}`)).toMatchObject({ percentComplete: 0, plannedDurationMinutes: 0, plannedEnd: null });
    const [audited] = await test
      .get(Database)
      .rows<{ n: number }>("SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'deleted' AND record_id IN (?, ?, ?)", [
        a.id,
        b.id,
        below.id,
      ]);
    expect(Number(audited!.n)).toBe(3);
  });

  it('BR-142 BR-143 BR-146 decision 44 a start that is typed is a working start, holds the task, and plans its end', async () => {
    const project = await aProject();
    const saturday = await add(project, { plannedStart: '2026-03-07', plannedDurationMinutes: 720 });
    expect(saturday).toMatchObject({
      plannedStart: '2026-03-09T08:00:00.000Z',
      plannedEnd: '2026-03-10T12:00:00.000Z',
      timeConstraint: 'start_no_earlier_than',
      constraintDate: '2026-03-09T08:00:00.000Z',
    });
    const longer = await manager.api.patch(`/project-tasks/${saturday.id}`, { plannedDurationMinutes: 960 });
    expect(longer.body).toMatchObject({ plannedEnd: '2026-03-10T17:00:00.000Z', timeConstraint: 'start_no_earlier_than' });
    const free = await manager.api.patch(`/project-tasks/${saturday.id}`, { timeConstraint: 'as_soon_as_possible' });
    expect(free.body.constraintDate).toBeNull();
  });

  it('BR-157 a milestone takes no time', async () => {
    const project = await aProject();
    const milestone = await add(project, { milestone: true, plannedStart: '2026-03-06T17:00:00Z' });
    expect(milestone).toMatchObject({
      plannedDurationMinutes: 0,
      plannedStart: '2026-03-06T17:00:00.000Z',
      plannedEnd: '2026-03-06T17:00:00.000Z',
    });
    const both = await manager.api.post(`/projects/${project.id}/tasks`, {
      shortDescription: 'T',
      milestone: true,
      plannedDurationMinutes: 60,
    });
    expect(refusal(both)).toEqual([422, 'milestone_takes_no_time', '/plannedDurationMinutes']);
    expect((await manager.api.get(`/projects/${project.id}/tasks?milestone=true`)).body.items).toHaveLength(1);
  });

  it('BR-153 a task of a manual project starts on a date', async () => {
    const project = await aProject({ calculation: 'manual' });
    const task = await add(project);
    expect(task).toMatchObject({ timeConstraint: 'start_on', constraintDate: task.plannedStart });
    for (const answer of [
      await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'T', timeConstraint: 'as_soon_as_possible' }),
      await manager.api.patch(`/project-tasks/${task.id}`, { timeConstraint: 'finish_on' }),
    ])
      expect(refusal(answer)).toEqual([422, 'manual_project', '/timeConstraint']);
  });

  it('1.7 the longest task and the furthest start are what the administrator set', async () => {
    const project = await aProject();
    const long = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'T', plannedDurationMinutes: 2601 * 480 });
    expect(refusal(long)).toEqual([422, 'too_long', '/plannedDurationMinutes']);
    const far = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'T', plannedStart: '2099-01-01' });
    expect(refusal(far)).toEqual([422, 'date_out_of_span', '/plannedStart']);
  });

  it('filters and searches find tasks; an unknown one is refused', async () => {
    const project = await aProject();
    const parent = await add(project, { shortDescription: 'Pump house' });
    const task = await add(project, { shortDescription: 'Fit the pump', parentId: parent.id, visibleToCustomer: true, state: 'open' });
    const found = async (query: string) =>
      (await show(`/project-tasks?project=${project.number}&${query}`)).items.map((one: any) => one.id);
    expect(await found('q=pump')).toEqual([parent.id, task.id]);
    expect(await found(`parent=${parent.number}`)).toEqual([task.id]);
    expect(await found('visibleToCustomer=true')).toEqual([task.id]);
    expect(await found('state=open,closed_complete')).toEqual([task.id]);
    expect(await found(`account=${account.id}&parent.isNull=true`)).toEqual([parent.id]);
    expect((await manager.api.get('/project-tasks?critical=true')).status).toBe(400);
    expect((await manager.api.get('/project-tasks?sort=description')).status).toBe(400);
  });

  it('T21 If-Match: whoever read an older version is told so; without it both changes hold', async () => {
    const task = await add(await aProject());
    const change = (body: object, match?: string) =>
      manager.api.patch(`/project-tasks/${task.id}`, body, match === undefined ? {} : { 'if-match': match });
    expect((await change({ priority: 1 }, '"1"')).headers.etag).toBe('"2"');
    expect((await change({ priority: 2 }, '"1"')).status).toBe(412);
    const both = await Promise.all([change({ shortDescription: 'New' }), change({ percentComplete: 10 }), change({ description: 'Text' })]);
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await show(`/project-tasks/${task.id}`)).toMatchObject({
      priority: 1,
      shortDescription: 'New',
      percentComplete: 10,
      description: 'Text',
    });
    const deleted = await manager.api.delete(`/project-tasks/${task.id}`, { 'if-match': '"1"' });
    expect(deleted.status).toBe(412);
  });

  it('T21 two tasks added at once get places of their own', async () => {
    const project = await aProject();
    const parent = await add(project);
    await Promise.all(Array.from({ length: 6 }, () => add(project, { parentId: parent.id })));
    const items = await manager.api.all(`/projects/${project.id}/tasks?sort=wbs`);
    expect(items.map((task) => task.wbs)).toEqual(['1', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6']);
  });

  it('only who manages customer projects plans: others are refused, and who sees no project finds none', async () => {
    const contact = await test.given.contact(account);
    const project = await test.given.project({ account, manager, contacts: [contact] });
    const task = await test.given.task({ project, visible: true });
    const body = { shortDescription: 'Mine' };
    const refused = async ({ api }: Somebody, statuses: Record<string, number>): Promise<void> => {
      const answers = {
        below: (await api.post(`/projects/${project.id}/tasks`, body)).status,
        beside: (await api.post('/project-tasks', { ...body, projectId: project.id })).status,
        remove: (await api.delete(`/project-tasks/${task.id}`)).status,
        move: (await api.post(`/project-tasks/${task.id}/move`, {})).status,
        change: (await api.patch(`/project-tasks/${task.id}`, body)).status,
        complete: (await api.post(`/project-tasks/${task.id}/complete`)).status,
      };
      expect(answers).toEqual(statuses);
    };
    const forbidden = { below: 403, beside: 403, remove: 403, move: 403, change: 403, complete: 403 };
    const hidden = { below: 404, beside: 403, remove: 404, move: 404, change: 404, complete: 404 };
    await refused(contact, forbidden);
    await refused(await test.given.user(ROLE.stakeholder), forbidden);
    await refused(await test.given.user(ROLE.agentWithStakeholder), forbidden);
    await refused(await test.given.contact(account), hidden);
    await refused(await test.given.user(ROLE.agent), hidden);
    await refused(await test.given.user(['it_project_manager']), hidden);
    await refused(await test.given.user(['sn_customerservice.projectmanager']), hidden);
    await refused(await test.given.consumer(), hidden);
    expect((await test.stranger.get('/project-tasks')).status).toBe(401);
    const { api } = await test.given.admin();
    expect((await api.patch(`/project-tasks/${task.id}`, body)).status).toBe(200);
  });
});
