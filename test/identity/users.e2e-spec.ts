import { Database } from '#libs/persistence';
import { Client } from '../support/client.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const PASSWORD = 'correct horse battery staple';
const AGENT = 'sn_customerservice_agent';
let counter = 0;

describe('internal users', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const details = (more: object = {}) => {
    counter += 1;
    return { userName: `new.user${counter}`, firstName: 'Nia', lastName: `New${counter}`, email: 'nia@vendor.example', ...more };
  };
  const create = (more: object = {}) => admin.api.post('/users', details(more));
  const login = (username: string, password: string) => test.stranger.post('/auth/login', { username, password });
  const as = (token: string) => new Client(test.fastify, token, '');

  describe('an administrator', () => {
    it('creates a user with roles and groups, and sees what they add up to', async () => {
      const group = (await admin.api.post('/groups', { name: `Dispatch ${++counter}`, roles: ['wm_dispatcher'] })).body;
      const { status, body, headers } = await create({ roles: [AGENT], groupIds: [group.id], timeZone: 'Europe/Berlin' });
      expect([status, headers.etag]).toEqual([201, `"${body.version}"`]);
      expect(body).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        userName: `new.user${counter}`,
        firstName: 'Nia',
        lastName: `New${counter}`,
        name: `Nia New${counter}`,
        email: 'nia@vendor.example',
        active: true,
        timeZone: 'Europe/Berlin',
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        version: 1,
        roles: [AGENT],
        groups: [{ id: group.id, name: group.name }],
        effectiveRoles: [
          'sn_customerservice.customer_data_viewer',
          AGENT,
          'sn_esm_agent',
          'snc_internal',
          'timecard_user',
          'wm_basic',
          'wm_dispatcher',
          'wm_read',
        ],
      });
      expect((await admin.api.get(`/users/${body.id}`)).body).toEqual(body);
      expect((await admin.api.get(`/users?group=${group.id}&total=true`)).body).toEqual({ items: [body], next: null, total: 1 });
    });

    it('gives a password that works at once, and that the user is told to change', async () => {
      const { body } = await create({ password: PASSWORD });
      const first = await login(body.userName, PASSWORD);
      expect([first.status, first.body.mustChangePassword]).toEqual([200, true]);
      const me = as(first.body.accessToken);
      expect((await me.get('/auth/me')).body.mustChangePassword).toBe(true);
      const changed = await me.post('/auth/password', { currentPassword: PASSWORD, newPassword: 'nine quiet boats at dawn' });
      expect(changed.body.mustChangePassword).toBe(false);
      const given = await admin.api.patch(`/users/${body.id}`, { password: 'seven loud trains at noon' });
      expect(given.status).toBe(200);
      expect((await as(changed.body.accessToken).get('/auth/me')).status).toBe(401);
      expect((await login(body.userName, 'nine quiet boats at dawn')).status).toBe(401);
      expect((await login(body.userName, 'seven loud trains at noon')).body.mustChangePassword).toBe(true);
      expect(JSON.stringify(await test.get(Database).rows('SELECT * FROM audit_entry'))).not.toContain('seven loud trains');
    });

    it('decision 15: a role that is given or taken counts with the next request', async () => {
      const user = await test.given.user([]);
      expect((await user.api.post('/accounts', { name: 'Not yet' })).status).toBe(403);
      const given = await admin.api.patch(`/users/${user.id}`, { roles: ['sn_customerservice_manager'] });
      expect(given.body.effectiveRoles).toContain(AGENT);
      expect((await user.api.post('/accounts', { name: 'Now', customer: true })).status).toBe(201);
      expect((await admin.api.patch(`/users/${user.id}`, { roles: [] })).body.roles).toEqual([]);
      expect((await user.api.post('/accounts', { name: 'No more' })).status).toBe(403);
    });

    it('BR-007 nobody holds internal and external roles, directly or by group', async () => {
      for (const role of ['sn_customerservice.customer', 'snc_external', 'sn_customerservice.partner_admin']) {
        const refused = await create({ roles: [AGENT, role] });
        expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, 'mixed_role_classes', '/roles']);
        expect((await admin.api.post('/groups', { name: `Mixed ${role}`, roles: [role] })).body.code).toBe('mixed_role_classes');
      }
      const user = (await create({ roles: [AGENT] })).body;
      expect((await admin.api.patch(`/users/${user.id}`, { roles: ['sn_customerservice.customer'] })).status).toBe(422);
      expect((await admin.api.get(`/users/${user.id}`)).body.roles).toEqual([AGENT]);
    });

    it('decision 49: names what does not exist with 422, what is malformed with 400, what is taken with 409', async () => {
      const taken = (await create()).body;
      const contact = await test.given.contact(await test.given.account());
      const cases: [object, number, string][] = [
        [{ roles: ['none'] }, 422, '/roles'],
        [{ groupIds: ['0'.repeat(32)] }, 422, '/groupIds'],
        [{ groupIds: [contact.id] }, 422, '/groupIds'],
        [{ password: 'short' }, 422, '/password'],
        [{ password: 'password1234' }, 422, '/password'],
        [{ roles: AGENT }, 400, '/roles'],
        [{ roles: [AGENT, AGENT] }, 400, '/roles'],
        [{ groupIds: [7] }, 400, '/groupIds'],
        [{ email: 'no address' }, 400, '/email'],
        [{ timeZone: 'Mars/Base' }, 400, '/timeZone'],
        [{ active: 'yes' }, 400, '/active'],
        [{ firstName: ' ' }, 400, '/firstName'],
        [{ kind: 'contact' }, 400, '/kind'],
        [{ version: 7 }, 400, '/version'],
        [{ name: 'Whole Name' }, 400, '/name'],
      ];
      for (const [fields, status, pointer] of cases) {
        const created = await create(fields);
        expect([fields, created.status, created.body.errors?.[0]?.pointer]).toEqual([fields, status, pointer]);
        const changed = await admin.api.patch(`/users/${taken.id}`, fields);
        expect([fields, changed.status, changed.body.errors?.[0]?.pointer]).toEqual([fields, status, pointer]);
      }
      for (const missing of ['userName', 'firstName', 'lastName', 'email']) {
        expect((await create({ [missing]: undefined })).status).toBe(400);
        expect((await create({ [missing]: null })).status).toBe(400);
        expect((await admin.api.patch(`/users/${taken.id}`, { [missing]: null })).status).toBe(400);
      }
      const double = await create({ userName: taken.userName.toUpperCase() });
      expect([double.status, double.body.code]).toEqual([409, 'user_name_taken']);
      const other = (await create()).body;
      expect((await admin.api.patch(`/users/${other.id}`, { userName: taken.userName })).status).toBe(409);
      expect((await admin.api.get(`/users/${taken.id}`)).body).toEqual(taken);
    });

    it('changes the fields that a PATCH names, and clears what may be cleared', async () => {
      const user = (await create({ roles: [AGENT], timeZone: 'Europe/Berlin' })).body;
      const { body } = await admin.api.patch(`/users/${user.id}`, { lastName: 'Renamed', timeZone: null });
      expect(body).toEqual({
        ...user,
        lastName: 'Renamed',
        name: 'Nia Renamed',
        timeZone: null,
        version: 2,
        updatedAt: expect.any(String),
      });
      const [entry] = (await admin.api.get(`/admin/audit?record=${user.id}`)).body.items;
      expect(entry).toMatchObject({
        action: 'updated',
        recordType: 'User',
        before: { lastName: user.lastName, timeZone: 'Europe/Berlin' },
        after: { lastName: 'Renamed', timeZone: null },
      });
    });

    it('T21 of two writers who read one version, the second gets 412', async () => {
      const user = (await create()).body;
      const stale = { 'if-match': `"${user.version}"` };
      expect((await admin.api.patch(`/users/${user.id}`, { roles: [AGENT] }, stale)).status).toBe(200);
      const second = await admin.api.patch(`/users/${user.id}`, { roles: [] }, stale);
      expect([second.status, second.body.code]).toEqual([412, 'stale_version']);
      const many = await Promise.all(Array.from({ length: 5 }, (_, i) => admin.api.patch(`/users/${user.id}`, { lastName: `Writer${i}` })));
      expect(many.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect((await admin.api.get(`/users/${user.id}`)).body.version).toBe(user.version + 6);
    });

    it('finds users by role, group, active, name, and sorts them by name and user name', async () => {
      const [one, two] = [
        (await create({ roles: ['wm_approver_user'] })).body,
        (await create({ roles: ['wm_approver_user'], active: false })).body,
      ];
      const found = async (query: string) => (await admin.api.all(`/users?${query}`)).map(({ id }) => id);
      expect((await found('role=wm_approver_user')).sort()).toEqual([one.id, two.id].sort());
      expect(await found('role=wm_approver_user&active=true')).toEqual([one.id]);
      expect(await found('role=none')).toEqual([]);
      expect(await found(`role=none,wm_approver_user&sort=-userName`)).toEqual([two.id, one.id]);
      expect(await found(`q=${one.lastName}`)).toEqual([one.id]);
      expect(await found(`userName=${two.userName}`)).toEqual([two.id]);
      const byName = (await admin.api.all('/users?sort=name')).map(({ name }) => name);
      expect(byName).toEqual([...byName].sort());
      for (const query of ['role=', 'role=a&role=b', 'group=', 'sort=email', 'kind=contact', 'roles=x', 'phone=1', 'notifications=true']) {
        expect([query, (await admin.api.get(`/users?${query}`)).status]).toEqual([query, 400]);
      }
    });

    it('neither lists nor shows nor changes contacts and consumers as users', async () => {
      const contact = await test.given.contact(await test.given.account());
      const consumer = await test.given.consumer();
      const listed = (await admin.api.all('/users')).map(({ id }) => id);
      for (const { id } of [contact, consumer]) {
        expect(listed).not.toContain(id);
        expect((await admin.api.get(`/users/${id}`)).status).toBe(404);
        expect((await admin.api.patch(`/users/${id}`, { active: false })).status).toBe(404);
        expect((await admin.api.patch(`/users/${id}`, { password: PASSWORD })).status).toBe(404);
      }
      expect((await contact.api.get('/auth/me')).status).toBe(200);
    });
  });

  describe('matrix 2.2, user, group, role', () => {
    const BASICS = ['id', 'userName', 'firstName', 'lastName', 'name', 'email', 'active', 'createdAt', 'updatedAt', 'version'].sort();

    it('agents, project managers and dispatchers read who internal users are, and nothing of their roles', async () => {
      const target = (await create({ roles: ['wm_approver_user'] })).body;
      for (const roles of [ROLE.agent, ['sn_customerservice.consumer_agent'], ROLE.projectManager, ['wm_dispatcher']]) {
        const { api } = await test.given.user(roles);
        const shown = (await api.get(`/users/${target.id}`)).body;
        expect(Object.keys(shown).sort()).toEqual(BASICS);
        expect(Object.keys((await api.get(`/users?userName=${target.userName}`)).body.items[0]).sort()).toEqual(BASICS);
        for (const query of ['role=wm_approver_user', 'group=x', 'timeZone=UTC'])
          expect((await api.get(`/users?${query}`)).status).toBe(400);
        expect((await api.get('/users?role=none')).body).toEqual({
          ...(await api.get('/users?nonsense=none')).body,
          requestId: expect.any(String),
          detail: expect.any(String),
          errors: expect.any(Array),
        });
        expect((await api.post('/users', details())).status).toBe(403);
        expect((await api.patch(`/users/${target.id}`, { nonsense: 1 })).status).toBe(403);
        expect((await api.post('/groups', { name: 'Mine' })).status).toBe(403);
      }
    });

    it('agent managers see who belongs to which group besides', async () => {
      const { api } = await test.given.user(ROLE.agentManager);
      const member = (await create()).body;
      const group = (await admin.api.post('/groups', { name: `Desk ${++counter}`, memberIds: [member.id], roles: [AGENT] })).body;
      expect((await api.get(`/users/${member.id}`)).body).toMatchObject({ groups: [{ id: group.id, name: group.name }] });
      expect((await api.get(`/users?group=${group.id}`)).body.items).toHaveLength(1);
      const shown = (await api.get(`/groups/${group.id}`)).body;
      expect(shown.members).toEqual([{ id: member.id, name: member.name, kind: 'internal' }]);
      expect(shown).not.toHaveProperty('roles');
      expect((await api.get('/users?role=x')).status).toBe(400);
    });

    it('external people and other internal users see no user and no group: empty lists, 404, 403 for creation', async () => {
      const target = (await create()).body;
      const group = (await admin.api.post('/groups', { name: `Hidden ${++counter}` })).body;
      const account = await test.given.account();
      const strangers = [
        await test.given.contact(account, ROLE.customerAdmin),
        await test.given.contact(account, ROLE.partnerAdmin),
        await test.given.consumer(),
        await test.given.user(['snc_internal']),
        await test.given.user(ROLE.stakeholder),
      ];
      for (const { api } of strangers) {
        for (const path of ['/users', '/groups']) {
          expect((await api.get(`${path}?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
          expect((await api.post(path, {})).status).toBe(403);
        }
        for (const path of [`/users/${target.id}`, `/groups/${group.id}`]) {
          expect((await api.get(path)).status).toBe(404);
          expect((await api.patch(path, { nonsense: 1 })).status).toBe(404);
        }
      }
      expect((await test.stranger.get('/users')).status).toBe(401);
    });
  });

  it('costs few statements: a list three, a change twelve at most', async () => {
    const group = (await admin.api.post('/groups', { name: `Counted ${++counter}` })).body;
    const user = (await create({ roles: [AGENT] })).body;
    const count = async (work: () => Promise<{ status: number }>): Promise<number> => {
      let statements = 0;
      const stop = test.get(Database).onStatement((sql) => {
        if (!/^(BEGIN|START|COMMIT)/.test(sql)) statements += 1;
      });
      expect((await work()).status).toBeLessThan(300);
      stop();
      return statements;
    };
    expect(await count(() => admin.api.get('/users?limit=100'))).toBeLessThanOrEqual(3);
    expect(await count(() => admin.api.get(`/users/${user.id}`))).toBeLessThanOrEqual(3);
    expect(await count(() => admin.api.patch(`/users/${user.id}`, { roles: ['wm_agent'], active: true }))).toBeLessThanOrEqual(12);
    expect(await count(() => admin.api.patch(`/groups/${group.id}`, { roles: ['wm_agent'], memberIds: [user.id] }))).toBeLessThanOrEqual(
      14,
    );
  });
});
