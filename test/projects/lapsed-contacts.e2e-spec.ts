import { touchAccess } from '#libs/authorization';
import type { Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('decision 36: contacts who are no longer eligible', () => {
  let test: TestApp;
  let manager: Somebody;
  let admin: Somebody;
  let account: { id: string; number: string };

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const lapsed = async (project: { id: string }): Promise<string[]> =>
    (await manager.api.all(`/projects/${project.id}/activity`))
      .map(({ text }) => text ?? '')
      .filter((text) => text.includes('no longer eligible'));

  it('BR-018 a contact who moves to another account keeps the row without effect, and sees the project again when moved back', async () => {
    const other = await test.given.account();
    const person = await test.given.contact(account);
    const project = await test.given.project({ account, contacts: [person] });
    expect((await admin.api.patch(`/contacts/${person.id}`, { accountId: other.id })).status).toBe(200);
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(404);
    expect((await person.api.get('/projects?total=true')).body.total).toBe(0);
    expect((await manager.api.get(`/projects/${project.id}/contacts`)).body.items).toMatchObject([
      { contact: { id: person.id }, account: { id: other.id } },
    ]);
    expect(await lapsed(project)).toEqual([expect.stringContaining(person.name)]);
    await admin.api.patch(`/contacts/${person.id}`, { accountId: account.id });
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(200);
    expect(await lapsed(project)).toHaveLength(1);
  });

  it('BR-018 a contact relationship that ends takes the project with it', async () => {
    const person = await test.given.contact(await test.given.account());
    await test.given.contactRelationship(person, account);
    const project = await test.given.project({ account, contacts: [person] });
    const [relationship] = (await admin.api.get(`/contact-relationships?contact=${person.id}`)).body.items;
    expect((await admin.api.delete(`/contact-relationships/${relationship.id}`)).status).toBe(204);
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(404);
    expect(await lapsed(project)).toHaveLength(1);
  });

  it('BR-018 an account relationship that ends takes the projects from all people of the partner', async () => {
    const vendor = await test.given.account({ partner: true, customer: false });
    const served = await test.given.account();
    await test.given.partnership(vendor, served);
    const person = await test.given.contact(vendor, ['sn_customerservice.partner']);
    const project = await test.given.project({ account: served, contacts: [person] });
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(200);
    const [relationship] = (await admin.api.get(`/account-relationships?fromAccount=${vendor.id}`)).body.items;
    expect((await admin.api.delete(`/account-relationships/${relationship.id}`)).status).toBe(204);
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(404);
    expect(await lapsed(project)).toHaveLength(1);
  });

  it('decision 15 a role taken away: the partner loses the project with the next request', async () => {
    const vendor = await test.given.account({ partner: true, customer: false });
    await test.given.partnership(vendor, account);
    const person = await test.given.contact(vendor, ['sn_customerservice.partner']);
    const project = await test.given.project({ account, contacts: [person] });
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(200);
    await test.unitOfWork.run({ personId: null, personName: 'Test', requestId: 'test' }, async (tx) => {
      await tx.run("UPDATE person_role SET role = 'sn_customerservice.customer' WHERE person_id = ?", [person.id]);
      await touchAccess(tx, [person.id]);
    });
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(404);
  });
});
