import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('work orders', () => {
  let test: TestApp;
  let agent: Somebody;
  let fsmAdmin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    agent = await test.given.user(ROLE.agent);
    fsmAdmin = await test.given.user(['wm_admin', 'sn_customerservice_agent']);
  });
  afterAll(() => test.stop());

  const partneredCase = async () => {
    const [account, vendor] = [await test.given.account(), await test.given.account({ customer: false, partner: true })];
    await test.given.partnership(vendor, account);
    const contact = await test.given.contact(account);
    const partnerContact = await test.given.contact(vendor, ROLE.partner);
    const source = await test.given.case({ account, contact, partner: vendor, partnerContact, with: { location: 'Hall 2' } });
    return { account, vendor, contact, partnerContact, source };
  };

  describe('from a case', () => {
    it('BR-FSM-044, BR-FSM-046 an agent gets an order with what the case says, in Draft, of priority 4', async () => {
      const { account, vendor, contact, partnerContact, source } = await partneredCase();
      const { status, body } = await agent.api.post(`/cases/${source.number}/create-work-order`);
      expect(status).toBe(201);
      expect(body).toMatchObject({
        number: expect.stringMatching(/^WO\d{7}$/),
        state: 'draft',
        active: true,
        priority: 4,
        shortDescription: source.shortDescription,
        location: 'Hall 2',
        account: { id: account.id },
        contact: { id: contact.id },
        partner: { id: vendor.id },
        partnerContact: { id: partnerContact.id },
        consumer: null,
        company: { id: account.id },
        caller: { id: contact.id },
        case: { id: source.id, number: source.number },
        initiatedFrom: { id: source.id },
        openedBy: { id: agent.id },
      });
      const consumer = await test.given.consumer();
      const consumerAgent = await test.given.user(['sn_customerservice.consumer_agent']);
      const private_ = await consumerAgent.api.post(`/cases/${(await test.given.case({ consumer })).id}/create-work-order`);
      expect([private_.status, private_.body.consumer.id, private_.body.caller]).toEqual([201, consumer.id, null]);
    });

    it('BR-FSM-040 the six fields are in the view Case and not in the default one', async () => {
      const { account, source } = await partneredCase();
      const { body } = await agent.api.post(`/cases/${source.id}/create-work-order`);
      const six = ['account', 'consumer', 'contact', 'asset', 'partner', 'partnerContact'];
      const [plain, full] = [await agent.api.get(`/work-orders/${body.id}`), await agent.api.get(`/work-orders/${body.number}?view=case`)];
      for (const field of six) {
        expect(plain.body).not.toHaveProperty(field);
        expect(full.body).toHaveProperty(field);
      }
      const listed = await agent.api.get(`/work-orders?account=${account.number}`);
      expect(listed.body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
      expect(listed.body.items[0]).not.toHaveProperty('account');
      expect((await agent.api.get(`/work-orders?view=case&account=${account.id}`)).body.items[0].account.id).toBe(account.id);
      expect((await agent.api.get('/work-orders?view=all')).status).toBe(400);
    });

    it('decisions 43 and 50 external people create one for a case they read, with two texts at most', async () => {
      const { contact, partnerContact, source } = await partneredCase();
      const stranger = await test.given.contact(await test.given.account());
      const path = `/cases/${source.id}/create-work-order`;
      const mine = await contact.api.post(path, { shortDescription: 'Please come', description: 'Gate 4' });
      expect([mine.status, mine.body.state, mine.body.shortDescription, mine.body.description]).toEqual([
        201,
        'draft',
        'Please come',
        'Gate 4',
      ]);
      expect((await partnerContact.api.post(path)).status).toBe(201);
      expect((await stranger.api.post(path)).status).toBe(404);
      for (const field of ['priority', 'accountId', 'location', 'billable', 'state', 'number'])
        expect((await contact.api.post(path, { [field]: 1 })).status).toBe(400);
      const consumer = await test.given.consumer();
      const own = await test.given.case({ consumer });
      expect((await consumer.api.post('/work-orders', { caseId: own.number, shortDescription: 'Mine' })).status).toBe(201);
      expect((await stranger.api.post('/work-orders', { caseId: own.id })).body.code).toBe('unknown_reference');
    });

    it('an order at an account that is only related stays visible to whoever opened it', async () => {
      const related = await test.given.account();
      const me = await test.given.contact(await test.given.account());
      await test.given.contactRelationship(me, related);
      const source = await test.given.case({ account: related, contact: me });
      const { status, body } = await me.api.post(`/cases/${source.id}/create-work-order`);
      expect([status, (await me.api.get(`/work-orders/${body.id}`)).status]).toEqual([201, 200]);
    });

    it('who only reads a case creates none: 403', async () => {
      const { account } = await partneredCase();
      const project = await test.given.project({ account });
      const source = await test.given.case({ account, project });
      for (const roles of [ROLE.projectManager, ['sn_customerservice.case_viewer']])
        expect((await (await test.given.user(roles)).api.post(`/cases/${source.id}/create-work-order`)).status).toBe(403);
    });

    it('decision 20 a closed or canceled case takes no order: 409, after the checks of the fields', async () => {
      const account = await test.given.account();
      for (const state of ['closed', 'canceled'] as const) {
        const source = await test.given.case({ account, state });
        expect((await agent.api.post(`/cases/${source.id}/create-work-order`, { nonsense: 1 })).status).toBe(400);
        const refused = await agent.api.post(`/cases/${source.id}/create-work-order`);
        expect([refused.status, refused.body.code]).toEqual([409, 'case_closed']);
        expect((await agent.api.post('/work-orders', { caseId: source.id })).status).toBe(409);
      }
    });

    it('BR-FSM-045 a case lists the orders that the caller sees, and is 404 where the case is hidden', async () => {
      const { contact, source } = await partneredCase();
      const colleague = await test.given.contact({ id: source.accountId! });
      for (let n = 0; n < 2; n += 1) await test.given.workOrder({ case: source });
      await test.given.workOrder({ case: await test.given.case({ account: { id: source.accountId! }, contact }) });
      expect((await agent.api.get(`/cases/${source.number}/work-orders?total=true`)).body).toMatchObject({ total: 2 });
      expect((await contact.api.get(`/cases/${source.id}/work-orders`)).body.items).toHaveLength(2);
      expect((await colleague.api.get(`/cases/${source.id}/work-orders`)).status).toBe(404);
    });

    it('BR-FSM-047, BR-184 a later change of the case leaves the order as it was', async () => {
      const { source } = await partneredCase();
      const other = await test.given.account();
      const { body } = await agent.api.post(`/cases/${source.id}/create-work-order`);
      const changed = await agent.api.patch(`/cases/${source.id}`, { accountId: other.id, location: 'Gate 9', shortDescription: 'Other' });
      expect(changed.status).toBe(200);
      const after = await agent.api.get(`/work-orders/${body.id}?view=case`);
      expect({ ...after.body, case: null, initiatedFrom: null }).toEqual({ ...body, case: null, initiatedFrom: null });
    });

    it('decision 33 a project lists the orders of its cases', async () => {
      const account = await test.given.account();
      const contact = await test.given.contact(account);
      const project = await test.given.project({ account, contacts: [contact] });
      const order = await test.given.workOrder({ case: await test.given.case({ account, contact, project }) });
      await test.given.workOrder({ case: await test.given.case({ account, contact }) });
      for (const path of [`/projects/${project.number}/work-orders`, `/work-orders?project=${project.number}`])
        expect((await contact.api.get(path)).body.items.map(({ id }: { id: string }) => id)).toEqual([order.id]);
      expect((await agent.api.get(`/projects/${project.id}/work-orders`)).status).toBe(404);
      expect((await agent.api.get(`/work-orders?project=${project.id}`)).body.items).toEqual([]);
    });
  });

  describe('changes', () => {
    it('BR-FSM-041 to 043, decision 23 company follows account, caller follows contact, never the other way', async () => {
      const { account, contact, source } = await partneredCase();
      const other = await test.given.account();
      const [colleague, stranger] = [await test.given.contact(account), await test.given.contact(other)];
      const order = await test.given.workOrder({ case: source });
      const path = `/work-orders/${order.id}`;
      const second = await agent.api.patch(path, { contactId: colleague.number });
      expect([second.status, second.body.caller.id, second.body.contact.id]).toEqual([200, colleague.id, colleague.id]);
      const company = await agent.api.patch(path, { companyId: other.number, callerId: stranger.id });
      expect([company.body.company.id, company.body.account.id]).toEqual([other.id, account.id]);
      expect([company.body.caller.id, company.body.contact.id]).toEqual([stranger.id, colleague.id]);
      const moved = await agent.api.patch(path, { accountId: other.id });
      expect([moved.body.account.id, moved.body.company.id, moved.body.contact.id]).toEqual([other.id, other.id, colleague.id]);
      const cleared = await agent.api.patch(path, { accountId: null, contactId: null });
      expect([cleared.body.company, cleared.body.caller, cleared.body.account, cleared.body.contact]).toEqual([null, null, null, null]);
      expect(contact.id).not.toBe(colleague.id);
    });

    it('what is named must go with the order: 422; what cannot be written: 400; a stale version: 412', async () => {
      const { vendor, source } = await partneredCase();
      const stranger = await test.given.contact(await test.given.account());
      const order = await test.given.workOrder({ case: source });
      const refused = async (body: object) => (await agent.api.patch(`/work-orders/${order.id}`, body)).body;
      expect((await refused({ contactId: stranger.id })).code).toBe('references_disagree');
      expect((await refused({ partnerContactId: stranger.id })).code).toBe('references_disagree');
      expect((await refused({ companyId: vendor.id })).code).toBe('not_a_customer');
      expect((await refused({ accountId: 'ACCT9999999' })).code).toBe('unknown_reference');
      for (const body of [
        { state: 'qualified' },
        { caseId: source.id },
        { priority: null },
        { priority: 9 },
        { number: 'WO1' },
        { active: false },
      ])
        expect((await refused(body)).status).toBe(400);
      expect((await agent.api.patch(`/work-orders/${order.id}`, { priority: 1 }, { 'if-match': '"9"' })).status).toBe(412);
    });

    it('two writers at once: both changes are kept', async () => {
      const order = await test.given.workOrder({ case: (await partneredCase()).source });
      const answers = await Promise.all([
        agent.api.patch(`/work-orders/${order.id}`, { priority: 1 }),
        fsmAdmin.api.patch(`/work-orders/${order.id}`, { location: 'Gate 1' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect((await agent.api.get(`/work-orders/${order.id}`)).body).toMatchObject({ priority: 1, location: 'Gate 1', version: 3 });
    });

    it('who works in the field creates an order without a case, an agent does not', async () => {
      expect((await fsmAdmin.api.post('/work-orders', {})).status).toBe(400);
      const { status, body } = await fsmAdmin.api.post('/work-orders', { shortDescription: 'Yearly check', billable: true });
      expect([status, body.case, body.billable]).toEqual([201, null, true]);
      expect((await agent.api.post('/work-orders', { shortDescription: 'Yearly check' })).status).toBe(403);
      expect((await (await test.given.user(['wm_read'])).api.post('/work-orders', {})).status).toBe(403);
    });

    it('the same Idempotency-Key makes one order', async () => {
      const { source } = await partneredCase();
      const send = () => agent.api.post(`/cases/${source.id}/create-work-order`, {}, { 'idempotency-key': `wo-${source.id}` });
      const [first, again] = [await send(), await send()];
      expect([again.status, again.body.id]).toEqual([201, first.body.id]);
      expect((await agent.api.get(`/cases/${source.id}/work-orders?total=true`)).body.total).toBe(1);
    });
  });

  describe('canceling', () => {
    it('BR-FSM-023, 024 needs a work note, which internal people read, and ends the order', async () => {
      const { contact, source } = await partneredCase();
      const order = await test.given.workOrder({ case: source });
      const path = `/work-orders/${order.id}`;
      for (const body of [{}, { workNote: ' ' }]) expect((await fsmAdmin.api.post(`${path}/cancel`, body)).status).toBe(400);
      expect((await fsmAdmin.api.get(path)).body).toMatchObject({ state: 'draft', version: 1 });
      const { status, body } = await fsmAdmin.api.post(`${path}/cancel`, { workNote: 'Not needed' });
      expect([status, body.state, body.active]).toEqual([200, 'canceled', false]);
      const texts = async (somebody: Somebody) => JSON.stringify((await somebody.api.get(`${path}/activity`)).body.items);
      expect(await texts(fsmAdmin)).toContain('Not needed');
      expect(await texts(contact)).not.toContain('Not needed');
    });

    it('BR-FSM-026 what is over is kept as it was: 409 for every write', async () => {
      const { contact, source } = await partneredCase();
      for (const state of ['closed_complete', 'closed_incomplete', 'canceled'] as const) {
        const path = `/work-orders/${(await test.given.workOrder({ case: source, state })).id}`;
        expect((await fsmAdmin.api.post(`${path}/cancel`, { workNote: 'x' })).status).toBe(409);
        expect((await fsmAdmin.api.patch(path, { priority: 1 })).status).toBe(409);
        expect((await fsmAdmin.api.post(`${path}/comments`, { text: 'x' })).status).toBe(409);
        expect((await fsmAdmin.api.post(`${path}/work-notes`, { text: 'x' })).status).toBe(409);
        expect((await contact.api.post(`${path}/comments`, { text: 'x' })).status).toBe(409);
      }
    });

    it('initiators, qualifiers and dispatchers cancel; agents of cases and of the field do not', async () => {
      const { source } = await partneredCase();
      for (const [roles, expected] of [
        [['wm_initiator'], 200],
        [['wm_qualifier'], 200],
        [['wm_dispatcher'], 200],
        [ROLE.admin, 200],
        [['wm_basic'], 403],
        [['wm_agent'], 403],
        [ROLE.agentManager, 403],
      ] as const) {
        const order = await test.given.workOrder({ case: source });
        const { status } = await (await test.given.user(roles)).api.post(`/work-orders/${order.id}/cancel`, { workNote: 'x' });
        expect([roles, status]).toEqual([roles, expected]);
      }
    });
  });

  it('BR-FSM-068 who sees an order comments on it; external people read no work notes', async () => {
    const { contact, source } = await partneredCase();
    const path = `/work-orders/${(await test.given.workOrder({ case: source })).id}`;
    expect((await contact.api.post(`${path}/comments`, { text: 'When?' })).status).toBe(201);
    expect((await agent.api.post(`${path}/work-notes`, { text: 'Secret' })).status).toBe(201);
    const seen = (await contact.api.get(`${path}/activity`)).body.items.map(({ text }: { text: string }) => text);
    expect(seen).toContain('When?');
    expect(seen).not.toContain('Secret');
    expect((await (await test.given.user(['wm_read'])).api.post(`${path}/comments`, { text: 'x' })).status).toBe(403);
  });

  it('reads take at most 3 statements, writes at most 12', async () => {
    const { contact, source } = await partneredCase();
    const order = await test.given.workOrder({ case: source });
    await contact.api.get('/auth/me');
    await agent.api.get('/auth/me');
    const statements = async (work: () => Promise<unknown>): Promise<number> => {
      let count = 0;
      const stop = test.get(Database).onStatement(() => {
        count += 1;
      });
      await work();
      stop();
      return count;
    };
    for (const path of ['/work-orders?total=true', `/work-orders/${order.id}?view=case`, `/cases/${source.id}/work-orders`])
      expect(await statements(() => contact.api.get(path))).toBeLessThanOrEqual(3);
    expect(await statements(() => contact.api.post(`/cases/${source.id}/create-work-order`))).toBeLessThanOrEqual(12);
    expect(await statements(() => agent.api.patch(`/work-orders/${order.id}`, { contactId: contact.id, priority: 2 }))).toBeLessThanOrEqual(
      12,
    );
  });
});
