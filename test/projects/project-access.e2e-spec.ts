import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('who sees a project', () => {
  let test: TestApp;
  let parentAccount: { id: string; path: string };
  let account: { id: string; number: string; path: string };
  let vendor: { id: string };
  let manager: Somebody;
  let contact: Somebody & { number: string };
  let project: ProjectState;

  beforeAll(async () => {
    test = await TestApp.start();
    const { given } = test;
    parentAccount = await given.account();
    account = await given.account({ parent: parentAccount });
    vendor = await given.account({ customer: false, partner: true });
    await given.partnership(vendor, account);
    manager = await given.projectManager();
    contact = await given.contact(account);
    project = await given.project({ account, manager, contacts: [contact] });
    await given.project({ account, manager, with: { state: 'open' } });
  });
  afterAll(() => test.stop());

  /** Nothing of the project shows to this person, by any way in. */
  const seesNothing = async ({ api }: Somebody): Promise<void> => {
    expect((await api.get('/projects?total=true')).body).toEqual({ items: [], next: null, total: 0 });
    for (const path of ['', '/contacts', '/sub-projects', '/activity', '/attachments']) {
      const hidden = await api.get(`/projects/${project.id}${path}`);
      const never = await api.get(`/projects/${'0'.repeat(32)}${path}`);
      expect(hidden.status).toBe(404);
      expect({ ...hidden.body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
    }
    expect((await api.get(`/projects/${project.number}`)).status).toBe(404);
    expect((await api.patch(`/projects/${project.id}`, { bogus: 1 })).status).toBe(404);
    expect((await api.delete(`/projects/${project.id}`)).status).toBe(404);
    expect((await api.post(`/projects/${project.id}/contacts`, { bogus: 1 })).status).toBe(404);
    expect((await api.post(`/projects/${project.id}/comments`, { text: 'Hello' })).status).toBe(404);
  };

  it('P01 decision 1 a project contact whose account is in reach sees that project, and only what customers read', async () => {
    const list = await contact.api.get('/projects?total=true');
    expect(list.body).toMatchObject({ items: [{ id: project.id }], next: null, total: 1 });
    const { body } = await contact.api.get(`/projects/${project.number}`);
    expect(Object.keys(body).sort()).toEqual(
      [
        'id',
        'number',
        'name',
        'account',
        'parent',
        'projectManager',
        'state',
        'phase',
        'status',
        'percentComplete',
        'description',
        'plannedStart',
        'plannedEnd',
        'plannedDurationMinutes',
        'actualStart',
        'actualEnd',
        'createdAt',
        'updatedAt',
        'version',
      ].sort(),
    );
    expect(body.account).toMatchObject({ id: account.id });
  });

  it.each(['customer', 'customerCaseManager', 'customerAdmin'] as const)(
    'P01 BR-012 a %s of the account without a row sees nothing',
    async (role) => {
      await seesNothing(await test.given.contact(account, ROLE[role]));
    },
  );

  it('P01 administrators of the parent account and of the partner see nothing without a row', async () => {
    await seesNothing(await test.given.contact(parentAccount, ROLE.customerAdmin));
    await seesNothing(await test.given.contact(parentAccount, ROLE.customerCaseManager));
    await seesNothing(await test.given.contact(vendor, ROLE.partner));
    await seesNothing(await test.given.contact(vendor, ROLE.partnerAdmin));
  });

  it('P01 a row without reach gives nothing: other account, parent account, sibling, a partner contact without the role', async () => {
    const sibling = await test.given.account({ parent: parentAccount });
    for (const [from, roles] of [
      [await test.given.account(), ROLE.customerAdmin],
      [parentAccount, ROLE.customer],
      [sibling, ROLE.customerAdmin],
      [vendor, ROLE.customer],
    ] as const) {
      const person = await test.given.contact(from, roles);
      await test.given.projectContact(project, person);
      await seesNothing(person);
    }
  });

  it('P01 decision 6 reach by a contact relationship, by partnership, by the hierarchy below, each with a row', async () => {
    const related = await test.given.contact(await test.given.account());
    await test.given.contactRelationship(related, account);
    const partner = await test.given.contact(vendor, ROLE.partner);
    const above = await test.given.contact(parentAccount, ROLE.customerAdmin);
    for (const person of [related, partner, above]) {
      await test.given.projectContact(project, person);
      expect((await person.api.get('/projects')).body.items).toMatchObject([{ id: project.id }]);
    }
  });

  it('P01 consumers, agents without stakeholder, and stakeholder without a service role see nothing', async () => {
    await seesNothing(await test.given.consumer());
    await seesNothing(await test.given.user(ROLE.agent));
    await seesNothing(await test.given.user(ROLE.agentManager));
    await seesNothing(await test.given.user(['sn_customerservice.projectstakeholder']));
    await seesNothing(await test.given.user([]));
  });

  it('P01 stakeholders read every project and change none', async () => {
    for (const roles of [ROLE.stakeholder, ROLE.agentWithStakeholder]) {
      const { api } = await test.given.user(roles);
      expect((await api.get('/projects?total=true')).body.total).toBeGreaterThanOrEqual(2);
      expect((await api.get(`/projects/${project.id}`)).body).toMatchObject({ id: project.id, priority: 4, calculation: 'automatic' });
      expect((await api.post('/projects', {})).status).toBe(403);
      expect((await api.patch(`/projects/${project.id}`, { bogus: 1 })).status).toBe(403);
      expect((await api.delete(`/projects/${project.id}`)).status).toBe(403);
      expect((await api.post(`/projects/${project.id}/contacts`, { bogus: 1 })).status).toBe(403);
      expect((await api.delete(`/projects/${project.id}/contacts/${contact.id}`)).status).toBe(403);
      expect((await api.post(`/projects/${project.id}/comments`, { text: 'Hello' })).status).toBe(403);
      expect((await api.upload(`/projects/${project.id}/attachments`, 'a.txt', 'Hello', 'text/plain')).status).toBe(403);
    }
  });

  it('P01 a project contact who is the administrator of the account changes nothing either', async () => {
    const admin = await test.given.contact(account, ROLE.customerAdmin);
    await test.given.projectContact(project, admin);
    for (const { api } of [admin, contact]) {
      expect((await api.post('/projects', { name: 'Mine', accountId: account.id })).status).toBe(403);
      expect((await api.patch(`/projects/${project.id}`, { name: 'Mine' })).status).toBe(403);
      expect((await api.delete(`/projects/${project.id}`)).status).toBe(403);
      expect((await api.post(`/projects/${project.id}/contacts`, { contactId: contact.id })).status).toBe(403);
      expect((await api.post(`/projects/${project.id}/comments`, { text: 'Hello' })).status).toBe(403);
      expect((await api.post(`/projects/${project.id}/work-notes`, { text: 'Hello' })).status).toBe(403);
      expect((await api.upload(`/projects/${project.id}/attachments`, 'a.txt', 'Hello', 'text/plain')).status).toBe(403);
    }
    expect((await manager.api.get(`/projects/${project.id}`)).body.version).toBe(1);
  });

  it('nobody without a sign-in', async () => {
    for (const path of ['/projects', `/projects/${project.id}`, `/projects/${project.id}/contacts`, '/lookups/project-contact/contact'])
      expect((await test.stranger.get(path)).status).toBe(401);
    expect((await test.stranger.post('/projects', {})).status).toBe(401);
  });

  it('decision 5, 31 a contact of the parent project does not see the sub project, and the other way round not its parent', async () => {
    const [above, below] = [await test.given.contact(account), await test.given.contact(account)];
    const top = await test.given.project({ account, contacts: [above] });
    const sub = await test.given.project({ account, parent: top, contacts: [below] });
    expect((await above.api.get(`/projects/${sub.id}`)).status).toBe(404);
    expect((await above.api.get(`/projects/${top.id}/sub-projects?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
    expect((await below.api.get(`/projects/${top.id}/sub-projects`)).status).toBe(404);
    expect((await below.api.get(`/projects/${sub.id}`)).body.parent).toBeNull();
    expect((await below.api.get(`/projects?parent=${top.id}`)).body.items).toEqual([]);
    expect((await below.api.get('/projects?parent.isNull=true')).body.items).toMatchObject([{ id: sub.id }]);
    await test.given.projectContact(sub, above);
    expect((await above.api.get(`/projects/${top.id}/sub-projects`)).body.items).toMatchObject([{ id: sub.id, parent: { id: top.id } }]);
    expect((await manager.api.get(`/projects/${top.id}/sub-projects?total=true`)).body).toMatchObject({
      items: [{ id: sub.id }],
      total: 1,
    });
  });

  it('decision 14 no filter, sort or search by what one may not read, and one text for all of them', async () => {
    for (const query of [
      'calculation=automatic',
      'priority=4',
      'approvedStart.isNull=true',
      'sort=priority',
      'sort=calculation',
      'bogus=1',
      'state=new',
      'limit=0',
    ]) {
      const refused = await contact.api.get(`/projects?${query}`);
      expect([query, refused.status]).toEqual([query, 400]);
    }
    const [hidden, never] = [await contact.api.get('/projects?calculation=manual'), await contact.api.get('/projects?nonsense=manual')];
    expect(hidden.body.detail.replaceAll('calculation', '*')).toBe(never.body.detail.replaceAll('nonsense', '*'));
    expect((await contact.api.get(`/projects/${'0'.repeat(32)}/contacts?bogus=1`)).status).toBe(404);
    expect((await contact.api.get(`/projects/${project.id}/contacts?bogus=1`)).status).toBe(400);
  });

  it('decision 14 totals, filters and search count what one sees', async () => {
    const names = await test.given.account();
    const person = await test.given.contact(names);
    const mine = await test.given.project({ account: names, name: 'Alpha pump', contacts: [person] });
    await test.given.project({ account: names, name: 'Beta pump' });
    for (const query of [
      '',
      'q=pump',
      `account=${names.number}`,
      'state=pending',
      'state=pending,open',
      'createdAt.gte=2020-01-01',
      `number=${mine.number}`,
    ])
      expect((await person.api.get(`/projects?total=true&${query}`)).body).toMatchObject({ items: [{ id: mine.id }], total: 1 });
    expect((await person.api.get('/projects?q=beta&total=true')).body).toEqual({ items: [], next: null, total: 0 });
    expect((await person.api.get('/projects?state=closed_complete')).body.items).toEqual([]);
  });

  it('decision 42 pages are full but the last, in every allowed order', async () => {
    const account = await test.given.account();
    const person = await test.given.contact(account);
    for (let n = 0; n < 7; n += 1) await test.given.project({ account, name: `N${n % 3}`, ...(n % 2 ? { contacts: [person] } : {}) });
    for (const sort of ['number', '-number', 'name', 'state,-name', '-plannedStart', 'plannedEnd', '-createdAt', 'updatedAt']) {
      const first = await person.api.get(`/projects?limit=2&sort=${sort}`);
      const second = await person.api.get(`/projects?limit=2&sort=${sort}&cursor=${first.body.next}`);
      expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([2, 1, null]);
      expect(new Set([...first.body.items, ...second.body.items].map(({ id }) => id)).size).toBe(3);
    }
  });

  it('decision 15 a row taken away, a relationship ended: 404 with the next request and the same token', async () => {
    const person = await test.given.contact(await test.given.account());
    await test.given.contactRelationship(person, account);
    await test.given.projectContact(project, person);
    expect((await person.api.get(`/projects/${project.id}`)).status).toBe(200);
    await manager.api.delete(`/projects/${project.id}/contacts/${person.id}`);
    await seesNothing(person);
  });

  it('BR-037 the projects of an account and of a contact, as far as the caller sees them', async () => {
    expect((await manager.api.get(`/accounts/${account.number}/projects?total=true`)).body.total).toBeGreaterThanOrEqual(2);
    expect((await contact.api.get(`/accounts/${account.id}/projects?total=true`)).body).toMatchObject({
      items: [{ id: project.id }],
      total: 1,
    });
    expect((await contact.api.get(`/accounts/${vendor.id}/projects`)).status).toBe(404);
    expect((await manager.api.get(`/contacts/${contact.number}/projects`)).body.items).toMatchObject([{ id: project.id }]);
    expect((await contact.api.get(`/contacts/${contact.id}/projects`)).body.items).toMatchObject([{ id: project.id }]);
    expect((await contact.api.get(`/contacts/${'0'.repeat(32)}/projects?bogus=1`)).status).toBe(404);
  });

  it('reads take at most three statements', async () => {
    const database = test.get(Database);
    for (const path of [
      '/projects',
      `/projects/${project.id}`,
      `/projects/${project.id}/contacts`,
      `/accounts/${account.id}/projects`,
      `/projects/${project.id}/sub-projects`,
    ]) {
      for (const { api } of [contact, manager]) {
        await api.get(path);
        const statements: string[] = [];
        const stop = database.onStatement((sql) => statements.push(sql));
        expect((await api.get(path)).status).toBe(200);
        stop();
        expect([path, statements.length <= 3]).toEqual([path, true]);
      }
    }
  });
});
