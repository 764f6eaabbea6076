import { Database } from '#libs/persistence';
import { CONTROLLED_TABLES } from '../../src/administration/domain/access-controls.js';
import { PLUGINS } from '../../src/administration/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const CUSTOMER = 'sn_customerservice.customer';

describe('administration', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const lastAudit = async () => (await admin.api.get('/admin/audit?limit=1')).body.items[0];

  it('decision 28: administration is 403 to everyone but administrators, whatever the body or the name', async () => {
    const account = await test.given.account();
    const others = [
      await test.given.user(ROLE.agentManager),
      await test.given.projectManager(),
      await test.given.contact(account, ROLE.customerAdmin),
      await test.given.consumer(),
    ];
    for (const { api } of others) {
      const answers = await Promise.all([
        ...['plugins', 'access-controls', 'properties', 'audit', 'outbox', 'roles', 'guided-setup', 'audit?nonsense=1'].map((path) =>
          api.get(`/admin/${path}`),
        ),
        api.post('/admin/plugins/com.snc.wm_ppm/deactivate'),
        api.post('/admin/plugins/none/activate'),
        api.put('/admin/access-controls', '[{"table":'),
        api.patch('/admin/properties/none', { nonsense: 1 }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    }
    expect((await test.stranger.get('/admin/plugins')).status).toBe(401);
  });

  describe('plugins', () => {
    it('lists all of them, active on a fresh database', async () => {
      const { status, body } = await admin.api.get('/admin/plugins?total=true');
      expect([status, body.total, body.next]).toEqual([200, 7, null]);
      expect(body.items[2]).toEqual({
        id: 'com.snc.csm_ppm',
        name: 'Customer Project Management',
        active: true,
        requires: ['com.sn_customerservice', 'com.snc.financial_planning_pmo'],
      });
      expect(body.items.every(({ active }: { active: boolean }) => active)).toBe(true);
    });

    it('pages as every list does', async () => {
      const first = (await admin.api.get('/admin/plugins?limit=4')).body;
      const second = (await admin.api.get(`/admin/plugins?limit=4&cursor=${first.next}`)).body;
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(PLUGINS.map(({ id }) => id));
      expect(second.next).toBeNull();
      for (const query of ['limit=0', 'limit=101', 'cursor=x', 'sort=name', 'active=true', 'limit=1&limit=2']) {
        expect([query, (await admin.api.get(`/admin/plugins?${query}`)).status]).toEqual([query, 400]);
      }
    });

    it('decision 24: refuses to deactivate what active plugins need, naming each, and changes nothing', async () => {
      const refused = await admin.api.post('/admin/plugins/com.snc.work_management/deactivate');
      expect([refused.status, refused.body.code]).toEqual([409, 'plugin_needed']);
      for (const id of ['com.snc.csm_fsm_integration', 'com.snc.wm_ppm']) expect(refused.body.detail).toContain(id);
      expect(refused.body.detail).not.toContain('com.snc.csm_ppm');
      expect((await admin.api.get('/admin/plugins')).body.items.filter((one: { active: boolean }) => one.active)).toHaveLength(7);
    });

    it('decision 24: refuses to activate while prerequisites are inactive, naming each; both ways audited and repeatable', async () => {
      for (const id of ['com.snc.csm_fsm_integration', 'com.snc.wm_ppm', 'com.snc.work_management']) {
        const off = await admin.api.post(`/admin/plugins/${id}/deactivate`);
        expect([off.status, off.body.id, off.body.active]).toEqual([200, id, false]);
      }
      expect((await admin.api.post('/admin/plugins/com.snc.csm_ppm/deactivate')).status).toBe(200);
      expect((await admin.api.post('/admin/plugins/com.snc.financial_planning_pmo/deactivate')).status).toBe(200);
      const refused = await admin.api.post('/admin/plugins/com.snc.wm_ppm/activate');
      expect([refused.status, refused.body.code]).toEqual([409, 'plugin_prerequisites_missing']);
      for (const id of ['com.snc.work_management', 'com.snc.financial_planning_pmo']) expect(refused.body.detail).toContain(id);
      for (const { id } of PLUGINS)
        expect((await admin.api.post(`/admin/plugins/${id}/activate`)).body).toMatchObject({ id, active: true });
      expect(await lastAudit()).toMatchObject({
        action: 'activated',
        recordType: 'Plugin',
        recordNumber: 'com.snc.wm_ppm',
        by: { id: admin.id, name: admin.name },
        before: { active: false },
        after: { active: true },
      });
      const byName = await admin.api.get('/admin/audit?record=com.snc.wm_ppm');
      expect(byName.body.items.map(({ action }: { action: string }) => action)).toEqual(['activated', 'deactivated']);
    });

    it('answers 404 for a plugin that does not exist', async () => {
      expect((await admin.api.post('/admin/plugins/com.example.none/activate')).status).toBe(404);
    });

    it('two administrators cannot break the order of plugins between them', async () => {
      await admin.api.post('/admin/plugins/com.snc.csm_fsm_integration/deactivate');
      const [up, down] = await Promise.all([
        admin.api.post('/admin/plugins/com.snc.csm_fsm_integration/activate'),
        admin.api.post('/admin/plugins/com.sn_customerservice_portal/deactivate'),
      ]);
      expect([up.status, down.status].sort()).toEqual([200, 409]);
      for (const { id } of PLUGINS) await admin.api.post(`/admin/plugins/${id}/activate`);
    });

    it('a plugin that is switched takes effect with the next request of everyone', async () => {
      const agent = await test.given.user(ROLE.agent);
      await agent.api.get('/auth/me');
      const stamp = async () =>
        (await test.get(Database).rows<{ value: number }>("SELECT value FROM access_stamp WHERE id = 'everyone'"))[0]!.value;
      const before = await stamp();
      await admin.api.post('/admin/plugins/com.snc.wm_ppm/deactivate');
      expect(await stamp()).toBeGreaterThan(before);
      await admin.api.post('/admin/plugins/com.snc.wm_ppm/activate');
    });
  });

  describe('access controls', () => {
    const controlsOf = async (role: string) =>
      Object.fromEntries(
        (await admin.api.all('/admin/access-controls')).filter((row) => row.role === role).map((row) => [row.table, row.enabled]),
      );

    it('decision 11: external roles begin with tasks, contacts, sub projects and work orders', async () => {
      expect(await controlsOf(CUSTOMER)).toEqual({
        customer_project_task: true,
        project_contact: true,
        sub_project: true,
        wm_order: true,
        project_change_request: false,
        project_status: false,
        issue: false,
      });
      expect(Object.values(await controlsOf('sn_customerservice.projectstakeholder'))).toEqual(CONTROLLED_TABLES.map(() => true));
    });

    it('sets the rows it names, leaves the others, answers with the rows, and audits before and after', async () => {
      const rows = [
        { table: 'issue', role: CUSTOMER, operation: 'read', enabled: true },
        { table: 'wm_order', role: CUSTOMER, operation: 'read', enabled: false },
      ];
      const answer = await admin.api.put('/admin/access-controls', rows);
      expect([answer.status, answer.body]).toEqual([200, { items: rows, next: null }]);
      expect(await controlsOf(CUSTOMER)).toMatchObject({ issue: true, wm_order: false, project_status: false, project_contact: true });
      expect(await controlsOf('sn_customerservice.partner')).toMatchObject({ issue: false, wm_order: true });
      expect(await lastAudit()).toMatchObject({
        recordType: 'AccessControl',
        action: 'updated',
        before: { table: 'wm_order', role: CUSTOMER, enabled: true },
        after: { table: 'wm_order', role: CUSTOMER, enabled: false },
      });
      const back = rows.map((row) => ({ ...row, enabled: !row.enabled }));
      expect((await admin.api.put('/admin/access-controls', back)).status).toBe(200);
      expect(await controlsOf(CUSTOMER)).toMatchObject({ issue: false, wm_order: true });
    });

    it('decision 29: a row for any role counts for whoever holds that role, at the next request', async () => {
      const agent = await test.given.user(ROLE.agent);
      const row = { table: 'issue', role: 'sn_customerservice_agent', operation: 'read', enabled: true };
      expect((await admin.api.put('/admin/access-controls', [row])).status).toBe(200);
      expect(await controlsOf('sn_customerservice_agent')).toEqual({ issue: true });
      expect((await agent.api.get('/auth/me')).status).toBe(200);
    });

    it('refuses what is malformed or does not exist with 400 and where it stands, and then sets nothing', async () => {
      const good = { table: 'issue', role: CUSTOMER, operation: 'read', enabled: true };
      const cases: [unknown, string][] = [
        [[good, { ...good, table: 'none' }], '/1/table'],
        [[{ ...good, role: 'none' }], '/0/role'],
        [[{ ...good, operation: 'write' }], '/0/operation'],
        [[{ ...good, enabled: 'true' }], '/0/enabled'],
        [[{ ...good, more: 1 }], '/0/more'],
        [[good, 7], '/1'],
        [[null], '/0'],
        [[good, good], '/1'],
      ];
      for (const [body, pointer] of cases) {
        const answer = await admin.api.put('/admin/access-controls', body);
        expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
      }
      for (const body of [{}, good, '', 'no json', '[', '[],[]']) {
        expect((await admin.api.put('/admin/access-controls', body)).status).toBe(400);
      }
      expect(await controlsOf(CUSTOMER)).toMatchObject({ issue: false });
    });
  });

  describe('properties', () => {
    const NAME = 'fsm.qualification_required';

    it('lists name, value, default and description, and sets a value of the same type, audited', async () => {
      const before = (await admin.api.all('/admin/properties')).find(({ name }) => name === NAME);
      expect(before).toEqual({ name: NAME, value: true, default: true, description: expect.any(String), fixed: false });
      const answer = await admin.api.patch(`/admin/properties/${NAME}`, { value: false });
      expect([answer.status, answer.body]).toEqual([200, { ...before, value: false }]);
      expect((await admin.api.all('/admin/properties')).find(({ name }) => name === NAME)).toEqual(answer.body);
      expect(await lastAudit()).toMatchObject({
        recordType: 'Property',
        before: { name: NAME, value: true },
        after: { name: NAME, value: false },
      });
      expect((await admin.api.patch(`/admin/properties/${NAME}`, { value: true })).body.value).toBe(true);
    });

    it('section 5, decision 46: all that they name, with their defaults', async () => {
      const found = (await admin.api.all('/admin/properties')).map(({ name, default: initial }) => [name, initial]);
      expect(Object.fromEntries(found)).toEqual({
        'tasks.assignment_adds_project_contact': true,
        'sn_customerservice.contact_role_assignment': ['partner_admin', 'partner', 'customer_admin', 'customer'].map(
          (role) => `sn_customerservice.${role}`,
        ),
        'sn_customerservice.contact_relationship.restrict_within_account_hierarchy': true,
        'sn_customerservice.contact_relationship.unique_responsibilities': [],
        'sn_customerservice.parent_child_case_sync': false,
        'sn_customerservice.case_fields_to_sync': ['priority', 'state', 'comments', 'work_notes', 'close_notes', 'resolution_code'],
        'com.snc.ppm.yellow_status_duration': 3,
        'com.snc.project.rollup_project_start_date': true,
        'com.snc.project.move_project.wip': false,
        'com.snc.project.enable_alter_of_planned_dates': false,
        'com.snc.project.change_planned_date_from_actual_for_manual': false,
        'com.snc.project.auto_close_milestones': false,
        'com.snc.project.rollup.cost': false,
        'com.snc.project.sync_original_dates_with_planned_dates': true,
        'com.snc.project.allow_start_on_relations': true,
        'com.snc.project.copy.additional_attributes': [],
        'com.snc.project.task.max_task_duration': 2600,
        'com.snc.project.task.check_date_span_years': 10,
        'fsm.qualification_required': true,
        'fsm.approval_required': false,
        'fsm.use_scheduled_state': false,
        'fsm.accept_reject_required': true,
        'fsm.customer_sees_account_orders': false,
        'fsm.work_notes_required_to_close': false,
        'fsm.copy_task_work_notes_to_order': false,
      });
    });

    it('refuses another value of a fixed one with 409', async () => {
      const fixed = '/admin/properties/com.snc.project.allow_start_on_relations';
      const refused = await admin.api.patch(fixed, { value: false });
      expect([refused.status, refused.body.code]).toEqual([409, 'property_fixed']);
      expect((await admin.api.patch(fixed, { value: true })).body).toMatchObject({ value: true, fixed: true });
    });

    it('takes numbers and lists of texts where the default is one', async () => {
      const days = '/admin/properties/com.snc.ppm.yellow_status_duration';
      expect((await admin.api.patch(days, { value: 5 })).body.value).toBe(5);
      const roles = '/admin/properties/sn_customerservice.contact_role_assignment';
      expect((await admin.api.patch(roles, { value: [CUSTOMER] })).body.value).toEqual([CUSTOMER]);
    });

    it('refuses another type with 400, and a name that does not exist with 404 before the body is looked at', async () => {
      for (const value of ['true', 1, null, [true], {}]) {
        const answer = await admin.api.patch(`/admin/properties/${NAME}`, { value });
        expect([value, answer.status, answer.body.errors?.[0]?.pointer]).toEqual([value, 400, '/value']);
      }
      expect((await admin.api.patch(`/admin/properties/${NAME}`, {})).status).toBe(400);
      expect((await admin.api.patch(`/admin/properties/${NAME}`, { value: true, more: 1 })).status).toBe(400);
      for (const value of [-1, 1.5, '3']) {
        expect((await admin.api.patch('/admin/properties/com.snc.ppm.yellow_status_duration', { value })).status).toBe(400);
      }
      expect((await admin.api.patch('/admin/properties/none', { nonsense: 1 })).status).toBe(404);
    });
  });

  it('lists the roles with what each contains', async () => {
    const manager = (await admin.api.all('/admin/roles')).find(({ name }) => name === 'sn_customerservice_manager');
    expect(manager).toEqual({
      name: 'sn_customerservice_manager',
      class: 'internal',
      contains: ['sn_customerservice_agent', 'sn_customerservice.consumer_agent'],
      description: expect.any(String),
      effective: [
        'sn_customerservice.consumer_agent',
        'sn_customerservice_agent',
        'sn_customerservice_manager',
        'sn_esm_agent',
        'timecard_user',
        'wm_read',
      ],
    });
  });
});
