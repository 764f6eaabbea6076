import { Database } from '#libs/persistence';
import { CustomersApi } from '../../src/customers/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

type Account = { id: string; number: string; path: string; name: string };

describe('reach of external people', () => {
  let test: TestApp;
  let admin: Somebody;
  const accounts: Record<string, Account> = {};
  const named = async (api: Somebody['api'], path = '/accounts') =>
    (await api.all(path)).map(({ id }) => Object.entries(accounts).find(([, account]) => account.id === id)?.[0]).sort();

  beforeAll(async () => {
    test = await TestApp.start();
    const { given } = test;
    admin = await given.admin();
    const make = async (name: string, options: Parameters<typeof given.account>[0] = {}) =>
      (accounts[name] = await given.account({ name, ...options }));
    const parent = await make('parent');
    const own = await make('own', { parent });
    await make('child', { parent: await make('below', { parent: own }) });
    await make('sibling', { parent });
    await make('related');
    await make('other');
    const partner = await make('partner', { customer: false, partner: true, parent: await make('partnerParent', { partner: true }) });
    await make('partnerBelow', { customer: false, partner: true, parent: partner });
    await given.partnership(partner, own);
  });
  afterAll(() => test.stop());

  const OWN = ['below', 'child', 'own'];
  it.each([
    ['customer', ['own', 'related']],
    ['customerCaseManager', [...OWN, 'related']],
    ['customerAdmin', [...OWN, 'related']],
  ] as const)('decision 6 a %s reaches %j', async (role, expected) => {
    const contact = await test.given.contact(accounts.own!, ROLE[role]);
    await test.given.contactRelationship(contact, accounts.related!);
    expect(await named(contact.api)).toEqual([...expected].sort());
    expect((await contact.api.get('/accounts?total=true&limit=1')).body.total).toBe(expected.length);
    for (const [name, { id }] of Object.entries(accounts))
      expect([name, (await contact.api.get(`/accounts/${id}`)).status]).toEqual([
        name,
        (expected as readonly string[]).includes(name) ? 200 : 404,
      ]);
  });

  it.each([
    ['partner', ['own', 'partner']],
    ['partnerAdmin', ['own', 'partner', 'partnerBelow']],
  ] as const)('decision 6 a %s reaches %j', async (role, expected) => {
    const { api } = await test.given.contact(accounts.partner!, ROLE[role]);
    expect(await named(api)).toEqual([...expected].sort());
  });

  it('decision 6 the partner relationship counts in its direction and for partners only', async () => {
    const customer = await test.given.contact(accounts.own!, ROLE.partnerAdmin);
    expect(await named(customer.api)).toEqual([...OWN].sort());
    const plain = await test.given.contact(accounts.partner!, ROLE.customer);
    expect(await named(plain.api)).toEqual(['partner']);
  });

  it('a consumer, somebody without a role and an external person without one reach nothing', async () => {
    for (const { api } of [
      await test.given.consumer(),
      await test.given.user([]),
      await test.given.contact(accounts.own!, ['snc_external']),
    ])
      expect((await api.get('/accounts?total=true')).body).toEqual({ items: [], next: null, total: 0 });
  });

  it('decision 35 of an account in reach a name and number, of the own one more, and never notes or codes', async () => {
    for (const account of ['own', 'below', 'related'])
      await admin.api.patch(`/accounts/${accounts[account]!.id}`, { phone: '911', notes: 'owes us', registrationCode: `code-${account}` });
    const reached = ['createdAt', 'id', 'name', 'number', 'updatedAt', 'version'];
    const full = [
      ...reached,
      'city',
      'country',
      'customer',
      'parent',
      'partner',
      'phone',
      'primaryContact',
      'stateProvince',
      'street',
      'website',
      'zip',
    ].sort();
    for (const [role, below] of [
      ['customer', null],
      ['customerCaseManager', reached],
      ['customerAdmin', full],
    ] as const) {
      const contact = await test.given.contact(accounts.own!, ROLE[role]);
      await test.given.contactRelationship(contact, accounts.related!);
      const fields = async (name: string) => Object.keys((await contact.api.get(`/accounts/${accounts[name]!.id}`)).body).sort();
      expect(await fields('own')).toEqual(full);
      expect(await fields('related')).toEqual(reached);
      if (below) expect(await fields('below')).toEqual(below);
      const list = await contact.api.get('/accounts');
      for (const hidden of ['owes us', 'code-', ...(below === full ? [] : [])]) expect(list.raw).not.toContain(hidden);
    }
  });

  it('decision 14 no filter, search or order tells of a field that is hidden on that account', async () => {
    const contact = await test.given.contact(accounts.own!);
    await test.given.contactRelationship(contact, accounts.related!);
    expect(await named(contact.api, '/accounts?customer=true')).toEqual(['own']);
    expect(await named(contact.api, '/accounts?customer.ne=false')).toEqual(['own']);
    expect(await named(contact.api, '/accounts?partner.isNull=false')).toEqual(['own']);
    expect((await contact.api.get('/accounts?customer=true&total=true')).body.total).toBe(1);
    for (const query of ['registrationCode=x', 'notes.contains=o', 'path=c1', 'sort=path', 'phone=911', 'sort=customer'])
      expect([query, (await contact.api.get(`/accounts?${query}`)).status]).toEqual([query, 400]);
  });

  it('what one may not see leaves no trace: twin worlds answer alike', async () => {
    const { given } = test;
    const twin = async (hidden: boolean) => {
      const top = await given.account({ name: 'Twin Top' });
      const own = await given.account({ name: 'Twin', parent: top });
      const me = await given.contact(own, ROLE.customer, 'Tina Twin');
      const colleague = await given.contact(own, ROLE.customer, 'Theo Twin');
      const related = await given.account({ name: 'Twin Related' });
      await given.contactRelationship(me, related);
      if (hidden) {
        await given.contact(await given.account({ name: 'Twin Sibling', parent: top }), ROLE.customer, 'Tom Twin');
        await given.contact(related, ROLE.customer, 'Tess Twin');
        await given.contact(await given.account({ name: 'Twin Below', parent: own }), ROLE.customer, 'Till Twin');
        await given.asset(own);
        await admin.api.patch(`/accounts/${related.id}`, { phone: '1', city: 'Rome', notes: 'n' });
        await admin.api.patch(`/contacts/${colleague.id}`, { timeZone: 'Asia/Tokyo', language: 'ja', userName: `theo${Date.now()}` });
      }
      return { me, own, related, colleague };
    };
    const [bare, full] = [await twin(false), await twin(true)];
    const answers = async ({ me, own, related, colleague }: typeof bare) => {
      const bodies = [];
      for (const path of [
        '/accounts?total=true',
        '/contacts?total=true&sort=-name',
        '/contacts?q=twin',
        '/contacts?active=true',
        '/assets',
        '/contact-relationships',
        '/account-relationships',
        `/accounts/${own.id}/contacts`,
        `/accounts/${related.id}/contacts?total=true`,
        `/contacts/${colleague.id}`,
        '/consumers?total=true',
      ])
        bodies.push((await me.api.get(path)).body);
      return JSON.stringify(bodies, (key, held) =>
        /^(id|number|email|userName|createdAt|updatedAt|version)$/.test(key) ? undefined : held,
      );
    };
    expect(await answers(full)).toBe(await answers(bare));
  });

  it('1.1 managers open accounts, agents keep them, only an administrator places them and sets registration codes', async () => {
    const [manager, agent] = [await test.given.user(ROLE.agentManager), await test.given.user(ROLE.agent)];
    const made = await manager.api.post('/accounts', { name: 'New', customer: true });
    expect(made.status).toBe(201);
    expect((await agent.api.post('/accounts', { name: 'New' })).status).toBe(403);
    expect((await agent.api.patch(`/accounts/${made.body.id}`, { phone: '1' })).body.phone).toBe('1');
    for (const { api } of [manager, agent]) {
      for (const forbidden of [
        { parentId: accounts.own!.id },
        { registrationCode: 'X' },
        { path: 'x' },
        { name: null },
        { customer: null },
      ])
        expect([forbidden, (await api.patch(`/accounts/${made.body.id}`, forbidden)).status]).toEqual([forbidden, 400]);
    }
    expect((await manager.api.post('/accounts', { name: 'New', parentId: accounts.own!.id })).status).toBe(400);
    const viewer = await test.given.user(['sn_customerservice.customer_data_viewer']);
    expect((await viewer.api.get(`/accounts/${made.body.id}`)).status).toBe(200);
    expect((await viewer.api.patch(`/accounts/${made.body.id}`, { phone: '2' })).status).toBe(403);
  });

  it('1.1 the primary contact is one that acts for the account', async () => {
    const account = await test.given.account();
    const [mine, foreign] = [await test.given.contact(account), await test.given.contact(accounts.other!)];
    const shown = await admin.api.patch(`/accounts/${account.id}`, { primaryContactId: mine.number });
    expect(shown.body.primaryContact).toEqual({ id: mine.id, name: mine.name, kind: 'contact' });
    for (const wrong of [foreign.id, admin.id, 'CNT9999999'])
      expect((await admin.api.patch(`/accounts/${account.id}`, { primaryContactId: wrong })).status).toBe(422);
    expect((await admin.api.patch(`/accounts/${account.id}`, { primaryContactId: null })).body.primaryContact).toBeNull();
  });

  it('BR-002 an account moved below another one is in reach of its administrators from the next request on', async () => {
    const [top, moved] = [await test.given.account(), await test.given.account()];
    const contact = await test.given.contact(top, ROLE.customerAdmin);
    expect((await contact.api.get(`/accounts/${moved.id}`)).status).toBe(404);
    await admin.api.patch(`/accounts/${moved.id}`, { parentId: top.id });
    expect((await contact.api.get(`/accounts/${moved.id}`)).status).toBe(200);
    await admin.api.patch(`/accounts/${moved.id}`, { parentId: null });
    expect((await contact.api.get(`/accounts/${moved.id}`)).status).toBe(404);
  });

  it('BR-010 contacts of the account, of its partners and with a relationship are eligible, no others', async () => {
    const [own, below, partner, partnerBelow, parent] = await Promise.all(
      ['own', 'below', 'partner', 'partnerBelow', 'parent'].map((name) =>
        test.given.contact(accounts[name]!, ROLE.customer, `Eli ${name}`),
      ),
    );
    const related = await test.given.contact(accounts.other!, ROLE.customer, 'Eli related');
    await test.given.contactRelationship(related, accounts.own!);
    const [api, database] = [test.get(CustomersApi), test.get(Database)];
    const eligible = await Promise.all(
      [own!, partner!, related, below!, partnerBelow!, parent!, admin].map(({ id }) => api.isEligibleFor(database, id, accounts.own!.id)),
    );
    expect(eligible).toEqual([true, true, true, false, false, false, false]);
    expect(await api.sameHierarchyOrRelated(database, accounts.child!.id, accounts.sibling!.id)).toBe(true);
    expect(await api.sameHierarchyOrRelated(database, accounts.own!.id, accounts.partner!.id)).toBe(true);
    expect(await api.sameHierarchyOrRelated(database, accounts.own!.id, accounts.other!.id)).toBe(false);
    expect(await api.accountOfContact(database, admin.id)).toBeNull();
  });
});
