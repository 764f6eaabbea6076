import type { ProjectState } from '../../src/projects/index.js';
import type { ProjectTaskState } from '../../src/tasks/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('dependencies of tasks', () => {
  let test: TestApp;
  let account: { id: string; path: string };
  let manager: Somebody;
  let contact: Somebody;
  let project: ProjectState;
  let a: ProjectTaskState;
  let inA: ProjectTaskState;
  let b: ProjectTaskState;
  let c: ProjectTaskState;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
    contact = await test.given.contact(account);
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    project = await test.given.project({ account, manager, contacts: [contact] });
    a = await test.given.task({ project, visible: true });
    inA = await test.given.task({ project, parent: a, visible: true });
    b = await test.given.task({ project, visible: true });
    c = await test.given.task({ project, visible: true });
  });

  const url = () => `/projects/${project.id}/dependencies`;
  const tie = (predecessorId: string, successorId: string, more: object = {}) =>
    manager.api.post(url(), { predecessorId, successorId, ...more });
  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];

  it('1.10 ties two tasks, finish to start without a lag unless said otherwise', async () => {
    const { status, body } = await tie(a.number, b.number);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      project: { id: project.id },
      predecessor: { id: a.id, number: a.number, name: a.shortDescription },
      successor: { id: b.id },
      type: 'fs',
      lagMinutes: 0,
      lagElapsedMinutes: null,
      lagPercent: null,
    });
    expect((await tie(b.id, c.id, { type: 'ss', lagMinutes: -480 })).body).toMatchObject({ type: 'ss', lagMinutes: -480 });
    expect((await tie(a.id, c.id, { lagPercent: 50 })).body).toMatchObject({ lagMinutes: null, lagPercent: 50 });
    expect((await manager.api.get(`${url()}?total=true`)).body.total).toBe(3);
    expect((await manager.api.get(`${url()}?successor=${c.number}`)).body.items).toHaveLength(2);
  });

  it('BR-149 one for a pair, none in a circle, none with a task above or below, none with another project', async () => {
    expect((await tie(inA.id, b.id)).status).toBe(201);
    expect(refusal(await tie(inA.id, b.id, { type: 'ss' }))).toEqual([409, 'already_exists']);
    expect((await tie(b.id, c.id)).status).toBe(201);
    expect(refusal(await tie(c.id, inA.id))).toEqual([422, 'dependency_cycle']);
    expect(refusal(await tie(c.id, a.id))).toEqual([422, 'dependency_cycle']);
    for (const [one, other] of [
      [a, inA],
      [inA, a],
      [a, a],
    ])
      expect(refusal(await tie(one!.id, other!.id))).toEqual([422, 'dependency_on_ancestor']);
    const foreign = await test.given.task({ project: await test.given.project({ account, manager }) });
    for (const key of [foreign.id, foreign.number, 'PRJTASK9999999']) {
      expect(refusal(await tie(a.id, key))).toEqual([422, 'unknown_reference']);
      expect(refusal(await tie(key, a.id))).toEqual([422, 'unknown_reference']);
    }
    expect((await manager.api.get(url())).body.items).toHaveLength(2);
  });

  it('BR-149 two ties at the same moment that would make a circle: one of them is refused', async () => {
    const answers = await Promise.all([tie(a.id, b.id), tie(b.id, a.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('BR-149 a task is not moved below one that it waits for', async () => {
    await tie(b.id, c.id);
    const answer = await manager.api.post(`/project-tasks/${c.id}/move`, { parentId: b.id });
    expect([...refusal(answer), answer.body.errors[0].pointer]).toEqual([422, 'dependency_on_ancestor', '/parentId']);
    await tie(a.id, c.id);
    expect(refusal(await manager.api.post(`/project-tasks/${b.id}/move`, { parentId: inA.id }))).toEqual([200, undefined]);
    expect(refusal(await manager.api.post(`/project-tasks/${c.id}/move`, { parentId: inA.id }))).toEqual([422, 'dependency_on_ancestor']);
  });

  it('a tie has one lag, of a known kind', async () => {
    expect(refusal(await tie(a.id, b.id, { lagMinutes: 60, lagPercent: 10 }))).toEqual([422, 'several_lags']);
    for (const body of [{ type: 'xx' }, { lagMinutes: 1.5 }, { lagPercent: 'half' }, { bogus: 1 }])
      expect((await tie(a.id, b.id, body)).status).toBe(400);
    expect((await manager.api.post(url(), { predecessorId: a.id })).status).toBe(400);
  });

  it('is removed by its own id in its own project, and goes with its tasks', async () => {
    const first = (await tie(b.id, c.id)).body;
    const other = await test.given.project({ account, manager });
    expect((await manager.api.delete(`/projects/${other.id}/dependencies/${first.id}`)).status).toBe(404);
    expect((await manager.api.delete(`${url()}/${'0'.repeat(32)}`)).status).toBe(404);
    expect((await manager.api.delete(`${url()}/${first.id}`)).status).toBe(204);
    await tie(b.id, c.id);
    expect((await manager.api.delete(`/project-tasks/${c.id}`)).status).toBe(204);
    expect((await manager.api.get(url())).body.items).toEqual([]);
  });

  it('matrix 2.2 stakeholders read them, customers get none, and only managers change them', async () => {
    const { moved: _moved, ...row } = (await tie(a.id, b.id)).body;
    const stakeholder = await test.given.user(ROLE.stakeholder);
    expect((await stakeholder.api.get(url())).body.items).toEqual([row]);
    expect((await contact.api.get(`${url()}?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
    for (const { api } of [stakeholder, contact]) {
      expect((await api.post(url(), { bogus: 1 })).status).toBe(403);
      expect((await api.delete(`${url()}/${row.id}`)).status).toBe(403);
    }
    for (const { api } of [await test.given.contact(account), await test.given.user(ROLE.agent)]) {
      expect((await api.get(url())).status).toBe(404);
      expect((await api.post(url(), { predecessorId: a.id, successorId: c.id })).status).toBe(404);
      expect((await api.delete(`${url()}/${row.id}`)).status).toBe(404);
    }
    const stream = (await contact.api.get(`/project-tasks/${b.id}/activity`)).body.items;
    expect(JSON.stringify(stream)).not.toContain(a.number);
  });
});
