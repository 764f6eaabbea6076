import { DomainEvents } from '#libs/outbox';
import { ProjectRecordsApi, type ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('project issues', () => {
  let test: TestApp;
  let manager: Somebody;
  let admin: Somebody;
  let account: { id: string };
  let project: ProjectState;

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    account = await test.given.account();
    project = await test.given.project({ account, manager });
  });
  afterAll(() => test.stop());

  const create = (body: object) => manager.api.post(`/projects/${project.id}/issues`, body);

  /** The events of this type that the outbox keeps, as their payloads. */
  const told = async (type: string): Promise<any[]> => {
    const { items } = (await admin.api.get(`/admin/outbox?limit=100`)).body;
    return items.filter(({ topic }: { topic: string }) => topic === type);
  };

  it('1.16 needs a short description and starts in Open; all fields of the reference', async () => {
    const made = await create({ shortDescription: 'The gate is too low' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        number: expect.stringMatching(/^ISU\d{7}$/),
        shortDescription: 'The gate is too low',
        project: { id: project.id },
        state: 'open',
        priority: 4,
        impact: null,
        estimatedCost: null,
        dueDate: null,
        assignedTo: null,
        case: null,
        openedBy: { id: manager.id },
        version: 1,
      },
    });
    const whole = {
      priority: 1,
      impact: 2,
      description: 'Lorries hit it.',
      dueDate: '2026-04-01',
      estimatedCost: 800,
      showOnStatusReport: true,
    };
    expect((await create({ shortDescription: 'Gate', assignedToId: manager.id, ...whole })).body).toMatchObject({
      ...whole,
      assignedTo: { id: manager.id },
    });
    expect((await manager.api.get(`/project-issues/${made.body.number}`)).body).toEqual(made.body);
    expect((await create({})).body.errors).toEqual([{ pointer: '/shortDescription', code: 'required', message: expect.any(String) }]);
    for (const field of ['title', 'state', 'caseId', 'projectId', 'category', 'businessJustification', 'approval'])
      expect([field, (await create({ shortDescription: 'Gate', [field]: 'open' })).status]).toEqual([field, 400]);
    expect((await manager.api.post('/project-issues', { shortDescription: 'Gate', projectId: project.id })).status).toBe(405);
  });

  it('the state by PATCH; closed it is kept as it was until it is opened again', async () => {
    const { id } = await test.given.ridac('issue', { project });
    const patch = (body: object, ifMatch = '*') => manager.api.patch(`/project-issues/${id}`, body, { 'if-match': ifMatch });
    expect(await patch({ state: 'work_in_progress', priority: 2 })).toMatchObject({
      status: 200,
      body: { state: 'work_in_progress', priority: 2 },
    });
    expect((await patch({ state: 'closed_complete' }, '"1"')).status).toBe(412);
    expect(await patch({ state: 'closed_incomplete', description: 'Raised' })).toMatchObject({
      status: 200,
      body: { description: 'Raised' },
    });
    expect(await patch({ description: 'Lowered' })).toMatchObject({ status: 409, body: { code: 'record_closed' } });
    expect(await patch({ description: 'Raised' })).toMatchObject({ status: 200 });
    expect(await patch({ state: 'open', description: 'Lowered' })).toMatchObject({
      status: 200,
      body: { state: 'open', description: 'Lowered' },
    });
    for (const body of [{ state: 'resolved' }, { shortDescription: null }, { bogus: 1 }, { impact: 0 }])
      expect((await patch(body)).status).toBe(400);
    expect((await patch({ assignedToId: '0'.repeat(32) })).status).toBe(422);
  });

  it('lists in a project and all together, by state, case, number, assignee', async () => {
    const own = await test.given.project({ account });
    const source = await test.given.case({ account, project: own });
    const [a, b] = [
      await test.given.ridac('issue', { project: own, with: { caseId: source.id, assignedToId: manager.id } }),
      await test.given.ridac('issue', { project: own, name: 'Wet wall', with: { state: 'closed_complete' } }),
    ];
    const found = async (query: string) => (await manager.api.all(`/project-issues?project=${own.id}&${query}`)).map(({ id }) => id);
    expect((await manager.api.get(`/projects/${own.number}/issues?total=true`)).body).toMatchObject({
      items: [{ id: a.id }, { id: b.id }],
      total: 2,
    });
    expect(await found(`case=${source.number}`)).toEqual([a.id]);
    expect(await found('case.isNull=true')).toEqual([b.id]);
    expect(await found('assignedTo=me')).toEqual([a.id]);
    expect(await found('state=closed_complete,closed_skipped')).toEqual([b.id]);
    expect(await found('q=wet')).toEqual([b.id]);
    expect(await found(`number=${b.number}&updatedAt.gte=2020-01-01T00:00:00Z`)).toEqual([b.id]);
    expect((await manager.api.get('/project-issues?sort=description')).status).toBe(400);
  });

  it('decision 32 customers never see an issue without a case, nor one of a case that they do not see, with the access control on neither', async () => {
    const source = await test.given.case({ account: await test.given.account(), project });
    const issues = [
      await test.given.ridac('issue', { project }),
      await test.given.ridac('issue', { project, with: { caseId: source.id } }),
    ];
    await test.given.accessControl('issue', true);
    for (const roles of [ROLE.customer, ROLE.customerCaseManager, ROLE.customerAdmin, ROLE.partnerAdmin]) {
      const me = await test.given.contact(account, roles);
      await test.given.projectContact(project, me);
      for (const path of ['/project-issues', `/projects/${project.id}/issues`])
        expect((await me.api.get(`${path}?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
      for (const { id } of issues) {
        for (const path of ['', '/activity', '/attachments']) expect((await me.api.get(`/project-issues/${id}${path}`)).status).toBe(404);
        expect((await me.api.patch(`/project-issues/${id}`, { bogus: 1 })).status).toBe(404);
        expect((await me.api.post(`/project-issues/${id}/comments`, { text: 'Hello' })).status).toBe(404);
        expect((await me.api.post(`/project-issues/${id}/convert`, { to: 'action' })).status).toBe(404);
      }
      expect((await me.api.post(`/projects/${project.id}/issues`, { shortDescription: 'Gate' })).status).toBe(403);
    }
    await test.given.accessControl('issue', false);
  });

  it('decision 11 stakeholders read them while their access control is on; nobody else internal does', async () => {
    const { id } = await test.given.ridac('issue', { project, with: { estimatedCost: 5 } });
    for (const roles of [ROLE.stakeholder, ROLE.agentWithStakeholder]) {
      const { api } = await test.given.user(roles);
      expect((await api.get(`/project-issues/${id}`)).body).toMatchObject({ id, estimatedCost: 5 });
      expect((await api.get(`/project-issues/${id}`)).body).not.toHaveProperty('convertedFrom');
      expect((await api.patch(`/project-issues/${id}`, { bogus: 1 })).status).toBe(403);
      expect((await api.delete(`/project-issues/${id}`)).status).toBe(403);
      expect((await api.post(`/project-issues/${id}/convert`, { to: 'action' })).status).toBe(403);
      expect((await api.post(`/projects/${project.id}/issues`, { bogus: 1 })).status).toBe(403);
      await test.given.accessControl('issue', false, 'sn_customerservice.projectstakeholder');
      expect((await api.get(`/project-issues/${id}`)).status).toBe(404);
      await test.given.accessControl('issue', true, 'sn_customerservice.projectstakeholder');
    }
    for (const roles of [ROLE.agent, ROLE.agentManager, ['it_project_manager'], ['sn_customerservice.projectstakeholder'], []]) {
      const { api } = await test.given.user(roles);
      expect((await api.get('/project-issues?total=true')).body).toEqual({ items: [], next: null, total: 0 });
      expect((await api.get(`/project-issues/${id}`)).status).toBe(404);
    }
    expect((await test.stranger.get('/project-issues')).status).toBe(401);
  });

  it('comments, work notes and files; stakeholders read the comments, not the notes', async () => {
    const { id } = await test.given.ridac('issue', { project });
    const path = `/project-issues/${id}`;
    expect((await manager.api.post(`${path}/comments`, { text: 'Seen' })).status).toBe(201);
    expect((await manager.api.post(`${path}/work-notes`, { text: 'Dear' })).status).toBe(201);
    expect((await manager.api.upload(`${path}/attachments`, 'gate.txt', 'Gate', 'text/plain')).status).toBe(201);
    const { api } = await test.given.user(ROLE.stakeholder);
    expect((await api.all(`${path}/activity`)).map(({ kind }) => kind)).toEqual(['attachment', 'comment']);
    expect((await manager.api.all(`${path}/activity`)).map(({ kind }) => kind)).toEqual(['attachment', 'work_note', 'comment']);
    expect((await api.get(`${path}/attachments`)).body.items).toMatchObject([{ fileName: 'gate.txt' }]);
    expect((await api.post(`${path}/comments`, { text: 'Me too' })).status).toBe(403);
  });

  describe('from a case', () => {
    const openFor = (caseId: string, details: object = {}) =>
      test.unitOfWork.run({ personId: manager.id, personName: manager.name, requestId: 'test' }, (tx) =>
        test.get(ProjectRecordsApi).openIssue(tx, { projectId: project.id, caseId }, { shortDescription: 'From a case', ...details }),
      );

    it('BR-070 a case has one issue at most; deleted, it makes room for another one (BR-080)', async () => {
      const source = await test.given.case({ account, project });
      const made = await openFor(source.id, { priority: 2 });
      expect((await manager.api.get(`/project-issues/${made.number}`)).body).toMatchObject({
        shortDescription: 'From a case',
        priority: 2,
        case: { id: source.id, number: source.number },
        openedBy: { id: manager.id },
      });
      await expect(openFor(source.id)).rejects.toMatchObject({ kind: 'conflict', code: 'case_has_record' });
      expect((await manager.api.delete(`/project-issues/${made.id}`)).status).toBe(403);
      expect((await admin.api.delete(`/project-issues/${made.id}`)).status).toBe(204);
      expect(await told('projects.issue-deleted')).toMatchObject([
        { payload: { aggregateId: made.id, caseId: source.id, projectId: project.id } },
      ]);
      expect((await openFor(source.id)).number).not.toBe(made.number);
    });

    it('BR-071 of each kind one', async () => {
      const source = await test.given.case({ account, project });
      await openFor(source.id);
      const request = () =>
        test.unitOfWork.run({ personId: manager.id, personName: manager.name, requestId: 'test' }, (tx) =>
          test.get(ProjectRecordsApi).openChangeRequest(tx, { projectId: project.id, caseId: source.id }, { title: 'From a case' }),
        );
      const { number } = await request();
      expect((await manager.api.get(`/change-requests/${number}`)).body).toMatchObject({ title: 'From a case', case: { id: source.id } });
      await expect(request()).rejects.toMatchObject({ kind: 'conflict', code: 'case_has_record' });
    });

    it('refuses an assignee who is no internal user', async () => {
      const [source, contact] = [await test.given.case({ account, project }), await test.given.contact(account)];
      await expect(openFor(source.id, { assignedToId: contact.id })).rejects.toMatchObject({ kind: 'refused', code: 'unknown_reference' });
    });

    it('BR-076 each change of its state is told in the same transaction, and whether it closed', async () => {
      const source = await test.given.case({ account, project });
      const { id } = await openFor(source.id);
      const heard: unknown[] = [];
      test.get(DomainEvents).during('projects.issue-state-changed', async ({ aggregateId, payload }) => {
        if (aggregateId === id) heard.push(payload);
      });
      await manager.api.patch(`/project-issues/${id}`, { priority: 1 });
      await manager.api.patch(`/project-issues/${id}`, { state: 'work_in_progress' });
      await manager.api.patch(`/project-issues/${id}`, { state: 'closed_complete' });
      expect(heard).toMatchObject([
        { caseId: source.id, from: 'open', to: 'work_in_progress', closed: false },
        { caseId: source.id, from: 'work_in_progress', to: 'closed_complete', closed: true },
      ]);
    });

    it('a project that is deleted with an issue of a case tells the case', async () => {
      const doomed = await test.given.project({ account });
      const source = await test.given.case({ account });
      const { id } = await test.given.ridac('issue', { project: doomed, with: { caseId: source.id } });
      expect((await manager.api.delete(`/projects/${doomed.id}`)).status).toBe(204);
      expect((await told('projects.issue-deleted')).map(({ payload }) => payload.aggregateId)).toContain(id);
    });
  });
});
