import { ROLES } from '../../src/identity/index.js';
import { CommandLine } from '../support/command-line.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const named = (wanted: 'internal' | 'external') => ROLES.filter((role) => role.class === wanted).map(({ name }) => name);
const [INTERNAL, EXTERNAL] = [named('internal'), named('external')];
let counter = 0;

describe('BR-007 internal and external roles are kept apart', () => {
  let test: TestApp;
  let admin: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const person = (more: object) => ({ firstName: 'Nia', lastName: 'New', email: `nia${++counter}@example.org`, ...more });
  const rolesOf = async ({ api }: Somebody): Promise<string[]> => (await api.get('/auth/me')).body.roles;

  it('directly: no internal user gets any external role, no contact any internal one, new or old', async () => {
    const [user, contact] = [await test.given.user([]), await test.given.contact(account)];
    const before = [await rolesOf(user), await rolesOf(contact)];
    for (const role of EXTERNAL) {
      const refused = [
        await admin.api.post('/users', person({ userName: `nia${counter}`, roles: [role] })),
        await admin.api.patch(`/users/${user.id}`, { roles: [role] }),
        await admin.api.patch(`/users/${user.id}`, { roles: ['sn_customerservice_agent', role] }),
      ];
      for (const { status, body } of refused) expect([role, status, body.code]).toEqual([role, 422, 'mixed_role_classes']);
    }
    for (const role of INTERNAL) {
      const refused = [
        await admin.api.post('/contacts', person({ accountId: account.id, roles: [role] })),
        await admin.api.patch(`/contacts/${contact.id}`, { roles: [role] }),
        await admin.api.patch(`/contacts/${contact.id}`, { roles: [...ROLE.customer, role] }),
      ];
      for (const { status, body } of refused) expect([role, status, body.code]).toEqual([role, 422, 'mixed_role_classes']);
    }
    expect([await rolesOf(user), await rolesOf(contact)]).toEqual(before);
  });

  it('by group: none has an external role, and no contact or consumer is a member, a manager, or joins by its own record', async () => {
    const group = (await admin.api.post('/groups', { name: `Group ${++counter}`, roles: ['sn_customerservice_agent'] })).body;
    for (const role of EXTERNAL) {
      for (const { status, body } of [
        await admin.api.post('/groups', { name: `Group ${++counter}`, roles: [role] }),
        await admin.api.patch(`/groups/${group.id}`, { roles: ['sn_customerservice_agent', role] }),
      ])
        expect([role, status, body.code]).toEqual([role, 422, 'mixed_role_classes']);
    }
    for (const outsider of [await test.given.contact(account), await test.given.consumer()]) {
      for (const fields of [{ memberIds: [outsider.id] }, { managerId: outsider.id }]) {
        expect((await admin.api.patch(`/groups/${group.id}`, fields)).status).toBe(422);
        expect((await admin.api.post('/groups', { name: `Group ${++counter}`, ...fields })).status).toBe(422);
      }
      expect((await admin.api.patch(`/users/${outsider.id}`, { groupIds: [group.id] })).status).toBe(404);
      for (const kind of ['contacts', 'consumers'])
        expect([400, 404]).toContain((await admin.api.patch(`/${kind}/${outsider.id}`, { groupIds: [group.id] })).status);
      expect(await rolesOf(outsider)).not.toContain('sn_customerservice_agent');
    }
  });

  it('by the property: an internal role that may be assigned is refused all the same', async () => {
    const property = '/admin/properties/sn_customerservice.contact_role_assignment';
    const before = (await admin.api.get('/admin/properties?limit=100')).body.items.find(({ name }: { name: string }) =>
      name.endsWith('contact_role_assignment'),
    ).value;
    const keeper = await test.given.contact(account, ROLE.customerAdmin);
    const contact = await test.given.contact(account);
    expect((await admin.api.patch(property, { value: [...before, 'admin', 'no_such_role'] })).status).toBe(200);
    for (const roles of [['admin'], ['no_such_role'], [...ROLE.customer, 'admin']])
      expect((await keeper.api.patch(`/contacts/${contact.id}`, { roles })).status).toBe(422);
    expect((await admin.api.patch(property, { value: before })).status).toBe(200);
  });

  it('by the command line', async () => {
    const quayside = new CommandLine(test.database.url);
    const user = await test.given.user([]);
    const { userName } = (await user.api.get('/auth/me')).body.user;
    const refused = await quayside.run('user', 'grant', userName, 'sn_customerservice.customer');
    expect(refused.code).not.toBe(0);
    expect(await rolesOf(user)).toEqual(['snc_internal']);
  });

  it('decision 15 a grant and a revocation count with the next request: directly, by group, and by what a role contains', async () => {
    const user = await test.given.user([]);
    const group = (await admin.api.post('/groups', { name: `Group ${++counter}` })).body;
    const has = async (role: string): Promise<boolean> => (await rolesOf(user)).includes(role);
    const CONTAINED = 'sn_customerservice_agent';
    for (const [grant, revoke] of [
      [
        () => admin.api.patch(`/users/${user.id}`, { roles: ['sn_customerservice_manager'] }),
        () => admin.api.patch(`/users/${user.id}`, { roles: [] }),
      ],
      [
        async () => {
          await admin.api.patch(`/groups/${group.id}`, { roles: ['sn_customerservice_manager'] });
          return admin.api.patch(`/groups/${group.id}`, { memberIds: [user.id] });
        },
        () => admin.api.patch(`/groups/${group.id}`, { roles: [] }),
      ],
    ]) {
      expect([await has(CONTAINED), (await user.api.post('/accounts', { name: 'X' })).status]).toEqual([false, 403]);
      expect((await grant!()).status).toBe(200);
      expect([await has(CONTAINED), (await user.api.post('/accounts', { name: 'X' })).status]).toEqual([true, 201]);
      expect((await revoke!()).status).toBe(200);
      expect([await has(CONTAINED), (await user.api.post('/accounts', { name: 'X' })).status]).toEqual([false, 403]);
    }
    const contact = await test.given.contact(account);
    const colleague = await test.given.contact(account);
    expect((await contact.api.patch(`/contacts/${colleague.id}`, { title: 'X' })).status).toBe(403);
    await admin.api.patch(`/contacts/${contact.id}`, { roles: ROLE.customerAdmin });
    expect((await contact.api.patch(`/contacts/${colleague.id}`, { title: 'X' })).status).toBe(200);
    await admin.api.patch(`/contacts/${contact.id}`, { roles: ROLE.customer });
    expect((await contact.api.patch(`/contacts/${colleague.id}`, { title: 'Y' })).status).toBe(403);
  });
});
