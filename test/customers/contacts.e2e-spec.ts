import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const CSM = 'sn_customerservice';
const PASSWORD = 'correct horse battery staple';
let counter = 0;
const ada = (more: object = {}) => ({ firstName: 'Ada', lastName: 'Byron', email: `ada${++counter}@boxeo.example`, ...more });

describe('contacts', () => {
  let test: TestApp;
  let admin: Somebody;
  let agent: Somebody;
  let boxeo: { id: string; number: string; path: string; name: string };
  let below: typeof boxeo;
  let parent: typeof boxeo;
  let sibling: typeof boxeo;
  let other: typeof boxeo;
  let customerAdmin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    agent = await test.given.user(ROLE.agent);
    parent = await test.given.account({ name: 'Parent' });
    boxeo = await test.given.account({ name: 'Boxeo', parent });
    below = await test.given.account({ name: 'Boxeo East', parent: boxeo });
    sibling = await test.given.account({ name: 'Sibling', parent });
    other = await test.given.account({ name: 'Other' });
    customerAdmin = await test.given.contact(boxeo, ROLE.customerAdmin, 'Cora Admin');
  });
  afterAll(() => test.stop());

  it('1.3 an agent adds a contact and finds it by id, number, account and e-mail', async () => {
    const { status, body } = await agent.api.post(
      '/contacts',
      ada({ accountId: boxeo.number, title: 'Site manager', timeZone: 'Europe/Berlin' }),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Ada Byron',
      number: expect.stringMatching(/^CNT\d{7}$/),
      account: { id: boxeo.id, number: boxeo.number, name: 'Boxeo' },
      roles: [`${CSM}.customer`],
      active: true,
      notifications: true,
      userName: null,
      version: 1,
    });
    expect((await agent.api.get(`/contacts/${body.number}`)).body.id).toBe(body.id);
    const found = await agent.api.get(`/contacts?account=${boxeo.number}&email=${body.email}&active=true&total=true`);
    expect(found.body).toMatchObject({ items: [{ id: body.id }], total: 1 });
    expect((await agent.api.get(`/contacts?number=${body.number}`)).body.items).toHaveLength(1);
    const changed = await agent.api.patch(`/contacts/${body.id}`, { lastName: 'Lovelace', phone: '+1 555 0199' }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ name: 'Ada Lovelace', phone: '+1 555 0199', version: 2 });
    expect((await agent.api.patch(`/contacts/${body.id}`, { phone: null }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('400 for what is missing, malformed, unknown or not to be cleared', async () => {
    const given = (more: object) => admin.api.post('/contacts', { ...ada({ accountId: boxeo.id }), ...more });
    for (const wrong of [
      { firstName: ' ' },
      { email: 'nobody' },
      { accountId: null },
      { timeZone: 'Mars/Olympus' },
      { roles: 'admin' },
      { number: 'CNT1' },
      { name: 'X' },
      { kind: 'internal' },
      { version: 9 },
    ])
      expect([wrong, (await given(wrong)).status]).toEqual([wrong, 400]);
    const { body } = await given({});
    for (const cleared of [
      { firstName: null },
      { email: null },
      { accountId: null },
      { active: null },
      { roles: null },
      { notifications: null },
    ])
      expect([cleared, (await admin.api.patch(`/contacts/${body.id}`, cleared)).status]).toEqual([cleared, 400]);
  });

  it('decision 49 one and the same 422 for an account that does not exist and one the caller may not see', async () => {
    const answers = [];
    for (const accountId of ['ACCT9999999', other.number, parent.id])
      answers.push(await customerAdmin.api.post('/contacts', ada({ accountId })));
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(new Set(answers.map(({ body }) => JSON.stringify([body.code, body.detail, body.errors]))).size).toBe(1);
  });

  it('BR-006 a contact without a role becomes a customer, and always counts as external', async () => {
    const bare = await admin.api.post('/contacts', ada({ accountId: boxeo.id }));
    expect(bare.body.roles).toEqual([`${CSM}.customer`]);
    const me = await (await test.as(bare.body.id)).get('/auth/me');
    expect(me.body.roles).toEqual(expect.arrayContaining(['snc_external', `${CSM}.customer`]));
    expect(me.body).toMatchObject({
      account: { id: boxeo.id, number: boxeo.number, name: 'Boxeo' },
      contact: { id: bare.body.id, number: bare.body.number, name: 'Ada Byron' },
    });
    const named = await admin.api.post('/contacts', ada({ accountId: boxeo.id, roles: [`${CSM}.customer_case_manager`] }));
    expect(named.body.roles).toEqual([`${CSM}.customer_case_manager`]);
  });

  it('BR-006 a user name given to a contact without roles makes it a customer', async () => {
    const contact = await test.given.contact(boxeo, []);
    const { body } = await admin.api.patch(`/contacts/${contact.id}`, { userName: `Nora.${contact.number}` });
    expect(body).toMatchObject({ userName: `nora.${contact.number.toLowerCase()}`, roles: [`${CSM}.customer`] });
  });

  it('BR-007 an internal or unknown role is refused, alone or among others', async () => {
    for (const roles of [['admin'], [`${CSM}.customer`, 'sn_customerservice_agent'], ['snc_internal'], ['no_such_role']])
      expect([roles, (await admin.api.post('/contacts', ada({ accountId: boxeo.id, roles }))).status]).toEqual([roles, 422]);
    const { body } = await admin.api.post('/contacts', ada({ accountId: boxeo.id }));
    const refused = await admin.api.patch(`/contacts/${body.id}`, { roles: ['admin'], phone: '1' });
    expect([refused.status, refused.body.code]).toEqual([422, 'mixed_role_classes']);
    expect((await admin.api.get(`/contacts/${body.id}`)).body).toMatchObject({ roles: [`${CSM}.customer`], phone: null, version: 1 });
  });

  it('BR-008 a customer admin gives only the roles that may be assigned, and one stays', async () => {
    const { body } = await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, roles: [`${CSM}.customer_admin`] }));
    expect(body.roles).toEqual([`${CSM}.customer_admin`]);
    for (const [roles, code] of [
      [[], 'no_role_left'],
      [[`${CSM}.customer_case_manager`], 'role_not_assignable'],
      [['snc_external'], 'role_not_assignable'],
      [['admin'], 'role_not_assignable'],
    ] as const) {
      const refused = await customerAdmin.api.patch(`/contacts/${body.id}`, { roles });
      expect([roles, refused.status, refused.body.code]).toEqual([roles, 422, code]);
    }
    expect((await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, roles: ['admin'] }))).status).toBe(422);
    expect((await admin.api.patch(`/contacts/${body.id}`, { roles: [] })).body.code).toBe('no_role_left');
    const changed = await customerAdmin.api.patch(`/contacts/${body.id}`, { roles: [`${CSM}.customer`] });
    expect(changed.body).toMatchObject({ roles: [`${CSM}.customer`], version: 2 });
    const kept = await test.given.contact(boxeo, [`${CSM}.customer_case_manager`]);
    const more = await customerAdmin.api.patch(`/contacts/${kept.id}`, {
      roles: [`${CSM}.customer_case_manager`, `${CSM}.customer_admin`],
    });
    expect(more.status).toBe(200);
  });

  it('BR-008 the property says which roles may be assigned', async () => {
    const { body } = await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id }));
    const property = '/admin/properties/sn_customerservice.contact_role_assignment';
    const before = [`${CSM}.partner_admin`, `${CSM}.partner`, `${CSM}.customer_admin`, `${CSM}.customer`];
    await admin.api.patch(property, { value: [`${CSM}.customer_case_manager`] });
    const roles = [`${CSM}.customer_case_manager`];
    expect((await customerAdmin.api.patch(`/contacts/${body.id}`, { roles: [`${CSM}.customer_admin`] })).status).toBe(422);
    expect((await customerAdmin.api.patch(`/contacts/${body.id}`, { roles })).body.roles).toEqual(roles);
    await admin.api.patch(property, { value: before });
  });

  it('matrix 2.2 a customer admin keeps contacts of the own account and those below, and of no other', async () => {
    for (const account of [boxeo, below]) {
      const made = await customerAdmin.api.post('/contacts', ada({ accountId: account.id }));
      expect(made.status).toBe(201);
      const changed = await customerAdmin.api.patch(`/contacts/${made.body.id}`, {
        title: 'Boss',
        userName: `boss${++counter}`,
        active: false,
      });
      expect(changed.body).toMatchObject({ title: 'Boss', active: false });
    }
    for (const account of [parent, sibling, other]) {
      const hidden = await test.given.contact(account);
      expect((await customerAdmin.api.get(`/contacts/${hidden.id}`)).status).toBe(404);
      expect((await customerAdmin.api.patch(`/contacts/${hidden.number}`, { active: false })).status).toBe(404);
      expect((await customerAdmin.api.get(`/accounts/${account.id}/contacts`)).status).toBe(404);
    }
    const visible = new Set((await customerAdmin.api.all('/contacts')).map((contact) => contact.account.id));
    expect([...visible].sort()).toEqual([boxeo.id, below.id].sort());
  });

  it('a contact relationship shows the account, and makes nobody administrator of its contacts', async () => {
    const related = await test.given.account({ name: 'Related' });
    const hidden = await test.given.contact(related);
    const helper = await test.given.contact(boxeo, ROLE.customerAdmin);
    await test.given.contactRelationship(helper, related);
    expect((await helper.api.get(`/accounts/${related.id}`)).status).toBe(200);
    expect((await helper.api.get(`/contacts/${hidden.id}`)).status).toBe(404);
    expect((await helper.api.get(`/accounts/${related.id}/contacts`)).body.items).toEqual([]);
    expect((await helper.api.post('/contacts', ada({ accountId: related.id }))).status).toBe(403);
  });

  it('matrix 2.2 a partner admin keeps contacts of the own tree and of the customers it serves, until that ends', async () => {
    const partner = await test.given.account({ name: 'Partner', customer: false, partner: true });
    const branch = await test.given.account({ name: 'Partner Branch', customer: false, partner: true, parent: partner });
    const client = await test.given.account({ name: 'Client' });
    const clientBelow = await test.given.account({ name: 'Client Below', parent: client });
    const contacts = await Promise.all([partner, branch, client, clientBelow].map((account) => test.given.contact(account)));
    const relationship = await test.given.partnership(partner, client);
    const [partnerAdmin, plain] = [await test.given.contact(partner, ROLE.partnerAdmin), await test.given.contact(partner, ROLE.partner)];
    const seen = async (who: Somebody) => Promise.all(contacts.map(async ({ id }) => (await who.api.get(`/contacts/${id}`)).status));
    expect(await seen(partnerAdmin)).toEqual([200, 200, 200, 404]);
    expect(await seen(plain)).toEqual([200, 404, 404, 404]);
    expect((await partnerAdmin.api.post('/contacts', ada({ accountId: client.id }))).status).toBe(201);
    expect((await partnerAdmin.api.patch(`/contacts/${contacts[2]!.id}`, { title: 'Boss' })).status).toBe(200);
    expect((await plain.api.post('/contacts', ada({ accountId: partner.id }))).status).toBe(403);
    expect((await admin.api.delete(`/account-relationships/${relationship.mirrorId}`)).status).toBe(204);
    expect(await seen(partnerAdmin)).toEqual([200, 200, 404, 404]);
    expect((await partnerAdmin.api.post('/contacts', ada({ accountId: client.id }))).status).toBe(422);
  });

  it('decision 35 customers, case managers and partners read the contacts of their own account, and not all of them', async () => {
    const colleague = (
      await admin.api.post('/contacts', ada({ accountId: boxeo.id, userName: `secret${++counter}`, timeZone: 'Asia/Tokyo', phone: '1' }))
    ).body;
    const far = await test.given.contact(below);
    for (const roles of [ROLE.customer, ROLE.customerCaseManager, ROLE.partner]) {
      const { api } = await test.given.contact(boxeo, roles);
      const { body } = await api.get(`/contacts/${colleague.id}`);
      expect(Object.keys(body).sort()).toEqual(
        [
          'account',
          'active',
          'createdAt',
          'email',
          'firstName',
          'id',
          'lastName',
          'mobilePhone',
          'name',
          'number',
          'phone',
          'title',
          'updatedAt',
          'version',
        ].sort(),
      );
      expect((await api.get('/contacts?limit=100')).raw).not.toContain(colleague.userName);
      expect((await api.get(`/contacts?q=${colleague.userName}`)).body.items).toEqual([]);
      expect((await api.get(`/contacts/${far.id}`)).status).toBe(404);
      expect((await api.patch(`/contacts/${colleague.id}`, { phone: '2' })).status).toBe(403);
      expect((await api.post('/contacts', ada({ accountId: boxeo.id }))).status).toBe(403);
    }
  });

  it('a contact reads all of the own profile, and changes what belongs to it', async () => {
    const me = await test.given.contact(boxeo, ROLE.customer, 'Max Muster');
    const own = await me.api.get(`/contacts/${me.id}`);
    expect(own.body).toMatchObject({ userName: expect.any(String), notifications: true, roles: [`${CSM}.customer`] });
    const changes = { phone: '1', mobilePhone: '2', timeZone: 'Europe/Berlin', language: 'de', notifications: false, title: 'Buyer' };
    expect((await me.api.patch(`/contacts/${me.id}`, changes)).body).toMatchObject(changes);
    for (const forbidden of [
      { roles: [`${CSM}.customer_admin`] },
      { accountId: other.id },
      { active: true },
      { email: 'x@y.example' },
      { userName: 'root' },
      { password: PASSWORD },
      { firstName: 'M' },
    ]) {
      const refused = await me.api.patch(`/contacts/${me.id}`, forbidden);
      expect([forbidden, refused.status]).toEqual([forbidden, 400]);
    }
    const outsider = await test.given.contact(boxeo, ['snc_external']);
    expect((await outsider.api.get('/contacts')).body.items.map(({ id }: { id: string }) => id)).toEqual([outsider.id]);
  });

  it('agents keep contacts without roles and passwords; data viewers and project managers read them', async () => {
    const { body } = await agent.api.post('/contacts', ada({ accountId: other.id }));
    for (const forbidden of [{ roles: [`${CSM}.customer_admin`] }, { password: PASSWORD }]) {
      expect((await agent.api.post('/contacts', ada({ accountId: other.id, ...forbidden }))).status).toBe(400);
      expect((await agent.api.patch(`/contacts/${body.id}`, forbidden)).status).toBe(400);
    }
    const manager = await test.given.user(ROLE.agentManager);
    expect((await manager.api.patch(`/contacts/${body.id}`, { active: false })).body.active).toBe(false);
    for (const roles of [ROLE.projectManager, [`${CSM}.customer_data_viewer`]]) {
      const { api } = await test.given.user(roles);
      expect((await api.get(`/contacts/${body.id}`)).status).toBe(200);
      expect((await api.patch(`/contacts/${body.id}`, { title: 'X' })).status).toBe(403);
      expect((await api.post('/contacts', ada({ accountId: other.id }))).status).toBe(403);
    }
    const strangers = [await test.given.user([]), await test.given.consumer()];
    for (const { api } of strangers) {
      expect((await api.get(`/contacts/${body.id}`)).status).toBe(404);
      expect((await api.get('/contacts?total=true')).body).toEqual({ items: [], next: null, total: 0 });
    }
  });

  it('an internal user and a consumer are no contacts, for nobody', async () => {
    const consumer = await test.given.consumer();
    for (const { id } of [agent, consumer]) {
      expect((await admin.api.get(`/contacts/${id}`)).status).toBe(404);
      expect((await admin.api.patch(`/contacts/${id}`, { title: 'X' })).status).toBe(404);
    }
  });

  it('an administrator sets a password that works at once, with the e-mail address where there is no user name', async () => {
    const made = await admin.api.post('/contacts', ada({ accountId: boxeo.id, password: PASSWORD }));
    expect(made.body.userName).toBe(made.body.email);
    expect(made.raw).not.toContain(PASSWORD);
    const signedIn = await test.stranger.post('/auth/login', { username: made.body.email, password: PASSWORD });
    expect(signedIn.body).toMatchObject({ accessToken: expect.any(String), mustChangePassword: true });
    expect((await admin.api.patch(`/contacts/${made.body.id}`, { password: 'short' })).status).toBe(422);
    const later = await admin.api.post('/contacts', ada({ accountId: boxeo.id }));
    expect((await admin.api.patch(`/contacts/${later.body.id}`, { password: PASSWORD })).body.userName).toBe(later.body.email);
    expect((await test.stranger.post('/auth/login', { username: later.body.email, password: PASSWORD })).status).toBe(200);
    expect((await customerAdmin.api.patch(`/contacts/${later.body.id}`, { password: PASSWORD })).status).toBe(400);
    expect((await customerAdmin.api.patch(`/contacts/${(await test.given.contact(other)).id}`, { password: PASSWORD })).status).toBe(404);
  });

  it('decision 47 user names are unique without regard to case, e-mail addresses are not', async () => {
    const name = `Unique${++counter}`;
    const first = await admin.api.post('/contacts', ada({ accountId: boxeo.id, userName: name }));
    const again = await admin.api.post('/contacts', ada({ accountId: boxeo.id, userName: name.toUpperCase() }));
    expect([again.status, again.body.code]).toEqual([409, 'user_name_taken']);
    const same = await admin.api.post('/contacts', ada({ accountId: boxeo.id, email: first.body.email }));
    expect(same.status).toBe(201);
    expect((await admin.api.patch(`/contacts/${same.body.id}`, { userName: name })).status).toBe(409);
  });

  it('decision 15 a disabled contact gets 401 on the next request, and an enabled one is back', async () => {
    const contact = await test.given.contact(boxeo);
    expect((await contact.api.get('/contacts')).status).toBe(200);
    expect((await customerAdmin.api.patch(`/contacts/${contact.id}`, { active: false })).status).toBe(200);
    expect((await contact.api.get('/contacts')).status).toBe(401);
    await customerAdmin.api.patch(`/contacts/${contact.id}`, { active: true });
    expect((await contact.api.get('/contacts')).status).toBe(200);
  });

  it('decision 36 a contact is moved to another account, and sees what belongs to that from the next request on', async () => {
    const contact = await test.given.contact(boxeo);
    const moved = await agent.api.patch(`/contacts/${contact.id}`, { accountId: other.number });
    expect(moved.body.account.id).toBe(other.id);
    expect((await contact.api.get(`/accounts/${boxeo.id}`)).status).toBe(404);
    expect((await contact.api.get(`/accounts/${other.id}`)).status).toBe(200);
    expect((await contact.api.get('/auth/me')).body.account.id).toBe(other.id);
    const mine = await test.given.contact(boxeo);
    expect((await customerAdmin.api.patch(`/contacts/${mine.id}`, { accountId: below.id })).body.account.id).toBe(below.id);
    expect((await customerAdmin.api.patch(`/contacts/${mine.id}`, { accountId: other.id })).status).toBe(422);
    const roleGone = await test.given.contact(boxeo, ROLE.customerAdmin);
    expect((await roleGone.api.get(`/contacts/${mine.id}`)).status).toBe(200);
    await admin.api.patch(`/contacts/${roleGone.id}`, { roles: [`${CSM}.customer`] });
    expect((await roleGone.api.get(`/contacts/${mine.id}`)).status).toBe(404);
  });

  it('two writers with the same version: one wins, the other is told', async () => {
    const contact = await test.given.contact(boxeo);
    const writes = ['A', 'B', 'C', 'D'].map((title) => agent.api.patch(`/contacts/${contact.id}`, { title }, { 'if-match': '"1"' }));
    expect((await Promise.all(writes)).map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  it('a list has no unknown, hidden or doubled parameter', async () => {
    const { api } = await test.given.contact(boxeo);
    for (const query of [
      'userName=x',
      'kind=internal',
      'sort=email',
      'sort=passwordHash',
      'account=a&account=b',
      'accountId=x',
      'limit=101',
    ])
      expect([query, (await api.get(`/contacts?${query}`)).status]).toEqual([query, 400]);
    expect((await api.get(`/accounts/${boxeo.number}/contacts?sort=-name&active=true`)).status).toBe(200);
    expect((await test.stranger.get('/contacts')).status).toBe(401);
  });
});
