import { existsSync } from 'node:fs';
import { join } from 'node:path';
import createClient from 'openapi-fetch';
import { ProjectImport } from '../../src/tasks/application/project-import.js';
import type { paths } from '../.generated/api-schema.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const PLAN = join(process.env.SAMPLE_DATA ?? '../shared/data', 'plans/mspdi/Residential_Construction.xml.gz');
const PASSWORD = 'nine quiet boats at dawn';

/** The client that is generated from the API document, over a real connection. */
type Api = ReturnType<typeof createClient<paths>>;

/**
 * The main job from end to end: plan, make visible, assign, do, complain, solve, accept. After every step a contact of
 * another account looks for what happened, everywhere, and must find none of it.
 */
describe('the main job', () => {
  let test: TestApp;
  let origin: string;
  let admin: Api;
  let manager: Api;
  let agent: Api;
  let contact: Api;
  let outsider: Api;
  let agentId: string;
  const ids = { account: '', contact: '', project: '', tasks: [] as string[], task: '', case: '', caseNumber: '' };

  const clientOf = (token: string): Api => createClient<paths>({ baseUrl: origin, headers: { authorization: `Bearer ${token}` } });
  const signIn = async (username: string): Promise<Api> => {
    const { data } = await createClient<paths>({ baseUrl: origin }).POST('/api/v1/auth/login', { body: { username, password: PASSWORD } });
    return clientOf(data!.accessToken);
  };
  const of = (somebody: Somebody): Api => clientOf(somebody.api.token!);

  beforeAll(async () => {
    test = await TestApp.start();
    await test.app.nest.listen(0, '127.0.0.1');
    const { port } = test.app.nest.getHttpServer().address() as { port: number };
    origin = `http://127.0.0.1:${port}`;
    const somebody = await test.given.user(ROLE.agentWithStakeholder, 'Agnes Agent');
    agentId = somebody.id;
    [admin, manager, agent] = [of(await test.given.admin()), of(await test.given.projectManager()), of(somebody)];
    outsider = of(await test.given.contact(await test.given.account({ name: 'Another customer' }), ROLE.customerAdmin));
  }, 60_000);
  afterAll(() => test.stop());

  /** Nothing of the story is to be found by somebody of another account: not by list, count, id, number, filter or look-up. */
  const outsiderFindsNothing = async (): Promise<void> => {
    for (const path of ['/api/v1/projects', '/api/v1/project-tasks', '/api/v1/cases'] as const) {
      const { data } = await outsider.GET(path, { params: { query: { total: true } } });
      expect(data).toEqual({ items: [], next: null, total: 0 });
    }
    const hidden = [
      ids.project && `/projects/${ids.project}`,
      ids.project && `/projects/${ids.project}/tasks`,
      ids.project && `/projects/${ids.project}/contacts`,
      ids.task && `/project-tasks/${ids.task}`,
      ids.task && `/project-tasks/${ids.task}/activity`,
      ids.case && `/cases/${ids.case}`,
      ids.case && `/cases/${ids.caseNumber}`,
      ids.case && `/cases/${ids.case}/activity`,
      ids.account && `/accounts/${ids.account}`,
      ids.contact && `/contacts/${ids.contact}`,
    ].filter(Boolean);
    const never = await outsider.GET('/api/v1/cases/{id}', { params: { path: { id: 'CS9999999' } } });
    for (const path of hidden) {
      const answer = await outsider.GET(`/api/v1${path}` as '/api/v1/projects', {});
      expect([path, answer.response.status]).toEqual([path, 404]);
      expect({ ...(answer.error as object), requestId: '' }).toEqual({ ...(never.error as object), requestId: '' });
    }
  };

  it('an account and its contact are made, and the contact can sign in', async () => {
    const account = await admin.POST('/api/v1/accounts', { body: { name: 'Boxeo', customer: true } });
    ids.account = account.data!.id;
    const made = await admin.POST('/api/v1/contacts', {
      body: {
        accountId: ids.account,
        firstName: 'Ada',
        lastName: 'Boxeo',
        email: 'ada@boxeo.example',
        userName: 'ada.boxeo',
        password: PASSWORD,
      },
    });
    expect(made.response.status).toBe(201);
    ids.contact = made.data!.id;
    contact = await signIn('ada.boxeo');
    const me = await contact.GET('/api/v1/auth/me');
    expect(me.data!.roles).toContain('sn_customerservice.customer');
    await outsiderFindsNothing();
  });

  it('M01 the manager makes a project for the account, with a task tree', async () => {
    const project = await manager.POST('/api/v1/projects', {
      body: { name: 'New plant', accountId: ids.account, startDate: '2026-12-01' },
    });
    expect(project.response.status).toBe(201);
    ids.project = project.data!.id;
    const phase = await manager.POST('/api/v1/projects/{id}/tasks', {
      params: { path: { id: ids.project } },
      body: { shortDescription: 'Foundations' },
    });
    for (const shortDescription of ['Dig', 'Pour', 'Inspect']) {
      const task = await manager.POST('/api/v1/projects/{id}/tasks', {
        params: { path: { id: ids.project } },
        body: { shortDescription, parentId: phase.data!.id, plannedStart: '2026-12-02', plannedDurationMinutes: 960 },
      });
      expect(task.response.status).toBe(201);
      ids.tasks.push(task.data!.id);
    }
    const none = await contact.GET('/api/v1/projects', { params: { query: { total: true } } });
    expect(none.data).toEqual({ items: [], next: null, total: 0 });
    await outsiderFindsNothing();
  });

  it('P01 P04 P05 as a project contact the customer sees this project and just the visible tasks', async () => {
    const added = await manager.POST('/api/v1/projects/{id}/contacts', {
      params: { path: { id: ids.project } },
      body: { contactId: ids.contact },
    });
    expect(added.response.status).toBe(201);
    ids.task = ids.tasks[0]!;
    await manager.PATCH('/api/v1/project-tasks/{id}', { params: { path: { id: ids.tasks[1]! } }, body: { visibleToCustomer: true } });
    const assigned = await manager.PATCH('/api/v1/project-tasks/{id}', {
      params: { path: { id: ids.task } },
      body: { assignedToId: ids.contact },
    });
    expect(assigned.data!.visibleToCustomer).toBe(true);
    const projects = await contact.GET('/api/v1/projects', { params: { query: { total: true } } });
    expect(projects.data!.items.map(({ id }) => id)).toEqual([ids.project]);
    const tasks = await contact.GET('/api/v1/project-tasks', { params: { query: { total: true } } });
    expect(tasks.data!.items.map(({ id }) => id).sort()).toEqual([ids.tasks[0], ids.tasks[1]].sort());
    expect(tasks.data!.total).toBe(2);
    const mine = await contact.GET('/api/v1/project-tasks', { params: { query: { assignedTo: 'me' } } });
    expect(mine.data!.items.map(({ id }) => id)).toEqual([ids.task]);
    expect((await contact.GET('/api/v1/project-tasks/{id}', { params: { path: { id: ids.tasks[2]! } } })).response.status).toBe(404);
    await outsiderFindsNothing();
  });

  it('P06 P07 P08 the contact sets the actual start, comments and marks the own task complete', async () => {
    const path = { id: ids.task };
    const started = await contact.PATCH('/api/v1/project-tasks/{id}', { params: { path }, body: { actualStart: '2026-11-01T08:00:00Z' } });
    expect(started.data).toMatchObject({ state: 'work_in_progress', actualStart: '2026-11-01T08:00:00.000Z' });
    expect((await contact.PATCH('/api/v1/project-tasks/{id}', { params: { path }, body: { priority: 1 } })).response.status).toBe(400);
    expect(
      (await contact.PATCH('/api/v1/project-tasks/{id}', { params: { path: { id: ids.tasks[1]! } }, body: { actualStart: '2026-11-01' } }))
        .response.status,
    ).toBe(403);
    const said = await contact.POST('/api/v1/project-tasks/{id}/comments', { params: { path }, body: { text: 'The digger has arrived.' } });
    expect(said.response.status).toBe(201);
    const done = await contact.POST('/api/v1/project-tasks/{id}/complete', { params: { path }, body: {} });
    expect(done.data).toMatchObject({ state: 'closed_complete', percentComplete: 100 });
    await outsiderFindsNothing();
  });

  it('P09 a case raised from the task has project, task and account filled in', async () => {
    const made = await contact.POST('/api/v1/cases', { body: { shortDescription: 'Water in the pit', projectTaskId: ids.task } });
    expect(made.response.status).toBe(201);
    expect(made.data).toMatchObject({
      state: 'new',
      account: { id: ids.account },
      project: { id: ids.project },
      projectTask: { id: ids.task },
      contact: { id: ids.contact },
    });
    [ids.case, ids.caseNumber] = [made.data!.id, made.data!.number!];
    await outsiderFindsNothing();
  });

  it('A05 A06 A07 the agent finds it, takes it and proposes a solution; the contact accepts, and it is closed', async () => {
    const path = { id: ids.caseNumber };
    for (const list of ['/api/v1/projects/{id}/cases', '/api/v1/project-tasks/{id}/cases'] as const) {
      const owner = list.startsWith('/api/v1/projects/') ? ids.project : ids.task;
      const found = await agent.GET(list, { params: { path: { id: owner } } });
      expect(found.data!.items.map(({ id }) => id)).toEqual([ids.case]);
    }
    const taken = await agent.POST('/api/v1/cases/{id}/assign-to-me', { params: { path }, body: {} });
    expect(taken.data).toMatchObject({ state: 'open', assignedTo: { id: agentId } });
    await agent.POST('/api/v1/cases/{id}/work-notes', { params: { path }, body: { text: 'Blame the weather.' } });
    const proposed = await agent.POST('/api/v1/cases/{id}/propose-solution', {
      params: { path },
      body: { resolutionCode: 'fixed_by_support', resolutionNotes: 'A pump is on its way.', addNotesToComments: true },
    });
    expect(proposed.data).toMatchObject({ state: 'resolved', resolvedBy: { id: agentId } });
    await outsiderFindsNothing();
    const accepted = await contact.POST('/api/v1/cases/{id}/accept-solution', { params: { path }, body: {} });
    expect(accepted.data).toMatchObject({ state: 'closed' });
    const stream = await contact.GET('/api/v1/cases/{id}/activity', { params: { path } });
    expect(JSON.stringify(stream.data)).toContain('A pump is on its way.');
    expect(JSON.stringify(stream.data)).not.toContain('weather');
    await outsiderFindsNothing();
  });

  it('T3 what the contact saw is gone with the next request once the contact is removed from the project', async () => {
    const path = { id: ids.project, contactId: ids.contact };
    const removed = await manager.DELETE('/api/v1/projects/{id}/contacts/{contactId}', { params: { path } });
    expect(removed.response.status).toBe(204);
    expect((await contact.GET('/api/v1/projects/{id}', { params: { path: { id: ids.project } } })).response.status).toBe(404);
    expect((await contact.GET('/api/v1/project-tasks/{id}', { params: { path: { id: ids.task } } })).response.status).toBe(404);
    const own = await contact.GET('/api/v1/cases/{id}', { params: { path: { id: ids.case } } });
    expect(own.data).toMatchObject({ project: null, projectTask: null, account: { id: ids.account } });
  });

  const withPlan = existsSync(PLAN) ? it : it.skip;
  withPlan('a real plan becomes a project with its tasks and links (skipped where the sample data are absent)', async () => {
    const importer = await test.given.admin();
    await test.get(ProjectImport).importFile({ personId: importer.id, personName: importer.name, requestId: 'journey' }, PLAN, ids.account);
    const projects = await manager.GET('/api/v1/projects', { params: { query: { account: ids.account } } });
    const project = projects.data!.items.find(({ name }) => name === 'Residential Construction');
    const number = project!.number!;
    const tasks = await manager.GET('/api/v1/projects/{id}/tasks', { params: { path: { id: number }, query: { total: true, limit: 1 } } });
    expect(tasks.data!.total).toBe(108);
    const links = await manager.GET('/api/v1/projects/{id}/dependencies', {
      params: { path: { id: number }, query: { total: true, limit: 1 } as never },
    });
    expect(links.data!.total).toBe(118);
    await outsiderFindsNothing();
  });
});
