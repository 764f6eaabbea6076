import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const DATA_VIEWER = ['sn_customerservice.customer_data_viewer'];
let counter = 0;

describe('relationships of accounts and contacts', () => {
  let test: TestApp;
  let admin: Somebody;
  let manager: Somebody;
  let agent: Somebody;
  let partnerType: string;

  const type = (more: object = {}) => ({
    name: `Type ${++counter}`,
    from: 'account',
    label: 'Buys from',
    to: 'account',
    reverseLabel: 'Sells to',
    ...more,
  });
  const relate = (from: { id: string }, to: { id: string }, typeId = partnerType) =>
    manager.api.post('/account-relationships', { fromAccountId: from.id, typeId, toAccountId: to.id });

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    manager = await test.given.user(ROLE.agentManager);
    agent = await test.given.user(ROLE.agent);
    partnerType = (await admin.api.get('/account-relationship-types?name=Partner')).body.items[0].id;
  });
  afterAll(() => test.stop());

  it('1.2 a type for partner accounts is shipped; only administrators write types, sides stay as they are', async () => {
    const shipped = await agent.api.get(`/account-relationship-types/${partnerType}`);
    expect(shipped.body).toMatchObject({ from: 'partner', to: 'account', label: 'Partner of', reverseLabel: 'Customer of', active: true });
    const made = await admin.api.post('/account-relationship-types', type());
    expect(made.status).toBe(201);
    expect((await admin.api.post('/account-relationship-types', type({ name: made.body.name }))).status).toBe(409);
    for (const wrong of [{ from: 'vendor' }, { label: '' }, { to: null }, { active: null }]) {
      expect([wrong, (await admin.api.post('/account-relationship-types', type(wrong))).status]).toEqual([wrong, 400]);
    }
    for (const fixed of [{ from: 'partner' }, { to: 'partner' }, { label: null }])
      expect((await admin.api.patch(`/account-relationship-types/${made.body.id}`, fixed)).status).toBe(400);
    for (const { api } of [manager, agent, await test.given.user(DATA_VIEWER)]) {
      expect((await api.get(`/account-relationship-types/${made.body.id}`)).status).toBe(200);
      expect((await api.post('/account-relationship-types', type())).status).toBe(403);
      expect((await api.patch(`/account-relationship-types/${made.body.id}`, { active: false })).status).toBe(403);
      expect((await api.delete(`/account-relationship-types/${made.body.id}`)).status).toBe(403);
    }
  });

  it('BR-003 a relationship comes and goes with its mirror', async () => {
    const [partner, customer] = [await test.given.account({ customer: false, partner: true }), await test.given.account()];
    const { status, body } = await relate(partner, customer);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      fromAccount: { id: partner.id },
      toAccount: { id: customer.id },
      label: 'Partner of',
      reverseLabel: 'Customer of',
    });
    const mirror = await agent.api.get(`/account-relationships/${body.mirrorId}`);
    expect(mirror.body).toMatchObject({
      mirrorId: body.id,
      fromAccount: { id: customer.id },
      toAccount: { id: partner.id },
      label: 'Customer of',
    });
    expect((await agent.api.get(`/account-relationships?fromAccount=${customer.number}&total=true`)).body).toMatchObject({
      items: [{ id: body.mirrorId }],
      total: 1,
    });
    expect((await agent.api.get(`/account-relationships?toAccount=${customer.id}`)).body.items[0].id).toBe(body.id);
    expect((await manager.api.delete(`/account-relationships/${body.id}`, { 'if-match': '"7"' })).status).toBe(412);
    expect((await manager.api.delete(`/account-relationships/${body.mirrorId}`)).status).toBe(204);
    for (const id of [body.id, body.mirrorId]) expect((await agent.api.get(`/account-relationships/${id}`)).status).toBe(404);
    expect((await manager.api.delete(`/account-relationships/${body.id}`)).status).toBe(404);
  });

  it('BR-004 new labels of a type reach its relationships, and their mirrors the other way round', async () => {
    const made = await admin.api.post('/account-relationship-types', type());
    const { body } = await relate(await test.given.account(), await test.given.account(), made.body.id);
    await admin.api.patch(`/account-relationship-types/${made.body.id}`, { label: 'Orders from' });
    expect((await agent.api.get(`/account-relationships/${body.id}`)).body).toMatchObject({
      label: 'Orders from',
      reverseLabel: 'Sells to',
      version: 2,
    });
    expect((await agent.api.get(`/account-relationships/${body.mirrorId}`)).body).toMatchObject({
      label: 'Sells to',
      reverseLabel: 'Orders from',
    });
  });

  it('BR-005 the accounts fit the sides of the type', async () => {
    const customer = await test.given.account();
    const partner = await test.given.account({ customer: false, partner: true });
    const both = await test.given.account({ customer: true, partner: true });
    for (const [from, to] of [
      [customer, customer],
      [customer, partner],
      [partner, partner],
      [both, both],
    ] as const)
      expect((await relate(from, to)).status).toBe(422);
    expect((await relate(customer, both)).body.code).toBe('account_does_not_fit');
    for (const [from, to] of [
      [both, customer],
      [partner, both],
    ] as const)
      expect((await relate(from, to)).status).toBe(201);
  });

  it('duplicates 409, also from the other end; an inactive type, an unknown account 422', async () => {
    const made = (await admin.api.post('/account-relationship-types', type())).body;
    const [a, b] = [await test.given.account(), await test.given.account()];
    const both = await Promise.all([relate(a, b, made.id), relate(a, b, made.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await relate(b, a, made.id)).status).toBe(409);
    await admin.api.patch(`/account-relationship-types/${made.id}`, { active: false });
    const refused = await relate(a, await test.given.account(), made.id);
    expect([refused.status, refused.body.code]).toEqual([422, 'type_not_active']);
    expect((await relate(a, { id: 'ACCT9999999' })).status).toBe(422);
    expect((await relate(a, b, b.id)).status).toBe(422);
    expect((await manager.api.post('/account-relationships', { fromAccountId: a.id, toAccountId: b.id })).status).toBe(400);
  });

  it('1.2 deleting a type deletes its relationships, and what they gave', async () => {
    const made = (await admin.api.post('/account-relationship-types', type({ from: 'partner' }))).body;
    const [partner, customer] = [await test.given.account({ partner: true }), await test.given.account()];
    const { body } = await relate(partner, customer, made.id);
    const contact = await test.given.contact(partner, ROLE.partner);
    expect((await contact.api.get(`/accounts/${customer.id}`)).status).toBe(200);
    expect((await admin.api.delete(`/account-relationship-types/${made.id}`)).status).toBe(204);
    expect((await contact.api.get(`/accounts/${customer.id}`)).status).toBe(404);
    expect((await agent.api.get(`/account-relationships/${body.mirrorId}`)).status).toBe(404);
  });

  it('matrix 2.2 managers write account relationships, agents and data viewers read them, nobody outside does', async () => {
    const [partner, customer] = [await test.given.account({ partner: true }), await test.given.account()];
    const { id } = await test.given.partnership(partner, customer);
    for (const { api } of [agent, await test.given.user(DATA_VIEWER)]) {
      expect((await api.get(`/account-relationships/${id}`)).status).toBe(200);
      expect((await api.delete(`/account-relationships/${id}`)).status).toBe(403);
      expect((await api.post('/account-relationships', {})).status).toBe(403);
    }
    for (const { api } of [await test.given.contact(partner, ROLE.partnerAdmin), await test.given.contact(customer, ROLE.customerAdmin)]) {
      expect((await api.get(`/account-relationships/${id}`)).status).toBe(404);
      expect((await api.delete(`/account-relationships/${id}`)).status).toBe(404);
      expect((await api.get('/account-relationships')).body.items).toEqual([]);
      expect((await api.get('/account-relationship-types')).body.items).toEqual([]);
      expect((await api.post('/account-relationships', {})).status).toBe(403);
    }
  });

  describe('of contacts', () => {
    const act = (contact: { id: string }, account: { id: string }, more: object = {}) =>
      manager.api.post('/contact-relationships', { contactId: contact.id, accountId: account.id, ...more });

    it('1.4 a contact acts for a further account from the next request on, until that ends', async () => {
      const parent = await test.given.account();
      const [own, further] = [await test.given.account({ parent }), await test.given.account({ parent })];
      const contact = await test.given.contact(own);
      expect((await contact.api.get(`/accounts/${further.id}`)).status).toBe(404);
      const { status, body } = await act(contact, further, { responsibility: 'Buyer' });
      expect([status, body.responsibility, body.contact.id, body.account.number]).toEqual([201, 'Buyer', contact.id, further.number]);
      expect((await contact.api.get(`/accounts/${further.id}`)).status).toBe(200);
      expect((await contact.api.get('/contact-relationships')).body.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
      expect((await agent.api.get(`/contact-relationships?account=${further.number}&contact=${contact.number}`)).body.items).toHaveLength(
        1,
      );
      expect((await manager.api.patch(`/contact-relationships/${body.id}`, { responsibility: null })).body.responsibility).toBeNull();
      expect((await manager.api.patch(`/contact-relationships/${body.id}`, { accountId: own.id })).status).toBe(400);
      for (const { api } of [contact, agent]) expect((await api.delete(`/contact-relationships/${body.id}`)).status).toBe(403);
      expect((await manager.api.delete(`/contact-relationships/${body.id}`)).status).toBe(204);
      expect((await contact.api.get(`/accounts/${further.id}`)).status).toBe(404);
    });

    it('a pair stands once, and another contact does not see it', async () => {
      const own = await test.given.account();
      const [contact, colleague] = [await test.given.contact(own), await test.given.contact(own, ROLE.customerAdmin)];
      const further = await test.given.account({ parent: own });
      const { body } = await act(contact, further);
      const again = await act(contact, further, { responsibility: 'Other' });
      expect([again.status, again.body.code]).toEqual([409, 'already_exists']);
      expect((await colleague.api.get(`/contact-relationships/${body.id}`)).status).toBe(404);
      expect((await act(agent, further)).status).toBe(422);
      expect((await act(contact, { id: 'ACCT9999999' })).status).toBe(422);
      for (const { api } of [agent, contact]) expect((await api.post('/contact-relationships', {})).status).toBe(403);
    });

    it('1.4 the account is in the hierarchy or related, unless the property is off', async () => {
      const top = await test.given.account();
      const [own, cousin] = [
        await test.given.account({ parent: top }),
        await test.given.account({ parent: await test.given.account({ parent: top }) }),
      ];
      const [partner, far] = [await test.given.account({ partner: true }), await test.given.account()];
      await test.given.partnership(partner, own);
      const contact = await test.given.contact(own);
      expect((await act(contact, cousin)).status).toBe(201);
      expect((await act(contact, partner)).status).toBe(201);
      const refused = await act(contact, far);
      expect([refused.status, refused.body.code]).toEqual([422, 'outside_hierarchy']);
      const property = '/admin/properties/sn_customerservice.contact_relationship.restrict_within_account_hierarchy';
      expect((await admin.api.patch(property, { value: false })).status).toBe(200);
      expect((await act(contact, far)).status).toBe(201);
      await admin.api.patch(property, { value: true });
    });

    describe('1.4 a unique responsibility', () => {
      const PROPERTY = '/admin/properties/sn_customerservice.contact_relationship.unique_responsibilities';
      const three = async () => {
        const account = await test.given.account();
        const one = async (): Promise<Somebody> => test.given.contact(await test.given.account({ parent: account }));
        const people: [Somebody, Somebody, Somebody] = [await one(), await one(), await one()];
        return { account, people };
      };
      beforeAll(async () => expect((await admin.api.patch(PROPERTY, { value: ['Authorized Signatory'] })).status).toBe(200));
      afterAll(() => admin.api.patch(PROPERTY, { value: [] }));

      it('is one contact’s of an account, in any case of letters, when made and when changed', async () => {
        const { account, people } = await three();
        const first = await act(people[0], account, { responsibility: 'Authorized Signatory' });
        expect(first.status).toBe(201);
        const taken = await act(people[1], account, { responsibility: ' authorized signatory' });
        expect([taken.status, taken.body.code]).toEqual([409, 'responsibility_taken']);
        const other = await act(people[1], account, { responsibility: 'Buyer' });
        expect((await act(people[2], account, { responsibility: 'Buyer' })).status).toBe(201);
        const change = (responsibility: string | null) => manager.api.patch(`/contact-relationships/${other.body.id}`, { responsibility });
        expect((await change('Authorized Signatory')).body.code).toBe('responsibility_taken');
        expect(
          (await manager.api.patch(`/contact-relationships/${first.body.id}`, { responsibility: 'authorized signatory' })).status,
        ).toBe(200);
        expect((await manager.api.delete(`/contact-relationships/${first.body.id}`)).status).toBe(204);
        expect((await change('Authorized Signatory')).status).toBe(200);
        const elsewhere = await three();
        expect((await act(elsewhere.people[0], elsewhere.account, { responsibility: 'Authorized Signatory' })).status).toBe(201);
      });

      it('of several who give it at the same moment one does', async () => {
        for (let n = 0; n < 4; n += 1) {
          const { account, people } = await three();
          const answers = await Promise.all(people.map((one) => act(one, account, { responsibility: 'Authorized Signatory' })));
          expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
        }
      });
    });
  });

  it('BR-003, BR-004 new labels and a deleted type reach what is made at the same moment', async () => {
    for (let n = 0; n < 4; n += 1) {
      const made = (await admin.api.post('/account-relationship-types', type())).body;
      const pairs = await Promise.all([0, 1, 2].map(async () => [await test.given.account(), await test.given.account()] as const));
      const [changed, ...related] = await Promise.all([
        admin.api.patch(`/account-relationship-types/${made.id}`, { label: 'Orders from' }),
        ...pairs.map(([a, b]) => relate(a, b, made.id)),
      ]);
      expect([changed.status, ...related.map(({ status }) => status)]).toEqual([200, 201, 201, 201]);
      const rows = (await admin.api.get(`/account-relationships?type=${made.id}`)).body.items;
      expect(rows).toHaveLength(6);
      for (const { label, reverseLabel } of rows) expect([label, reverseLabel].sort()).toEqual(['Orders from', 'Sells to']);
      const more = await Promise.all([
        admin.api.delete(`/account-relationship-types/${made.id}`),
        ...pairs.map(async ([a]) => relate(a, await test.given.account(), made.id)),
      ]);
      expect(more[0]!.status).toBe(204);
      for (const { status } of more.slice(1)) expect([201, 409, 422]).toContain(status);
      expect((await admin.api.get(`/account-relationships?type=${made.id}`)).body.items).toEqual([]);
    }
  });
});
