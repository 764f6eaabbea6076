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
    ];
    const switched = (what: string) => admin.api.post(`/admin/plugins/${CUSTOMER_PROJECTS}/${what}`);
    expect((await switched('deactivate')).status).toBe(200);
    for (const { api } of people) {
      for (const path of paths) expect([path, (await api.get(path)).status]).toEqual([path, 404]);
      expect((await api.post('/projects', { name: 'X', accountId: account.id })).status).toBe(404);
      expect((await api.patch(`/projects/${project.id}`, { name: 'X' })).status).toBe(404);
      expect((await api.post(`/projects/${project.id}/comments`, { text: 'X' })).status).toBe(404);
    }
    expect((await switched('activate')).status).toBe(200);
    for (const { api } of people) for (const path of paths) expect([path, (await api.get(path)).status]).toEqual([path, 200]);
  });
});
