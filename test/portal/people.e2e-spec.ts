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

  const PROFILE = ['title', 'phone', 'mobilePhone', 'timeZone', 'language', 'notifications'];

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
      expect([form.keys, form.record.roles]).toEqual([['disable_login', 'edit_roles'], [`${CSM}.customer`]]);
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
    it('a contact sees the own data and changes the own preferences', async () => {
      const account = await test.given.account();
      const me = await test.given.contact(account);
      const form = await formOf(me, 'profile');
      expect([form.record.id, form.record.account.id, form.record.notifications]).toEqual([me.id, account.id, true]);
      expect([form.editable, form.actions, form.relatedLists]).toEqual([PROFILE, [], []]);
      expect((await me.api.patch(`/contacts/${me.id}`, { notifications: false, timeZone: 'Europe/Paris' })).status).toBe(200);
      expect((await formOf(me, 'profile')).record).toMatchObject({ notifications: false, timeZone: 'Europe/Paris' });
      expect((await me.api.patch(`/contacts/${me.id}`, { email: 'other@example.org' })).status).toBe(400);
    });

    it('somebody without a role has one too, a consumer that of a consumer', async () => {
      const alone = await test.given.contact(await test.given.account(), []);
      expect((await formOf(alone, 'profile')).record.id).toBe(alone.id);
      const consumer = await test.given.consumer();
      const { record, fields } = await formOf(consumer, 'profile');
      expect([record.id, record.number]).toEqual([consumer.id, expect.stringMatching(/^CSMR\d{7}$/)]);
      expect(fields.map(({ name }: { name: string }) => name)).not.toContain('account');
    });
  });
});
