import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import { Baselines } from '../../src/tasks/application/baselines.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('baselines', () => {
  let test: TestApp;
  let manager: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const aProject = (contacts: Somebody[] = []): Promise<ProjectState> => test.given.project({ account, manager, contacts });
  const add = async (project: { id: string }, body: object = {}) => {
    const answer = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Task', ...body });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    return answer.body;
  };
  const change = async (task: { id: string }, body: object) => {
    const answer = await manager.api.patch(`/project-tasks/${task.id}`, body);
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
    return answer.body;
  };
  const make = (project: { id: string }, body: unknown = { name: 'As agreed' }) =>
    manager.api.post(`/projects/${project.id}/baselines`, body);
  const compare = async ({ id }: { id: string }) => {
    const answer = await manager.api.get(`/baselines/${id}/comparison`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];

  describe('BR-159 making', () => {
    it('stores the planned dates of the project and of all its tasks', async () => {
      const project = await aProject();
      const phase = await add(project, { shortDescription: 'Phase' });
      const leaf = await add(project, { shortDescription: 'Leaf', parentId: phase.id, plannedDurationMinutes: 960, percentComplete: 25 });
      const made = await make(project);
      expect(made.status).toBe(201);
      expect(made.body).toEqual({
        id: expect.any(String),
        project: { id: project.id, number: project.number, name: project.name },
        name: 'As agreed',
        createdBy: { id: manager.id, name: manager.name, kind: 'internal' },
        plannedStart: '2026-03-02T08:00:00.000Z',
        plannedEnd: '2026-03-03T17:00:00.000Z',
        plannedDurationMinutes: 960,
        taskCount: 2,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        version: 1,
        tasks: [
          {
            id: phase.id,
            number: phase.number,
            wbs: '1',
            shortDescription: 'Phase',
            plannedStart: '2026-03-02T08:00:00.000Z',
            plannedEnd: '2026-03-03T17:00:00.000Z',
            plannedDurationMinutes: 960,
            percentComplete: 25,
          },
          expect.objectContaining({ id: leaf.id, wbs: '1.1', plannedDurationMinutes: 960, percentComplete: 25 }),
        ],
      });
      expect(made.headers.etag).toBe('"1"');
      expect((await manager.api.get(`/baselines/${made.body.id}`)).body).toEqual(made.body);
    });

    it('what happens afterwards changes nothing in it', async () => {
      const project = await aProject();
      const [first, second] = [await add(project), await add(project)];
      const { body } = await make(project);
      await change(first, { plannedStart: '2026-04-01', shortDescription: 'Other' });
      await manager.api.delete(`/project-tasks/${second.id}`);
      await manager.api.patch(`/projects/${project.id}`, { name: 'New name' });
      expect((await manager.api.get(`/baselines/${body.id}`)).body).toEqual({ ...body, project: { ...body.project, name: 'New name' } });
    });

    it('a project has several, each with a name of its own; two of them have the same in two projects', async () => {
      const project = await aProject();
      expect((await make(project, { name: ' First ' })).body.name).toBe('First');
      expect(refusal(await make(project, { name: 'First' }))).toEqual([409, 'already_exists']);
      expect((await make(project, { name: 'Second' })).status).toBe(201);
      expect((await make(await aProject(), { name: 'First' })).status).toBe(201);
      const both = await Promise.all([1, 2].map(() => make(project, { name: 'Third' })));
      expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
      const list = (await manager.api.get(`/projects/${project.number}/baselines?total=true`)).body;
      expect(list).toMatchObject({ total: 3, next: null });
      expect(list.items.map(({ name }: { name: string }) => name)).toEqual(['Third', 'Second', 'First']);
      expect(list.items[0].tasks).toBeUndefined();
      const names = async (query: string) =>
        (await manager.api.all(`/projects/${project.id}/baselines?${query}`)).map(({ name }: { name: string }) => name);
      expect(await names('sort=name')).toEqual(['First', 'Second', 'Third']);
      expect(await names('q=SEC')).toEqual(['Second']);
    });

    it('a project without tasks has baselines too', async () => {
      const { body } = await make(await aProject());
      expect(body).toMatchObject({ plannedEnd: null, taskCount: 0, tasks: [] });
      expect(await compare(body)).toMatchObject({ items: [], project: { endVarianceMinutes: null, change: 'same' } });
    });

    it.each([
      [{}],
      [{ name: null }],
      [{ name: '' }],
      [{ name: '  ' }],
      [{ name: 5 }],
      [{ name: 'x'.repeat(201) }],
      [{ name: 'A', tasks: [] }],
    ])('T15 400 for %j', async (body) => {
      expect((await make(await aProject(), body)).status).toBe(400);
    });

    it('T21 the same Idempotency-Key makes one', async () => {
      const project = await aProject();
      const send = () =>
        manager.api.post(`/projects/${project.id}/baselines`, { name: 'Once' }, { 'idempotency-key': `once-${project.id}` });
      const [first, second] = [await send(), await send()];
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    });

    it('leaves a line in the stream of the project, for internal people, and in the audit log', async () => {
      const contact = await test.given.contact(account);
      const project = await aProject([contact]);
      await add(project);
      const { body } = await make(project);
      expect((await manager.api.delete(`/baselines/${body.id}`)).status).toBe(204);
      const lines = async (who: Somebody) =>
        (await who.api.all(`/projects/${project.id}/activity`))
          .map(({ text }: { text: string }) => text)
          .filter((text) => /baseline/.test(text));
      expect(await lines(manager)).toEqual(['The baseline "As agreed" was deleted', 'The baseline "As agreed" was made of 1 task']);
      expect(await lines(contact)).toEqual([]);
      const audited = await test
        .get(Database)
        .rows<{ action: string }>('SELECT action FROM audit_entry WHERE record_id = ? ORDER BY id', [body.id]);
      expect(audited.map(({ action }) => action)).toEqual(['created', 'deleted']);
    });
  });

  describe('BR-159 comparing', () => {
    it('tells what was moved, added and removed, by how much working time, and what stayed', async () => {
      const project = await aProject();
      const same = await add(project, { shortDescription: 'Same' });
      const later = await add(project, { shortDescription: 'Later' });
      const longer = await add(project, { shortDescription: 'Longer' });
      const gone = await add(project, { shortDescription: 'Gone' });
      const { body } = await make(project);
      await change(later, { plannedStart: '2026-03-05' });
      await change(longer, { plannedDurationMinutes: 720, shortDescription: 'Much longer' });
      expect((await manager.api.delete(`/project-tasks/${gone.id}`)).status).toBe(204);
      const added = await add(project, { shortDescription: 'Added' });
      const { items, project: whole } = await compare(body);
      const planned = (start: string, end: string, minutes: number) => ({
        plannedStart: `${start}:00.000Z`,
        plannedEnd: `${end}:00.000Z`,
        plannedDurationMinutes: minutes,
        percentComplete: 0,
      });
      const day = planned('2026-03-02T08:00', '2026-03-02T17:00', 480);
      const begun = { actualStart: null, actualEnd: null };
      const none = { startVarianceMinutes: null, endVarianceMinutes: null, durationVarianceMinutes: null };
      expect(items).toEqual(
        expect.arrayContaining([
          {
            task: { id: same.id, number: same.number, name: 'Same' },
            wbs: '1',
            baseline: day,
            current: { ...day, ...begun },
            startVarianceMinutes: 0,
            endVarianceMinutes: 0,
            durationVarianceMinutes: 0,
            change: 'same',
          },
          {
            task: { id: later.id, number: later.number, name: 'Later' },
            wbs: '2',
            baseline: day,
            current: { ...planned('2026-03-05T08:00', '2026-03-05T17:00', 480), ...begun },
            startVarianceMinutes: 1440,
            endVarianceMinutes: 1440,
            durationVarianceMinutes: 0,
            change: 'moved',
          },
          {
            task: { id: longer.id, number: longer.number, name: 'Much longer' },
            wbs: '3',
            baseline: day,
            current: { ...planned('2026-03-02T08:00', '2026-03-03T12:00', 720), ...begun },
            startVarianceMinutes: 0,
            endVarianceMinutes: 240,
            durationVarianceMinutes: 240,
            change: 'moved',
          },
          {
            task: { id: gone.id, number: gone.number, name: 'Gone' },
            wbs: '4',
            baseline: day,
            current: null,
            ...none,
            change: 'removed',
          },
          {
            task: { id: added.id, number: added.number, name: 'Added' },
            wbs: '4',
            baseline: null,
            current: { ...day, ...begun },
            ...none,
            change: 'added',
          },
        ]),
      );
      expect(items).toHaveLength(5);
      expect(items.slice(0, 3).map(({ task }: any) => task.name)).toEqual(['Same', 'Later', 'Much longer']);
      expect(whole).toEqual({
        id: project.id,
        number: project.number,
        name: project.name,
        baseline: { ...day, percentComplete: null },
        current: { ...planned('2026-03-02T08:00', '2026-03-05T17:00', 1920), ...begun },
        startVarianceMinutes: 0,
        endVarianceMinutes: 1440,
        durationVarianceMinutes: 1440,
        change: 'moved',
      });
    });

    it('what is earlier has a variance below 0', async () => {
      const project = await aProject();
      const task = await add(project, { plannedStart: '2026-03-10', timeConstraint: 'start_on' });
      const { body } = await make(project);
      await change(task, { plannedStart: '2026-03-09', plannedDurationMinutes: 240 });
      expect((await compare(body)).items).toMatchObject([
        { startVarianceMinutes: -480, endVarianceMinutes: -720, durationVarianceMinutes: -240, change: 'moved' },
      ]);
    });

    it('work that has begun or ended is compared by when it really did', async () => {
      const project = await aProject();
      const [late, early] = [await add(project), await add(project)];
      const { body } = await make(project);
      await change(late, { actualStart: '2026-03-03T10:00:00Z' });
      await change(early, { actualStart: '2026-03-02T08:00:00Z', actualEnd: '2026-03-02T12:00:00Z' });
      const { items } = await compare(body);
      expect(items).toMatchObject([
        {
          current: { actualStart: '2026-03-03T10:00:00.000Z', actualEnd: null },
          startVarianceMinutes: 600,
          endVarianceMinutes: 600,
          change: 'moved',
        },
        { current: { percentComplete: 100 }, startVarianceMinutes: 0, endVarianceMinutes: -240, change: 'moved' },
      ]);
    });
  });

  describe('who', () => {
    it('T1 project stakeholders read them and change none', async () => {
      const project = await aProject();
      await add(project);
      const { body } = await make(project);
      for (const roles of [
        ROLE.stakeholder,
        ROLE.agentWithStakeholder,
        ['sn_customerservice_manager', 'sn_customerservice.projectstakeholder'],
      ]) {
        const { api } = await test.given.user(roles);
        expect((await api.get(`/projects/${project.id}/baselines`)).body.items).toMatchObject([{ id: body.id }]);
        expect((await api.get(`/baselines/${body.id}`)).body.tasks).toHaveLength(1);
        expect((await api.get(`/baselines/${body.id}/comparison`)).body.items).toHaveLength(1);
        expect((await api.post(`/projects/${project.id}/baselines`, { bogus: 1 })).status).toBe(403);
        expect((await api.delete(`/baselines/${body.id}`)).status).toBe(403);
      }
      const stakeholder = await test.given.user(ROLE.stakeholder);
      await test.given.accessControl('customer_project_task', false, 'sn_customerservice.projectstakeholder');
      expect((await stakeholder.api.get(`/projects/${project.id}/baselines?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
      for (const path of ['', '/comparison']) expect((await stakeholder.api.get(`/baselines/${body.id}${path}`)).status).toBe(404);
      await test.given.accessControl('customer_project_task', true, 'sn_customerservice.projectstakeholder');
    });

    it('T1 BR-020 no customer sees one, not even of the own project; nor does an internal assignee', async () => {
      const vendor = await test.given.account({ customer: false, partner: true });
      await test.given.partnership(vendor, account);
      const outside = [
        await test.given.contact(account),
        await test.given.contact(account, ROLE.customerCaseManager),
        await test.given.contact(account, ROLE.customerAdmin),
        await test.given.contact(vendor, ROLE.partner),
        await test.given.contact(vendor, ROLE.partnerAdmin),
      ];
      const project = await aProject(outside);
      await add(project, { assignedToId: outside[0]!.id });
      const assignee = await test.given.user([]);
      await test.given.task({ project, assignedTo: assignee });
      const { body } = await make(project);
      for (const { api } of outside) {
        expect((await api.get(`/projects/${project.id}/baselines?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
        expect((await api.post(`/projects/${project.id}/baselines`, { bogus: 1 })).status).toBe(403);
      }
      const strangers = [
        assignee,
        await test.given.consumer(),
        await test.given.user(ROLE.agent),
        await test.given.user(ROLE.agentManager),
        await test.given.user(['it_project_manager']),
        await test.given.user(['sn_customerservice.projectmanager']),
        await test.given.user(['sn_customerservice.projectstakeholder']),
      ];
      for (const { api } of strangers) {
        expect((await api.get(`/projects/${project.id}/baselines?bogus=1`)).status).toBe(404);
        expect((await api.post(`/projects/${project.id}/baselines`, { bogus: 1 })).status).toBe(404);
      }
      for (const { api } of [...outside, ...strangers])
        for (const path of ['', '/comparison']) {
          const hidden = await api.get(`/baselines/${body.id}${path}`);
          const never = await api.get(`/baselines/${'0'.repeat(32)}${path}`);
          expect(hidden.status).toBe(404);
          expect({ ...hidden.body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
          expect((await api.delete(`/baselines/${body.id}`)).status).toBe(404);
        }
      expect((await test.stranger.get(`/baselines/${body.id}`)).status).toBe(401);
      expect((await manager.api.get(`/baselines/${body.id}`)).status).toBe(200);
    });

    it('an administrator does everything; a plugin that is off takes all of it away, and none is lost', async () => {
      const admin = await test.given.admin();
      const project = await aProject();
      const made = await admin.api.post(`/projects/${project.id}/baselines`, { name: 'Mine' });
      expect(made.status).toBe(201);
      for (const plugin of ['com.snc.csm_fsm_integration', 'com.snc.wm_ppm', 'com.snc.csm_ppm'])
        await admin.api.post(`/admin/plugins/${plugin}/deactivate`);
      for (const path of [`/projects/${project.id}/baselines`, `/baselines/${made.body.id}`, `/baselines/${made.body.id}/comparison`])
        expect([path, (await admin.api.get(path)).status]).toEqual([path, 404]);
      for (const plugin of ['com.snc.csm_ppm', 'com.snc.wm_ppm', 'com.snc.csm_fsm_integration'])
        expect((await admin.api.post(`/admin/plugins/${plugin}/activate`)).status).toBe(200);
      expect((await admin.api.get(`/baselines/${made.body.id}`)).body).toEqual(made.body);
      expect((await admin.api.delete(`/baselines/${made.body.id}`)).status).toBe(204);
    });
  });

  it('deletion heeds the version, and goes with the project', async () => {
    const project = await aProject();
    await add(project);
    const { body } = await make(project);
    const second = (await make(project, { name: 'Second' })).body;
    expect((await manager.api.delete(`/baselines/${body.id}`, { 'if-match': '"4"' })).status).toBe(412);
    expect((await manager.api.delete(`/baselines/${body.id}`, { 'if-match': '"1"' })).status).toBe(204);
    for (const path of ['', '/comparison']) expect((await manager.api.get(`/baselines/${body.id}${path}`)).status).toBe(404);
    expect((await manager.api.delete(`/baselines/${body.id}`)).status).toBe(404);
    expect((await manager.api.delete(`/projects/${project.id}`)).status).toBe(204);
    expect((await manager.api.get(`/baselines/${second.id}`)).status).toBe(404);
    expect(await test.get(Database).rows('SELECT task_id FROM baseline_task WHERE baseline_id IN (?, ?)', [body.id, second.id])).toEqual(
      [],
    );
  });

  it('decision 14 filters and sorts only by what the list knows', async () => {
    const project = await aProject();
    for (const query of ['bogus=1', 'taskCount=0', 'sort=taskCount', 'limit=0', 'name=As agreed', 'project=x'])
      expect([query, (await manager.api.get(`/projects/${project.id}/baselines?${query}`)).status]).toEqual([query, 400]);
    expect((await manager.api.get('/baselines/PRJ0010001')).status).toBe(404);
    expect((await manager.api.get('/baselines/PRJ0010001/comparison')).status).toBe(404);
    expect((await manager.api.patch(`/baselines/${'0'.repeat(32)}`, { name: 'X' })).status).toBe(405);
  });

  it('a baseline that comes with a plan from elsewhere is kept as it is said, however large', async () => {
    const project = await aProject();
    const task = await add(project);
    const said = (taskId: string, n: number) => ({
      taskId,
      number: `PRJTASK${n}`,
      wbs: String(n),
      wbsOrder: n,
      shortDescription: `Said ${n}`,
      plannedStart: new Date('2026-02-02T08:00:00Z'),
      plannedEnd: new Date('2026-02-03T17:00:00Z'),
      plannedDurationMinutes: 960,
      percentComplete: 0,
    });
    const rows = [said(task.id, 1), ...Array.from({ length: 700 }, (_, n) => said(String(n).padStart(32, '0'), n + 2))];
    const origin = { personId: manager.id, personName: manager.name, requestId: 'test' };
    const id = await test.unitOfWork.run(origin, (tx) => test.get(Baselines).bring(tx, project.id, 'Baseline 0', rows));
    const { body } = await manager.api.get(`/baselines/${id}`);
    expect(body).toMatchObject({
      name: 'Baseline 0',
      createdBy: { id: manager.id },
      taskCount: 701,
      plannedStart: '2026-02-02T08:00:00.000Z',
      plannedEnd: '2026-02-03T17:00:00.000Z',
      plannedDurationMinutes: 960,
    });
    expect(body.tasks).toHaveLength(701);
    const { items } = await compare({ id });
    expect(items[0]).toMatchObject({ task: { id: task.id, name: 'Task' }, endVarianceMinutes: 9120, change: 'moved' });
    expect(items.slice(1).every(({ change: what }: any) => what === 'removed')).toBe(true);
  });

  it('a write takes at most 12 statements, also for many tasks, a read at most 3', async () => {
    const project = await aProject();
    for (let n = 0; n < 40; n += 1) await test.given.task({ project });
    const counted = async (doing: () => Promise<{ status: number; body: any }>) => {
      const statements: string[] = [];
      const stop = test.get(Database).onStatement((sql) => {
        if (!/^(BEGIN|START|COMMIT)/.test(sql)) statements.push(sql);
      });
      const { status, body } = await doing();
      stop();
      expect(status).toBeLessThan(300);
      return { n: statements.length, body };
    };
    await manager.api.get('/auth/me');
    const made = await counted(() => make(project));
    expect(made.body.taskCount).toBe(40);
    expect(made.n).toBeLessThanOrEqual(12);
    for (const path of [`/projects/${project.id}/baselines`, `/baselines/${made.body.id}`, `/baselines/${made.body.id}/comparison`]) {
      const { n } = await counted(() => manager.api.get(path));
      expect([path, n <= 3]).toEqual([path, true]);
    }
    expect((await counted(() => manager.api.delete(`/baselines/${made.body.id}`))).n).toBeLessThanOrEqual(12);
  });
});
