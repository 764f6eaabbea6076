import type { ServiceCaseState } from '../../src/cases/index.js';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const KINDS = [
  { kind: 'issue', rule: 'BR-076', action: 'create-issue', path: '/project-issues', flow: 'close_case_on_issue_closure' },
  {
    kind: 'change request',
    rule: 'BR-077',
    action: 'create-change-request',
    path: '/change-requests',
    flow: 'close_case_on_change_closure',
  },
] as const;

describe('the closing of cases with what was opened from them', () => {
  let test: TestApp;
  let manager: Somebody;
  let admin: Somebody;
  let agent: Somebody;
  let customer: Somebody;
  let account: { id: string };
  let project: ProjectState;

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    agent = await test.given.user(ROLE.agent);
    account = await test.given.account();
    customer = await test.given.contact(account);
    project = await test.given.project({ account, manager, contacts: [customer] });
  });
  afterAll(() => test.stop());
  afterEach(async () => {
    for (const { flow } of KINDS) await setFlow(flow, false);
  });

  const setFlow = async (flow: string, active: boolean) =>
    expect((await admin.api.patch(`/admin/flows/${flow}`, { active })).status).toBe(200);
  const caseIn = (state: ServiceCaseState['state'] = 'open', more: object = {}) =>
    test.given.case({ account, contact: customer, project, state, assignedTo: agent, ...more });
  const shown = async (id: string) => (await agent.api.get(`/cases/${id}`)).body;
  const notes = async (id: string): Promise<{ text: string; by: unknown }[]> =>
    (await agent.api.all(`/cases/${id}/activity`)).filter(({ kind, text }) => kind === 'work_note' && !text.startsWith('Opened')).reverse();

  describe.each(KINDS)('$kind', ({ kind, rule, action, path, flow }) => {
    const open = async (source: { id: string }) => (await manager.api.post(`/cases/${source.id}/${action}`)).body;
    const move = async (record: { id: string }, state: string) => {
      const answer = await manager.api.patch(`${path}/${record.id}`, { state });
      expect(answer.status).toBe(200);
    };
    /** A record of the case, and of no rule: made before the case came to its state. */
    const opened = async (state: ServiceCaseState['state'], more: object = {}) => {
      const source = await caseIn(state, more);
      return { source, record: await open(source) };
    };

    it(`${rule} off, as it is at first, the case hears nothing`, async () => {
      const { items } = (await admin.api.get('/admin/flows')).body;
      expect(items.find(({ key }: { key: string }) => key === flow).active).toBe(false);
      const { source, record } = await opened('open');
      await move(record, 'closed_complete');
      expect(await notes(source.id)).toEqual([]);
      expect(await shown(source.id)).toMatchObject({ state: 'open', version: 2 });
    });

    it(`${rule} on, each state becomes a work note, and the case stays open until the record is closed`, async () => {
      await setFlow(flow, true);
      const { source, record } = await opened('open');
      await move(record, 'work_in_progress');
      await move(record, 'pending');
      await manager.api.patch(`${path}/${record.id}`, { priority: 1 });
      expect(await notes(source.id)).toMatchObject([
        { text: `State of ${kind} ${record.number}: work in progress`, by: null },
        { text: `State of ${kind} ${record.number}: pending`, by: null },
      ]);
      expect((await shown(source.id)).state).toBe('open');
      expect(JSON.stringify((await customer.api.get(`/cases/${source.id}/activity`)).body)).not.toContain('State of');
    });

    for (const state of ['closed_complete', 'closed_incomplete', 'closed_skipped'])
      it(`${rule}, BR-078, decision 22 ${state} closes the case, with the code, a note that names the record, and by nobody`, async () => {
        await setFlow(flow, true);
        for (const before of ['new', 'open', 'awaiting_info', 'resolved'] as const) {
          const { source, record } = await opened(before);
          await move(record, state);
          expect(await shown(source.id)).toMatchObject({
            state: 'closed',
            resolutionCode: 'fixed_by_related_record',
            resolutionNotes: expect.stringContaining(record.number),
            closedAt: expect.any(String),
            closedBy: null,
            version: 3,
          });
          expect(await notes(source.id)).toMatchObject([{ text: `State of ${kind} ${record.number}: ${state.replaceAll('_', ' ')}` }]);
          expect((await customer.api.get(`/cases/${source.id}`)).body.state).toBe('closed');
        }
      });

    it('BR-068, BR-078 a case that has ended is kept as it was, and hears no more', async () => {
      await setFlow(flow, true);
      const { source, record } = await opened('open');
      await agent.api.post(`/cases/${source.id}/cancel`);
      await move(record, 'work_in_progress');
      await move(record, 'closed_complete');
      expect(await shown(source.id)).toMatchObject({ state: 'canceled', resolutionCode: null, version: 3 });
      expect(await notes(source.id)).toEqual([]);
      const closed = await opened('open');
      await move(closed.record, 'closed_complete');
      await move(closed.record, 'open');
      await move(closed.record, 'closed_incomplete');
      expect(await shown(closed.source.id)).toMatchObject({ state: 'closed', version: 3 });
      expect(await notes(closed.source.id)).toHaveLength(1);
    });

    it('a record without a case moves as ever, and each kind has a flow of its own', async () => {
      await setFlow(flow, true);
      const lone = await test.given.ridac(kind === 'issue' ? 'issue' : 'change_request', { project });
      await move(lone, 'closed_complete');
      await setFlow(flow, false);
      await setFlow(KINDS.find((one) => one.flow !== flow)!.flow, true);
      const { source, record } = await opened('open');
      await move(record, 'closed_complete');
      expect((await shown(source.id)).state).toBe('open');
    });

    it('a closing that is refused leaves the case as it was: both are one transaction', async () => {
      await setFlow(flow, true);
      const { source, record } = await opened('open');
      const refused = await manager.api.patch(`${path}/${record.id}`, { state: 'closed_complete', assignedToId: customer.id });
      expect(refused.status).toBe(422);
      const stale = await manager.api.patch(`${path}/${record.id}`, { state: 'closed_complete' }, { 'if-match': '"9"' });
      expect(stale.status).toBe(412);
      expect([await shown(source.id), await notes(source.id)]).toMatchObject([{ state: 'open', version: 2 }, []]);
    });

    it('closed at once by several, and while somebody works on the case, the case is closed once', async () => {
      await setFlow(flow, true);
      const { source, record } = await opened('open');
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => manager.api.patch(`${path}/${record.id}`, { state: 'closed_complete' })),
        agent.api.patch(`/cases/${source.id}`, { priority: 1 }),
      ]);
      expect(answers.slice(0, 4).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect([200, 409]).toContain(answers[4]!.status);
      expect((await shown(source.id)).state).toBe('closed');
      expect(await notes(source.id)).toHaveLength(1);
    });
  });

  it('BR-078 with both records one closing is enough, and the other one goes on (BR-079)', async () => {
    for (const { flow } of KINDS) await setFlow(flow, true);
    const source = await caseIn();
    const [issue, request] = [
      (await manager.api.post(`/cases/${source.id}/create-issue`)).body,
      (await manager.api.post(`/cases/${source.id}/create-change-request`)).body,
    ];
    await manager.api.patch(`/change-requests/${request.id}`, { state: 'closed_complete' });
    expect(await shown(source.id)).toMatchObject({ state: 'closed', resolutionNotes: expect.stringContaining(request.number) });
    expect((await manager.api.get(`/project-issues/${issue.id}`)).body).toMatchObject({ state: 'open', version: 1 });
    await manager.api.patch(`/project-issues/${issue.id}`, { state: 'closed_complete' });
    expect(await shown(source.id)).toMatchObject({ resolutionNotes: expect.stringContaining(request.number) });
  });

  it('an issue that is converted and closed closes its case too', async () => {
    await setFlow('close_case_on_issue_closure', true);
    const source = await caseIn();
    const issue = (await manager.api.post(`/cases/${source.id}/create-issue`)).body;
    const made = await manager.api.post(`/project-issues/${issue.id}/convert`, { to: 'action', closeSource: true });
    expect(made.status).toBe(201);
    expect((await shown(source.id)).state).toBe('closed');
  });

  it('a project that is deleted takes the records along, and the case is told (BR-080)', async () => {
    const doomed = await test.given.project({ account });
    const source = await caseIn('open', { project: doomed });
    await manager.api.post(`/cases/${source.id}/create-issue`);
    expect((await agent.api.patch(`/cases/${source.id}`, { projectId: null })).status).toBe(200);
    expect((await manager.api.delete(`/projects/${doomed.id}`)).status).toBe(204);
    expect((await admin.api.get(`/cases/${source.id}`)).body).toMatchObject({ issue: null, project: null });
  });
});
