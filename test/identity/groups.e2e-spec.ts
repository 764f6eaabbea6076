import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const MANAGER = 'sn_customerservice_manager';
let counter = 0;

describe('groups', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const create = (more: object = {}) => admin.api.post('/groups', { name: `Group ${++counter}`, ...more });
  const mayOpenAccounts = async (somebody: Somebody) => (await somebody.api.post('/accounts', { name: 'By group', customer: true })).status;

  it('have a name, roles, members and a manager', async () => {
    const [ada, ben] = [await test.given.user([], 'Ada Member'), await test.given.user([], 'Ben Manager')];
    const { status, body } = await create({ roles: ['wm_agent'], memberIds: [ben.id, ada.id], managerId: ben.id });
    expect(status).toBe(201);
    const { members, ...summary } = body;
    expect(body).toEqual({
      id: expect.any(String),
      name: `Group ${counter}`,
      manager: { id: ben.id, name: 'Ben Manager', kind: 'internal' },
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      version: 1,
      roles: ['wm_agent'],
      members: [
        { id: ada.id, name: 'Ada Member', kind: 'internal' },
        { id: ben.id, name: 'Ben Manager', kind: 'internal' },
      ],
    });
    expect((await admin.api.get(`/groups/${body.id}`)).body).toEqual(body);
    expect((await admin.api.get(`/groups?name=${encodeURIComponent(body.name)}`)).body.items).toEqual([summary]);
    expect(members).toHaveLength(2);
    const [entry] = (await admin.api.get(`/admin/audit?record=${body.id}`)).body.items;
    expect(entry).toMatchObject({ action: 'created', recordType: 'Group', after: { roles: ['wm_agent'], managerId: ben.id } });
  });

  it('decision 15: grant and take roles with the next request of each member', async () => {
    const [stays, goes] = [await test.given.user([]), await test.given.user([])];
    const group = (await create({ memberIds: [stays.id, goes.id] })).body;
    expect(await mayOpenAccounts(stays)).toBe(403);
    await admin.api.patch(`/groups/${group.id}`, { roles: [MANAGER] });
    expect([await mayOpenAccounts(stays), await mayOpenAccounts(goes)]).toEqual([201, 201]);
    await admin.api.patch(`/groups/${group.id}`, { memberIds: [stays.id] });
    expect([await mayOpenAccounts(stays), await mayOpenAccounts(goes)]).toEqual([201, 403]);
    await admin.api.patch(`/users/${goes.id}`, { groupIds: [group.id] });
    expect(await mayOpenAccounts(goes)).toBe(201);
    await admin.api.patch(`/users/${goes.id}`, { groupIds: [] });
    expect(await mayOpenAccounts(goes)).toBe(403);
    await admin.api.patch(`/groups/${group.id}`, { roles: [] });
    expect(await mayOpenAccounts(stays)).toBe(403);
  });

  it('take internal users only, roles that exist, and a name of their own', async () => {
    const contact = await test.given.contact(await test.given.account());
    const user = await test.given.user([]);
    const taken = (await create()).body;
    const cases: [object, number, string | undefined][] = [
      [{ memberIds: [contact.id] }, 422, '/memberIds'],
      [{ memberIds: [user.id, '0'.repeat(32)] }, 422, '/memberIds'],
      [{ managerId: contact.id }, 422, '/managerId'],
      [{ roles: ['none'] }, 422, '/roles'],
      [{ roles: ['sn_customerservice.customer'] }, 422, '/roles'],
      [{ memberIds: [user.id, user.id] }, 400, '/memberIds'],
      [{ memberIds: null }, 400, '/memberIds'],
      [{ name: '  ' }, 400, '/name'],
      [{ members: [] }, 400, '/members'],
      [{ name: taken.name }, 409, undefined],
    ];
    const other = (await create({ memberIds: [user.id] })).body;
    for (const [fields, status, pointer] of cases) {
      const created = await create(fields);
      expect([fields, created.status, created.body.errors?.[0]?.pointer]).toEqual([fields, status, pointer]);
      const changed = await admin.api.patch(`/groups/${other.id}`, fields);
      expect([fields, changed.status, changed.body.errors?.[0]?.pointer]).toEqual([fields, status, pointer]);
    }
    const hidden = (await create({ memberIds: [contact.id] })).body.errors;
    expect(hidden).toEqual((await create({ memberIds: ['0'.repeat(32)] })).body.errors);
    expect((await admin.api.get(`/groups/${other.id}`)).body).toEqual(other);
  });

  it('keep what a PATCH does not name, clear a manager, and refuse a stale version', async () => {
    const user = await test.given.user([], 'Kim Kept');
    const group = (await create({ roles: ['wm_agent'], memberIds: [user.id], managerId: user.id })).body;
    const changed = await admin.api.patch(`/groups/${group.id}`, { managerId: null }, { 'if-match': '"1"' });
    expect(changed.body).toEqual({ ...group, manager: null, version: 2, updatedAt: expect.any(String) });
    expect((await admin.api.patch(`/groups/${group.id}`, { name: 'Stale' }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('rise in version when a user joins or leaves through the users own record, so that no change is lost', async () => {
    const user = await test.given.user(ROLE.agent);
    const group = (await create()).body;
    await admin.api.patch(`/users/${user.id}`, { groupIds: [group.id] });
    const stale = await admin.api.patch(`/groups/${group.id}`, { memberIds: [] }, { 'if-match': `"${group.version}"` });
    expect(stale.status).toBe(412);
    const { version } = (await admin.api.get(`/users/${user.id}`)).body;
    await admin.api.patch(`/groups/${group.id}`, { memberIds: [] });
    expect((await admin.api.patch(`/users/${user.id}`, { groupIds: [] }, { 'if-match': `"${version}"` })).status).toBe(412);
  });
});
