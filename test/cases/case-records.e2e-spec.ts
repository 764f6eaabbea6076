import { FLOWS } from '../../src/administration/domain/flows.js';
import type { ServiceCaseState } from '../../src/cases/index.js';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

/** The two records that a case may give rise to, with what differs between them. */
const KINDS = [
  {
    kind: 'issue',
    field: 'issue',
    action: 'create-issue',
    path: '/project-issues',
    title: 'shortDescription',
    table: 'issue',
    flow: 'create_issue_from_case',
    number: /^ISU\d{7}$/,
    rules: 'BR-070, BR-072',
  },
  {
    kind: 'change request',
    field: 'changeRequest',
    action: 'create-change-request',
    path: '/change-requests',
    title: 'title',
    table: 'project_change_request',
    flow: 'create_change_request_from_case',
    number: /^PRJCR\d{7}$/,
    rules: 'BR-071, BR-073',
  },
] as const;

describe('issues and change requests of a case', () => {
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
    for (const { table } of KINDS) await test.given.accessControl(table, false);
  });

  const someCase = (options: object = {}): Promise<ServiceCaseState> =>
    test.given.case({ account, contact: customer, project, state: 'open', with: { priority: 2 }, ...options });
  const texts = async (who: Somebody, path: string): Promise<[string, string][]> =>
    (await who.api.all(`${path}/activity`)).map(({ kind, text }) => [kind, text]);

  describe.each(KINDS)('$kind', ({ kind, field, action, path, title, table, flow, number, rules }) => {
    const create = (source: { id: string }, body: object = {}, who = manager, headers = {}) =>
      who.api.post(`/cases/${source.id}/${action}`, body, headers);
    const setFlow = async (body: object) => expect((await admin.api.patch(`/admin/flows/${flow}`, body)).status).toBe(200);
    const resetFlow = async () => {
      const { active, fields } = FLOWS.find(({ key }) => key === flow)!;
      await setFlow({ active, fieldMap: fields!.initial });
    };

    it(`${rules} stands in the project of the case, with its short description and priority, and the case names it`, async () => {
      const source = await someCase();
      const { status, body } = await create(source);
      expect([status, body]).toMatchObject([
        201,
        {
          number: expect.stringMatching(number),
          [title]: source.shortDescription,
          priority: 2,
          project: { id: project.id },
          case: { id: source.id, number: source.number },
          state: 'open',
          openedBy: { id: manager.id },
        },
      ]);
      expect((await manager.api.get(`${path}/${body.number}`)).body).toEqual(body);
      expect((await manager.api.get(`/cases/${source.number}`)).body[field]).toEqual({
        id: body.id,
        number: body.number,
        name: source.shortDescription,
      });
      expect((await manager.api.all(`${path}?case=${source.number}`)).map(({ id }) => id)).toEqual([body.id]);
      const nested = kind === 'issue' ? 'issues' : 'change-requests';
      expect((await manager.api.all(`/projects/${project.id}/${nested}`)).map(({ id }) => id)).toContain(body.id);
    });

    it('what the body says is not copied; all fields of the record; bad input is 400 or 422', async () => {
      const source = await someCase();
      const said = { [title]: 'The gate', priority: 1, description: 'Too low', impact: 2, dueDate: '2026-04-01', estimatedCost: 5 };
      for (const [bad, status] of [
        [{ [title]: null }, 400],
        [{ [title]: ' ' }, 400],
        [{ [title]: 'x'.repeat(161) }, 400],
        [{ priority: 5 }, 400],
        [{ bogus: 1 }, 400],
        [{ projectId: project.id }, 400],
        [{ caseId: source.id }, 400],
        [{ state: 'closed_complete' }, 400],
        [[], 400],
        [{ assignedToId: customer.id }, 422],
      ] as const)
        expect([bad, (await create(source, bad)).status]).toEqual([bad, status]);
      expect((await manager.api.get(`/cases/${source.id}`)).body).toMatchObject({ version: 1, [field]: null });
      expect((await create(source, { ...said, assignedToId: manager.id })).body).toMatchObject({
        ...said,
        assignedTo: { id: manager.id },
      });
    });

    it('BR-074 the number of the one stands in the activity of the other, as a work note', async () => {
      const source = await someCase({ assignedTo: agent });
      const { body } = await create(source);
      expect(await texts(agent, `/cases/${source.id}`)).toContainEqual(['work_note', `Opened ${kind} ${body.number}`]);
      expect(await texts(manager, `${path}/${body.id}`)).toContainEqual(['work_note', `Opened from case ${source.number}`]);
      // Decision 13, BR-021.
      for (const who of [manager, customer])
        expect(JSON.stringify(await texts(who, `/cases/${source.id}`))).not.toContain(`Opened ${kind}`);
    });

    it('BR-021 the history of the case does not tell customers that there is one', async () => {
      const source = await someCase();
      await create(source);
      const changed = async (who: Somebody) =>
        (await who.api.all(`/cases/${source.id}/activity`)).flatMap(({ changes }) => changes ?? []).map((change) => change.field);
      expect(await changed(customer)).toEqual([]);
      expect(await changed(manager)).toEqual([field]);
    });

    it('the field map of the flow decides what is copied', async () => {
      const source = await someCase({ assignedTo: agent, with: { description: 'Lorries hit it', priority: 1, impact: 3, location: null } });
      await setFlow({
        fieldMap: [
          { from: 'shortDescription', to: 'description' },
          { from: 'impact', to: 'impact' },
          { from: 'assignedToId', to: 'assignedToId' },
        ],
      });
      const { body } = await create(source);
      await resetFlow();
      expect(body).toMatchObject({
        [title]: `From case ${source.number}`,
        description: source.shortDescription,
        impact: 3,
        priority: 4,
        assignedTo: { id: agent.id },
      });
    });

    it('BR-075 with the flow off nothing is copied, and it is linked all the same', async () => {
      await setFlow({ active: false });
      const [source, other] = [await someCase(), await someCase()];
      const [bare, said] = [await create(source), await create(other, { [title]: 'The gate' })];
      await resetFlow();
      expect([bare.status, bare.body]).toMatchObject([
        201,
        { [title]: `From case ${source.number}`, priority: 4, case: { id: source.id } },
      ]);
      expect(said.body).toMatchObject({ [title]: 'The gate', priority: 4 });
      expect((await manager.api.get(`/cases/${source.id}`)).body[field].id).toBe(bare.body.id);
    });

    it('one for a case; of several at once one succeeds, and the other kind still may be opened', async () => {
      const source = await someCase();
      const answers = await Promise.all(Array.from({ length: 6 }, () => create(source)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
      for (const { body } of answers.filter(({ status }) => status === 409)) expect(body.code).toBe('case_has_record');
      expect(await manager.api.all(`${path}?case=${source.id}`)).toHaveLength(1);
      expect(await create(source)).toMatchObject({ status: 409, body: { code: 'case_has_record' } });
      const other = KINDS.find((one) => one.field !== field)!;
      expect((await manager.api.post(`/cases/${source.id}/${other.action}`)).status).toBe(201);
    });

    it('not in a case that has ended, nor in one without a project', async () => {
      for (const state of ['closed', 'canceled'] as const) {
        const source = await someCase({ state });
        for (const who of [manager, admin])
          expect(await create(source, { bogus: 1 }, who)).toMatchObject({ status: 409, body: { code: 'record_closed' } });
      }
      const without = await test.given.case({ account, state: 'open' });
      expect(await create(without, {}, admin)).toMatchObject({ status: 409, body: { code: 'case_without_project' } });
      expect((await create(without)).status).toBe(404);
      for (const state of ['new', 'open', 'awaiting_info', 'resolved'] as const)
        expect([state, (await create(await someCase({ state }), {}, admin)).status]).toEqual([state, 201]);
    });

    it('BR-058 a case of a task has the project of the task', async () => {
      const task = await test.given.task({ project });
      const { body } = await manager.api.get(`/cases/${(await test.given.case({ account, task, state: 'new' })).id}`);
      expect((await create(body)).body.project.id).toBe(project.id);
    });

    it('403 for who sees the case and manages no project, 404 for who does not see it, whatever the body', async () => {
      const source = await someCase({ assignedTo: agent });
      const cast: [Somebody, number][] = [
        [customer, 403],
        [await test.given.contact(account, ROLE.customerCaseManager), 403],
        [await test.given.contact(account, ROLE.customerAdmin), 403],
        [agent, 403],
        [await test.given.user(ROLE.agentManager), 403],
        [await test.given.user(ROLE.agentWithStakeholder), 403],
        [await test.given.user(ROLE.stakeholder), 403],
        [await test.given.contact(account), 404],
        [await test.given.contact(await test.given.account(), ROLE.customerAdmin), 404],
        [await test.given.consumer(), 404],
        [await test.given.user(['it_project_manager']), 404],
        [await test.given.user(['sn_customerservice.projectmanager']), 404],
        [await test.given.user([]), 404],
      ];
      for (const [who, status] of cast) expect([who.name, (await create(source, { bogus: 1 }, who)).status]).toEqual([who.name, status]);
      expect((await test.stranger.post(`/cases/${source.id}/${action}`)).status).toBe(401);
      expect((await create({ id: 'CS9999999' })).status).toBe(404);
      expect((await manager.api.get(`/cases/${source.id}`)).body[field]).toBeNull();
    });

    it('a stale If-Match is 412; an Idempotency-Key gives the same record again', async () => {
      const source = await someCase();
      expect((await create(source, {}, manager, { 'if-match': '"7"' })).status).toBe(412);
      const key = { 'idempotency-key': `${action}-${source.id}`, 'if-match': '"1"' };
      const [first, again] = [await create(source, {}, manager, key), await create(source, {}, manager, key)];
      expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    });

    it('BR-080 deleted, it leaves the case, also one that has ended, and makes room for another one', async () => {
      const [source, ended] = [await someCase(), await someCase()];
      const [first, last] = [(await create(source)).body, (await create(ended)).body];
      await agent.api.post(`/cases/${ended.id}/cancel`);
      for (const { id } of [first, last]) expect((await admin.api.delete(`${path}/${id}`)).status).toBe(204);
      for (const { id } of [source, ended]) expect((await manager.api.get(`/cases/${id}`)).body[field]).toBeNull();
      const second = await create(source);
      expect(second.status).toBe(201);
      expect(second.body.number).not.toBe(first.number);
      expect((await manager.api.get(`/cases/${source.id}/related-records`)).body[field].id).toBe(second.body.id);
    });

    it('BR-079 closing the case leaves it as it is', async () => {
      const source = await someCase();
      const { body } = await create(source);
      await agent.api.post(`/cases/${source.id}/close`, { resolutionCode: 'void', resolutionNotes: 'Twice.' });
      expect((await manager.api.get(`${path}/${body.id}`)).body).toEqual(body);
    });

    it('BR-185 while customer projects are off, neither the actions nor the fields are there', async () => {
      const source = await someCase();
      await create(source);
      await test.given.accessControl(table, true);
      const plugin = '/admin/plugins/com.snc.csm_ppm';
      const wm = '/admin/plugins/com.snc.wm_ppm';
      const active = (await admin.api.get('/admin/plugins')).body.items.filter(({ active: on }: { active: boolean }) => on).length;
      await admin.api.post(`${wm}/deactivate`);
      expect((await admin.api.post(`${plugin}/deactivate`)).status).toBe(200);
      for (const who of [manager, admin, customer])
        expect([(await create(source, {}, who)).status, (await who.api.get(`/cases/${source.id}/related-records`)).status]).toEqual([
          404, 404,
        ]);
      expect((await customer.api.get(`/portal/cases/${source.id}/related-records`)).status).toBe(404);
      for (const who of [agent, customer]) expect((await who.api.get(`/cases/${source.id}`)).body).not.toHaveProperty(field);
      for (const id of [plugin, wm]) await admin.api.post(`${id}/activate`);
      expect((await admin.api.get('/admin/plugins')).body.items.filter(({ active: on }: { active: boolean }) => on)).toHaveLength(active);
      expect((await manager.api.get(`/cases/${source.id}`)).body[field].id).toEqual(expect.any(String));
    });
  });

  describe('Related Records (decision 8)', () => {
    interface Both {
      readonly source: ServiceCaseState;
      readonly issue: any;
      readonly changeRequest: any;
    }
    const withBoth = async (options: object = {}): Promise<Both> => {
      const source = await someCase(options);
      const [issue, changeRequest] = [
        (await manager.api.post(`/cases/${source.id}/create-issue`, { estimatedCost: 7, impact: 1 })).body,
        (await manager.api.post(`/cases/${source.id}/create-change-request`, { estimatedCost: 7, businessJustification: 'Dear' })).body,
      ];
      return { source, issue, changeRequest };
    };
    /** The ids that the case page shows, and that the case and the form name, which must agree. */
    const shown = async (who: Somebody, { source }: Both): Promise<Record<string, string | null>> => {
      const { status, body } = await who.api.get(`/cases/${source.number}/related-records`);
      expect([who.name, status]).toEqual([who.name, 200]);
      const seen = { issue: body.issue?.id ?? null, changeRequest: body.changeRequest?.id ?? null };
      const named = (await who.api.get(`/cases/${source.id}`)).body;
      expect({ issue: named.issue?.id ?? null, changeRequest: named.changeRequest?.id ?? null }).toEqual(seen);
      return seen;
    };
    const onPortal = async (who: Somebody, { source }: Both) => {
      expect((await who.api.get(`/portal/cases/${source.id}/related-records`)).body).toEqual(
        (await who.api.get(`/cases/${source.id}/related-records`)).body,
      );
      const { relatedLists } = (await who.api.get(`/portal/cases/${source.id}`)).body;
      return relatedLists.find(({ key }: { key: string }) => key === 'related_records')?.count ?? 0;
    };

    it('each stands there with its access control only; the widget is absent when there is none', async () => {
      const both = await withBoth();
      const none = { issue: null, changeRequest: null };
      expect([await shown(customer, both), await onPortal(customer, both)]).toEqual([none, 0]);
      await test.given.accessControl('issue', true);
      expect([await shown(customer, both), await onPortal(customer, both)]).toEqual([{ ...none, issue: both.issue.id }, 1]);
      await test.given.accessControl('project_change_request', true);
      expect([await shown(customer, both), await onPortal(customer, both)]).toEqual([
        { issue: both.issue.id, changeRequest: both.changeRequest.id },
        2,
      ]);
      await test.given.accessControl('issue', false);
      expect([await shown(customer, both), await onPortal(customer, both)]).toEqual([{ ...none, changeRequest: both.changeRequest.id }, 1]);
      expect((await customer.api.get(`/project-issues/${both.issue.id}`)).status).toBe(404);
    });

    it('BR-021 without costs, justification and what is internal; nobody but who manages the project reads work notes', async () => {
      for (const { table } of KINDS) await test.given.accessControl(table, true);
      const both = await withBoth();
      const { body } = await customer.api.get(`/portal/cases/${both.source.id}/related-records`);
      expect(Object.keys(body)).toEqual(['changeRequest', 'issue']);
      expect(body.issue).toMatchObject({
        number: both.issue.number,
        project: { id: project.id },
        case: { id: both.source.id },
        state: 'open',
      });
      for (const name of ['estimatedCost', 'impact', 'businessJustification', 'openedBy', 'convertedFrom', 'showOnStatusReport'])
        for (const record of [body.issue, body.changeRequest]) expect(record).not.toHaveProperty(name);
      expect((await customer.api.get(`/project-issues/${both.issue.number}`)).body).toEqual(body.issue);
      for (const [path, { id }] of [
        ['/project-issues', both.issue],
        ['/change-requests', both.changeRequest],
      ] as const) {
        expect(JSON.stringify((await customer.api.get(`${path}/${id}/activity`)).body)).not.toContain('Opened from');
        expect((await customer.api.post(`${path}/${id}/comments`, { text: 'Hello' })).status).toBe(403);
        expect((await customer.api.patch(`${path}/${id}`, { bogus: 1 })).status).toBe(403);
        expect((await customer.api.delete(`${path}/${id}`)).status).toBe(403);
      }
    });

    it('decision 32 who sees the case and is no contact of its project sees neither; nor does a contact who does not see the case', async () => {
      for (const { table } of KINDS) await test.given.accessControl(table, true);
      const both = await withBoth();
      for (const role of ['customerCaseManager', 'customerAdmin'] as const) {
        const who = await test.given.contact(account, ROLE[role]);
        expect(await shown(who, both)).toEqual({ issue: null, changeRequest: null });
        expect((await who.api.get(`/project-issues/${both.issue.id}`)).status).toBe(404);
        await test.given.projectContact(project, who);
        expect(await shown(who, both)).toEqual({ issue: both.issue.id, changeRequest: both.changeRequest.id });
        expect((await who.api.all('/project-issues')).map(({ id }) => id)).toContain(both.issue.id);
      }
      const colleague = await test.given.contact(account);
      await test.given.projectContact(project, colleague);
      for (const path of ['/cases', '/portal/cases'])
        expect((await colleague.api.get(`${path}/${both.source.id}/related-records`)).status).toBe(404);
      expect((await colleague.api.get(`/project-issues/${both.issue.id}`)).status).toBe(404);
      expect((await colleague.api.all('/project-issues')).map(({ id }) => id)).not.toContain(both.issue.id);
      // Of a change request each contact of the project reads, but not from which case it came.
      expect((await colleague.api.get(`/change-requests/${both.changeRequest.id}`)).body.case).toBeNull();
    });

    it('partners see them through a case that they see, in reach and as contacts of the project', async () => {
      for (const { table } of KINDS) await test.given.accessControl(table, true);
      const vendor = await test.given.account({ partner: true, customer: false });
      const { mirrorId } = await test.given.partnership(vendor, account);
      const [partner, chief] = [await test.given.contact(vendor, ROLE.partner), await test.given.contact(vendor, ROLE.partnerAdmin)];
      for (const who of [partner, chief]) await test.given.projectContact(project, who);
      const both = await withBoth({ partner: vendor, partnerContact: partner });
      const all = { issue: both.issue.id, changeRequest: both.changeRequest.id };
      for (const who of [partner, chief]) expect(await shown(who, both)).toEqual(all);
      expect((await admin.api.delete(`/account-relationships/${mirrorId}`)).status).toBe(204);
      expect((await partner.api.get(`/cases/${both.source.id}/related-records`)).status).toBe(404);
      for (const who of [partner, chief]) expect((await who.api.get(`/project-issues/${both.issue.id}`)).status).toBe(404);
    });

    it('decision 15 nothing is left the moment the person is no contact of the project', async () => {
      for (const { table } of KINDS) await test.given.accessControl(table, true);
      const own = await test.given.project({ account, manager, contacts: [customer] });
      const both = await withBoth({ project: own });
      expect(await shown(customer, both)).toEqual({ issue: both.issue.id, changeRequest: both.changeRequest.id });
      expect((await manager.api.delete(`/projects/${own.id}/contacts/${customer.id}`)).status).toBe(204);
      expect(await shown(customer, both)).toEqual({ issue: null, changeRequest: null });
    });

    it('decision 31 an agent sees neither, a stakeholder both while the access control is on', async () => {
      const both = await withBoth();
      const all = { issue: both.issue.id, changeRequest: both.changeRequest.id };
      const stakeholder = await test.given.user(ROLE.agentWithStakeholder);
      expect(await shown(agent, both)).toEqual({ issue: null, changeRequest: null });
      expect(await shown(stakeholder, both)).toEqual(all);
      expect(await shown(manager, both)).toEqual(all);
      expect(await shown(admin, both)).toEqual(all);
      await test.given.accessControl('issue', false, 'sn_customerservice.projectstakeholder');
      expect(await shown(stakeholder, both)).toEqual({ ...all, issue: null });
      await test.given.accessControl('issue', true, 'sn_customerservice.projectstakeholder');
    });

    it('a hidden case and one that never was are the same 404; decision 37 the portal is for customers', async () => {
      const hidden = await test.given.case({ account: await test.given.account() });
      for (const path of ['/cases', '/portal/cases']) {
        const answers = await Promise.all(
          [hidden.id, hidden.number, 'CS9999999', 'f'.repeat(32)].map((key) => customer.api.get(`${path}/${key}/related-records`)),
        );
        for (const { status, body } of answers)
          expect([status, { ...body, requestId: '' }]).toEqual([404, { ...answers[0]!.body, requestId: '' }]);
      }
      for (const who of [manager, agent, admin]) expect((await who.api.get(`/portal/cases/${hidden.id}/related-records`)).status).toBe(403);
      expect((await test.stranger.get(`/cases/${hidden.id}/related-records`)).status).toBe(401);
    });
  });
});
