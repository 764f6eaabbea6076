import { CUSTOMER_PROJECTS } from '../../src/administration/index.js';
import { TestApp } from '../support/test-app.js';

describe('customer projects switched off', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  it('decisions 24, 28 every address of projects answers 404, for everyone, and nothing is lost', async () => {
    const account = await test.given.account();
    const contact = await test.given.contact(account);
    const [manager, admin] = [await test.given.projectManager(), await test.given.admin()];
    const project = await test.given.project({ account, contacts: [contact] });
    const people = [manager, admin, contact];
    const report = await test.given.statusReport({ project });
    const records: string[] = [];
    for (const [kind, path] of [
      ['change_request', '/change-requests'],
      ['issue', '/project-issues'],
      ['risk', '/project-risks'],
      ['decision', '/project-decisions'],
      ['action', '/project-actions'],
    ] as const)
      records.push(`${path}/${(await test.given.ridac(kind, { project })).id}`);
    records.push(`/status-reports/${report.id}`);
    for (const table of ['project_change_request', 'project_status', 'issue'] as const) await test.given.accessControl(table, true);
    const file = await manager.api.upload(`${records[0]}/attachments`, 'a.txt', 'Text', 'text/plain');
    const paths = [
      '/projects',
      `/projects/${project.id}`,
      `/projects/${project.id}/contacts`,
      `/projects/${project.id}/sub-projects`,
      `/projects/${project.id}/activity`,
      `/projects/${project.id}/attachments`,
      `/accounts/${account.id}/projects`,
      `/contacts/${contact.id}/projects`,
      '/lookups/project-contact/contact',
      ...['change-requests', 'issues', 'risks', 'decisions', 'actions', 'status-reports'].map((list) => `/projects/${project.id}/${list}`),
      ...records.map((path) => path.slice(0, path.lastIndexOf('/'))),
    ];
    const switched = (what: string) => admin.api.post(`/admin/plugins/${CUSTOMER_PROJECTS}/${what}`);
    expect((await switched('deactivate')).status).toBe(200);
    for (const { api } of people) {
      for (const path of paths) expect([path, (await api.get(path)).status]).toEqual([path, 404]);
      expect((await api.post('/projects', { name: 'X', accountId: account.id })).status).toBe(404);
      expect((await api.patch(`/projects/${project.id}`, { name: 'X' })).status).toBe(404);
      expect((await api.post(`/projects/${project.id}/comments`, { text: 'X' })).status).toBe(404);
      for (const path of records) {
        expect([path, (await api.get(path)).status, (await api.patch(path, {})).status]).toEqual([path, 404, 404]);
        expect([path, (await api.get(`${path}/activity`)).status]).toEqual([path, 404]);
      }
      expect((await api.get(`/attachments/${file.body.id}`)).status).toBe(404);
    }
    expect((await switched('activate')).status).toBe(200);
    for (const { api } of people) for (const path of paths) expect([path, (await api.get(path)).status]).toEqual([path, 200]);
    for (const path of records) expect([path, (await manager.api.get(path)).status]).toEqual([path, 200]);
    expect((await contact.api.get(`/attachments/${file.body.id}`)).status).toBe(200);
  });
});
