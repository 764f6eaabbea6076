import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { lastTokenTo, lettersTo } from '../support/letters.js';
import { TestApp } from '../support/test-app.js';

const CSM = 'sn_customerservice';
const [CUSTOMER, CUSTOMER_ADMIN, PARTNER, PARTNER_ADMIN] = ['customer', 'customer_admin', 'partner', 'partner_admin'].map(
  (role) => `${CSM}.${role}`,
) as [string, string, string, string];
const CHOSEN = 'nine quiet boats at dawn';
let counter = 0;
const ada = (more: object = {}) => ({ firstName: 'Ada', lastName: 'Byron', email: `ada.m${++counter}@boxeo.example`, ...more });

describe('P17 contacts managed by those who administer accounts', () => {
  let test: TestApp;
  let admin: Somebody;
  let boxeo: { id: string; number: string; path: string; name: string };
  let other: typeof boxeo;
  let vendor: typeof boxeo;
  let client: typeof boxeo;
  let customerAdmin: Somebody;
  let partnerAdmin: Somebody;
  let vendorAdmin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    boxeo = await test.given.account({ name: 'Boxeo' });
    other = await test.given.account({ name: 'Other' });
    vendor = await test.given.account({ name: 'Vendor', customer: false, partner: true });
    client = await test.given.account({ name: 'Client' });
    await test.given.partnership(vendor, client);
    customerAdmin = await test.given.contact(boxeo, ROLE.customerAdmin, 'Cora Admin');
    partnerAdmin = await test.given.contact(vendor, ROLE.partnerAdmin, 'Pia Admin');
    vendorAdmin = await test.given.contact(vendor, ROLE.customerAdmin, 'Vera Admin');
  });
  afterAll(() => test.stop());
  afterEach(() => test.get(Database).run('DELETE FROM sign_in_delay'));

  const shown = async ({ id }: { id: string }) => (await admin.api.get(`/contacts/${id}`)).body;
  const login = (username: string, password: string) => test.stranger.post('/auth/login', { username, password });
  const redeem = (token: string) => test.stranger.post('/auth/invitations/redeem', { token, newPassword: CHOSEN });

  describe('an invitation', () => {
    it('is mailed to a new contact without a password, who chooses one and signs in', async () => {
      const { body } = await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, userName: `Ada.${++counter}` }));
      const letters = await lettersTo(test, body.email);
      expect(letters.map(({ template }) => template)).toEqual(['invitation']);
      expect(letters[0]!.text).toContain(`Your user name: ${body.userName}`);
      const answer = await redeem(await lastTokenTo(test, body.email, 'invitation'));
      expect([answer.status, answer.body]).toEqual([200, { userName: body.userName }]);
      const signedIn = await login(body.userName, CHOSEN);
      expect([signedIn.status, signedIn.body.mustChangePassword]).toEqual([200, false]);
      expect((await (await test.as(body.id)).get('/auth/me')).body.roles).toContain(CUSTOMER);
    });

    it('gives who has no user name the e-mail address, or the number where that is taken', async () => {
      const email = `twin${++counter}@boxeo.example`;
      const names = [];
      for (const _twin of [1, 2]) {
        const { body } = await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, email }));
        expect(body.userName).toBeNull();
        const { userName } = (await redeem(await lastTokenTo(test, email, 'invitation'))).body;
        names.push(userName);
        expect((await shown(body)).userName).toBe(userName);
        expect((await login(userName, CHOSEN)).status).toBe(200);
      }
      expect(names).toEqual([email, expect.stringMatching(/^cnt\d{7}$/)]);
    });

    it('is mailed to nobody who is disabled or got a password', async () => {
      const disabled = (await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, active: false }))).body;
      const given = (await admin.api.post('/contacts', ada({ accountId: boxeo.id, password: CHOSEN }))).body;
      for (const { email } of [disabled, given]) expect(await lettersTo(test, email)).toEqual([]);
    });

    it('is mailed anew by who may, and each link of before still counts until a password is chosen', async () => {
      const { body } = await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id }));
      const first = await lastTokenTo(test, body.email, 'invitation');
      const invited = await customerAdmin.api.post(`/contacts/${body.number}/invite`);
      expect([invited.status, invited.body.id]).toEqual([200, body.id]);
      const second = await lastTokenTo(test, body.email, 'invitation');
      expect(second).not.toBe(first);
      expect((await redeem(first)).status).toBe(200);
      expect((await redeem(second)).status).toBe(422);
      const actions = (await admin.api.get(`/admin/audit?record=${body.id}`)).body.items.map(({ action }: { action: string }) => action);
      expect(actions).toEqual(expect.arrayContaining(['invited', 'password_chosen', 'user_name_given']));
    });

    it('BR-006 makes a contact without a role a customer', async () => {
      const imported = await test.given.contact(boxeo, []);
      const { body } = await customerAdmin.api.post(`/contacts/${imported.id}/invite`);
      expect(body).toMatchObject({ roles: [CUSTOMER], version: 2 });
    });

    it('409 for a disabled contact and after several within the hour, 400 for a field, 412 for a stale version', async () => {
      const contact = await test.given.contact(boxeo);
      const invite = (body: object = {}, headers = {}) => customerAdmin.api.post(`/contacts/${contact.id}/invite`, body, headers);
      for (const body of [{ email: 'x@y.example' }, { password: CHOSEN }, { roles: [CUSTOMER_ADMIN] }, { version: 1 }])
        expect([body, (await invite(body)).status]).toEqual([body, 400]);
      expect((await invite({}, { 'if-match': '"9"' })).status).toBe(412);
      for (let n = 0; n < 5; n += 1) expect((await invite()).status).toBe(200);
      expect((await invite()).body.code).toBe('invited_too_often');
      await customerAdmin.api.patch(`/contacts/${contact.id}`, { active: false });
      expect((await invite()).body.code).toBe('contact_disabled');
    });

    it('matrix 2.2 by administrators of the account, partner administrators, agents and their managers; nobody else', async () => {
      const [own, served] = [await test.given.contact(boxeo), await test.given.contact(client)];
      const status = async ({ api }: Somebody, { id }: Somebody) => (await api.post(`/contacts/${id}/invite`)).status;
      expect(await status(partnerAdmin, served)).toBe(200);
      for (const who of [customerAdmin, admin, await test.given.user(ROLE.agent), await test.given.user(ROLE.agentManager)])
        expect(await status(who, own)).toBe(200);
      const visible = [await test.given.contact(boxeo), await test.given.contact(boxeo, ROLE.customerCaseManager), own];
      for (const who of [...visible, await test.given.projectManager(), await test.given.user([`${CSM}.customer_data_viewer`])])
        expect([who.name, await status(who, own)]).toEqual([who.name, 403]);
      const strangers = [
        partnerAdmin,
        await test.given.contact(other, ROLE.customerAdmin),
        await test.given.consumer(),
        await test.given.user([]),
      ];
      for (const who of strangers) expect([who.name, await status(who, own)]).toEqual([who.name, 404]);
      expect((await test.stranger.post(`/contacts/${own.id}/invite`)).status).toBe(401);
    });
  });

  describe('BR-008 nobody is raised beyond what its keeper holds', () => {
    it('no administrator of an account raises itself: by PATCH, by PATCH of the profile, by a new user name', async () => {
      for (const [who, roles] of [
        [customerAdmin, [CUSTOMER_ADMIN, PARTNER_ADMIN]],
        [customerAdmin, [PARTNER]],
        [vendorAdmin, [CUSTOMER_ADMIN, PARTNER]],
        [vendorAdmin, [PARTNER_ADMIN]],
      ] as const) {
        const refused = await who.api.patch(`/contacts/${who.id}`, { roles });
        expect([roles, refused.status, refused.body.code]).toEqual([roles, 422, 'role_not_assignable']);
        expect((await who.api.patch('/auth/me/profile', { roles })).status).toBe(400);
      }
      expect((await shown(vendorAdmin)).roles).toEqual([CUSTOMER_ADMIN]);
      const leaving = await test.given.contact(vendor, ROLE.partnerAdmin);
      expect((await leaving.api.patch(`/contacts/${leaving.id}`, { roles: [PARTNER, CUSTOMER_ADMIN] })).status).toBe(200);
      expect((await leaving.api.patch(`/contacts/${leaving.id}`, { roles: [PARTNER_ADMIN] })).status).toBe(422);
    });

    it('in a partner account a customer admin gives nobody what reaches its customers, new or old; a partner admin does', async () => {
      const colleague = await test.given.contact(vendor);
      for (const roles of [[PARTNER], [PARTNER_ADMIN], [CUSTOMER, PARTNER]]) {
        for (const refused of [
          await vendorAdmin.api.post('/contacts', ada({ accountId: vendor.id, roles })),
          await vendorAdmin.api.patch(`/contacts/${colleague.id}`, { roles }),
        ])
          expect([roles, refused.status, refused.body.code]).toEqual([roles, 422, 'role_not_assignable']);
      }
      expect((await vendorAdmin.api.post('/contacts', ada({ accountId: vendor.id, roles: [CUSTOMER_ADMIN] }))).status).toBe(201);
      expect((await partnerAdmin.api.patch(`/contacts/${colleague.id}`, { roles: [PARTNER_ADMIN] })).body.roles).toEqual([PARTNER_ADMIN]);
    });

    it('P17 the list of BR-008 holds in an account that is no partner', async () => {
      const roles = [CUSTOMER, CUSTOMER_ADMIN, PARTNER, PARTNER_ADMIN];
      const made = await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, roles }));
      expect(made.body.roles).toEqual([...roles].sort());
    });

    it('a partner admin gives no partner role in a served account that is a partner itself', async () => {
      const both = await test.given.account({ partner: true });
      const far = await test.given.account();
      await test.given.partnership(vendor, both);
      await test.given.partnership(both, far);
      for (const roles of [[PARTNER], [PARTNER_ADMIN]])
        expect((await partnerAdmin.api.post('/contacts', ada({ accountId: both.id, roles }))).status).toBe(422);
      const made = await partnerAdmin.api.post('/contacts', ada({ accountId: both.id, roles: [CUSTOMER_ADMIN] }));
      expect(made.status).toBe(201);
      const reaching = await test.given.contact(both, ROLE.partnerAdmin);
      const refused = await partnerAdmin.api.patch(`/contacts/${reaching.id}`, { email: 'mine@x.example' });
      expect([refused.status, refused.body.code]).toEqual([403, 'contact_reaches_further']);
    });

    it('nobody takes over the sign-in of a contact that reaches further: address, name, roles, login, account, invitation', async () => {
      const partner = await test.given.contact(vendor, ROLE.partner);
      const branch = await test.given.account({ parent: vendor });
      for (const target of [partner, partnerAdmin]) {
        const before = await shown(target);
        for (const body of [
          { email: 'mine@x.example' },
          { userName: 'mine' },
          { roles: [CUSTOMER] },
          { active: false },
          { accountId: branch.id },
        ]) {
          const refused = await vendorAdmin.api.patch(`/contacts/${target.id}`, body);
          expect([body, refused.status, refused.body.code]).toEqual([body, 403, 'contact_reaches_further']);
        }
        expect((await vendorAdmin.api.post(`/contacts/${target.id}/invite`)).status).toBe(403);
        expect(await shown(target)).toEqual(before);
        expect((await vendorAdmin.api.patch(`/contacts/${target.id}`, { title: 'Boss' })).status).toBe(200);
      }
      expect((await partnerAdmin.api.patch(`/contacts/${partner.id}`, { email: `p${++counter}@x.example` })).status).toBe(200);
    });

    it('no role is carried into a partner account, and nobody moves itself', async () => {
      const parent = await test.given.account();
      const arm = await test.given.account({ partner: true, parent });
      const served = await test.given.account();
      await test.given.partnership(arm, served);
      const keeper = await test.given.contact(parent, ROLE.customerAdmin);
      const { body } = await keeper.api.post('/contacts', ada({ accountId: parent.id, roles: [PARTNER_ADMIN] }));
      const refused = await keeper.api.patch(`/contacts/${body.id}`, { accountId: arm.id });
      expect([refused.status, refused.body.code]).toEqual([403, 'contact_reaches_further']);
      expect((await shown(body)).account.id).toBe(parent.id);
      const both = await keeper.api.patch(`/contacts/${body.id}`, { accountId: arm.id, roles: [CUSTOMER] });
      expect(both.status).toBe(403);
      expect((await keeper.api.patch(`/contacts/${body.id}`, { roles: [CUSTOMER] })).status).toBe(200);
      expect((await keeper.api.patch(`/contacts/${body.id}`, { accountId: arm.id })).status).toBe(200);
      expect((await keeper.api.patch(`/contacts/${body.id}`, { roles: [PARTNER] })).status).toBe(422);
      for (const [who, account] of [
        [keeper, arm],
        [partnerAdmin, client],
      ] as const) {
        const moved = await who.api.patch(`/contacts/${who.id}`, { accountId: account.id });
        expect([moved.status, moved.body.code]).toEqual([422, 'own_account']);
      }
      expect((await partnerAdmin.api.patch(`/contacts/${partnerAdmin.id}`, { accountId: vendor.id })).status).toBe(200);
    });
  });

  it('T9 a body sets nothing that is the program’s to set, for each of those who manage contacts', async () => {
    const target = { boxeo: await test.given.contact(boxeo), client: await test.given.contact(client) };
    for (const [{ api }, account, { id }] of [
      [customerAdmin, boxeo, target.boxeo],
      [partnerAdmin, client, target.client],
    ] as const) {
      const before = await shown({ id });
      for (const forbidden of [
        { id: 'x' },
        { number: 'CNT1' },
        { version: 7 },
        { createdAt: '2020-01-01T00:00:00Z' },
        { createdBy: id },
        { kind: 'internal' },
        { account: other.id },
        { role: 'admin' },
        { name: 'X' },
        { emailKey: 'x' },
        { password: CHOSEN },
        { passwordHash: 'x' },
        { effectiveRoles: ['admin'] },
        { groupIds: [] },
        { notification: 1 },
      ]) {
        expect([forbidden, (await api.post('/contacts', ada({ accountId: account.id, ...forbidden }))).status]).toEqual([forbidden, 400]);
        expect([forbidden, (await api.patch(`/contacts/${id}`, forbidden)).status]).toEqual([forbidden, 400]);
      }
      expect(await shown({ id })).toEqual(before);
    }
  });

  it('T1, T3 enable and disable login hold from the next request on, within reach only', async () => {
    const person = await test.given.contact(boxeo);
    const token = person.api;
    expect((await customerAdmin.api.patch(`/contacts/${person.id}`, { active: false })).body.active).toBe(false);
    expect((await token.get('/auth/me')).status).toBe(401);
    expect((await customerAdmin.api.patch(`/contacts/${person.id}`, { active: true })).status).toBe(200);
    expect((await token.get('/auth/me')).status).toBe(200);
    const foreign = await test.given.contact(other);
    for (const key of [foreign.id, foreign.number, 'CNT9999999', '0'.repeat(32)]) {
      const answer = await customerAdmin.api.patch(`/contacts/${key}`, { active: false });
      const { requestId: _, ...said } = answer.body;
      expect([answer.status, said.code]).toEqual([404, 'not_found']);
    }
    const moved = await test.given.contact(boxeo, ROLE.customerAdmin);
    expect((await moved.api.get(`/contacts/${person.id}`)).status).toBe(200);
    await admin.api.patch(`/contacts/${moved.id}`, { accountId: other.id });
    expect((await moved.api.patch(`/contacts/${person.id}`, { title: 'X' })).status).toBe(404);
  });

  it('T11 a user name that is taken says only that, also one of an internal user; an e-mail address says nothing', async () => {
    const internal = (await admin.api.get('/auth/me')).body.user;
    const taken = await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, userName: internal.userName }));
    expect([taken.status, taken.body.code, taken.body.detail]).toEqual([409, 'user_name_taken', 'This user name is taken.']);
    expect((await customerAdmin.api.post('/contacts', ada({ accountId: boxeo.id, email: internal.email }))).status).toBe(201);
  });

  it('no contact is given roles by who may not: agents, managers, the contact itself', async () => {
    const person = await test.given.contact(boxeo);
    for (const { api } of [person, await test.given.user(ROLE.agent), await test.given.user(ROLE.agentManager)])
      expect((await api.patch(`/contacts/${person.id}`, { roles: [CUSTOMER_ADMIN] })).status).toBe(400);
    expect((await (await test.given.contact(boxeo)).api.patch(`/contacts/${person.id}`, { roles: [CUSTOMER_ADMIN] })).status).toBe(403);
    expect((await shown(person)).roles).toEqual([CUSTOMER]);
  });

  it('an account is not deleted under a contact that is just added', async () => {
    for (let n = 0; n < 5; n += 1) {
      const account = await test.given.account();
      const [added, deleted] = await Promise.all([
        admin.api.post('/contacts', ada({ accountId: account.id })),
        admin.api.delete(`/accounts/${account.id}`),
      ]);
      const gone = deleted.status === 204;
      expect([added.status, deleted.status]).toEqual(gone ? [422, 204] : [201, 409]);
    }
  });
});
