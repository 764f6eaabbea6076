import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('projects', () => {
  let test: TestApp;
  let manager: Somebody;
  let account: { id: string; number: string; path: string; name: string };

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    account = await test.given.account({ name: 'Boxeo' });
  });
  afterAll(() => test.stop());

  const create = (body: object) => manager.api.post('/projects', { name: 'Warehouse', accountId: account.id, ...body });

  describe('creation', () => {
    it('BR-030, BR-032 needs a name and a customer account, and starts in Pending', async () => {
      const made = await create({ accountId: account.number, priority: 2, phase: 'planning' });
      expect(made.status).toBe(201);
      expect(made.headers.etag).toBe('"1"');
      expect(made.body).toMatchObject({
        number: expect.stringMatching(/^PRJ\d{7}$/),
        name: 'Warehouse',
        account: { id: account.id, number: account.number, name: 'Boxeo' },
        parent: null,
        projectManager: { id: manager.id, name: manager.name, kind: 'internal' },
        state: 'pending',
        phase: 'planning',
        status: null,
        priority: 2,
        calculation: 'automatic',
        percentComplete: 0,
        version: 1,
      });
      const vendor = await test.given.account({ customer: false, partner: true });
      expect(await create({ accountId: vendor.id })).toMatchObject({ status: 422, body: { code: 'account_not_customer' } });
      expect(await create({ name: undefined })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/name', code: 'required' }] } });
      expect((await create({ accountId: undefined })).status).toBe(400);
      expect((await create({ name: '  ' })).status).toBe(400);
    });

    it('decision 49 an account that is hidden or never was is refused in one and the same words', async () => {
      const never = await create({ accountId: 'ACCT9999999' });
      const malformed = await create({ accountId: '0'.repeat(32) });
      expect(never).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
      expect({ ...malformed.body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
    });

    it('BR-032, BR-102 computed fields are no fields of a creation or a change, state and status only of a change', async () => {
      const { body } = await create({});
      for (const field of [{ percentComplete: 50 }, { plannedEnd: '2026-01-01T00:00:00Z' }, { number: 'PRJ1' }, { version: 7 }]) {
        expect((await create(field)).status).toBe(400);
        expect((await manager.api.patch(`/projects/${body.id}`, field)).status).toBe(400);
      }
      for (const field of [{ state: 'open' }, { status: 'green' }]) expect((await create(field)).status).toBe(400);
      expect((await manager.api.get(`/projects/${body.id}`)).body).toEqual(body);
    });

    it('decision 44 a plain start date is 08:00 UTC of that day; 1.7 it lies within ten years', async () => {
      const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      expect((await create({ startDate: day })).body.plannedStart).toBe(`${day}T08:00:00.000Z`);
      expect((await create({ startDate: `${day}T10:30:00+02:00` })).body.plannedStart).toBe(`${day}T08:30:00.000Z`);
      expect((await create({ approvedStart: day, approvedEnd: day })).body).toMatchObject({
        plannedStart: `${day}T08:00:00.000Z`,
        approvedStart: day,
      });
      for (const startDate of ['2099-01-01', '1999-01-01'])
        expect(await create({ startDate })).toMatchObject({
          status: 422,
          body: { code: 'date_out_of_span', errors: [{ pointer: '/startDate' }] },
        });
      for (const startDate of ['2026-02-30', 'soon', 5, null]) expect((await create({ startDate })).status).toBe(400);
      expect(await create({ approvedStart: day, approvedEnd: '2020-01-01' })).toMatchObject({
        status: 422,
        body: { code: 'end_before_start' },
      });
    });

    it('the project manager is an internal user, and the creator when nobody is named', async () => {
      const other = await test.given.projectManager();
      const contact = await test.given.contact(account);
      expect((await create({ projectManagerId: other.id })).body.projectManager.id).toBe(other.id);
      expect((await create({ projectManagerId: null })).body.projectManager).toBeNull();
      for (const projectManagerId of [contact.id, '0'.repeat(32), 'nobody'])
        expect(await create({ projectManagerId })).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
    });

    it('decisions 18, 48 a template or calendar that does not exist is refused', async () => {
      expect((await create({ calendarId: null, templateId: null })).status).toBe(201);
      for (const field of ['calendarId', 'templateId'])
        expect(await create({ [field]: '0'.repeat(32) })).toMatchObject({ status: 422, body: { errors: [{ pointer: `/${field}` }] } });
    });

    it('BR-033 a sub project stays in the hierarchy of accounts or their relationships, and takes over the approved dates', async () => {
      const parent = (await create({ approvedStart: '2026-01-05', approvedEnd: '2026-12-18' })).body;
      const child = await test.given.account({ parent: account });
      const partner = await test.given.account({ partner: true });
      await test.given.partnership(partner, account);
      const foreign = await test.given.account();
      for (const { id } of [account, child, partner]) {
        const sub = await create({ parentId: parent.number, accountId: id });
        expect(sub).toMatchObject({
          status: 201,
          body: { parent: { id: parent.id }, approvedStart: '2026-01-05', approvedEnd: '2026-12-18' },
        });
      }
      expect(await create({ parentId: parent.id, accountId: foreign.id })).toMatchObject({
        status: 422,
        body: { code: 'account_not_related' },
      });
      expect(await create({ parentId: 'PRJ9999999' })).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
    });

    it('P21 the same Idempotency-Key makes one project', async () => {
      const send = () => manager.api.post('/projects', { name: 'Once', accountId: account.id }, { 'idempotency-key': 'project-once' });
      const [first, second] = [await send(), await send()];
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    });
  });

  describe('change', () => {
    it('changes what is named, writes history, and refuses a stale version', async () => {
      const { body } = await create({});
      const stale = await manager.api.patch(`/projects/${body.id}`, { name: 'New' }, { 'if-match': '"9"' });
      expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
      const changed = await manager.api.patch(
        `/projects/${body.number}`,
        { name: 'New', description: 'Text', priority: 1 },
        { 'if-match': '"1"' },
      );
      expect(changed).toMatchObject({ status: 200, body: { name: 'New', description: 'Text', priority: 1, version: 2, state: 'pending' } });
      const history = await manager.api.all(`/projects/${body.id}/activity`);
      expect(history.flatMap(({ changes }) => changes ?? []).map(({ field }) => field)).toEqual(
        expect.arrayContaining(['name', 'description', 'priority']),
      );
    });

    it.each([
      [{ name: null }],
      [{ name: '' }],
      [{ accountId: null }],
      [{ priority: null }],
      [{ priority: 5 }],
      [{ priority: '1' }],
      [{ phase: 'done' }],
      [{ phase: null }],
      [{ calculation: 'other' }],
      [{ state: 'new' }],
      [{ state: null }],
      [{ approvedStart: '2026-13-01' }],
      [{ parentId: 5 }],
      [{ templateId: 'x' }],
    ])('400 for %j', async (body) => {
      const project = await test.given.project({ account });
      expect((await manager.api.patch(`/projects/${project.id}`, body)).status).toBe(400);
    });

    it('BR-033 a project cannot lie below itself', async () => {
      const [top, middle, low] = [await create({}), await create({}), await create({})].map(({ body }) => body);
      expect((await manager.api.patch(`/projects/${middle.id}`, { parentId: top.id })).body.parent.id).toBe(top.id);
      expect((await manager.api.patch(`/projects/${low.id}`, { parentId: middle.id })).status).toBe(200);
      for (const parentId of [low.id, top.id]) {
        const refused = await manager.api.patch(`/projects/${top.id}`, { parentId });
        expect([refused.status, refused.body.code]).toEqual([422, 'project_cycle']);
      }
      expect((await manager.api.patch(`/projects/${middle.id}`, { parentId: null })).body.parent).toBeNull();
    });

    it('decision 16, BR-036 the account changes while nobody is a contact, and not afterwards', async () => {
      const other = await test.given.account();
      const { body } = await create({});
      expect((await manager.api.patch(`/projects/${body.id}`, { accountId: other.id })).body.account.id).toBe(other.id);
      await test.given.projectContact(body, await test.given.contact(other));
      const refused = await manager.api.patch(`/projects/${body.id}`, { accountId: account.id });
      expect([refused.status, refused.body.code]).toEqual([409, 'account_fixed']);
      expect((await manager.api.patch(`/projects/${body.id}`, { accountId: other.number, name: 'Same account' })).status).toBe(200);
      const vendor = await test.given.account({ customer: false });
      expect((await manager.api.patch(`/projects/${(await create({})).body.id}`, { accountId: vendor.id })).body.code).toBe(
        'account_not_customer',
      );
    });

    it('BR-036 a project with cases keeps its account, and is not deleted', async () => {
      const other = await test.given.account();
      const { body } = await create({});
      const opened = await test.given.case({ account, project: body });
      for (const refused of [
        await manager.api.patch(`/projects/${body.id}`, { accountId: other.id }),
        await manager.api.delete(`/projects/${body.id}`),
      ]) {
        expect([refused.status, refused.body.code]).toEqual([409, 'project_has_cases']);
        expect(refused.body.detail).toContain(opened.number);
      }
      expect((await manager.api.get(`/projects/${body.id}`)).body).toEqual(body);
    });

    it('BR-033 a new account must fit the sub projects too', async () => {
      const [top, foreign] = [(await create({})).body, await test.given.account()];
      await create({ parentId: top.id });
      const refused = await manager.api.patch(`/projects/${top.id}`, { accountId: foreign.id });
      expect([refused.status, refused.body.code]).toEqual([422, 'account_not_related']);
    });

    it('1.7 approved dates are passed on to open sub projects', async () => {
      const top = (await create({})).body;
      const [open, closed] = [(await create({ parentId: top.id })).body, (await create({ parentId: top.id })).body];
      await manager.api.patch(`/projects/${closed.id}`, { state: 'closed_skipped' });
      await manager.api.patch(`/projects/${top.id}`, { approvedStart: '2026-05-04' });
      expect((await manager.api.get(`/projects/${open.id}`)).body.approvedStart).toBe('2026-05-04');
      expect((await manager.api.get(`/projects/${closed.id}`)).body.approvedStart).toBeNull();
    });

    it('two who change at once: both changes hold, and of two with the same version one is told', async () => {
      const { body } = await create({});
      await Promise.all([
        manager.api.patch(`/projects/${body.id}`, { name: 'Named' }),
        manager.api.patch(`/projects/${body.id}`, { priority: 1 }),
      ]);
      expect((await manager.api.get(`/projects/${body.id}`)).body).toMatchObject({ name: 'Named', priority: 1, version: 3 });
      const both = await Promise.all(
        [2, 3].map((priority) => manager.api.patch(`/projects/${body.id}`, { priority }, { 'if-match': '"3"' })),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    });
  });

  describe('deletion', () => {
    it('matrix 2.2 only a pending project, and not one with sub projects', async () => {
      const { body } = await create({});
      await test.given.projectContact(body, await test.given.contact(account));
      expect((await manager.api.delete(`/projects/${body.id}`, { 'if-match': '"4"' })).status).toBe(412);
      expect((await manager.api.delete(`/projects/${body.id}`)).status).toBe(204);
      expect((await manager.api.get(`/projects/${body.id}`)).status).toBe(404);
      expect((await manager.api.delete(`/projects/${body.id}`)).status).toBe(404);
      const begun = await test.given.project({ account, with: { state: 'open' } });
      expect((await manager.api.delete(`/projects/${begun.id}`)).body).toMatchObject({ status: 409, code: 'project_not_pending' });
      const top = await test.given.project({ account });
      await test.given.project({ account, parent: top });
      expect((await manager.api.delete(`/projects/${top.id}`)).body).toMatchObject({ status: 409, code: 'project_has_sub_projects' });
    });
  });

  it('writes take at most twelve statements', async () => {
    const person = await test.given.contact(account);
    const { body } = await create({});
    const writes: [string, () => Promise<{ status: number }>][] = [
      ['create', () => create({ parentId: body.id })],
      ['describe', () => manager.api.patch(`/projects/${body.id}`, { name: 'New', projectManagerId: manager.id })],
      ['start', () => manager.api.patch(`/projects/${body.id}`, { state: 'open' })],
      ['add a contact', () => manager.api.post(`/projects/${body.id}/contacts`, { contactId: person.id })],
      ['remove a contact', () => manager.api.delete(`/projects/${body.id}/contacts/${person.id}`)],
    ];
    for (const [what, write] of writes) {
      const statements: string[] = [];
      const stop = test.get(Database).onStatement((sql) => statements.push(sql));
      expect((await write()).status).toBeLessThan(300);
      stop();
      const counted = statements.filter((sql) => !/^(BEGIN|START|COMMIT)/.test(sql));
      expect([what, counted.length <= 12 ? 12 : counted]).toEqual([what, 12]);
    }
  });

  it('BR-031 decision 12 both roles together make a customer project manager, neither alone', async () => {
    const both = await test.given.user(ROLE.projectManager);
    const made = await both.api.post('/projects', { name: 'X', accountId: account.id });
    expect([made.status, (await both.api.patch(`/projects/${made.body.id}`, { name: 'Y' })).status]).toEqual([201, 200]);
    for (const role of ROLE.projectManager) {
      const half = await test.given.user([role]);
      const project = await test.given.project({ account });
      expect((await half.api.get('/projects')).body).toEqual({ items: [], next: null });
      expect((await half.api.get(`/projects/${project.id}`)).status).toBe(404);
      expect((await half.api.post('/projects', { name: 'X', accountId: account.id })).status).toBe(403);
      expect((await half.api.patch(`/projects/${project.id}`, { name: 'X' })).status).toBe(404);
    }
  });
});
