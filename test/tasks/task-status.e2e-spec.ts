import { DailyJobs } from '#libs/jobs';
import { FixedClock, newId, STANDARD_CALENDAR } from '#libs/kernel';
import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import { ProjectTask } from '../../src/tasks/domain/project-task.js';
import { ProjectTaskSchema } from '../../src/tasks/persistence/project-task.schema.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

/** A Monday. */
const NOW = '2026-03-02T10:00:00Z';
const PROPERTY = '/admin/properties/com.snc.ppm.yellow_status_duration';

describe('BR-136 the status of a task', () => {
  let test: TestApp;
  let clock: FixedClock;
  let manager: Somebody;
  let admin: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    clock = new FixedClock(new Date(NOW));
    test = await TestApp.start({}, clock);
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    account = await test.given.account();
  });
  afterAll(() => test.stop());
  beforeEach(() => clock.set(new Date(NOW)));

  const aProject = (options: { contacts?: Somebody[]; with?: Partial<ProjectState> } = {}): Promise<ProjectState> =>
    test.given.project({ account, manager, ...options });
  const add = async (project: { id: string }, body: object = {}) => {
    const answer = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Task', ...body });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    return answer.body;
  };
  const change = (task: { id: string }, body: object) => manager.api.patch(`/project-tasks/${task.id}`, body);
  const changed = async (task: { id: string }, body: object) => {
    const answer = await change(task, body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
    return answer.body;
  };
  const shown = async ({ id }: { id: string }) => (await manager.api.get(`/project-tasks/${id}`)).body;
  /** The clock moves on, and the daily job of that day is done. */
  const comes = async (moment: string): Promise<void> => {
    clock.set(new Date(moment));
    await test.get(Database).run('DELETE FROM scheduled_job');
    expect((await test.get(DailyJobs).runDue()).sort()).toEqual(['auto-close-cases', 'task-status']);
  };

  describe('follows the planned end', () => {
    it.each([
      ['2026-02-27', 'red'],
      ['2026-03-02', 'yellow'],
      ['2026-03-05', 'yellow'],
      ['2026-03-06', 'green'],
      ['2026-05-01', 'green'],
    ])('as soon as there is a task: planned for %s it is %s', async (plannedStart, status) => {
      const task = await add(await aProject(), { plannedStart, timeConstraint: 'start_on' });
      expect([task.status, task.overrideStatus]).toEqual([status, false]);
      expect((await shown(task)).status).toBe(status);
    });

    it('as soon as the end moves, of the task and of those that it moves', async () => {
      const project = await aProject();
      const [first, next] = [await add(project, { plannedDurationMinutes: 480 }), await add(project)];
      await manager.api.post(`/projects/${project.id}/dependencies`, { predecessorId: first.id, successorId: next.id });
      expect([(await shown(first)).status, (await shown(next)).status]).toEqual(['yellow', 'yellow']);
      expect((await changed(first, { plannedDurationMinutes: 4800 })).status).toBe('green');
      expect((await shown(next)).status).toBe('green');
      expect((await changed(first, { plannedDurationMinutes: 480 })).status).toBe('yellow');
      expect((await shown(next)).status).toBe('yellow');
    });

    it('never rolls up: a parent is coloured by its own planned end', async () => {
      const project = await aProject();
      const parent = await add(project);
      const late = await add(project, { parentId: parent.id, plannedStart: '2026-02-23', timeConstraint: 'start_on' });
      await add(project, { parentId: parent.id, plannedStart: '2026-03-20', timeConstraint: 'start_on' });
      expect(late.status).toBe('red');
      expect((await shown(parent)).status).toBe('green');
    });

    it('closed tasks keep theirs, and get one again when they are opened', async () => {
      const task = await add(await aProject(), { plannedStart: '2026-03-20', timeConstraint: 'start_on' });
      expect((await changed(task, { state: 'closed_complete' })).status).toBe('green');
      await comes('2026-04-01T00:10:00Z');
      expect((await shown(task)).status).toBe('green');
      expect((await changed(task, { state: 'open' })).status).toBe('red');
    });

    it('tasks of a template or a copy have one from the start', async () => {
      const template = await test.given.template({ owner: manager });
      await test.given.templateTask({ template });
      const made = await manager.api.post('/projects', {
        name: 'X',
        accountId: account.id,
        templateId: template.id,
        startDate: '2026-03-03',
      });
      expect((await manager.api.get(`/projects/${made.body.id}/tasks`)).body.items).toMatchObject([{ status: 'yellow' }]);
      const copy = await manager.api.post(`/projects/${made.body.id}/copy`, { name: 'Y', startDate: '2026-04-01' });
      expect((await manager.api.get(`/projects/${copy.body.id}/tasks`)).body.items).toMatchObject([{ status: 'green' }]);
    });
  });

  describe('the daily job', () => {
    it('colours open tasks as time passes; no version rises, and nothing is told', async () => {
      const contact = await test.given.contact(account);
      const project = await aProject({ contacts: [contact] });
      const task = await add(project, { plannedStart: '2026-03-10', timeConstraint: 'start_on', visibleToCustomer: true });
      const before = await shown(task);
      const history = await manager.api.all(`/project-tasks/${task.id}/activity`);
      for (const [moment, status] of [
        ['2026-03-04T00:10:00Z', 'green'],
        ['2026-03-05T00:10:00Z', 'yellow'],
        ['2026-03-10T00:10:00Z', 'yellow'],
        ['2026-03-11T00:10:00Z', 'red'],
        ['2026-06-11T00:10:00Z', 'red'],
      ] as const) {
        await comes(moment);
        expect([moment, await shown(task)]).toEqual([moment, { ...before, status }]);
      }
      expect((await contact.api.get(`/project-tasks/${task.id}`)).body.status).toBe('red');
      expect(await manager.api.all(`/project-tasks/${task.id}/activity`)).toEqual(history);
      const audited = await test.get(Database).rows('SELECT id FROM audit_entry WHERE record_id = ?', [task.id]);
      expect(audited).toHaveLength(1);
      expect((await manager.api.patch(`/project-tasks/${task.id}`, { priority: 1 }, { 'if-match': '"1"' })).status).toBe(200);
    });

    it('colours tasks that never had a status, in every open state', async () => {
      const project = await aProject();
      const states = ['pending', 'open', 'work_in_progress', 'closed_complete', 'closed_incomplete', 'closed_skipped'] as const;
      const tasks = [];
      for (const state of states) tasks.push(await test.given.task({ project, with: { state } }));
      await comes('2026-03-03T00:10:00Z');
      const statuses = await Promise.all(tasks.map(async (task) => (await shown(task)).status));
      expect(statuses).toEqual(['red', 'red', 'red', null, null, null]);
    });

    it('leaves alone what was set by hand', async () => {
      const project = await aProject();
      const late = { overrideStatus: true, status: 'green' as const };
      const task = await test.given.task({ project, with: late });
      await comes('2026-04-03T00:10:00Z');
      expect((await shown(task)).status).toBe('green');
    });

    it('counts as many days as the administrator says', async () => {
      const task = await add(await aProject(), { plannedStart: '2026-03-16', timeConstraint: 'start_on' });
      expect(task.status).toBe('green');
      expect((await admin.api.patch(PROPERTY, { value: 10 })).status).toBe(200);
      await comes(NOW);
      expect((await shown(task)).status).toBe('yellow');
      expect((await add(await aProject(), { plannedStart: '2026-03-16', timeConstraint: 'start_on' })).status).toBe('yellow');
      expect((await admin.api.patch(PROPERTY, { value: 3 })).status).toBe(200);
      await comes(NOW);
      expect((await shown(task)).status).toBe('green');
    });

    it('counts days of work by the calendar of the project', async () => {
      // Thursday and Friday are free.
      const { id: calendarId } = await test.given.calendar({ week: STANDARD_CALENDAR.week.map((day, i) => (i > 3 ? [] : day)) });
      const deleted = newId();
      const projects = [await aProject(), await aProject({ with: { calendarId } }), await aProject({ with: { calendarId: deleted } })];
      const tasks = await Promise.all(
        projects.map((project) => test.given.task({ project, with: { plannedEnd: new Date('2026-03-09T17:00:00Z') } })),
      );
      await comes(NOW);
      // Two days ahead, and not five.
      expect(await Promise.all(tasks.map(async (task) => (await shown(task)).status))).toEqual(['green', 'yellow', 'green']);
      expect((await add(projects[1]!, { plannedStart: '2026-03-09', timeConstraint: 'start_on' })).status).toBe('yellow');
    });

    it('writes many tasks with few statements', async () => {
      const project = await aProject();
      const place = { parentId: null, position: 0, wbs: '1', wbsOrder: 1 };
      const rows = Array.from({ length: 1_200 }, (_, n) => {
        const { state } = ProjectTask.add(
          { id: newId(), number: `MANY${n}`, now: clock.now(), project, place },
          { shortDescription: 'Many' },
        );
        return { ...state, plannedEnd: new Date(Date.UTC(2026, n % 3, 20)) };
      });
      await test.unitOfWork.run({ personId: null, personName: 'Test', requestId: 'test' }, (tx) => tx.insertMany(ProjectTaskSchema, rows));
      const statements: string[] = [];
      const stop = test.get(Database).onStatement((sql) => statements.push(sql));
      await comes('2026-02-18T10:00:00Z');
      stop();
      expect(statements.filter((sql) => /UPDATE project_task/.test(sql)).length).toBeLessThan(20);
      const counts = await test
        .get(Database)
        .rows<{ status: string; n: number }>(
          'SELECT status, COUNT(*) AS n FROM project_task WHERE project_id = ? GROUP BY status ORDER BY status',
          [project.id],
        );
      expect(counts.map(({ status, n }) => [status, Number(n)])).toEqual([
        ['green', 400],
        ['red', 400],
        ['yellow', 400],
      ]);
    });

    it('of several processes one does it', async () => {
      const task = await test.given.task({ project: await aProject() });
      clock.set(new Date('2026-03-09T00:10:00Z'));
      await test.get(Database).run('DELETE FROM scheduled_job');
      const jobs = test.get(DailyJobs);
      const done = await Promise.all([jobs.runDue(), jobs.runDue(), jobs.runDue()]);
      expect(done.flat().sort()).toEqual(['auto-close-cases', 'task-status']);
      expect((await shown(task)).status).toBe('red');
    });
  });

  describe('by hand', () => {
    it('stays whatever happens, until that is taken back', async () => {
      const project = await aProject();
      const task = await add(project, { plannedStart: '2026-03-20', timeConstraint: 'start_on' });
      expect(await changed(task, { status: 'red' })).toMatchObject({ status: 'red', overrideStatus: true, version: 2 });
      expect(await changed(task, { plannedDurationMinutes: 960 })).toMatchObject({ status: 'red', overrideStatus: true });
      await comes('2026-03-03T00:10:00Z');
      expect(await shown(task)).toMatchObject({ status: 'red', overrideStatus: true });
      expect(await changed(task, { overrideStatus: false })).toMatchObject({ status: 'green', overrideStatus: false });
      const entries = await manager.api.all(`/project-tasks/${task.id}/activity`);
      const fields = entries.flatMap(({ changes }) => changes ?? []).filter(({ field }: any) => /tatus$/.test(field));
      expect(fields).toEqual(
        expect.arrayContaining([
          { field: 'status', from: 'green', to: 'red' },
          { field: 'overrideStatus', from: false, to: true },
          { field: 'status', from: 'red', to: 'green' },
        ]),
      );
    });

    it('the present one can be held', async () => {
      const task = await add(await aProject(), { plannedStart: '2026-03-20', timeConstraint: 'start_on' });
      expect(await changed(task, { overrideStatus: true })).toMatchObject({ status: 'green', overrideStatus: true });
      await comes('2026-03-23T00:10:00Z');
      expect((await shown(task)).status).toBe('green');
    });

    it('of a parent it is as good', async () => {
      const project = await aProject();
      const parent = await add(project);
      const leaf = await add(project, { parentId: parent.id });
      expect(await changed(parent, { status: 'red' })).toMatchObject({ status: 'red' });
      await changed(leaf, { plannedDurationMinutes: 9600 });
      expect(await shown(parent)).toMatchObject({ status: 'red', overrideStatus: true });
      expect(await shown(leaf)).toMatchObject({ status: 'green', overrideStatus: false });
    });

    it('not both at once, and not of a closed task', async () => {
      const project = await aProject();
      const task = await add(project);
      const refused = await change(task, { status: 'red', overrideStatus: false });
      expect([refused.status, refused.body.code]).toEqual([422, 'status_by_hand']);
      const closed = await add(project, { state: 'closed_complete' });
      for (const body of [{ status: 'red' }, { overrideStatus: true }]) expect((await change(closed, body)).body.code).toBe('task_closed');
      for (const body of [{ status: 'blue' }, { status: null }, { status: 1 }, { overrideStatus: null }, { overrideStatus: 'no' }])
        expect((await change(task, body)).status).toBe(400);
      for (const body of [{ status: 'red' }, { overrideStatus: true }])
        expect((await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'T', ...body })).status).toBe(400);
    });

    it('is for those who manage projects; customers do not read whether it was', async () => {
      const contact = await test.given.contact(account);
      const internal = await test.given.user([]);
      const stakeholder = await test.given.user(ROLE.stakeholder);
      const project = await aProject({ contacts: [contact] });
      const theirs = await add(project, { assignedToId: contact.id });
      const own = await add(project, { assignedToId: internal.id });
      for (const body of [{ status: 'green' }, { overrideStatus: true }]) {
        expect((await contact.api.patch(`/project-tasks/${theirs.id}`, body)).status).toBe(400);
        expect((await internal.api.patch(`/project-tasks/${own.id}`, body)).status).toBe(400);
        expect((await stakeholder.api.patch(`/project-tasks/${own.id}`, body)).status).toBe(403);
      }
      await changed(theirs, { status: 'green' });
      expect((await contact.api.get(`/project-tasks/${theirs.id}`)).body).toMatchObject({ status: 'green' });
      expect((await contact.api.get(`/project-tasks/${theirs.id}`)).body).not.toHaveProperty('overrideStatus');
      const told = (await contact.api.all(`/project-tasks/${theirs.id}/activity`)).flatMap(({ changes }) => changes ?? []);
      expect(told.map(({ field }: any) => field)).toContain('status');
      expect(told.map(({ field }: any) => field)).not.toContain('overrideStatus');
      expect((await stakeholder.api.get(`/project-tasks/${theirs.id}`)).body.overrideStatus).toBe(true);
    });
  });
});
