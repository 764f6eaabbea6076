import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const CUSTOMER = 'sn_customerservice.customer';

describe('the guided setup', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const done = async ({ api }: Somebody): Promise<Record<string, boolean>> => {
    const { status, body } = await api.get('/admin/guided-setup');
    expect(status).toBe(200);
    return Object.fromEntries(body.items.map((step: { key: string; done: boolean }) => [step.key, step.done]));
  };
  const FRESH = {
    activate_ppm: true,
    activate_cpm: true,
    form_views: true,
    related_lists: true,
    assignment_notification: true,
    flows: true,
    access_controls: false,
  };

  it('X07, section 5: the seven steps in their order, and which are done', async () => {
    expect(Object.entries(await done(admin))).toEqual(Object.entries(FRESH));
    const { body } = await admin.api.get('/admin/guided-setup?total=true');
    expect([body.total, body.next, body.items[6]]).toEqual([
      7,
      null,
      {
        key: 'access_controls',
        label: expect.any(String),
        path: '/admin/access-controls',
        done: false,
        checks: [1, 2, 3].map(() => ({ label: expect.any(String), done: false, optional: false })),
      },
    ]);
    for (const query of ['done=true', 'limit=0', 'sort=key'])
      expect((await admin.api.get(`/admin/guided-setup?${query}`)).status).toBe(400);
  });

  it('follows what administrators set: plugins, layouts, flows and access controls', async () => {
    const layout = (await admin.api.get('/admin/form-layouts/case')).body;
    await admin.api.post('/admin/plugins/com.snc.csm_ppm/deactivate');
    expect(await done(admin)).toEqual({ ...FRESH, activate_cpm: false });
    await admin.api.post('/admin/plugins/com.snc.csm_ppm/activate');
    await admin.api.put('/admin/form-layouts/case', { relatedLists: [], fields: ['number'] });
    expect(await done(admin)).toEqual({ ...FRESH, form_views: false });
    await admin.api.put('/admin/form-layouts/case', { relatedLists: layout.relatedLists, fields: layout.fields });
    await admin.api.put('/admin/form-layouts/account', { relatedLists: ['contacts'], fields: ['name'] });
    expect(await done(admin)).toEqual({ ...FRESH, related_lists: false });
    await admin.api.put('/admin/form-layouts/account', { relatedLists: ['projects'], fields: ['name'] });
    for (const [flow, step] of [
      ['send_email_on_task_assignment', 'assignment_notification'],
      ['create_issue_from_case', 'flows'],
    ] as const) {
      await admin.api.patch(`/admin/flows/${flow}`, { active: false });
      expect(await done(admin)).toEqual({ ...FRESH, [step]: false });
      await admin.api.patch(`/admin/flows/${flow}`, { active: true });
    }
    for (const table of ['project_change_request', 'project_status', 'issue']) {
      expect((await done(admin)).access_controls).toBe(false);
      await admin.api.put('/admin/access-controls', [{ table, role: CUSTOMER, operation: 'read', enabled: true }]);
    }
    expect(await done(admin)).toEqual({ ...FRESH, access_controls: true });
  });

  it('is for administrators and for whoever has the role of it, who sets nothing', async () => {
    const follower = await test.given.user(['csm_guided_setup_user']);
    expect(Object.keys(await done(follower))).toEqual(Object.keys(FRESH));
    expect((await follower.api.get('/admin/plugins')).status).toBe(403);
    expect((await follower.api.post('/admin/plugins/com.snc.wm_ppm/deactivate')).status).toBe(403);
    const others = [
      await test.given.user(ROLE.agentManager),
      await test.given.projectManager(),
      await test.given.contact(await test.given.account(), ROLE.customerAdmin),
      await test.given.consumer(),
    ];
    for (const { api } of others) expect((await api.get('/admin/guided-setup')).status).toBe(403);
    expect((await test.stranger.get('/admin/guided-setup')).status).toBe(401);
  });
});
