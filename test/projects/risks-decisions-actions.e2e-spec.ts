import { RIDAC_KINDS, type RidacKind } from '../../src/projects/domain/ridac-state.js';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const PATHS: Readonly<Record<RidacKind, string>> = {
  risk: '/project-risks',
  issue: '/project-issues',
  decision: '/project-decisions',
  action: '/project-actions',
  change_request: '/change-requests',
};
const KEPT = [
  ['risk', 'risks'],
  ['decision', 'decisions'],
  ['action', 'actions'],
] as const;

describe('risks, decisions and actions', () => {
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

  const create = (nested: string, body: object) =>
    manager.api.post(`/projects/${project.id}/${nested}`, { shortDescription: 'Steel', ...body });
  const change = (kind: RidacKind, id: string, body: object) => manager.api.patch(`${PATHS[kind]}/${id}`, body);

  it('1.17 a risk starts in Pending; rank and value follow from probability and impact', async () => {
    const made = await create('risks', {});
    expect(made).toMatchObject({
      status: 201,
      body: {
        number: expect.stringMatching(/^RISK\d{7}$/),
        state: 'pending',
        riskStatus: 'pending',
        probability: null,
        impact: null,
        value: null,
        rank: null,
        owner: null,
        mitigationPlan: null,
      },
    });
    const { id } = made.body;
    expect((await change('risk', id, { probability: 'absolute' })).body).toMatchObject({ value: null, rank: null });
    expect((await change('risk', id, { impact: 1 })).body).toMatchObject({ value: 12, rank: 'high' });
    expect((await change('risk', id, { probability: 'moderate' })).body).toMatchObject({ value: 6, rank: 'moderate' });
    expect((await change('risk', id, { probability: 'low', impact: 3 })).body).toMatchObject({ value: 1, rank: 'low' });
    expect((await change('risk', id, { impact: null })).body).toMatchObject({ value: null, rank: null });
    const whole = { riskStatus: 'mitigate', mitigationPlan: 'A second supplier', probability: 'high', impact: 2 };
    expect((await create('risks', { ...whole, ownerId: manager.id, assignedToId: admin.id })).body).toMatchObject({
      ...whole,
      value: 6,
      owner: { id: manager.id },
      assignedTo: { id: admin.id },
    });
    const contact = await test.given.contact(account);
    expect(await create('risks', { ownerId: contact.id })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/ownerId' }] } });
    for (const body of [
      { probability: 'some' },
      { riskStatus: 'new' },
      { riskStatus: null },
      { value: 3 },
      { rank: 'low' },
      { estimatedCost: 1 },
    ])
      expect((await create('risks', body)).status).toBe(400);
  });

  it('1.17 a decision starts pending and open, with its creator when nobody is named', async () => {
    expect(await create('decisions', {})).toMatchObject({
      status: 201,
      body: { number: expect.stringMatching(/^DCSN\d{7}$/), state: 'open', status: 'pending', assignedTo: { id: manager.id } },
    });
    expect((await create('decisions', { assignedToId: admin.id })).body.assignedTo.id).toBe(admin.id);
    const { body } = await create('decisions', { assignedToId: null });
    expect(body.assignedTo).toBeNull();
    expect((await change('decision', body.id, { status: 'approved' })).body).toMatchObject({ status: 'approved', state: 'open' });
    expect((await change('decision', body.id, { status: 'maybe' })).status).toBe(400);
  });

  it('1.17 an action has an approval and a due date', async () => {
    expect(await create('actions', { dueDate: '2026-04-01' })).toMatchObject({
      status: 201,
      body: {
        number: expect.stringMatching(/^PRJACT\d{7}$/),
        state: 'open',
        approval: 'not_requested',
        dueDate: '2026-04-01',
        assignedTo: null,
      },
    });
    expect((await create('actions', { approval: 'canceled' })).body.approval).toBe('canceled');
    expect((await create('actions', { approval: 'cancelled' })).status).toBe(400);
  });

  it.each(KEPT)('a %s: state by PATCH, closed it is kept, stale versions and blanks are refused', async (kind) => {
    const { id } = await test.given.ridac(kind, { project });
    expect(await change(kind, id, { state: 'closed_complete', description: 'Done' })).toMatchObject({
      status: 200,
      body: { description: 'Done' },
    });
    expect(await change(kind, id, { description: 'More' })).toMatchObject({ status: 409, body: { code: 'record_closed' } });
    expect(await change(kind, id, { state: 'work_in_progress', description: 'More' })).toMatchObject({ status: 200 });
    expect((await manager.api.patch(`${PATHS[kind]}/${id}`, { priority: 1 }, { 'if-match': '"1"' })).status).toBe(412);
    for (const body of [{ shortDescription: '' }, { state: 'new' }, { projectId: project.id }, { bogus: 1 }])
      expect((await change(kind, id, body)).status).toBe(400);
    expect((await manager.api.post(PATHS[kind], { shortDescription: 'X' })).status).toBe(405);
  });

  it.each(KEPT)('a %s: comments, work notes, files, history; deleted by administrators only', async (kind) => {
    const { id } = await test.given.ridac(kind, { project });
    const path = `${PATHS[kind]}/${id}`;
    expect((await manager.api.post(`${path}/comments`, { text: 'Seen' })).status).toBe(201);
    expect((await manager.api.post(`${path}/work-notes`, { text: 'Noted' })).status).toBe(201);
    expect((await manager.api.upload(`${path}/attachments`, 'a.txt', 'Text', 'text/plain')).status).toBe(201);
    await manager.api.patch(path, { priority: 1 });
    expect((await manager.api.all(`${path}/activity`)).map((entry) => entry.kind)).toEqual([
      'field_change',
      'attachment',
      'work_note',
      'comment',
    ]);
    expect((await manager.api.delete(path)).status).toBe(403);
    expect((await admin.api.delete(path)).status).toBe(204);
    expect((await manager.api.get(path)).status).toBe(404);
  });

  it.each(KEPT)('decision 50 a %s shows to project managers alone; customers get an empty list', async (kind, nested) => {
    const { id } = await test.given.ridac(kind, { project });
    for (const table of ['project_change_request', 'project_status', 'issue'] as const) await test.given.accessControl(table, true);
    const customer = await test.given.contact(account, ROLE.customerAdmin);
    await test.given.projectContact(project, customer);
    const readers = [customer, await test.given.user(ROLE.stakeholder), await test.given.user(ROLE.agentWithStakeholder)];
    for (const { api } of readers) {
      for (const path of [PATHS[kind], `/projects/${project.id}/${nested}`])
        expect((await api.get(`${path}?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
      for (const path of ['', '/activity', '/attachments']) expect((await api.get(`${PATHS[kind]}/${id}${path}`)).status).toBe(404);
      expect((await api.patch(`${PATHS[kind]}/${id}`, { bogus: 1 })).status).toBe(404);
      expect((await api.post(`${PATHS[kind]}/${id}/convert`, { to: 'change_request' })).status).toBe(404);
      expect((await api.post(`/projects/${project.id}/${nested}`, { shortDescription: 'X' })).status).toBe(403);
      expect((await api.get(`${PATHS[kind]}?state=open`)).status).toBe(400);
    }
    const stranger = await test.given.contact(account);
    expect((await stranger.api.get(`/projects/${project.id}/${nested}`)).status).toBe(404);
    expect((await (await test.given.consumer()).api.get(PATHS[kind])).body.items).toEqual([]);
    expect((await test.stranger.get(PATHS[kind])).status).toBe(401);
    expect((await manager.api.get(`${PATHS[kind]}?project=${project.id}&q=${kind}&total=true`)).body.total).toBeGreaterThan(0);
    expect((await admin.api.get(`${PATHS[kind]}/${id}`)).status).toBe(200);
  });

  describe('conversion (1.17)', () => {
    const convert = (kind: RidacKind, id: string, body: object, headers = {}) =>
      manager.api.post(`${PATHS[kind]}/${id}/convert`, body, headers);
    const forward = RIDAC_KINDS.flatMap((from, i) => RIDAC_KINDS.slice(i + 1).map((to) => [from, to] as const));
    const backward = RIDAC_KINDS.slice(0, 4).flatMap((from, i) => RIDAC_KINDS.slice(1, i + 1).map((to) => [from, to] as const));

    it.each(forward)('a %s becomes a %s: short description, requester and assignee go with it', async (from, to) => {
      const requester = await test.given.user([]);
      const source = await test.given.ridac(from, {
        project,
        name: 'The steel comes late',
        with: { openedById: requester.id, assignedToId: admin.id, priority: 1, description: 'Only here', showOnStatusReport: true },
      });
      const made = await convert(from, source.number, { to });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        [to === 'change_request' ? 'title' : 'shortDescription']: 'The steel comes late',
        project: { id: project.id },
        openedBy: { id: requester.id },
        assignedTo: { id: admin.id },
        convertedFrom: { kind: from, id: source.id, number: source.number },
        priority: 4,
        description: null,
        showOnStatusReport: false,
        version: 1,
      });
      expect((await manager.api.get(`${PATHS[to]}/${made.body.number}`)).body).toEqual(made.body);
      expect((await manager.api.get(`${PATHS[from]}/${source.id}`)).body).toMatchObject({
        state: from === 'risk' ? 'pending' : 'open',
        version: 1,
      });
      const texts = async (path: string) => (await manager.api.all(`${path}/activity`)).map(({ text }) => text);
      expect(await texts(`${PATHS[to]}/${made.body.id}`)).toContain(`Converted from ${source.number}`);
      expect(await texts(`${PATHS[from]}/${source.id}`)).toEqual([`Converted to ${made.body.number}`]);
    });

    it.each(backward)('a %s becomes no %s: only forward', async (from, to) => {
      const { id } = await test.given.ridac(from, { project });
      expect(await convert(from, id, { to })).toMatchObject({
        status: 422,
        body: { code: 'conversion_not_forward', errors: [{ pointer: '/to' }] },
      });
    });

    it('closes the source when asked to, which then is converted no more', async () => {
      const { id } = await test.given.ridac('issue', { project });
      expect((await convert('issue', id, { to: 'decision', closeSource: true })).status).toBe(201);
      expect((await manager.api.get(`/project-issues/${id}`)).body).toMatchObject({ state: 'closed_complete', version: 2 });
      expect(await convert('issue', id, { to: 'action' })).toMatchObject({ status: 409, body: { code: 'record_closed' } });
    });

    it('400 for what is no kind, 404 for what is no record, 405 for change requests, 412 for a stale version', async () => {
      const { id } = await test.given.ridac('risk', { project });
      for (const body of [{}, { to: 'risk' }, { to: null }, { to: 'case' }, { to: 'issue', closeSource: 'yes' }, { to: 'issue', bogus: 1 }])
        expect((await convert('risk', id, body)).status).toBe(400);
      expect((await convert('risk', '0'.repeat(32), { bogus: 1 })).status).toBe(404);
      expect((await convert('risk', id, { to: 'issue' }, { 'if-match': '"7"' })).status).toBe(412);
      expect((await manager.api.get(`/project-issues?project=${(await test.given.project({ account })).id}`)).body.items).toEqual([]);
      const request = await test.given.ridac('change_request', { project });
      expect((await convert('change_request', request.id, { to: 'action' })).status).toBe(404);
    });

    it('readers of the one who may not see the other are not told of it', async () => {
      const risk = await test.given.ridac('risk', { project });
      const { body } = await convert('risk', risk.id, { to: 'issue' });
      const { api } = await test.given.user(ROLE.stakeholder);
      expect((await api.get(`/project-issues/${body.id}`)).status).toBe(200);
      const stream = (await api.get(`/project-issues/${body.id}/activity`)).raw;
      expect(stream).toContain(body.number);
      expect(stream).not.toContain(risk.number);
    });

    it('T21 the same Idempotency-Key converts once', async () => {
      const { id } = await test.given.ridac('risk', { project });
      const send = () => convert('risk', id, { to: 'action' }, { 'idempotency-key': 'convert-once' });
      const [first, second] = [await send(), await send()];
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    });
  });
});
