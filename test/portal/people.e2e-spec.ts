import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const CSM = 'sn_customerservice';

describe('people in the portal', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  const formOf = async ({ api }: Somebody, path: string) => {
    const { status, body } = await api.get(`/portal/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return {
      ...body,
      editable: body.fields.filter((field: { editable: boolean }) => field.editable).map(({ name }: { name: string }) => name),
      keys: body.actions.map(({ key }: { key: string }) => key),
    };
  };

  const PROFILE = ['title', 'phone', 'mobilePhone', 'timeZone', 'language', 'notifications', 'mails'];

  describe('contacts', () => {
    const world = async () => {
      const account = await test.given.account();
      const below = await test.given.account({ parent: account });
      const vendor = await test.given.account({ customer: false, partner: true });
      await test.given.partnership(vendor, account);
      return {
        account,
        me: await test.given.contact(account, ROLE.customerAdmin),
        colleague: await test.given.contact(account),
        ofChild: await test.given.contact(below),
        partnerAdmin: await test.given.contact(vendor, ROLE.partnerAdmin),
        stranger: await test.given.contact(await test.given.account(), ROLE.customerAdmin),
      };
    };

    it('P17 an administrator of an account has the contacts of it and below, of a partner those it serves', async () => {
      const { me, colleague, ofChild, partnerAdmin, stranger } = await world();
      const ids = async ({ api }: Somebody) => (await api.all('/portal/contacts')).map(({ id }) => id).sort();
      expect(await ids(me)).toEqual([me.id, colleague.id, ofChild.id].sort());
      expect(await ids(partnerAdmin)).toEqual([partnerAdmin.id, me.id, colleague.id].sort());
      expect(await ids(stranger)).toEqual([stranger.id]);
      const [row] = (await me.api.get(`/portal/contacts?q=${encodeURIComponent(colleague.name)}&total=true`)).body.items;
      expect(Object.keys(row).sort()).toEqual(
        ['id', 'number', 'name', 'title', 'email', 'phone', 'account', 'active', 'createdAt', 'updatedAt', 'version'].sort(),
      );
    });

    it('the form has all that the administrator may change, the switch of the login and the roles it may give (BR-008)', async () => {
      const { me, colleague } = await world();
      const form = await formOf(me, `contacts/${colleague.number}`);
      expect(form.editable).toEqual([
        'firstName',
        'lastName',
        'title',
        'account',
        'email',
        'phone',
        'mobilePhone',
        'timeZone',
        'language',
        'notifications',
        'userName',
        'active',
        'roles',
      ]);
      expect([form.keys, form.record.roles]).toEqual([['disable_login', 'edit_roles', 'invite'], [`${CSM}.customer`]]);
      expect(form.assignableRoles).toEqual(['partner_admin', 'partner', 'customer_admin', 'customer'].map((role) => `${CSM}.${role}`));
      const change = { active: false, roles: [`${CSM}.customer_admin`], title: 'Site manager' };
      expect((await me.api.patch(`/contacts/${colleague.id}`, change)).status).toBe(200);
      const changed = await formOf(me, `contacts/${colleague.id}`);
      expect([changed.keys, changed.record]).toMatchObject([['enable_login', 'edit_roles'], change]);
      const admin = await test.given.admin();
      const property = `/admin/properties/${CSM}.contact_role_assignment`;
      await admin.api.patch(property, { value: [`${CSM}.customer`] });
      expect((await formOf(me, `contacts/${colleague.id}`)).assignableRoles).toEqual([`${CSM}.customer`]);
      expect((await me.api.patch(`/contacts/${colleague.id}`, { roles: [`${CSM}.partner`] })).status).toBe(422);
      await admin.api.patch(property, { value: form.assignableRoles });
    });

    it('P17 keeps what reaches further than the administrator: whose it is to sign in, and the roles of partners', async () => {
      const account = await test.given.account({ partner: true });
      const me = await test.given.contact(account, ROLE.customerAdmin);
      const [partner, plain] = [await test.given.contact(account, ROLE.partner), await test.given.contact(account)];
      const further = await formOf(me, `contacts/${partner.id}`);
      expect([further.editable, further.keys, further.assignableRoles]).toEqual([
        ['firstName', 'lastName', 'title', 'phone', 'mobilePhone', 'timeZone', 'language', 'notifications'],
        [],
        [],
      ]);
      for (const change of [{ email: 'x@example.org' }, { active: false }, { roles: [`${CSM}.customer`] }])
        expect([change, (await me.api.patch(`/contacts/${partner.id}`, change)).status]).toEqual([change, 403]);
      expect((await me.api.patch(`/contacts/${partner.id}`, { title: 'Fitter' })).status).toBe(200);
      const { assignableRoles } = await formOf(me, `contacts/${plain.id}`);
      expect(assignableRoles).toEqual([`${CSM}.customer_admin`, `${CSM}.customer`]);
      for (const role of ['partner', 'partner_admin'])
        expect((await me.api.patch(`/contacts/${plain.id}`, { roles: [`${CSM}.${role}`] })).status).toBe(422);
      const own = await formOf(me, `contacts/${me.id}`);
      expect(own.editable).not.toContain('account');
      expect(own.editable).toContain('email');
    });

    it('T1 a contact of another account is 404; who administers none has no such page', async () => {
      const { me, colleague, partnerAdmin, stranger } = await world();
      for (const { id } of [partnerAdmin, stranger]) expect((await me.api.get(`/portal/contacts/${id}`)).status).toBe(404);
      for (const roles of [ROLE.customer, ROLE.customerCaseManager, ROLE.partner, []])
        for (const path of ['contacts', `contacts/${colleague.id}`]) {
          const somebody = await test.given.contact((await world()).account, roles);
          expect([roles, path, (await somebody.api.get(`/portal/${path}`)).status]).toEqual([roles, path, 404]);
        }
      const consumer = await test.given.consumer();
      expect((await consumer.api.get('/portal/contacts')).status).toBe(404);
    });

    it('T6 passwords, lock-outs and roles are neither filtered nor sorted by', async () => {
      const { me } = await world();
      for (const query of ['roles=x', 'sort=roles', 'password.isNull=true', 'passwordHash.isNull=true', 'kind=contact', 'sort=email'])
        expect([query, (await me.api.get(`/portal/contacts?${query}`)).status]).toEqual([query, 400]);
    });
  });

  describe('profile', () => {
    it('BR-171 a contact sees the own data and changes the own preferences', async () => {
      const account = await test.given.account();
      const me = await test.given.contact(account);
      const form = await formOf(me, 'profile');
      expect([form.record.id, form.record.account.id, form.record.notifications]).toEqual([me.id, account.id, true]);
      expect([form.editable, form.actions, form.relatedLists]).toEqual([PROFILE, [], []]);
      const change = { notifications: false, timeZone: 'Europe/Paris', mails: { case_opened: false } };
      expect((await me.api.patch('/auth/me/profile', change)).status).toBe(200);
      const { record } = await formOf(me, 'profile');
      expect(record).toMatchObject({ ...change, mails: { case_opened: false, case_closed: true } });
      for (const name of ['email', 'account', 'roles', 'active'])
        expect([name, (await me.api.patch('/auth/me/profile', { [name]: 'x' })).status]).toEqual([name, 400]);
    });

    it('somebody without a role has one too, a consumer that of a consumer', async () => {
      const alone = await test.given.contact(await test.given.account(), []);
      expect((await formOf(alone, 'profile')).record.id).toBe(alone.id);
      const consumer = await test.given.consumer();
      const { record, fields, editable } = await formOf(consumer, 'profile');
      expect([record.id, record.number, editable]).toEqual([consumer.id, expect.stringMatching(/^CSMR\d{7}$/), PROFILE]);
      expect((await consumer.api.patch('/auth/me/profile', { language: 'fr' })).body.language).toBe('fr');
      expect(fields.map(({ name }: { name: string }) => name)).not.toContain('account');
    });
  });
});
