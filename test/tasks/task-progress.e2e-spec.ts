import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import type { Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('progress of tasks', () => {
  let test: TestApp;
  let account: { id: string; path: string };
  let manager: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
  });
  afterAll(() => test.stop());

  const aProject = (contacts: Somebody[] = [], more: Partial<ProjectState> = {}): Promise<ProjectState> =>
    test.given.project({ account, manager, contacts, with: more });
  const add = async (project: { id: string }, body: object = {}) => {
    const answer = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Task', ...body });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    return answer.body;
  };
  const change = (task: { id: string }, body: object) => manager.api.patch(`/project-tasks/${task.id}`, body);
  const task = async ({ id }: { id: string }) => (await manager.api.get(`/project-tasks/${id}`)).body;
  const project = async ({ id }: { id: string }) => (await manager.api.get(`/projects/${id}`)).body;
  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];

  describe('what is said about a leaf', () => {
    it('BR-120 BR-121 percentage, start and end move the state', async () => {
      const { id } = await add(await aProject());
      expect((await change({ id }, { percentComplete: 20 })).body).toMatchObject({
        state: 'work_in_progress',
        actualStart: '2026-03-02T08:00:00.000Z',
      });
      expect((await change({ id }, { actualEnd: '2026-03-04T12:00:00Z' })).body).toMatchObject({
        state: 'closed_complete',
        percentComplete: 100,
        actualEnd: '2026-03-04T12:00:00.000Z',
      });
      expect((await manager.api.get(`/project-tasks/${id}/activity`)).body.items[0].changes).toContainEqual({
        field: 'state',
        from: 'work_in_progress',
        to: 'closed_complete',
      });
    });

    it('BR-130 BR-143 what is closed shows how long it took; its parent and the project once all of it is complete', async () => {
      const p = await aProject();
      const parent = await add(p);
      const [one, other] = [await add(p, { parentId: parent.id }), await add(p, { parentId: parent.id })];
      const took = { actualStart: '2026-03-03T08:00:00Z', actualEnd: '2026-03-04T12:00:00Z' };
      expect((await change(one, took)).body.actualDurationMinutes).toBe(480 + 240);
      expect([(await task(parent)).actualDurationMinutes, (await project(p)).actualDurationMinutes]).toEqual([null, null]);
      await change(other, { actualStart: '2026-03-04T08:00:00Z', actualEnd: '2026-03-04T17:00:00Z' });
      expect((await task(parent)).actualDurationMinutes).toBe(960);
      expect((await project(p)).actualDurationMinutes).toBe(960);
      await change(other, { state: 'work_in_progress' });
      const again = [await task(other), await task(parent), await project(p)];
      expect(again.map(({ actualDurationMinutes }) => actualDurationMinutes)).toEqual([null, null, null]);
    });

    it('decision 44 BR-127 a plain date takes the planned time of that end', async () => {
      const one = await add(await aProject(), { plannedDurationMinutes: 240 });
      const { body } = await change(one, { actualStart: '2026-03-03', actualEnd: '2026-03-05' });
      expect(body).toMatchObject({ actualStart: '2026-03-03T08:00:00.000Z', actualEnd: '2026-03-05T12:00:00.000Z' });
    });

    it('BR-122 a closed task is read-only, but for being opened again', async () => {
      const one = await add(await aProject(), { state: 'closed_incomplete', percentComplete: 0 });
      for (const body of [
        { shortDescription: 'New' },
        { percentComplete: 5 },
        { state: 'closed_complete' },
        { plannedDurationMinutes: 60 },
      ])
        expect(refusal(await change(one, body))).toEqual([409, 'task_closed']);
      expect((await change(one, { state: 'work_in_progress', plannedDurationMinutes: 960, shortDescription: 'New' })).body).toMatchObject({
        state: 'work_in_progress',
        shortDescription: 'New',
        actualEnd: null,
        plannedEnd: '2026-03-03T17:00:00.000Z',
      });
    });

    it('BR-124 an end before the start is refused, BR-125 managers may look ahead', async () => {
      const one = await add(await aProject());
      expect(refusal(await change(one, { actualStart: '2026-03-05', actualEnd: '2026-03-04' }))).toEqual([422, 'end_before_start']);
      expect((await change(one, { actualStart: '2030-01-01' })).status).toBe(200);
    });

    it('BR-126 Mark Complete closes it now; a second time it is closed already', async () => {
      const one = await add(await aProject());
      const before = Date.now();
      const { status, body } = await manager.api.post(`/project-tasks/${one.number}/complete`);
      expect([status, body.state, body.percentComplete]).toEqual([200, 'closed_complete', 100]);
      expect(Date.parse(body.actualEnd)).toBeGreaterThanOrEqual(before);
      expect(refusal(await manager.api.post(`/project-tasks/${one.id}/complete`))).toEqual([409, 'task_closed']);
      expect((await manager.api.post(`/project-tasks/${one.id}/complete`, { when: 'now' })).status).toBe(400);
    });

    it('T21 the same Idempotency-Key completes once and gives the first answer again', async () => {
      const one = await add(await aProject());
      const complete = () => manager.api.post(`/project-tasks/${one.id}/complete`, {}, { 'idempotency-key': `complete-${one.id}` });
      const [first, again] = [await complete(), await complete()];
      expect([first.status, again.status]).toEqual([200, 200]);
      expect(again.body).toEqual(first.body);
    });
  });

  describe('what it means for the tasks above and for the project', () => {
    it('BR-128 percent rolls up by planned duration, milestones aside', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      const long = await add(mine, { parentId: parent.id, plannedDurationMinutes: 1440 });
      await add(mine, { parentId: parent.id });
      await add(mine, { parentId: parent.id, milestone: true });
      await change(long, { percentComplete: 50 });
      expect(await task(parent)).toMatchObject({ percentComplete: 37.5, state: 'work_in_progress' });
      expect(await project(mine)).toMatchObject({
        percentComplete: 37.5,
        state: 'work_in_progress',
        actualStart: '2026-03-02T08:00:00.000Z',
      });
    });

    it('BR-103 BR-129 the last task that closes, closes its parents and the project', async () => {
      const mine = await aProject();
      const top = await add(mine);
      const middle = await add(mine, { parentId: top.id });
      const [one, two] = [await add(mine, { parentId: middle.id }), await add(mine, { parentId: middle.id })];
      await change(one, { actualStart: '2026-03-02', actualEnd: '2026-03-03' });
      expect(await task(top)).toMatchObject({ state: 'work_in_progress', actualEnd: null });
      await change(two, { state: 'closed_skipped' });
      for (const closed of [await task(middle), await task(top), await project(mine)])
        expect(closed).toMatchObject({
          state: 'closed_complete',
          percentComplete: 50,
          actualStart: '2026-03-02T08:00:00.000Z',
          actualEnd: '2026-03-03T17:00:00.000Z',
        });
      const stream = (await manager.api.get(`/project-tasks/${top.id}/activity`)).body.items;
      expect(stream[0].changes).toContainEqual({ field: 'state', from: 'work_in_progress', to: 'closed_complete' });
    });

    it('BR-144 planned dates roll up: the earliest start, the latest end, the working time between', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      const [one] = [await add(mine, { parentId: parent.id }), await add(mine, { parentId: parent.id, plannedStart: '2026-03-04' })];
      expect(await task(parent)).toMatchObject({
        plannedStart: '2026-03-02T08:00:00.000Z',
        plannedEnd: '2026-03-04T17:00:00.000Z',
        plannedDurationMinutes: 1440,
      });
      await change(one, { plannedStart: '2026-02-27' });
      for (const rolled of [await task(parent), await project(mine)])
        expect(rolled).toMatchObject({ plannedStart: '2026-02-27T08:00:00.000Z', plannedDurationMinutes: 4 * 480 });
    });

    it('BR-102 decision 45 what its tasks decide is no field of a parent, and its state only to close or open it', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      await add(mine, { parentId: parent.id });
      for (const body of [
        { percentComplete: 5 },
        { actualStart: '2026-03-02' },
        { actualEnd: '2026-03-02' },
        { plannedStart: '2026-03-02' },
      ]) {
        const answer = await change(parent, body);
        expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'rolled_up']);
      }
      for (const state of ['open', 'work_in_progress', 'closed_incomplete', 'closed_skipped'])
        expect(refusal(await change(parent, { state }))).toEqual([409, 'parent_state']);
      expect((await change(parent, { shortDescription: 'Phase', priority: 2 })).status).toBe(200);
    });

    it('BR-105 closing a parent closes what is open below it; BR-106 opening it opens that again', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      const inner = await add(mine, { parentId: parent.id });
      const [open, skipped] = [await add(mine, { parentId: inner.id }), await add(mine, { parentId: parent.id, state: 'closed_skipped' })];
      const other = await add(mine);
      const closed = await change(parent, { state: 'closed_complete' });
      expect(closed.body).toMatchObject({ state: 'closed_complete', actualEnd: '2026-03-02T17:00:00.000Z' });
      expect(await task(open)).toMatchObject({ state: 'closed_complete', percentComplete: 100 });
      expect(await task(inner)).toMatchObject({ state: 'closed_complete' });
      expect(await task(skipped)).toMatchObject({ state: 'closed_skipped', percentComplete: 0 });
      expect((await project(mine)).state).toBe('work_in_progress');
      const opened = await change(parent, { state: 'open' });
      expect(opened.body).toMatchObject({ state: 'open', actualEnd: null, percentComplete: 0 });
      expect((await task(open)).state).toBe('open');
      await manager.api.post(`/project-tasks/${parent.id}/complete`);
      await manager.api.post(`/project-tasks/${other.id}/complete`);
      expect((await project(mine)).state).toBe('closed_complete');
    });

    it('BR-105 closing a project closes all its open tasks, in the same transaction', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      const leaf = await add(mine, { parentId: parent.id });
      const answer = await manager.api.patch(`/projects/${mine.id}`, { state: 'closed_incomplete' });
      expect(answer.body).toMatchObject({ state: 'closed_incomplete', percentComplete: 100 });
      for (const one of [parent, leaf]) expect((await task(one)).state).toBe('closed_complete');
    });

    it('BR-107 adding or opening a task in a closed project sets it in progress and leaves the others closed', async () => {
      const mine = await aProject();
      const first = await add(mine, { state: 'closed_complete' });
      expect((await project(mine)).state).toBe('closed_complete');
      const second = await add(mine);
      expect((await project(mine)).state).toBe('work_in_progress');
      expect((await task(first)).state).toBe('closed_complete');
      await manager.api.post(`/project-tasks/${second.id}/complete`);
      expect((await project(mine)).state).toBe('closed_complete');
      await change(first, { state: 'open' });
      expect((await project(mine)).state).toBe('work_in_progress');
      expect((await task(second)).state).toBe('closed_complete');
    });

    it('BR-101 a project that begins, begins its tasks that wait for nothing', async () => {
      const mine = await aProject();
      const [free, later, fixed] = [await add(mine), await add(mine), await add(mine, { timeConstraint: 'start_on' })];
      await manager.api.post(`/projects/${mine.id}/dependencies`, { predecessorId: free.id, successorId: later.id });
      const begun = await manager.api.patch(`/projects/${mine.id}`, { state: 'work_in_progress' });
      expect(begun.body).toMatchObject({ state: 'work_in_progress', actualStart: '2026-03-02T08:00:00.000Z' });
      expect(await task(free)).toMatchObject({ state: 'work_in_progress', actualStart: '2026-03-02T08:00:00.000Z' });
      for (const waiting of [later, fixed]) expect(await task(waiting)).toMatchObject({ state: 'pending', actualStart: null });
    });

    it('BR-102 a project that starts on another day takes its tasks along', async () => {
      const mine = await aProject();
      const [one, two] = [await add(mine), await add(mine, { timeConstraint: 'start_on', plannedStart: '2026-03-20' })];
      const moved = await manager.api.patch(`/projects/${mine.id}`, { startDate: '2026-03-05' });
      expect(moved.body).toMatchObject({ plannedStart: '2026-03-05T08:00:00.000Z', plannedEnd: '2026-03-20T17:00:00.000Z' });
      expect((await task(one)).plannedStart).toBe('2026-03-05T08:00:00.000Z');
      expect((await task(two)).plannedStart).toBe('2026-03-20T08:00:00.000Z');
    });

    it('a project that is deleted takes its tasks with it', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      const leaf = await add(mine, { parentId: parent.id });
      expect((await manager.api.delete(`/projects/${mine.id}`)).status).toBe(204);
      for (const { id } of [parent, leaf]) expect((await manager.api.get(`/project-tasks/${id}`)).status).toBe(404);
    });

    it('BR-103 T21 two tasks completed at the same moment add up', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      const tasks = [];
      for (let i = 0; i < 6; i += 1) tasks.push(await add(mine, { parentId: parent.id }));
      const answers = await Promise.all(tasks.map(({ id }) => manager.api.post(`/project-tasks/${id}/complete`)));
      expect(answers.map(({ status }) => status)).toEqual(tasks.map(() => 200));
      for (const rolled of [await task(parent), await project(mine)])
        expect(rolled).toMatchObject({ state: 'closed_complete', percentComplete: 100 });
    });

    it('every change of a task leaves an audit line, those that it caused too', async () => {
      const mine = await aProject();
      const parent = await add(mine);
      const leaf = await add(mine, { parentId: parent.id });
      await manager.api.post(`/project-tasks/${leaf.id}/complete`);
      const rows = await test
        .get(Database)
        .rows<{ record_id: string; action: string }>(
          'SELECT record_id, action FROM audit_entry WHERE record_id IN (?, ?, ?) ORDER BY at, id',
          [parent.id, leaf.id, mine.id],
        );
      const actionsOf = (id: string) => rows.filter((row) => row.record_id === id).map(({ action }) => action);
      expect(actionsOf(leaf.id)).toEqual(['created', 'completed']);
      expect(actionsOf(parent.id)).toEqual(['created', 'followed', 'followed']);
      expect(actionsOf(mine.id).filter((action) => action === 'updated').length).toBeGreaterThan(1);
    });
  });

  it('a write takes at most 12 statements, a read at most 3', async () => {
    const contact = await test.given.contact(account);
    const mine = await aProject([contact]);
    const parent = await add(mine);
    const leaf = await add(mine, { parentId: parent.id });
    await add(mine, { parentId: parent.id });
    const counted = async (doing: () => Promise<{ status: number }>): Promise<number> => {
      const statements: string[] = [];
      const stop = test.get(Database).onStatement((sql) => {
        if (!/^(BEGIN|START|COMMIT)/.test(sql)) statements.push(sql);
      });
      const { status } = await doing();
      stop();
      expect(status).toBeLessThan(300);
      return statements.length;
    };
    for (const { api } of [manager, contact]) await api.get('/auth/me');
    const counts = {
      list: await counted(() => contact.api.get('/project-tasks?total=true&limit=1')),
      below: await counted(() => manager.api.get(`/projects/${mine.id}/tasks?total=true&limit=1`)),
      one: await counted(() => manager.api.get(`/project-tasks/${leaf.id}`)),
      rename: await counted(() => change(leaf, { shortDescription: 'New' })),
      progress: await counted(() => change(leaf, { percentComplete: 50 })),
      assign: await counted(() => change(leaf, { assignedToId: contact.id })),
      actual: await counted(() => contact.api.patch(`/project-tasks/${leaf.id}`, { actualStart: '2026-03-02' })),
      complete: await counted(() => contact.api.post(`/project-tasks/${leaf.id}/complete`)),
      create: await counted(() => manager.api.post(`/projects/${mine.id}/tasks`, { shortDescription: 'T', parentId: parent.id })),
    };
    for (const read of [counts.list, counts.below, counts.one]) expect(read).toBeLessThanOrEqual(3);
    const { list: _1, below: _2, one: _3, ...writes } = counts;
    expect(Object.entries(writes).filter(([, n]) => n > 12)).toEqual([]);
  });
});
