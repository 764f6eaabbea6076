import type { ProjectState } from '../../src/projects/index.js';
import type { Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const MILESTONES = '/admin/properties/com.snc.project.auto_close_milestones';

describe('the states of tasks and projects', () => {
  let test: TestApp;
  let manager: Somebody;
  let admin: Somebody;
  let account: { id: string; path: string };

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const aProject = (parent?: { id: string }): Promise<ProjectState> =>
    test.given.project({ account, manager, ...(parent ? { parent } : {}) });
  const ok = async (sent: Promise<{ status: number; body: any }>): Promise<any> => {
    const { status, body } = await sent;
    expect([body, status < 300]).toEqual([body, true]);
    return body;
  };
  const add = (project: { id: string }, body: object = {}) =>
    ok(manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Task', ...body }));
  const change = (task: { id: string }, body: object) => ok(manager.api.patch(`/project-tasks/${task.id}`, body));
  const tie = (project: { id: string }, predecessor: { id: string }, successor: { id: string }) =>
    ok(manager.api.post(`/projects/${project.id}/dependencies`, { predecessorId: predecessor.id, successorId: successor.id }));
  const task = ({ id }: { id: string }) => ok(manager.api.get(`/project-tasks/${id}`));
  const project = ({ id }: { id: string }) => ok(manager.api.get(`/projects/${id}`));
  const to = (which: { id: string }, state: string) => ok(manager.api.patch(`/projects/${which.id}`, { state }));
  const states = async (...tasks: { id: string }[]) => Promise.all(tasks.map(async (one) => (await task(one)).state));

  it('BR-104 a parent and its project are in progress while some tasks are closed and others not begun', async () => {
    const mine = await aProject();
    const parent = await add(mine);
    const [one, other] = [await add(mine, { parentId: parent.id }), await add(mine, { parentId: parent.id })];
    await change(one, { state: 'closed_skipped' });
    expect([...(await states(parent, other)), (await project(mine)).state]).toEqual(['work_in_progress', 'pending', 'work_in_progress']);
  });

  it('BR-109 there are no states but the six: any other is refused, for tasks and projects', async () => {
    const mine = await aProject();
    const one = await add(mine);
    for (const state of ['on_hold', 'draft', 'WORK_IN_PROGRESS', 2, '', null]) {
      for (const path of [`/project-tasks/${one.id}`, `/projects/${mine.id}`])
        expect([state, (await manager.api.patch(path, { state })).status]).toEqual([state, 400]);
      expect((await manager.api.post(`/projects/${mine.id}/tasks`, { shortDescription: 'T', state })).status).toBe(400);
    }
    expect((await task(one)).version).toBe(1);
  });

  it('BR-110 waits for what those above it wait for, begins alone, and not where its start is fixed', async () => {
    const mine = await aProject();
    const [first, phase] = [await add(mine), await add(mine)];
    const [free, fixed, later] = [
      await add(mine, { parentId: phase.id }),
      await add(mine, { parentId: phase.id, timeConstraint: 'start_on', plannedStart: '2026-04-01' }),
      await add(mine, { parentId: phase.id }),
    ];
    await tie(mine, first, phase);
    await tie(mine, free, later);
    await ok(manager.api.post(`/project-tasks/${first.id}/complete`));
    expect(await states(free, fixed, later, phase)).toEqual(['work_in_progress', 'pending', 'pending', 'work_in_progress']);
    const begun = await task(free);
    expect(begun.actualStart).toBe(begun.plannedStart);
    const entries = await manager.api.all(`/project-tasks/${free.id}/activity`);
    expect(entries.flatMap(({ changes }) => changes ?? [])).toContainEqual({ field: 'state', from: 'pending', to: 'work_in_progress' });
  });

  describe('BR-131 milestones', () => {
    afterEach(() => ok(admin.api.patch(MILESTONES, { value: false })));
    const closes = () => ok(admin.api.patch(MILESTONES, { value: true }));
    const done = {
      state: 'closed_complete',
      percentComplete: 100,
      actualStart: '2026-03-02T08:00:00.000Z',
      actualEnd: '2026-03-02T08:00:00.000Z',
    };

    it('in progress stay so, unless the administrator wants it otherwise', async () => {
      const mine = await aProject();
      const milestone = await add(mine, { milestone: true });
      expect(await change(milestone, { state: 'work_in_progress' })).toMatchObject({ state: 'work_in_progress', actualEnd: null });
    });

    it('close themselves when somebody begins them; a task with a duration does not', async () => {
      await closes();
      const mine = await aProject();
      const [milestone, usual] = [await add(mine, { milestone: true }), await add(mine)];
      expect(await change(milestone, { state: 'work_in_progress' })).toMatchObject(done);
      expect(await change(usual, { state: 'work_in_progress' })).toMatchObject({ state: 'work_in_progress' });
      expect(await add(mine, { milestone: true, state: 'work_in_progress' })).toMatchObject(done);
      expect(await add(mine, { milestone: true, percentComplete: 10 })).toMatchObject(done);
    });

    it('close themselves when their project begins, and what waits for them begins', async () => {
      await closes();
      const mine = await aProject();
      const [milestone, next, last] = [await add(mine, { milestone: true }), await add(mine), await add(mine)];
      await tie(mine, milestone, next);
      await tie(mine, next, last);
      await to(mine, 'work_in_progress');
      expect(await task(milestone)).toMatchObject(done);
      expect(await states(next, last)).toEqual(['work_in_progress', 'pending']);
      expect((await project(mine)).state).toBe('work_in_progress');
    });

    it('close themselves when what they wait for closes, one after the other', async () => {
      await closes();
      const mine = await aProject();
      const [first, one, two, next] = [
        await add(mine),
        await add(mine, { milestone: true }),
        await add(mine, { milestone: true }),
        await add(mine),
      ];
      await tie(mine, first, one);
      await tie(mine, one, two);
      await tie(mine, two, next);
      await change(first, { state: 'closed_complete' });
      expect(await states(one, two, next)).toEqual(['closed_complete', 'closed_complete', 'work_in_progress']);
      expect(await task(two)).toMatchObject({ percentComplete: 100, actualEnd: '2026-03-02T17:00:00.000Z' });
    });

    it('without that they only begin, and the chain ends there', async () => {
      const mine = await aProject();
      const [first, milestone, next] = [await add(mine), await add(mine, { milestone: true }), await add(mine)];
      await tie(mine, first, milestone);
      await tie(mine, milestone, next);
      await change(first, { state: 'closed_complete' });
      expect(await states(milestone, next)).toEqual(['work_in_progress', 'pending']);
    });

    it('the last of a project closes its parents and the project', async () => {
      await closes();
      const mine = await aProject();
      const phase = await add(mine);
      const milestone = await add(mine, { parentId: phase.id, milestone: true });
      await to(mine, 'work_in_progress');
      expect([...(await states(milestone, phase)), (await project(mine)).state]).toEqual([
        'closed_complete',
        'closed_complete',
        'closed_complete',
      ]);
    });
  });

  describe('1.8 sub projects', () => {
    it('BR-105 closing a project closes its sub projects at every depth, with their tasks; closed ones stay as they were', async () => {
      const top = await aProject();
      const middle = await aProject(top);
      const low = await aProject(middle);
      const [open, begun, skipped] = [
        await add(low),
        await add(middle, { percentComplete: 50 }),
        await add(middle, { state: 'closed_skipped' }),
      ];
      await to(top, 'closed_incomplete');
      expect((await project(top)).state).toBe('closed_incomplete');
      for (const one of [middle, low]) expect((await project(one)).state).toBe('closed_complete');
      expect(await states(open, begun, skipped)).toEqual(['closed_complete', 'closed_complete', 'closed_skipped']);
    });

    it('closing a sub project closes its tasks, and neither the project above nor its tasks', async () => {
      const top = await aProject();
      const sub = await aProject(top);
      const [above, below] = [await add(top), await add(sub)];
      await to(sub, 'closed_complete');
      expect(await states(above, below)).toEqual(['pending', 'closed_complete']);
      expect((await project(top)).state).toBe('pending');
    });

    it('a sub project that is put in progress takes all its tasks along', async () => {
      const sub = await aProject(await aProject());
      const parent = await add(sub);
      const [free, fixed, closed, waiting] = [
        await add(sub, { parentId: parent.id }),
        await add(sub, { timeConstraint: 'start_on', plannedStart: '2026-04-01' }),
        await add(sub, { state: 'closed_skipped' }),
        await add(sub),
      ];
      await tie(sub, free, waiting);
      const untouched = await aProject(sub);
      const below = await add(untouched);
      await to(sub, 'open');
      expect(await states(free, fixed)).toEqual(['pending', 'pending']);
      await to(sub, 'work_in_progress');
      expect(await states(parent, free, fixed, waiting)).toEqual(Array(4).fill('work_in_progress'));
      expect(await task(fixed)).toMatchObject({ timeConstraint: 'start_on', actualStart: '2026-04-01T08:00:00.000Z' });
      expect(await states(closed, below)).toEqual(['closed_skipped', 'pending']);
    });

    it('BR-107 a task that is added to a closed sub project, or opened there, sets it in progress and leaves the others closed', async () => {
      const sub = await aProject(await aProject());
      const first = await add(sub, { state: 'closed_complete' });
      expect((await project(sub)).state).toBe('closed_complete');
      const second = await add(sub);
      expect([(await project(sub)).state, ...(await states(first))]).toEqual(['work_in_progress', 'closed_complete']);
      await ok(manager.api.post(`/project-tasks/${second.id}/complete`));
      await change(first, { state: 'work_in_progress' });
      expect([(await project(sub)).state, ...(await states(second))]).toEqual(['work_in_progress', 'closed_complete']);
    });

    it('BR-104 a project whose tasks are all closed stays in progress while a sub project is open', async () => {
      const top = await aProject();
      const sub = await aProject(top);
      const only = await add(top);
      await ok(manager.api.post(`/project-tasks/${only.id}/complete`));
      expect((await project(top)).state).toBe('work_in_progress');
      await to(sub, 'closed_complete');
      expect((await project(top)).state).toBe('work_in_progress');
      expect((await to(top, 'closed_complete')).state).toBe('closed_complete');
    });
  });
});
