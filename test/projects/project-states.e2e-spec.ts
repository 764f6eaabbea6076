import type { ProjectState } from '../../src/projects/index.js';
import type { Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('project states by hand, without tasks', () => {
  let test: TestApp;
  let manager: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const project = (state: Partial<ProjectState> = {}, parent?: { id: string }) =>
    test.given.project({ account, with: state, ...(parent ? { parent } : {}) });
  const to = (id: string, state: string) => manager.api.patch(`/projects/${id}`, { state });

  it('BR-101 starting fills the actual start with the planned one', async () => {
    const { id, plannedStart } = await project();
    const started = await to(id, 'work_in_progress');
    expect(started.body).toMatchObject({ state: 'work_in_progress', actualStart: plannedStart.toISOString(), actualEnd: null });
  });

  it('BR-105 closing closes the open sub projects at every depth, with Closed Complete, and leaves closed ones', async () => {
    const top = await project({ state: 'open' });
    const middle = await project({ state: 'work_in_progress' }, top);
    const low = await project({}, middle);
    const skipped = await project({ state: 'closed_skipped' }, top);
    const closed = await to(top.id, 'closed_incomplete');
    expect(closed.body.state).toBe('closed_incomplete');
    const states = await Promise.all([middle, low, skipped].map(async ({ id }) => (await manager.api.get(`/projects/${id}`)).body.state));
    expect(states).toEqual(['closed_complete', 'closed_complete', 'closed_skipped']);
  });

  it('1.8 closing a sub project does not close the one above', async () => {
    const top = await project({ state: 'open' });
    const sub = await project({}, top);
    expect((await to(sub.id, 'closed_complete')).body).toMatchObject({ percentComplete: 100, actualEnd: expect.any(String) });
    expect((await manager.api.get(`/projects/${top.id}`)).body.state).toBe('open');
  });

  it.each(['pending', 'open', 'work_in_progress'])('BR-106 a closed project is not put to %s by hand', async (state) => {
    const { id } = await project({ state: 'closed_complete' });
    expect((await to(id, state)).body).toMatchObject({ status: 409, code: 'project_closed' });
    expect((await manager.api.patch(`/projects/${id}`, { description: 'Kept' })).status).toBe(200);
  });

  it('BR-108 the phase does not change with the state', async () => {
    const { id } = await project({ phase: 'planning' });
    expect((await to(id, 'closed_complete')).body.phase).toBe('planning');
  });

  it('BR-155 the planned start stands once work has begun, unless the administrator allows it', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { id } = await project();
    expect((await manager.api.patch(`/projects/${id}`, { startDate: tomorrow })).body.plannedStart).toBe(`${tomorrow}T08:00:00.000Z`);
    await to(id, 'work_in_progress');
    const refused = await manager.api.patch(`/projects/${id}`, { startDate: '2026-06-01' });
    expect(refused.body).toMatchObject({ status: 409, code: 'planned_start_fixed' });
    const admin = await test.given.admin();
    const property = '/admin/properties/com.snc.project.enable_alter_of_planned_dates';
    expect((await admin.api.patch(property, { value: true })).status).toBe(200);
    expect((await manager.api.patch(`/projects/${id}`, { startDate: '2026-06-01' })).status).toBe(200);
    await admin.api.patch(property, { value: false });
  });

  it('a state that is the same already changes nothing', async () => {
    const { id } = await project({ state: 'open' });
    expect((await to(id, 'open')).body.version).toBe(1);
  });
});
