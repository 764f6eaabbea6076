import { Conflict } from '#libs/kernel';
import { ProjectGuards, ProjectsApi } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('project contacts', () => {
  let test: TestApp;
  let manager: Somebody;
  let admin: Somebody;
  let account: { id: string; number: string; path: string };

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const add = (project: { id: string }, contactId: unknown) => manager.api.post(`/projects/${project.id}/contacts`, { contactId });
  const lines = async (project: { id: string }): Promise<string[]> =>
    (await manager.api.all(`/projects/${project.id}/activity`)).filter(({ kind }) => kind === 'system').map(({ text }) => text);
  const allow = (table: string, role: string, enabled: boolean) =>
    admin.api.put('/admin/access-controls', [{ table, role, operation: 'read', enabled }]);

  it('BR-010 a contact of the account, of a serving partner, or with a relationship is eligible; decision 15 at the next request', async () => {
    const vendor = await test.given.account({ partner: true, customer: false });
    await test.given.partnership(vendor, account);
    const related = await test.given.contact(await test.given.account());
    await test.given.contactRelationship(related, account);
    const project = await test.given.project({ account });
    for (const person of [await test.given.contact(account), await test.given.contact(vendor, ROLE.partner), related]) {
      expect((await person.api.get(`/projects/${project.id}`)).status).toBe(404);
      const added = await add(project, person.id);
      expect(added).toMatchObject({
        status: 201,
        body: {
          id: expect.any(String),
          project: { id: project.id },
          contact: { id: person.id, name: person.name, kind: 'contact' },
          account: { id: expect.any(String) },
        },
      });
      expect((await person.api.get(`/projects/${project.id}`)).status).toBe(200);
    }
    const list = await manager.api.get(`/projects/${project.number}/contacts?total=true`);
    expect(list.body).toMatchObject({ total: 3, next: null });
    expect(list.body.items[1].account.id).toBe(vendor.id);
  });

  it('BR-010 contacts of the parent, of a child, of a stranger and consumers are not eligible', async () => {
    const parent = await test.given.account();
    const own = await test.given.account({ parent });
    const child = await test.given.account({ parent: own });
    const served = await test.given.account();
    await test.given.partnership(own, served);
    const project = await test.given.project({ account: own });
    for (const from of [parent, child, served, await test.given.account()]) {
      const person = await test.given.contact(from, ROLE.customerAdmin);
      expect(await add(project, person.id)).toMatchObject({
        status: 422,
        body: { code: 'contact_not_eligible', errors: [{ pointer: '/contactId' }] },
      });
    }
    const strangers = [(await test.given.consumer()).id, manager.id, '0'.repeat(32), 'CNT9999999'];
    for (const id of strangers) expect(await add(project, id)).toMatchObject({ status: 422, body: { code: 'unknown_reference' } });
    for (const body of [{}, { contactId: null }, { contactId: 5 }, { contactId: manager.id, role: 'x' }])
      expect((await manager.api.post(`/projects/${project.id}/contacts`, body)).status).toBe(400);
    expect((await manager.api.get(`/projects/${project.id}/contacts`)).body.items).toEqual([]);
  });

  it('1.12 one row for each person: a second is refused, of two at once one is kept', async () => {
    const project = await test.given.project({ account });
    const person = await test.given.contact(account);
    const both = await Promise.all([add(project, person.id), add(project, person.number)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await add(project, person.id)).body.code).toBe('already_project_contact');
  });

  it('BR-018 removal ends access at the next request and is told in the stream, to internal people only', async () => {
    const [person, other] = [await test.given.contact(account), await test.given.contact(account)];
    const project = await test.given.project({ account, contacts: [other] });
    await add(project, person.number);
    expect((await manager.api.delete(`/projects/${project.id}/contacts/${person.number}`, { 'if-match': '"7"' })).status).toBe(412);
    expect((await manager.api.delete(`/projects/${project.id}/contacts/${person.number}`)).status).toBe(204);
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(404);
    for (const key of [person.id, '0'.repeat(32), 'CNT9999999'])
      expect((await manager.api.delete(`/projects/${project.id}/contacts/${key}`)).status).toBe(404);
    expect(await lines(project)).toEqual([
      `${person.name} was removed from the project contacts`,
      `${person.name} was added to the project contacts`,
    ]);
    expect((await other.api.get(`/projects/${project.id}/activity`)).body.items).toEqual([]);
  });

  it('decision 3 what stands against a removal is asked first', async () => {
    const person = await test.given.contact(account);
    const project = await test.given.project({ account, contacts: [person] });
    test.get(ProjectGuards).beforeContactRemoval(async (_tx, projectId, contactId) => {
      if (projectId === project.id && contactId === person.id)
        throw new Conflict('contact_has_open_tasks', 'PRJTASK0010001 is assigned to this person.');
    });
    const refused = await manager.api.delete(`/projects/${project.id}/contacts/${person.id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'contact_has_open_tasks']);
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(200);
  });

  it('decision 2 an assignment adds the person once, with a line in the stream', async () => {
    const person = await test.given.contact(account);
    const project = await test.given.project({ account });
    const api = test.get(ProjectsApi);
    for (let n = 0; n < 2; n += 1)
      await test.unitOfWork.run({ personId: null, personName: 'Test', requestId: 'test' }, (tx) =>
        api.addContact(tx, project.id, person.id, { because: 'PRJTASK1 was assigned' }),
      );
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(200);
    expect(await lines(project)).toEqual([`${person.name} was added to the project contacts: PRJTASK1 was assigned`]);
  });

  it('decision 30 the list is empty for whom the access control is off, and for that role only', async () => {
    const [person, admin] = [await test.given.contact(account), await test.given.contact(account, ROLE.customerAdmin)];
    const stakeholder = await test.given.user(ROLE.stakeholder);
    const project = await test.given.project({ account, contacts: [person, admin] });
    const total = async ({ api }: Somebody) => (await api.get(`/projects/${project.id}/contacts?total=true`)).body.total;
    expect(await Promise.all([person, admin, stakeholder].map(total))).toEqual([2, 2, 2]);
    await allow('project_contact', 'sn_customerservice.customer', false);
    expect(await Promise.all([person, admin, stakeholder].map(total))).toEqual([0, 2, 2]);
    expect((await person.api.get(`/contacts/${person.id}/projects`)).body.items).toMatchObject([{ id: project.id }]);
    expect((await person.api.get(`/contacts/${admin.id}/projects?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
    await allow('project_contact', 'sn_customerservice.projectstakeholder', false);
    expect(await Promise.all([stakeholder, manager].map(total))).toEqual([0, 2]);
    await allow('project_contact', 'sn_customerservice.customer', true);
    await allow('project_contact', 'sn_customerservice.projectstakeholder', true);
    expect(await Promise.all([person, stakeholder].map(total))).toEqual([2, 2]);
  });

  it('decision 30 sub_project alone governs the related list, not the sub project itself', async () => {
    const person = await test.given.contact(account);
    const top = await test.given.project({ account, contacts: [person] });
    const sub = await test.given.project({ account, parent: top, contacts: [person] });
    const listed = async () => (await person.api.get(`/projects/${top.id}/sub-projects`)).body.items.length;
    expect(await listed()).toBe(1);
    await allow('sub_project', 'sn_customerservice.customer', false);
    expect(await listed()).toBe(0);
    expect((await person.api.get(`/projects/${sub.id}`)).body.parent.id).toBe(top.id);
    expect((await manager.api.get(`/projects/${top.id}/sub-projects`)).body.items).toHaveLength(1);
    await allow('sub_project', 'sn_customerservice.customer', true);
    expect(await listed()).toBe(1);
  });

  it('T7 the look-up offers eligible contacts that are not on the project, to those who may add them', async () => {
    const own = await test.given.account();
    const [on, off] = [
      await test.given.contact(own, ROLE.customer, 'Ada Onboard'),
      await test.given.contact(own, ROLE.customer, 'Bea Offboard'),
    ];
    const project = await test.given.project({ account: own, contacts: [on] });
    const look = (who: Somebody, query: string) => who.api.get(`/lookups/project-contact/contact?${query}`);
    expect((await look(manager, `project=${project.number}`)).body).toEqual({
      items: [{ id: off.id, number: off.number, name: 'Bea Offboard' }],
    });
    expect((await look(manager, `project=${project.id}&q=BEA`)).body.items).toHaveLength(1);
    expect((await look(manager, `project=${project.id}&q=ada`)).body.items).toEqual([]);
    for (const who of [on, off, await test.given.user(ROLE.stakeholder)])
      expect((await look(who, `project=${project.id}`)).body).toEqual({ items: [] });
    expect((await look(manager, '')).body).toEqual({ items: [] });
    expect((await look(manager, `project=${project.id}&account=x`)).status).toBe(400);
    expect((await look(manager, 'project=a&project=b')).status).toBe(400);
  });

  it('T21 two different people at once are both added; a retry with the same key adds one', async () => {
    const project = await test.given.project({ account });
    const people = await Promise.all([test.given.contact(account), test.given.contact(account)]);
    const answers = await Promise.all(people.map(({ id }) => add(project, id)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const third = await test.given.contact(account);
    const again = () =>
      manager.api.post(`/projects/${project.id}/contacts`, { contactId: third.id }, { 'idempotency-key': 'contact-once' });
    expect([(await again()).status, (await again()).status]).toEqual([201, 201]);
  });
});
