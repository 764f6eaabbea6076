import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import type { ProjectTaskState } from '../../src/tasks/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const NO_SUCH_ID = '0'.repeat(32);

describe('checklists', () => {
  let test: TestApp;
  let account: { id: string };
  let manager: Somebody;
  let contact: Somebody;
  let project: ProjectState;
  let task: ProjectTaskState;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
    contact = await test.given.contact(account);
    project = await test.given.project({ account, manager, contacts: [contact] });
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    task = await test.given.task({ project, visible: true });
  });

  const url = () => `/project-tasks/${task.id}/checklist`;
  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];
  const add = async (text: string) => (await manager.api.post(url(), { text })).body;
  const shown = async (path = url()) => (await manager.api.get(path)).body.items.map(({ position, text }: any) => `${position} ${text}`);

  it('1.9 a line is added at the end, and ticked off by somebody at some time', async () => {
    const { status, body } = await manager.api.post(url(), { text: 'Switch the power off' });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        position: 0,
        text: 'Switch the power off',
        done: false,
        doneBy: null,
        doneAt: null,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        version: 1,
      },
    ]);
    await add('Lock the door');
    expect(await shown()).toEqual(['0 Switch the power off', '1 Lock the door']);
    const done = (await manager.api.patch(`${url()}/${body.id}`, { done: true })).body;
    expect(done).toMatchObject({ done: true, doneBy: { id: manager.id }, doneAt: expect.any(String), version: 2 });
    expect((await manager.api.patch(`${url()}/${body.id}`, { done: true })).body).toEqual(done);
    expect((await manager.api.patch(`${url()}/${body.id}`, { done: false, text: 'Power off?' })).body).toMatchObject({
      text: 'Power off?',
      done: false,
      doneBy: null,
      doneAt: null,
    });
    const told = (await manager.api.get(`/project-tasks/${task.id}/activity`)).body.items.map(({ text }: any) => text);
    expect(told).toContain('Done on the checklist: Switch the power off');
    expect(told).toContain('Not done on the checklist: Power off?');
  });

  it('a line is put elsewhere and removed; the others make room and close up', async () => {
    const [a, , c] = [await add('a'), await add('b'), await add('c'), await add('d')];
    expect((await manager.api.patch(`${url()}/${a.id}`, { position: 2 })).body).toMatchObject({ position: 2, version: 2 });
    expect(await shown()).toEqual(['0 b', '1 c', '2 a', '3 d']);
    await manager.api.patch(`${url()}/${a.id}`, { position: 0 });
    await manager.api.patch(`${url()}/${c.id}`, { position: 99 });
    expect(await shown()).toEqual(['0 a', '1 b', '2 d', '3 c']);
    expect((await manager.api.delete(`${url()}/${a.id}`)).status).toBe(204);
    expect(await shown()).toEqual(['0 b', '1 d', '2 c']);
    expect((await manager.api.get(`${url()}?total=true&limit=2`)).body).toMatchObject({ total: 3, next: expect.any(String) });
  });

  it('lines added and moved at the same moment each have a place', async () => {
    const lines = await Promise.all(['a', 'b', 'c', 'd'].map(add));
    await Promise.all(lines.map((line, i) => manager.api.patch(`${url()}/${line.id}`, { position: 3 - i })));
    expect((await shown()).map((line: string) => line.slice(0, 1))).toEqual(['0', '1', '2', '3']);
  });

  it('it goes with its task, and with its project', async () => {
    await add('a');
    await manager.api.delete(`/project-tasks/${task.id}`);
    const other = await test.given.project({ account, manager });
    const below = await test.given.task({ project: other, parent: await test.given.task({ project: other }) });
    await test.given.checklist(below, 'x');
    expect((await manager.api.delete(`/projects/${other.id}`)).status).toBe(204);
    const left = 'SELECT c.id FROM checklist_item c WHERE c.task_id IN (?, ?)';
    expect(await test.get(Database).rows(left, [task.id, below.id])).toEqual([]);
  });

  it('BR-122 the checklist of a closed task is kept as it is', async () => {
    const line = await add('a');
    await manager.api.post(`/project-tasks/${task.id}/complete`);
    expect(refusal(await manager.api.post(url(), { text: 'b' }))).toEqual([409, 'task_closed']);
    expect(refusal(await manager.api.patch(`${url()}/${line.id}`, { done: true }))).toEqual([409, 'task_closed']);
    expect(refusal(await manager.api.delete(`${url()}/${line.id}`))).toEqual([409, 'task_closed']);
    expect(await shown()).toEqual(['0 a']);
  });

  it('is refused where it is malformed, of another task, or not what was read', async () => {
    const line = await add('a');
    for (const body of [{}, { text: ' ' }, { text: 7 }, { text: 'x'.repeat(1001) }, { text: 'x', done: true }])
      expect([body, (await manager.api.post(url(), body)).status]).toEqual([body, 400]);
    for (const body of [{ text: null }, { done: null }, { done: 'yes' }, { position: -1 }, { position: 0.5 }, { taskId: task.id }])
      expect([body, (await manager.api.patch(`${url()}/${line.id}`, body)).status]).toEqual([body, 400]);
    const other = await test.given.task({ project });
    for (const path of [
      `/project-tasks/${other.id}/checklist/${line.id}`,
      `${url()}/${NO_SUCH_ID}`,
      `/project-tasks/${NO_SUCH_ID}/checklist/${line.id}`,
    ]) {
      expect((await manager.api.patch(path, { bogus: 1 })).status).toBe(404);
      expect((await manager.api.delete(path)).status).toBe(404);
    }
    expect((await manager.api.get(`/project-tasks/${NO_SUCH_ID}/checklist`)).status).toBe(404);
    expect((await manager.api.patch(`${url()}/${line.id}`, { text: 'b' }, { 'if-match': '"2"' })).status).toBe(412);
    expect((await manager.api.patch(`${url()}/${line.id}`, { position: 0 }, { 'if-match': '"2"' })).status).toBe(412);
    expect((await manager.api.delete(`${url()}/${line.id}`, { 'if-match': '"2"' })).status).toBe(412);
  });

  it('customers who see the task see nothing of its checklist', async () => {
    const line = await add('Mind the customer');
    expect((await contact.api.get(`${url()}?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
    expect((await contact.api.post(url(), { bogus: 1 })).status).toBe(403);
    expect((await contact.api.patch(`${url()}/${line.id}`, { done: true })).status).toBe(404);
    expect((await contact.api.delete(`${url()}/${line.id}`)).status).toBe(404);
    expect((await contact.api.get(`/project-tasks/${task.id}/activity`)).raw).not.toContain('checklist');
    const assigned = await test.given.task({ project, visible: true, assignedTo: contact });
    await test.given.checklist(assigned, 'Mind the customer');
    expect((await contact.api.get(`/project-tasks/${assigned.id}/checklist`)).body.items).toEqual([]);
  });

  it('stakeholders and the internal assignee read it; only those who manage projects keep it', async () => {
    const assignee = await test.given.user(ROLE.agent);
    const own = await test.given.task({ project, assignedTo: assignee });
    await test.given.checklist(own, 'a');
    const path = `/project-tasks/${own.id}/checklist`;
    const [line] = (await manager.api.get(path)).body.items;
    for (const { api } of [assignee, await test.given.user(ROLE.stakeholder), await test.given.user(ROLE.agentWithStakeholder)]) {
      expect((await api.get(path)).body.items).toEqual([line]);
      expect((await api.post(path, { bogus: 1 })).status).toBe(403);
      expect((await api.patch(`${path}/${line.id}`, { bogus: 1 })).status).toBe(403);
      expect((await api.delete(`${path}/${line.id}`)).status).toBe(403);
    }
    const admin = await test.given.admin();
    expect((await admin.api.patch(`${path}/${line.id}`, { done: true })).body).toMatchObject({ done: true, doneBy: { id: admin.id } });
  });

  it('who does not see the task does not see its checklist', async () => {
    const line = await add('a');
    const hidden = await test.given.task({ project });
    expect((await contact.api.get(`/project-tasks/${hidden.id}/checklist`)).status).toBe(404);
    const others = [
      await test.given.contact(account),
      await test.given.consumer(),
      await test.given.user(ROLE.agent),
      await test.given.user(ROLE.agentManager),
      await test.given.user(['it_project_manager']),
    ];
    for (const { api } of others) {
      expect((await api.get(url())).status).toBe(404);
      expect((await api.post(url(), { bogus: 1 })).status).toBe(404);
      expect((await api.patch(`${url()}/${line.id}`, { bogus: 1 })).status).toBe(404);
      expect((await api.delete(`${url()}/${line.id}`)).status).toBe(404);
    }
  });

  it('1.11 template tasks have checklists too', async () => {
    const template = await test.given.template({ owner: manager });
    const path = `/project-templates/${template.id}/tasks/${(await test.given.templateTask({ template })).id}/checklist`;
    const line = (await manager.api.post(path, { text: 'a' })).body;
    await manager.api.post(path, { text: 'b' });
    await manager.api.patch(`${path}/${line.id}`, { position: 1, text: 'A' });
    expect(await shown(path)).toEqual(['0 b', '1 A']);
    // Not through the address of a project task, nor the other way round.
    expect((await manager.api.patch(`${url()}/${line.id}`, { text: 'x' })).status).toBe(404);
    expect((await manager.api.patch(`${path}/${(await add('own')).id}`, { text: 'x' })).status).toBe(404);
    expect((await manager.api.delete(`${path}/${line.id}`)).status).toBe(204);
    expect(await shown(path)).toEqual(['0 b']);
    const stakeholder = await test.given.user(ROLE.stakeholder);
    expect((await stakeholder.api.get(path)).status).toBe(404);
  });
});
