import type { ProjectState } from '../../src/projects/index.js';
import type { ProjectTaskState } from '../../src/tasks/index.js';
import type { Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const at = (text: string): Date => new Date(`${text}Z`);

describe('BR-091 copying a project', () => {
  let test: TestApp;
  let account: { id: string; number: string; name: string };
  let manager: Somebody;
  let contact: Somebody;
  let project: ProjectState;
  let parent: ProjectTaskState;
  let first: ProjectTaskState;
  let second: ProjectTaskState;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
    contact = await test.given.contact(account);
    const above = await test.given.project({ account, manager });
    const begun = { state: 'work_in_progress', actualStart: at('2026-03-04T09:00'), percentComplete: 40, status: 'red' } as const;
    const fields = { description: 'Hall 7', priority: 2, phase: 'executing', approvedEnd: '2026-12-31' } as const;
    const owner = await test.given.projectManager();
    project = await test.given.project({ account, manager: owner, parent: above, contacts: [contact], with: { ...begun, ...fields } });
    parent = await test.given.task({ project, name: 'Phase', with: { state: 'work_in_progress', actualStart: at('2026-03-04T09:00') } });
    const done = {
      state: 'closed_complete',
      percentComplete: 100,
      actualStart: at('2026-03-04T09:00'),
      actualEnd: at('2026-03-04T10:00'),
    } as const;
    first = await test.given.task({
      project,
      parent,
      name: 'Survey',
      visible: true,
      assignedTo: contact,
      with: { ...done, status: 'green' },
    });
    const later = { plannedStart: at('2026-03-03T08:00'), plannedDurationMinutes: 720, assignedToId: manager.id, description: 'With care' };
    second = await test.given.task({ project, parent, name: 'Build', with: later });
    await test.given.task({
      project,
      name: 'Done',
      with: { plannedStart: at('2026-03-04T12:00'), plannedDurationMinutes: 0, milestone: true },
    });
    await manager.api.post(`/projects/${project.id}/dependencies`, { predecessorId: first.id, successorId: second.id, lagPercent: 0 });
    await test.given.checklist(second, 'Measure');
    await test.given.project({ account, manager, parent: project, name: 'Below' });
    await test.given.case({ account, contact, project, task: first });
    await manager.api.upload(`/projects/${project.id}/attachments`, 'a.txt', 'A', 'text/plain');
  });
  afterAll(() => test.stop());

  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];
  const copy = (body: object = {}, headers = {}) =>
    manager.api.post(`/projects/${project.id}/copy`, { name: 'Hall 8', startDate: '2026-06-01', ...body }, headers);

  it('asks a new name and start, and opens a project of the same account in its initial state', async () => {
    const { status, body } = await copy();
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        name: 'Hall 8',
        account: { id: account.id, number: account.number, name: account.name },
        parent: null,
        projectManager: expect.objectContaining({ id: manager.id }),
        description: 'Hall 7',
        priority: 2,
        calculation: 'automatic',
        phase: 'initiating',
        state: 'pending',
        status: null,
        percentComplete: 0,
        approvedEnd: null,
        plannedStart: '2026-06-01T08:00:00.000Z',
        plannedEnd: '2026-06-03T12:00:00.000Z',
        actualStart: null,
        actualEnd: null,
      }),
    ]);
    expect(body.id).not.toBe(project.id);
    expect(body.number).not.toBe(project.number);
  });

  it('copies the tasks and relations; states, percents and actual dates are reset', async () => {
    const { body } = await copy();
    const tasks = await manager.api.all(`/projects/${body.id}/tasks?sort=wbs`);
    expect(tasks.map((task) => [task.wbs, task.shortDescription, task.plannedStart.slice(0, 16), task.plannedDurationMinutes])).toEqual([
      ['1', 'Phase', '2026-06-01T08:00', 1200],
      ['1.1', 'Survey', '2026-06-01T08:00', 480],
      ['1.2', 'Build', '2026-06-02T08:00', 720],
      ['2', 'Done', '2026-06-03T12:00', 0],
    ]);
    for (const task of tasks)
      expect(task).toMatchObject({
        state: 'pending',
        status: expect.stringMatching(/^(green|yellow|red)$/),
        percentComplete: 0,
        actualStart: null,
        actualEnd: null,
        assignedTo: null,
      });
    expect(tasks.map(({ visibleToCustomer }) => visibleToCustomer)).toEqual([false, true, false, false]);
    expect(tasks[1].account.id).toBe(account.id);
    const [link, ...more] = (await manager.api.get(`/projects/${body.id}/dependencies`)).body.items;
    expect(link).toMatchObject({
      predecessor: { id: tasks[1].id },
      successor: { id: tasks[2].id },
      type: 'fs',
      lagMinutes: null,
      lagPercent: 0,
    });
    expect(more).toEqual([]);
    const lines = (await manager.api.get(`/project-tasks/${tasks[2].id}/checklist`)).body.items;
    expect(lines.map(({ text }: any) => text)).toEqual(['Measure']);
  });

  it('copies no contacts, cases, files and sub projects, and leaves the original as it is', async () => {
    const before = (await manager.api.get(`/projects/${project.id}`)).body;
    const { body } = await copy();
    for (const list of ['contacts', 'sub-projects', 'attachments', 'cases'])
      expect([list, (await manager.api.get(`/projects/${body.id}/${list}`)).body.items]).toEqual([list, []]);
    expect((await manager.api.get(`/projects/${project.id}`)).body).toEqual(before);
    expect((await contact.api.get(`/projects/${body.id}`)).status).toBe(404);
    const told = (await manager.api.get(`/projects/${project.id}/activity`)).raw;
    expect(told).toContain(`Copied as ${body.number}`);
    expect((await contact.api.get(`/projects/${project.id}/activity`)).raw).not.toContain('Copied');
  });

  it('from the same start on has the same dates', async () => {
    const { body } = await copy({ startDate: '2026-03-02' });
    const dates = async (id: string) =>
      (await manager.api.all(`/projects/${id}/tasks?sort=wbs`)).filter(({ wbs }) => wbs !== '1').map(({ plannedStart }) => plannedStart);
    expect(await dates(body.id)).toEqual(await dates(project.id));
  });

  it('of a manual project is a manual one, each task on its date', async () => {
    const manual = await test.given.project({ account, manager, with: { calculation: 'manual' } });
    const fixed = { timeConstraint: 'start_on', plannedStart: at('2026-03-04T08:00'), constraintDate: at('2026-03-04T08:00') } as const;
    await test.given.task({ project: manual, with: { timeConstraint: 'start_on', constraintDate: at('2026-03-02T08:00') } });
    await test.given.task({ project: manual, with: fixed });
    const { body } = await manager.api.post(`/projects/${manual.number}/copy`, { name: 'Manual', startDate: '2026-06-01' });
    expect(body.calculation).toBe('manual');
    const tasks = await manager.api.all(`/projects/${body.id}/tasks?sort=wbs`);
    expect(tasks.map(({ timeConstraint, constraintDate }) => [timeConstraint, constraintDate])).toEqual([
      ['start_on', '2026-06-01T08:00:00.000Z'],
      ['start_on', '2026-06-03T08:00:00.000Z'],
    ]);
  });

  it('of one without tasks, or a closed one, is a pending one', async () => {
    const closed = await test.given.project({ account, manager, with: { state: 'closed_skipped' } });
    const { status, body } = await manager.api.post(`/projects/${closed.id}/copy`, { name: 'Again', startDate: '2026-06-01' });
    expect([status, body.state, body.plannedStart, body.plannedEnd]).toEqual([201, 'pending', '2026-06-01T08:00:00.000Z', null]);
  });

  it('BR-030 is refused where the account is no customer any more', async () => {
    const former = await test.given.account();
    const old = await test.given.project({ account: former, manager });
    const admin = await test.given.admin();
    expect((await admin.api.patch(`/accounts/${former.id}`, { customer: false })).status).toBe(200);
    expect(refusal(await manager.api.post(`/projects/${old.id}/copy`, { name: 'x', startDate: '2026-06-01' }))).toEqual([
      422,
      'account_not_customer',
    ]);
  });

  it.each([
    [{ name: undefined }, '/name required'],
    [{ startDate: undefined }, '/startDate required'],
    [{ name: '  ' }, '/name blank'],
    [{ startDate: '2026-02-30' }, '/startDate wrong_type'],
    [{ accountId: 'ACCT0000001' }, '/accountId unknown_field'],
  ])('is refused as %j', async (body, fault) => {
    const answer = await copy(body);
    expect([answer.status, ...answer.body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`)]).toEqual([400, fault]);
  });

  it('is refused beyond ten years, and to who read the project before another change', async () => {
    expect(refusal(await copy({ startDate: '2099-01-01' }))).toEqual([422, 'date_out_of_span']);
    expect((await copy({}, { 'if-match': '"9"' })).status).toBe(412);
  });
});
