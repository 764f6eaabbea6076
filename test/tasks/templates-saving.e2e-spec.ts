import type { ProjectState } from '../../src/projects/index.js';
import type { ProjectTaskState } from '../../src/tasks/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const at = (text: string): Date => new Date(`${text}Z`);

describe('saving a project as a template', () => {
  let test: TestApp;
  let account: { id: string };
  let manager: Somebody;
  let contact: Somebody;
  let project: ProjectState;
  let parent: ProjectTaskState;
  let first: ProjectTaskState;
  let second: ProjectTaskState;
  let count = 0;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
    contact = await test.given.contact(account);
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    const fields = { description: 'Hall 7', priority: 2, phase: 'executing', approvedStart: '2026-03-01' } as const;
    project = await test.given.project({ account, manager, contacts: [contact], with: fields });
    parent = await test.given.task({ project, name: 'Phase' });
    const done = {
      state: 'closed_complete',
      percentComplete: 100,
      actualStart: at('2026-03-04T09:00'),
      actualEnd: at('2026-03-04T10:00'),
    } as const;
    first = await test.given.task({ project, parent, name: 'Survey', visible: true, assignedTo: contact, with: { ...done, priority: 1 } });
    const later = { plannedStart: at('2026-03-03T08:00'), plannedDurationMinutes: 720, description: 'With care', assignedToId: manager.id };
    second = await test.given.task({ project, parent, name: 'Build', with: { ...later, keyMilestone: true } });
  });

  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];
  const save = (body: object = {}, headers = {}) =>
    manager.api.post(`/projects/${project.id}/save-as-template`, { name: `Template ${++count}`, ...body }, headers);
  const tasksOf = (template: { id: string }): Promise<any[]> => manager.api.all(`/project-templates/${template.id}/tasks`);

  it('BR-085 asks a name and a description, and stores the fields of the project; it is the own template of who saved it', async () => {
    const { status, body } = await save({ name: 'Hall', description: 'As hall 7' });
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        name: 'Hall',
        description: 'As hall 7',
        fields: { description: 'Hall 7', priority: 2, phase: 'executing', calculation: 'automatic' },
        createdBy: expect.objectContaining({ id: manager.id }),
        version: 1,
      }),
    ]);
    expect((await manager.api.get(`/project-templates/${body.id}`)).body).toEqual(body);
    expect((await manager.api.get(`/projects/${project.id}/activity`)).raw).toContain('Saved as template “Hall”');
    expect((await contact.api.get(`/projects/${project.id}/activity`)).raw).not.toContain('Saved as');
  });

  it('BR-085, BR-086 stores the tree with relative dates, and who sees a task', async () => {
    const tasks = await tasksOf((await save()).body);
    expect(tasks.map((task) => [task.wbs, task.shortDescription, task.startOffsetMinutes, task.plannedDurationMinutes])).toEqual([
      ['1', 'Phase', 0, 480],
      ['1.1', 'Survey', 0, 480],
      ['1.2', 'Build', 480, 720],
    ]);
    expect(tasks[1]).toMatchObject({ visibleToCustomer: true, priority: 1, keyMilestone: false, parent: { id: tasks[0].id } });
    expect(tasks[2]).toMatchObject({ visibleToCustomer: false, keyMilestone: true });
    const template = tasks[0].template.id;
    expect((await manager.api.get(`/project-templates/${template}/tasks/${tasks[2].id}`)).body.description).toBe('With care');
  });

  it('BR-085 stores the links, the checklists and the files', async () => {
    await manager.api.post(`/projects/${project.id}/dependencies`, {
      predecessorId: first.id,
      successorId: second.id,
      type: 'ss',
      lagMinutes: 60,
    });
    await test.given.checklist(second, 'Measure', 'Draw');
    const [line] = (await manager.api.get(`/project-tasks/${second.id}/checklist`)).body.items;
    await manager.api.patch(`/project-tasks/${second.id}/checklist/${line.id}`, { done: true });
    await manager.api.upload(`/projects/${project.id}/attachments`, 'norms.txt', 'The norms', 'text/plain');
    const { body } = await save();
    const tasks = await tasksOf(body);
    const [link] = (await manager.api.get(`/project-templates/${body.id}/dependencies`)).body.items;
    expect(link).toMatchObject({ predecessor: { id: tasks[1].id }, successor: { id: tasks[2].id }, type: 'ss', lagMinutes: 60 });
    const lines = (await manager.api.get(`/project-templates/${body.id}/tasks/${tasks[2].id}/checklist`)).body.items;
    expect(lines.map(({ text, done, doneBy, position }: any) => [text, done, doneBy, position])).toEqual([
      ['Measure', false, null, 0],
      ['Draw', false, null, 1],
    ]);
    const [file] = (await manager.api.get(`/project-templates/${body.id}/attachments`)).body.items;
    expect((await manager.api.get(`/attachments/${file.id}/content`)).raw).toBe('The norms');
  });

  it('decision 18 leaves behind states, actual dates, external assignees, contacts and cases', async () => {
    await test.given.case({ account, contact, project, task: first });
    const { body } = await save();
    const tasks = await tasksOf(body);
    expect(tasks.map(({ assignedTo }) => assignedTo?.id ?? null)).toEqual([null, null, manager.id]);
    for (const task of tasks) {
      for (const name of ['state', 'percentComplete', 'actualStart', 'actualEnd', 'plannedStart']) expect(task).not.toHaveProperty(name);
    }
    const again = (
      await manager.api.post('/projects', { name: 'Again', accountId: account.id, templateId: body.id, startDate: '2026-06-01' })
    ).body;
    expect(again).toMatchObject({ state: 'pending', phase: 'executing', approvedStart: null, actualStart: null });
    expect((await manager.api.get(`/projects/${again.id}/contacts`)).body.items).toEqual([]);
    const copies = await manager.api.all(`/projects/${again.id}/tasks?sort=wbs`);
    expect(
      copies.map(({ wbs, state, percentComplete, actualStart, actualEnd, plannedStart, assignedTo }) => [
        wbs,
        state,
        percentComplete,
        actualStart,
        actualEnd,
        plannedStart.slice(0, 10),
        assignedTo?.id ?? null,
      ]),
    ).toEqual([
      ['1', 'pending', 0, null, null, '2026-06-01', null],
      ['1.1', 'pending', 0, null, null, '2026-06-01', null],
      ['1.2', 'pending', 0, null, null, '2026-06-02', manager.id],
    ]);
    expect(copies[1].visibleToCustomer).toBe(true);
    for (const task of copies) expect((await manager.api.get(`/project-tasks/${task.id}/cases`)).body.items).toEqual([]);
  });

  it('leaves the project as it is', async () => {
    const before = (await manager.api.get(`/projects/${project.id}`)).body;
    await save();
    expect((await manager.api.get(`/projects/${project.id}`)).body).toEqual(before);
  });

  it('of a project without tasks is one without tasks', async () => {
    const empty = await test.given.project({ account, manager });
    const { body } = await manager.api.post(`/projects/${empty.number}/save-as-template`, { name: 'Empty' });
    expect(await tasksOf(body)).toEqual([]);
  });

  it('is refused with a name that is taken, and nothing of it is kept', async () => {
    const taken = await test.given.template({ owner: await test.given.user(ROLE.projectManager) });
    expect(refusal(await save({ name: taken.name }))).toEqual([409, 'already_exists']);
    expect(await tasksOf(taken)).toEqual([]);
  });

  it.each([
    [{ name: undefined }, '/name required'],
    [{ name: '' }, '/name out_of_range'],
    [{ description: 7 }, '/description wrong_type'],
    [{ fields: {} }, '/fields unknown_field'],
  ])('is refused as %j', async (body, fault) => {
    const answer = await save(body);
    expect([answer.status, ...answer.body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`)]).toEqual([400, fault]);
  });

  it('is refused to who read the project before another change', async () => {
    expect((await save({}, { 'if-match': '"9"' })).status).toBe(412);
    expect((await save({}, { 'if-match': '"1"' })).status).toBe(201);
  });
});
