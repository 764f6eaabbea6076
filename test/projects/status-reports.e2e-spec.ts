import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('status reports', () => {
  let test: TestApp;
  let manager: Somebody;
  let admin: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    account = await test.given.account();
  });
  afterAll(() => test.stop());
  afterEach(async () => {
    for (const table of ['project_status', 'project_change_request', 'issue'] as const) await test.given.accessControl(table, false);
    await test.given.accessControl('customer_project_task', true);
  });

  const report = (project: { id: string }, body: object = {}) =>
    manager.api.post(`/projects/${project.id}/status-reports`, { asOn: '2026-03-02', overallHealth: 'green', ...body });
  const statusOf = async ({ id }: { id: string }) => (await manager.api.get(`/projects/${id}`)).body.status;

  const WORDS = {
    overallHealthComments: 'Well.',
    schedule: 'yellow',
    scheduleComments: 'A week late.',
    cost: 'red',
    costComments: 'Twice as dear.',
    resources: 'green',
    resourcesComments: 'All there.',
    scope: 'green',
    scopeComments: 'As agreed.',
    executiveSummary: 'The hall stands.',
    comments: 'Mild winter.',
    achievements: 'Roof closed.',
    keyActivitiesPlanned: 'The floor.',
  };

  describe('creation', () => {
    it('1.18 takes down how the project stands', async () => {
      const project = await test.given.project({
        account,
        with: { state: 'work_in_progress', phase: 'executing', percentComplete: 37.5, actualStart: new Date('2026-03-03T08:00:00Z') },
      });
      const made = await report(project, WORDS);
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        ...WORDS,
        number: expect.stringMatching(/^PRJSTAT\d{7}$/),
        name: `${project.name} 2026-03-02`,
        project: { id: project.id },
        asOn: '2026-03-02',
        overallHealth: 'green',
        snapshot: {
          state: 'work_in_progress',
          phase: 'executing',
          percentComplete: 37.5,
          plannedStart: '2026-03-02T08:00:00.000Z',
          plannedEnd: null,
          plannedDurationMinutes: 0,
          actualStart: '2026-03-03T08:00:00.000Z',
          actualEnd: null,
        },
        keyMilestones: [],
        flagged: [],
        createdBy: { id: manager.id },
        version: 1,
      });
      expect((await manager.api.get(`/status-reports/${made.body.number}`)).body).toEqual(made.body);
      expect((await report(project, { name: 'March' })).body.name).toBe('March');
    });

    it('1.18 names the key milestones, pending and completed, and what is flagged', async () => {
      const project = await test.given.project({ account });
      const milestone = { milestone: true, keyMilestone: true } as const;
      const later = await test.given.task({
        project,
        name: 'Hall stands',
        with: { ...milestone, plannedEnd: new Date('2026-05-04T17:00:00Z') },
      });
      const done = await test.given.task({
        project,
        name: 'Permit',
        with: {
          ...milestone,
          state: 'closed_skipped',
          plannedEnd: new Date('2026-03-05T17:00:00Z'),
          actualEnd: new Date('2026-03-04T10:00:00Z'),
        },
      });
      await test.given.task({ project, with: { milestone: true } });
      await test.given.task({ project: await test.given.project({ account }), with: milestone });
      const flagged = [];
      for (const kind of ['change_request', 'risk', 'issue', 'action', 'decision'] as const) {
        flagged.push(await test.given.ridac(kind, { project, with: { showOnStatusReport: true, state: 'work_in_progress' } }));
        await test.given.ridac(kind, { project });
      }
      const { body } = await report(project);
      expect(body.keyMilestones).toEqual([
        {
          id: done.id,
          number: done.number,
          shortDescription: 'Permit',
          state: 'completed',
          plannedEnd: '2026-03-05T17:00:00.000Z',
          actualEnd: '2026-03-04T10:00:00.000Z',
        },
        {
          id: later.id,
          number: later.number,
          shortDescription: 'Hall stands',
          state: 'pending',
          plannedEnd: '2026-05-04T17:00:00.000Z',
          actualEnd: null,
        },
      ]);
      const [request, risk, issue, action, decision] = flagged as [any, any, any, any, any];
      expect(body.flagged).toEqual(
        [
          ['risk', risk],
          ['issue', issue],
          ['decision', decision],
          ['action', action],
          ['change_request', request],
        ].map(([kind, { id, number, shortDescription }]) => ({ kind, id, number, shortDescription, state: 'work_in_progress' })),
      );
    });

    it('later changes of the project, its tasks and its records do not alter it', async () => {
      const project = await test.given.project({ account });
      const task = await test.given.task({ project, name: 'Permit', with: { keyMilestone: true } });
      const doomed = await test.given.task({ project, name: 'Survey', with: { keyMilestone: true } });
      const [risk, request] = [
        await test.given.ridac('risk', { project, with: { showOnStatusReport: true } }),
        await test.given.ridac('change_request', { project, with: { showOnStatusReport: true } }),
      ];
      const { body } = await report(project);
      expect(body.keyMilestones).toHaveLength(2);
      expect(
        (await manager.api.patch(`/projects/${project.id}`, { state: 'work_in_progress', phase: 'delivering', name: 'Other' })).status,
      ).toBe(200);
      expect((await manager.api.patch(`/project-tasks/${task.id}`, { percentComplete: 100, shortDescription: 'Got it' })).status).toBe(200);
      expect((await manager.api.patch(`/project-tasks/${task.id}`, { state: 'closed_complete' })).status).toBeLessThan(500);
      expect((await manager.api.delete(`/project-tasks/${doomed.id}`)).status).toBe(204);
      expect((await manager.api.patch(`/project-risks/${risk.id}`, { state: 'closed_complete', showOnStatusReport: false })).status).toBe(
        200,
      );
      expect((await admin.api.delete(`/change-requests/${request.id}`)).status).toBe(204);
      const { project: named, ...kept } = (await manager.api.get(`/status-reports/${body.id}`)).body;
      const { project: _, ...was } = body;
      expect(kept).toEqual(was);
      expect(named.name).toBe('Other');
      const next = (await report(project, { asOn: '2026-03-09' })).body;
      expect(next.snapshot).not.toEqual(body.snapshot);
      expect(next.keyMilestones).toMatchObject([{ id: task.id, shortDescription: 'Got it', state: 'completed' }]);
      expect(next.flagged).toEqual([]);
    });

    it.each([
      [{ asOn: undefined }],
      [{ asOn: null }],
      [{ asOn: '2026-02-30' }],
      [{ asOn: '2026-03-02T08:00:00Z' }],
      [{ overallHealth: undefined }],
      [{ overallHealth: null }],
      [{ overallHealth: 'orange' }],
      [{ cost: 'blue' }],
      [{ comments: 5 }],
      [{ name: ' ' }],
      [{ snapshot: {} }],
      [{ keyMilestones: [] }],
      [{ flagged: [] }],
      [{ state: 'open' }],
      [{ estimatedCost: 5 }],
      [{ number: 'PRJSTAT1' }],
    ])('400 for %j', async (body) => {
      expect((await report(await test.given.project({ account }), body)).status).toBe(400);
    });

    it('404 for a project that never was, before anything is said of the body', async () => {
      expect((await manager.api.post(`/projects/${'0'.repeat(32)}/status-reports`, { bogus: 1 })).status).toBe(404);
    });
  });

  describe('the status of the project', () => {
    it('1.7 is the overall health of the newest report by its date, not by when it was made', async () => {
      const project = await test.given.project({ account });
      expect(await statusOf(project)).toBeNull();
      await report(project, { asOn: '2026-03-09', overallHealth: 'yellow' });
      expect(await statusOf(project)).toBe('yellow');
      await report(project, { asOn: '2026-03-02', overallHealth: 'red' });
      expect(await statusOf(project)).toBe('yellow');
      await report(project, { asOn: '2026-03-09', overallHealth: 'green' });
      expect(await statusOf(project)).toBe('green');
      const history = await manager.api.all(`/projects/${project.id}/activity`);
      expect(history.flatMap(({ changes }) => changes)).toEqual([
        { field: 'status', from: 'yellow', to: 'green' },
        { field: 'status', from: null, to: 'yellow' },
      ]);
    });

    it('may be set by hand, until the next report sets it anew', async () => {
      const project = await test.given.project({ account });
      const newest = (await report(project)).body;
      expect((await manager.api.patch(`/projects/${project.id}`, { status: 'red' })).body.status).toBe('red');
      await manager.api.patch(`/status-reports/${newest.id}`, { comments: 'Only words' });
      expect(await statusOf(project)).toBe('red');
      expect((await manager.api.patch(`/projects/${project.id}`, { status: null })).body.status).toBeNull();
      for (const status of ['blue', 5]) expect((await manager.api.patch(`/projects/${project.id}`, { status })).status).toBe(400);
      await report(project, { asOn: '2026-03-03', overallHealth: 'yellow' });
      expect(await statusOf(project)).toBe('yellow');
    });

    it('follows a correction of the newest report, and of no other', async () => {
      const project = await test.given.project({ account });
      const [older, newest] = [(await report(project)).body, (await report(project, { asOn: '2026-03-09' })).body];
      await manager.api.patch(`/status-reports/${older.id}`, { overallHealth: 'red' });
      expect(await statusOf(project)).toBe('green');
      await manager.api.patch(`/status-reports/${newest.id}`, { overallHealth: 'yellow' });
      expect(await statusOf(project)).toBe('yellow');
    });

    it('of two reports made at once, the newest by date decides', async () => {
      const project = await test.given.project({ account });
      const days = ['2026-03-02', '2026-03-05', '2026-03-04', '2026-03-03'];
      const made = await Promise.all(days.map((asOn) => report(project, { asOn, overallHealth: asOn === '2026-03-05' ? 'red' : 'green' })));
      expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      expect(await statusOf(project)).toBe('red');
    });
  });

  describe('change, copy, deletion', () => {
    it('texts and colours are corrected, with history; the date and what was taken down stand', async () => {
      const project = await test.given.project({ account });
      const { body } = await report(project, WORDS);
      const path = `/status-reports/${body.id}`;
      expect((await manager.api.patch(path, { comments: 'X' }, { 'if-match': '"9"' })).status).toBe(412);
      const changed = await manager.api.patch(
        path,
        { comments: 'Cold winter', cost: null, overallHealth: 'red', name: 'March' },
        { 'if-match': '"1"' },
      );
      expect(changed).toMatchObject({
        status: 200,
        body: { comments: 'Cold winter', cost: null, overallHealth: 'red', name: 'March', version: 2 },
      });
      for (const field of [
        { asOn: '2026-04-01' },
        { snapshot: {} },
        { keyMilestones: [] },
        { flagged: [] },
        { projectId: project.id },
        { overallHealth: null },
        { name: null },
      ])
        expect((await manager.api.patch(path, field)).status).toBe(400);
      expect((await manager.api.get(path)).body).toEqual(changed.body);
      expect(
        (await manager.api.all(`${path}/activity`))
          .flatMap(({ changes }) => changes)
          .map(({ field }) => field)
          .sort(),
      ).toEqual(['comments', 'cost', 'name', 'overallHealth'].sort());
    });

    it('1.18 a copy of an older report says the same, of the project as it stands now', async () => {
      const project = await test.given.project({ account });
      const older = (await report(project, { ...WORDS, overallHealth: 'yellow', name: 'March' })).body;
      await manager.api.patch(`/projects/${project.id}`, { phase: 'closing', status: 'green' });
      const copied = await manager.api.post(`/status-reports/${older.number}/copy`, { asOn: '2026-04-01' });
      expect(copied).toMatchObject({
        status: 201,
        body: {
          ...WORDS,
          overallHealth: 'yellow',
          asOn: '2026-04-01',
          name: `${project.name} 2026-04-01`,
          snapshot: { phase: 'closing' },
          version: 1,
        },
      });
      expect(copied.body.id).not.toBe(older.id);
      expect(await statusOf(project)).toBe('yellow');
      for (const body of [{}, { asOn: 'today' }, { asOn: '2026-04-02', comments: 'X' }])
        expect((await manager.api.post(`/status-reports/${older.id}/copy`, body)).status).toBe(400);
      expect((await manager.api.post(`/status-reports/${'0'.repeat(32)}/copy`, { bogus: 1 })).status).toBe(404);
      expect((await manager.api.post(`/status-reports/${older.id}/copy`, { asOn: '2026-04-02' }, { 'if-match': '"9"' })).status).toBe(412);
    });

    it('matrix 2.2 only administrators delete one; the status of the project stays', async () => {
      const project = await test.given.project({ account });
      const { body } = await report(project, { overallHealth: 'red' });
      expect((await manager.api.delete(`/status-reports/${body.id}`)).status).toBe(403);
      expect((await admin.api.delete(`/status-reports/${body.id}`)).status).toBe(204);
      expect((await manager.api.get(`/status-reports/${body.id}`)).status).toBe(404);
      expect(await statusOf(project)).toBe('red');
      await report(project);
      expect((await manager.api.delete(`/projects/${project.id}`)).status).toBe(204);
    });
  });

  it('lists the newest first, of one project and of all, without the long texts', async () => {
    const project = await test.given.project({ account });
    const made = [];
    for (const asOn of ['2026-03-02', '2026-03-16', '2026-03-09']) made.push((await report(project, { asOn, ...WORDS })).body);
    const path = `/projects/${project.number}/status-reports`;
    const { items } = (await manager.api.get(`${path}?total=true`)).body;
    expect(items.map(({ asOn }: { asOn: string }) => asOn)).toEqual(['2026-03-16', '2026-03-09', '2026-03-02']);
    expect(items[0]).toMatchObject({ overallHealth: 'green', executiveSummary: WORDS.executiveSummary, snapshot: { state: 'pending' } });
    for (const field of ['comments', 'keyMilestones', 'flagged']) expect(items[0]).not.toHaveProperty(field);
    const found = async (query: string) =>
      (await manager.api.all(`/status-reports?project=${project.id}&${query}`)).map(({ asOn }) => asOn);
    expect(await found('asOn.gte=2026-03-09&sort=asOn')).toEqual(['2026-03-09', '2026-03-16']);
    expect(await found('asOn=2026-03-02')).toEqual(['2026-03-02']);
    expect(await found(`number=${made[0].number}`)).toEqual(['2026-03-02']);
    const first = await manager.api.get(`${path}?limit=2`);
    expect((await manager.api.get(`${path}?limit=2&cursor=${first.body.next}`)).body).toMatchObject({
      items: [{ asOn: '2026-03-02' }],
      next: null,
    });
    for (const query of ['asOn=soon', 'cost=red', 'sort=overallHealth', 'bogus=1'])
      expect((await manager.api.get(`/status-reports?${query}`)).status).toBe(400);
  });

  describe('readers', () => {
    const world = async (roles: readonly string[] = ROLE.customer) => {
      const me = await test.given.contact(account, roles);
      const project = await test.given.project({ account, contacts: [me] });
      const shown = await test.given.task({ project, name: 'Hall stands', visible: true, with: { keyMilestone: true } });
      const hidden = await test.given.task({ project, name: 'Margin kept', with: { keyMilestone: true } });
      const flagged: Record<string, { id: string; number: string }> = {};
      for (const kind of ['risk', 'issue', 'decision', 'action', 'change_request'] as const)
        flagged[kind] = await test.given.ridac(kind, { project, name: `Secret ${kind}`, with: { showOnStatusReport: true } });
      const { body } = await report(project, WORDS);
      const other = await test.given.statusReport({ project: await test.given.project({ account }) });
      return { me, project, shown, hidden, flagged, id: body.id as string, number: body.number as string, other };
    };

    it('BR-182, decision 30 customers see none while the access control is off, which it is at first', async () => {
      const { me, project, id, number } = await world(ROLE.customerAdmin);
      for (const path of ['/status-reports', `/projects/${project.id}/status-reports`])
        expect((await me.api.get(`${path}?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
      for (const path of [id, number, `${id}/activity`, `${id}/attachments`])
        expect((await me.api.get(`/status-reports/${path}`)).status).toBe(404);
    });

    it.each(['customer', 'customerCaseManager', 'customerAdmin'] as const)(
      'matrix 2.2 a %s with it on sees those of its projects, without what the project costs',
      async (role) => {
        await test.given.accessControl('project_status', true);
        const { me, project, id, other } = await world(ROLE[role]);
        expect((await me.api.get('/status-reports?total=true')).body).toMatchObject({ items: [{ id }], total: 1 });
        expect((await me.api.get(`/projects/${project.id}/status-reports`)).body.items).toMatchObject([{ id }]);
        expect((await me.api.get(`/status-reports/${other.id}`)).status).toBe(404);
        const answer = await me.api.get(`/status-reports/${id}`);
        const { cost: _, costComments: __, ...open } = WORDS;
        expect(answer.body).toMatchObject({ ...open, overallHealth: 'green', snapshot: { state: 'pending' } });
        for (const field of ['cost', 'costComments', 'createdBy']) expect(answer.body).not.toHaveProperty(field);
        expect(answer.raw).not.toMatch(/dear|Margin|Secret/);
      },
    );

    it('decision 2 customers are told of the key milestones that they see, and of no others', async () => {
      await test.given.accessControl('project_status', true);
      const { me, shown, hidden, id } = await world();
      const milestones = async (): Promise<string[]> =>
        (await me.api.get(`/status-reports/${id}`)).body.keyMilestones.map(({ number }: { number: string }) => number);
      expect(await milestones()).toEqual([shown.number]);
      await manager.api.patch(`/project-tasks/${hidden.id}`, { visibleToCustomer: true });
      expect(await milestones()).toEqual([shown.number]);
      await manager.api.patch(`/project-tasks/${shown.id}`, { visibleToCustomer: false });
      expect(await milestones()).toEqual([]);
      await manager.api.patch(`/project-tasks/${shown.id}`, { visibleToCustomer: true });
      await test.given.accessControl('customer_project_task', false);
      expect(await milestones()).toEqual([]);
      await test.given.accessControl('customer_project_task', true);
      await manager.api.delete(`/project-tasks/${shown.id}`);
      await manager.api.delete(`/project-tasks/${hidden.id}`);
      expect(await milestones()).toEqual([shown.number]);
    });

    it('decisions 32, 50 of what is flagged customers are told change requests only, with that access control on', async () => {
      await test.given.accessControl('project_status', true);
      const { me, flagged, id } = await world();
      const told = async () => (await me.api.get(`/status-reports/${id}`)).body.flagged;
      expect(await told()).toEqual([]);
      for (const table of ['project_change_request', 'issue'] as const) await test.given.accessControl(table, true);
      expect(await told()).toMatchObject([{ kind: 'change_request', number: flagged.change_request!.number }]);
      expect((await manager.api.get(`/status-reports/${id}`)).body.flagged).toHaveLength(5);
    });

    it('decision 11 stakeholders read all but the risks, decisions and actions; their switch takes the reports away', async () => {
      const { id, project } = await world();
      const { api } = await test.given.user(ROLE.stakeholder);
      const { body } = await api.get(`/status-reports/${id}`);
      expect(body).toMatchObject({ cost: 'red', costComments: WORDS.costComments });
      expect(body.keyMilestones).toHaveLength(2);
      expect(body.flagged.map(({ kind }: { kind: string }) => kind)).toEqual(['issue', 'change_request']);
      for (const refused of [
        await api.patch(`/status-reports/${id}`, { bogus: 1 }),
        await api.delete(`/status-reports/${id}`),
        await api.post(`/status-reports/${id}/copy`, { bogus: 1 }),
        await api.post(`/projects/${project.id}/status-reports`, { bogus: 1 }),
        await api.post(`/status-reports/${id}/comments`, { text: 'X' }),
      ])
        expect(refused.status).toBe(403);
      await test.given.accessControl('project_status', false, 'sn_customerservice.projectstakeholder');
      expect((await api.get(`/status-reports/${id}`)).status).toBe(404);
      await test.given.accessControl('project_status', true, 'sn_customerservice.projectstakeholder');
    });

    it('decision 10 customers only read: 403 on what they see, 404 on what they do not', async () => {
      await test.given.accessControl('project_status', true);
      const { me, project, id, other } = await world(ROLE.customerAdmin);
      for (const [report, status] of [
        [id, 403],
        [other.id, 404],
      ] as const) {
        expect((await me.api.patch(`/status-reports/${report}`, { bogus: 1 })).status).toBe(status);
        expect((await me.api.delete(`/status-reports/${report}`)).status).toBe(status);
        expect((await me.api.post(`/status-reports/${report}/copy`, { asOn: '2026-04-01' })).status).toBe(status);
        expect((await me.api.post(`/status-reports/${report}/comments`, { text: 'X' })).status).toBe(status);
        expect((await me.api.upload(`/status-reports/${report}/attachments`, 'a.txt', 'X', 'text/plain')).status).toBe(status);
      }
      expect((await me.api.post(`/projects/${project.id}/status-reports`, { bogus: 1 })).status).toBe(403);
      for (const query of ['cost=red', 'sort=cost', 'createdBy.isNull=true', 'bogus=1'])
        expect((await me.api.get(`/status-reports?${query}`)).status).toBe(400);
    });

    it('BR-021 the stream shows customers neither costs nor work notes', async () => {
      await test.given.accessControl('project_status', true);
      const { me, id } = await world();
      const path = `/status-reports/${id}`;
      await manager.api.patch(path, { costComments: 'Thrice as dear' });
      await manager.api.patch(path, { comments: 'Cold winter' });
      await manager.api.post(`${path}/work-notes`, { text: 'Dear' });
      await manager.api.post(`${path}/comments`, { text: 'Have a look' });
      const stream = await me.api.all(`${path}/activity`);
      expect(stream.map(({ kind }) => kind)).toEqual(['comment', 'field_change', 'system']);
      expect(stream[1].changes).toMatchObject([{ field: 'comments', to: 'Cold winter' }]);
      expect(JSON.stringify(await manager.api.all(`${path}/activity`))).toMatch(/Thrice/);
    });

    it('decisions 12, 34 agents alone, half project managers, consumers and strangers see nothing', async () => {
      await test.given.accessControl('project_status', true);
      const { id } = await world();
      const nobody = [
        await test.given.consumer(),
        await test.given.contact(account),
        await test.given.contact(account, ROLE.customerAdmin),
      ];
      for (const roles of [ROLE.agent, ROLE.agentManager, ['it_project_manager'], ['sn_customerservice.projectstakeholder'], []])
        nobody.push((await test.given.user(roles)) as (typeof nobody)[number]);
      for (const { api } of nobody) {
        expect((await api.get('/status-reports?total=true')).body).toEqual({ items: [], next: null, total: 0 });
        expect((await api.get(`/status-reports/${id}`)).status).toBe(404);
      }
      expect((await test.stranger.get('/status-reports')).status).toBe(401);
    });

    it('reads take at most three statements, a report at most twelve', async () => {
      await test.given.accessControl('project_status', true);
      await test.given.accessControl('project_change_request', true);
      const { me, project, id } = await world();
      const count = async (send: () => Promise<{ status: number }>): Promise<number> => {
        const statements: string[] = [];
        const stop = test.get(Database).onStatement((sql) => statements.push(sql));
        expect((await send()).status).toBeLessThan(300);
        stop();
        return statements.filter((sql) => !/^(BEGIN|START|COMMIT)/.test(sql)).length;
      };
      for (const { api } of [me, manager])
        for (const path of ['/status-reports', `/status-reports/${id}`, `/projects/${project.id}/status-reports`]) {
          await api.get(path);
          expect(await count(() => api.get(path))).toBeLessThanOrEqual(3);
        }
      // Of two, since now and then one takes a block of numbers too.
      const costs = [await count(() => report(project, { asOn: '2026-03-04', overallHealth: 'red' }))];
      costs.push(await count(() => report(project, { asOn: '2026-03-05' })));
      expect(Math.min(...costs)).toBeLessThanOrEqual(12);
      expect(await count(() => manager.api.patch(`/status-reports/${id}`, { overallHealth: 'yellow' }))).toBeLessThanOrEqual(12);
    });
  });
});
