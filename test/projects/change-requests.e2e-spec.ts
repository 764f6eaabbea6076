import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const EXTERNAL_FIELDS = [
  'approval',
  'assignedTo',
  'case',
  'category',
  'createdAt',
  'description',
  'dueDate',
  'id',
  'number',
  'priority',
  'project',
  'state',
  'title',
  'updatedAt',
  'version',
];

describe('project change requests', () => {
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
  afterEach(() => test.given.accessControl('project_change_request', false));

  const create = (body: object, somebody = manager) => somebody.api.post(`/projects/${project.id}/change-requests`, body);

  describe('creation', () => {
    it('1.15 needs a title, starts in Open, not yet asked for approval', async () => {
      const made = await create({ title: 'A second gate' });
      expect(made.status).toBe(201);
      expect(made.headers.etag).toBe('"1"');
      expect(made.body).toMatchObject({
        number: expect.stringMatching(/^PRJCR\d{7}$/),
        title: 'A second gate',
        project: { id: project.id, number: project.number, name: project.name },
        state: 'open',
        priority: 4,
        approval: 'not_requested',
        category: null,
        impact: null,
        estimatedCost: null,
        case: null,
        assignedTo: null,
        openedBy: { id: manager.id, kind: 'internal' },
        showOnStatusReport: false,
        convertedFrom: null,
        version: 1,
      });
      for (const body of [{}, { title: '' }, { title: '  ' }, { title: null }, { title: 'x'.repeat(161) }])
        expect((await create(body)).status).toBe(400);
    });

    it('takes everything that the reference names, through the project or with the project in the body', async () => {
      const assignee = await test.given.user([]);
      const whole = {
        title: 'A second gate',
        priority: 2,
        impact: 1,
        category: 'scope',
        approval: 'requested',
        description: 'At the north side.',
        businessJustification: 'Saves an hour a lorry.',
        estimatedCost: 12500.05,
        dueDate: '2026-05-29',
        assignedToId: assignee.id,
        showOnStatusReport: true,
      };
      const { assignedToId: _, ...said } = whole;
      const answers = [
        await create(whole),
        await manager.api.post('/change-requests', { ...whole, projectId: project.number }),
        await admin.api.post('/change-requests', { ...whole, projectId: project.id }),
      ];
      for (const { status, body } of answers) {
        expect(status).toBe(201);
        expect(body).toMatchObject({ ...said, project: { id: project.id }, assignedTo: { id: assignee.id } });
        expect((await manager.api.get(`/change-requests/${body.number}`)).body).toEqual(body);
      }
    });

    it.each([
      [{ priority: 5 }],
      [{ priority: '1' }],
      [{ priority: null }],
      [{ impact: 4 }],
      [{ impact: 'high' }],
      [{ category: 'money' }],
      [{ approval: 'cancelled' }],
      [{ approval: null }],
      [{ dueDate: '2026-02-30' }],
      [{ dueDate: '2026-03-02T08:00:00Z' }],
      [{ estimatedCost: -1 }],
      [{ estimatedCost: '5' }],
      [{ estimatedCost: 1.005 }],
      [{ estimatedCost: 1e-7 }],
      [{ estimatedCost: 1e15 }],
      [{ showOnStatusReport: 'yes' }],
      [{ showOnStatusReport: null }],
      [{ state: 'open' }],
      [{ caseId: '0'.repeat(32) }],
      [{ projectId: '0'.repeat(32) }],
      [{ convertedFrom: null }],
      [{ number: 'PRJCR1' }],
      [{ version: 3 }],
      [{ openedById: null }],
      [{ bogus: 1 }],
    ])('400 for %j', async (body) => {
      expect((await create({ title: 'A gate', ...body })).status).toBe(400);
    });

    it('decision 49 a project or person that does not exist, or is hidden or no internal user: 422', async () => {
      const contact = await test.given.contact(account);
      for (const assignedToId of [contact.id, '0'.repeat(32), 'nobody'])
        expect(await create({ title: 'A gate', assignedToId })).toMatchObject({
          status: 422,
          body: { code: 'unknown_reference', errors: [{ pointer: '/assignedToId' }] },
        });
      for (const projectId of ['PRJ9999999', '0'.repeat(32)])
        expect(await manager.api.post('/change-requests', { title: 'A gate', projectId })).toMatchObject({
          status: 422,
          body: { code: 'unknown_reference', errors: [{ pointer: '/projectId' }] },
        });
      expect((await manager.api.post('/change-requests', { title: 'A gate' })).body.errors).toMatchObject([{ pointer: '/projectId' }]);
    });

    it('404 in a project that never was, before anything is said of the body', async () => {
      expect((await manager.api.post(`/projects/${'0'.repeat(32)}/change-requests`, { bogus: 1 })).status).toBe(404);
    });

    it('T21 the same Idempotency-Key makes one', async () => {
      const send = () => manager.api.post(`/projects/${project.id}/change-requests`, { title: 'Once' }, { 'idempotency-key': 'cr-once' });
      const [first, second] = [await send(), await send()];
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    });
  });

  describe('change', () => {
    it('changes what is named, keeps money to the cent, writes history, refuses a stale version', async () => {
      const { body } = await create({ title: 'A gate', estimatedCost: 0.1, description: 'Old' });
      const path = `/change-requests/${body.id}`;
      expect((await manager.api.patch(path, { title: 'New' }, { 'if-match': '"9"' })).status).toBe(412);
      const changed = await manager.api.patch(
        path,
        { title: 'New', estimatedCost: 999_999_999_999.99, description: null },
        { 'if-match': '"1"' },
      );
      expect(changed).toMatchObject({
        status: 200,
        body: { title: 'New', estimatedCost: 999_999_999_999.99, description: null, version: 2 },
      });
      expect((await manager.api.get(path)).body).toEqual(changed.body);
      const history = await manager.api.all(`${path}/activity`);
      expect(history.flatMap(({ changes }) => changes).map(({ field, from }) => [field, from])).toEqual(
        expect.arrayContaining([
          ['title', 'A gate'],
          ['estimatedCost', 0.1],
        ]),
      );
      expect((await manager.api.patch(path, {})).body.version).toBe(2);
    });

    it.each([
      [{ title: null }],
      [{ title: ' ' }],
      [{ state: 'new' }],
      [{ state: null }],
      [{ priority: null }],
      [{ estimatedCost: 'x' }],
      [{ projectId: 'x' }],
    ])('400 for %j', async (body) => {
      const { id } = await test.given.ridac('change_request', { project });
      expect((await manager.api.patch(`/change-requests/${id}`, body)).status).toBe(400);
    });

    it('the state by PATCH, each of the six; a closed one changes no more until it is opened again', async () => {
      const { id } = await test.given.ridac('change_request', { project });
      const patch = (body: object) => manager.api.patch(`/change-requests/${id}`, body);
      for (const state of [
        'pending',
        'open',
        'work_in_progress',
        'closed_complete',
        'closed_incomplete',
        'closed_skipped',
        'open',
        'closed_complete',
      ])
        expect(await patch({ state })).toMatchObject({ status: 200, body: { state } });
      expect(await patch({ title: 'New' })).toMatchObject({ status: 409, body: { code: 'record_closed' } });
      expect(await patch({ state: 'closed_skipped', title: 'New' })).toMatchObject({ status: 409 });
      expect(await patch({ showOnStatusReport: true })).toMatchObject({ status: 200, body: { state: 'closed_complete' } });
      expect(await patch({ state: 'work_in_progress', title: 'New' })).toMatchObject({ status: 200, body: { title: 'New' } });
    });

    it('two who change at once: both changes hold', async () => {
      const { id } = await test.given.ridac('change_request', { project });
      await Promise.all([
        manager.api.patch(`/change-requests/${id}`, { title: 'Named' }),
        admin.api.patch(`/change-requests/${id}`, { priority: 1 }),
      ]);
      expect((await manager.api.get(`/change-requests/${id}`)).body).toMatchObject({ title: 'Named', priority: 1, version: 3 });
    });
  });

  describe('lists', () => {
    it('filters, sorts, searches and pages, flat and in a project', async () => {
      const own = await test.given.project({ account });
      const assignee = await test.given.user([]);
      const made = [];
      for (let n = 0; n < 5; n += 1)
        made.push(
          await test.given.ridac('change_request', {
            project: own,
            name: n % 2 ? 'Second gate' : 'Ramp',
            with: {
              priority: 1 + (n % 4),
              dueDate: n ? `2026-05-0${n}` : null,
              state: n === 4 ? 'closed_complete' : 'open',
              assignedToId: n === 3 ? assignee.id : null,
            },
          }),
        );
      const found = async (query: string, path = `/projects/${own.id}/change-requests`) =>
        (await manager.api.all(`${path}?${query}`)).map(({ id }) => id);
      const ids = made.map(({ id }) => id);
      expect(await found('')).toEqual(ids);
      expect(await found(`project=${own.number}`, '/change-requests')).toEqual(ids);
      expect(await found('sort=-number')).toEqual([...ids].reverse());
      expect(await found('state=closed_complete')).toEqual([ids[4]]);
      expect(await found('state.ne=closed_complete')).toEqual(ids.slice(0, 4));
      expect(await found('q=gate')).toEqual([ids[1], ids[3]]);
      expect(await found(`number=${made[2]!.number}`)).toEqual([ids[2]]);
      expect(await found(`assignedTo=${assignee.id}`)).toEqual([ids[3]]);
      expect(await found('case.isNull=false')).toEqual([]);
      expect(await found('createdAt.gte=2020-01-01')).toEqual(ids);
      expect(await found('updatedAt.lt=2020-01-01')).toEqual([]);
      for (const sort of ['priority', '-dueDate', 'state,-number', '-createdAt', 'updatedAt']) {
        const first = await manager.api.get(`/projects/${own.id}/change-requests?limit=3&total=true&sort=${sort}`);
        const second = await manager.api.get(`/projects/${own.id}/change-requests?limit=3&sort=${sort}&cursor=${first.body.next}`);
        expect([first.body.items.length, first.body.total, second.body.items.length, second.body.next]).toEqual([3, 5, 2, null]);
        expect(new Set([...first.body.items, ...second.body.items].map(({ id }) => id)).size).toBe(5);
      }
      for (const query of ['sort=estimatedCost', 'estimatedCost=5', 'bogus=1', 'limit=0'])
        expect((await manager.api.get(`/change-requests?${query}`)).status).toBe(400);
      expect((await manager.api.get(`/projects/${'0'.repeat(32)}/change-requests?bogus=1`)).status).toBe(404);
    });
  });

  describe('customers', () => {
    const world = async (roles: readonly string[] = ROLE.customer) => {
      const me = await test.given.contact(account, roles);
      const [mine, other] = [await test.given.project({ account, contacts: [me] }), await test.given.project({ account })];
      const request = await test.given.ridac('change_request', {
        project: mine,
        with: { estimatedCost: 5000, businessJustification: 'Margin', impact: 1, showOnStatusReport: true },
      });
      const hidden = await test.given.ridac('change_request', { project: other });
      return { me, mine, other, request, hidden };
    };

    it('BR-182, decision 30 see none while the access control is off, which it is at first', async () => {
      const { me, mine, request } = await world();
      expect((await me.api.get('/change-requests?total=true')).body).toEqual({ items: [], next: null, total: 0 });
      expect((await me.api.get(`/projects/${mine.id}/change-requests?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
      const never = await me.api.get(`/change-requests/${'0'.repeat(32)}`);
      for (const key of [request.id, request.number]) {
        const answer = await me.api.get(`/change-requests/${key}`);
        expect([answer.status, { ...answer.body, requestId: '' }]).toEqual([404, { ...never.body, requestId: '' }]);
      }
      for (const path of ['activity', 'attachments']) expect((await me.api.get(`/change-requests/${request.id}/${path}`)).status).toBe(404);
    });

    it.each(['customer', 'customerCaseManager', 'customerAdmin'] as const)(
      'matrix 2.2 a %s with it on sees those of the projects of which the person is a contact, and no costs',
      async (role) => {
        await test.given.accessControl('project_change_request', true);
        const { me, mine, other, request, hidden } = await world(ROLE[role]);
        expect((await me.api.get('/change-requests?total=true')).body).toMatchObject({ items: [{ id: request.id }], total: 1 });
        expect((await me.api.get(`/projects/${mine.number}/change-requests`)).body.items).toMatchObject([{ id: request.id }]);
        expect((await me.api.get(`/projects/${other.id}/change-requests`)).status).toBe(404);
        expect((await me.api.get(`/change-requests/${hidden.id}`)).status).toBe(404);
        const { body } = await me.api.get(`/change-requests/${request.number}`);
        expect(Object.keys(body).sort()).toEqual(EXTERNAL_FIELDS);
        expect(body.project.id).toBe(mine.id);
      },
    );

    it('decision 29 the switch is of a role: on for customer administrators alone', async () => {
      await test.given.accessControl('project_change_request', true, 'sn_customerservice.customer_admin');
      const [customer, administrator] = [await world(), await world(ROLE.customerAdmin)];
      expect((await customer.me.api.get('/change-requests')).body.items).toEqual([]);
      expect((await administrator.me.api.get('/change-requests')).body.items).toMatchObject([{ id: administrator.request.id }]);
      await test.given.accessControl('project_change_request', false);
      expect((await administrator.me.api.get('/change-requests')).body.items).toEqual([]);
    });

    it('partners see them where they are contacts of the project, and consumers never', async () => {
      await test.given.accessControl('project_change_request', true);
      const vendor = await test.given.account({ customer: false, partner: true });
      await test.given.partnership(vendor, account);
      const [partner, idle] = [await test.given.contact(vendor, ROLE.partner), await test.given.contact(vendor, ROLE.partnerAdmin)];
      const mine = await test.given.project({ account, contacts: [partner] });
      const request = await test.given.ridac('change_request', { project: mine });
      expect((await partner.api.get('/change-requests')).body.items).toMatchObject([{ id: request.id }]);
      for (const nobody of [idle, await test.given.consumer(), await test.given.contact(account, [])]) {
        expect((await nobody.api.get('/change-requests?total=true')).body).toEqual({ items: [], next: null, total: 0 });
        expect((await nobody.api.get(`/change-requests/${request.id}`)).status).toBe(404);
      }
    });

    it('decision 14 no filter, sort or search by what is hidden, and one text for all of them', async () => {
      await test.given.accessControl('project_change_request', true);
      const { me } = await world();
      for (const query of [
        'estimatedCost=5000',
        'sort=estimatedCost',
        'showOnStatusReport=true',
        'openedBy.isNull=true',
        'impact=1',
        'bogus=1',
      ])
        expect([query, (await me.api.get(`/change-requests?${query}`)).status]).toEqual([query, 400]);
      const [hidden, never] = [await me.api.get('/change-requests?estimatedCost=1'), await me.api.get('/change-requests?nonsense=1')];
      expect(hidden.body.detail.replaceAll('estimatedCost', '*')).toBe(never.body.detail.replaceAll('nonsense', '*'));
      expect((await me.api.get('/change-requests?q=Margin&total=true')).body.total).toBe(0);
    });

    it('decision 10 only read: 403 on what they see, 404 on what they do not', async () => {
      await test.given.accessControl('project_change_request', true);
      const { me, mine, other, request, hidden } = await world(ROLE.customerAdmin);
      for (const [{ id }, { id: projectId }, status] of [
        [request, mine, 403],
        [hidden, other, 404],
      ] as const) {
        const answers = [
          await me.api.patch(`/change-requests/${id}`, { bogus: 1 }),
          await me.api.delete(`/change-requests/${id}`),
          await me.api.post(`/change-requests/${id}/comments`, { text: 'Hello' }),
          await me.api.post(`/change-requests/${id}/work-notes`, { text: 'Hello' }),
          await me.api.upload(`/change-requests/${id}/attachments`, 'a.txt', 'Hello', 'text/plain'),
          await me.api.post(`/projects/${projectId}/change-requests`, { bogus: 1 }),
        ];
        expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
      }
      expect((await me.api.post('/change-requests', { title: 'A gate', projectId: mine.id })).status).toBe(403);
      expect((await manager.api.get(`/change-requests/${request.id}`)).body.version).toBe(1);
    });

    it('decision 31 a case that they may not see is not named; of one they see, its number is', async () => {
      await test.given.accessControl('project_change_request', true);
      const { me, mine } = await world();
      const [seen, unseen] = [
        await test.given.case({ account, contact: me, project: mine }),
        await test.given.case({ account, project: mine }),
      ];
      const [a, b] = [
        await test.given.ridac('change_request', { project: mine, with: { caseId: seen.id } }),
        await test.given.ridac('change_request', { project: mine, with: { caseId: unseen.id } }),
      ];
      expect((await me.api.get(`/change-requests/${a.id}`)).body.case).toMatchObject({ id: seen.id, number: seen.number });
      expect((await me.api.get(`/change-requests/${b.id}`)).body.case).toBeNull();
      expect((await me.api.get(`/change-requests?case=${seen.number}`)).body.items).toMatchObject([{ id: a.id }]);
      expect((await me.api.get(`/change-requests?case=${unseen.number}`)).body.items).toEqual([]);
      expect((await manager.api.get(`/change-requests?case=${unseen.number}`)).body.items).toMatchObject([{ id: b.id }]);
    });

    it('decision 15 the project contact taken away: 404 with the next request', async () => {
      await test.given.accessControl('project_change_request', true);
      const { me, mine, request } = await world();
      expect((await me.api.get(`/change-requests/${request.id}`)).status).toBe(200);
      await manager.api.delete(`/projects/${mine.id}/contacts/${me.id}`);
      expect((await me.api.get(`/change-requests/${request.id}`)).status).toBe(404);
    });

    it('BR-021 the stream shows comments, files and open fields; neither work notes nor costs', async () => {
      await test.given.accessControl('project_change_request', true);
      const { me, request } = await world();
      const path = `/change-requests/${request.id}`;
      expect((await manager.api.post(`${path}/comments`, { text: 'We look into it' })).status).toBe(201);
      expect((await manager.api.post(`${path}/work-notes`, { text: 'Too cheap' })).status).toBe(201);
      await manager.api.patch(path, { estimatedCost: 7000, businessJustification: 'More margin', impact: 2 });
      await manager.api.patch(path, { state: 'work_in_progress', estimatedCost: 8000 });
      const file = await manager.api.upload(`${path}/attachments`, 'plan.txt', 'Plan', 'text/plain');
      expect(file.status).toBe(201);
      const stream = await me.api.all(`${path}/activity`);
      expect(stream.map(({ kind }) => kind)).toEqual(['attachment', 'field_change', 'comment']);
      expect(stream[1].changes).toEqual([{ field: 'state', from: 'open', to: 'work_in_progress' }]);
      expect(JSON.stringify(stream)).not.toMatch(/cheap|margin|7000|8000/i);
      expect((await me.api.get(`/attachments/${file.body.id}/content`)).status).toBe(200);
      const all = await manager.api.all(`${path}/activity`);
      expect(all.map(({ text }) => text)).toContain('Too cheap');
      expect(JSON.stringify(all)).toMatch(/8000/);
      await test.given.accessControl('project_change_request', false);
      expect((await me.api.get(`/attachments/${file.body.id}`)).status).toBe(404);
    });
  });

  describe('internal people', () => {
    it('decision 11 stakeholders read all of them, but not where they came from; their switch takes them away', async () => {
      const { id } = await test.given.ridac('change_request', {
        project,
        with: { estimatedCost: 5, convertedFrom: { kind: 'risk', id: '0'.repeat(32), number: 'RISK9999999' } },
      });
      for (const roles of [ROLE.stakeholder, ROLE.agentWithStakeholder]) {
        const { api } = await test.given.user(roles);
        const { body } = await api.get(`/change-requests/${id}`);
        expect(body).toMatchObject({ id, estimatedCost: 5 });
        expect(body).not.toHaveProperty('convertedFrom');
        expect((await api.get('/change-requests?convertedFrom.isNull=true')).status).toBe(400);
        expect((await api.get(`/projects/${project.id}/change-requests`)).body.items.length).toBeGreaterThan(0);
        for (const refused of [
          await api.patch(`/change-requests/${id}`, { title: 'X' }),
          await api.delete(`/change-requests/${id}`),
          await api.post('/change-requests', { title: 'X', projectId: project.id }),
          await api.post(`/projects/${project.id}/change-requests`, { bogus: 1 }),
          await api.post(`/change-requests/${id}/comments`, { text: 'X' }),
          await api.post(`/change-requests/${id}/work-notes`, { text: 'X' }),
        ])
          expect(refused.status).toBe(403);
        await test.given.accessControl('project_change_request', false, 'sn_customerservice.projectstakeholder');
        expect((await api.get(`/change-requests/${id}`)).status).toBe(404);
        expect((await api.get('/change-requests')).body.items).toEqual([]);
        await test.given.accessControl('project_change_request', true, 'sn_customerservice.projectstakeholder');
      }
      expect((await manager.api.get(`/change-requests/${id}`)).body.convertedFrom).toEqual({
        kind: 'risk',
        id: '0'.repeat(32),
        number: 'RISK9999999',
      });
    });

    it('decisions 12, 34 agents alone, half project managers, stakeholders alone and colleagues see nothing', async () => {
      const { id } = await test.given.ridac('change_request', { project });
      for (const roles of [
        ROLE.agent,
        ROLE.agentManager,
        ['it_project_manager'],
        ['sn_customerservice.projectmanager'],
        ['sn_customerservice.projectstakeholder'],
        ['wm_dispatcher'],
        [],
      ]) {
        const { api } = await test.given.user(roles);
        expect((await api.get('/change-requests?total=true')).body).toEqual({ items: [], next: null, total: 0 });
        expect((await api.get(`/change-requests/${id}`)).status).toBe(404);
        expect((await api.patch(`/change-requests/${id}`, { bogus: 1 })).status).toBe(404);
        expect((await api.post(`/projects/${project.id}/change-requests`, { bogus: 1 })).status).toBe(404);
        expect((await api.post('/change-requests', { title: 'X', projectId: project.id })).status).toBe(403);
      }
    });

    it('nobody without a sign-in', async () => {
      for (const path of ['/change-requests', `/projects/${project.id}/change-requests`]) {
        expect((await test.stranger.get(path)).status).toBe(401);
        expect((await test.stranger.post(path)).status).toBe(401);
      }
    });

    it('matrix 2.2 only administrators delete one', async () => {
      const { id } = await test.given.ridac('change_request', { project });
      expect((await manager.api.delete(`/change-requests/${id}`)).status).toBe(403);
      expect((await admin.api.delete(`/change-requests/${id}`, { 'if-match': '"5"' })).status).toBe(412);
      expect((await admin.api.delete(`/change-requests/${id}`)).status).toBe(204);
      expect((await admin.api.delete(`/change-requests/${id}`)).status).toBe(404);
      expect((await manager.api.get(`/change-requests/${id}`)).status).toBe(404);
    });
  });

  it('a pending project is deleted with what stands in it', async () => {
    const doomed = await test.given.project({ account });
    const { id } = await test.given.ridac('change_request', { project: doomed });
    expect((await manager.api.delete(`/projects/${doomed.id}`)).status).toBe(204);
    expect((await manager.api.get(`/change-requests/${id}`)).status).toBe(404);
  });

  it('reads take at most three statements, writes at most twelve', async () => {
    await test.given.accessControl('project_change_request', true);
    const me = await test.given.contact(account);
    await test.given.projectContact(project, me);
    const { id } = await test.given.ridac('change_request', { project });
    const count = async (send: () => Promise<{ status: number }>): Promise<number> => {
      const statements: string[] = [];
      const stop = test.get(Database).onStatement((sql) => statements.push(sql));
      expect((await send()).status).toBeLessThan(300);
      stop();
      return statements.filter((sql) => !/^(BEGIN|START|COMMIT)/.test(sql)).length;
    };
    for (const { api } of [me, manager])
      for (const path of ['/change-requests', `/change-requests/${id}`, `/projects/${project.id}/change-requests`]) {
        await api.get(path);
        expect(await count(() => api.get(path))).toBeLessThanOrEqual(3);
      }
    expect(await count(() => create({ title: 'A gate', assignedToId: manager.id }))).toBeLessThanOrEqual(12);
    expect(await count(() => manager.api.patch(`/change-requests/${id}`, { state: 'closed_complete', priority: 1 }))).toBeLessThanOrEqual(
      12,
    );
  });
});
