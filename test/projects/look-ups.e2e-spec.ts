import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';
import { buildWorld, type Inhabitant } from '../support/world.js';

const CONTACTS = '/lookups/project-contact/contact';
const ASSIGNEES = '/lookups/project-task/assignedTo';
/** Who manages projects, and so is offered people. */
const MANAGERS = ['customer project manager', 'administrator'];

describe('who is offered for projects and their tasks', () => {
  let test: TestApp;
  let people: Inhabitant[];
  let manager: Somebody;
  let account: { id: string; path: string; number: string };
  let project: ProjectState;

  beforeAll(async () => {
    test = await TestApp.start();
    people = await buildWorld(test);
    manager = await test.given.projectManager();
    account = await test.given.account({ name: 'Own' });
    project = await test.given.project({ account });
  }, 120_000);
  afterAll(() => test.stop());

  const offered = async ({ api }: Somebody, path: string): Promise<{ id: string; number: string | null; name: string }[]> => {
    const { status, body } = await api.get(path);
    expect([path, status, Object.keys(body)]).toEqual([path, 200, ['items']]);
    return body.items;
  };
  const names = async (path: string): Promise<string[]> => (await offered(manager, path)).map(({ name }) => name);

  it('BR-010 as a project contact: the people of the account, of its partners, and with a relationship to it, no others', async () => {
    const { given } = test;
    const [parent, vendor, served] = [
      await given.account(),
      await given.account({ partner: true, customer: false }),
      await given.account(),
    ];
    const own = await given.account({ parent });
    const child = await given.account({ parent: own });
    await given.partnership(vendor, own);
    await given.partnership(own, served);
    const mine = await given.project({ account: own });
    const related = await given.contact(await given.account(), ROLE.customer, 'Rea Eligible');
    await given.contactRelationship(related, own);
    await given.contact(own, ROLE.customer, 'Oda Eligible');
    await given.contact(vendor, ROLE.partner, 'Ven Eligible');
    for (const [from, name] of [
      [parent, 'Par Other'],
      [child, 'Chi Other'],
      [served, 'Ser Other'],
      [await given.account(), 'Str Other'],
    ] as const)
      await given.contact(from, ROLE.customerAdmin, name);
    expect(await names(`${CONTACTS}?project=${mine.id}`)).toEqual(['Oda Eligible', 'Rea Eligible', 'Ven Eligible']);
    expect(await names(`${CONTACTS}?project=${mine.number}&q=vEN`)).toEqual(['Ven Eligible']);
    expect(await names(`${CONTACTS}?project=${mine.id}&q=${related.number}`)).toEqual(['Rea Eligible']);
    expect(await names(`${ASSIGNEES}?project=${mine.id}&q=eligible`)).toEqual(['Oda Eligible', 'Rea Eligible', 'Ven Eligible']);
    expect(await names(`${ASSIGNEES}?project=${mine.id}&q=other`)).toEqual([]);
  });

  it('BR-010 whoever is a contact already, or disabled, is not offered; and is again once removed', async () => {
    const own = await test.given.account();
    const mine = await test.given.project({ account: own });
    const [ada, bea] = [await test.given.contact(own, ROLE.customer, 'Ada On'), await test.given.contact(own, ROLE.customer, 'Bea Off')];
    const path = `${CONTACTS}?project=${mine.id}`;
    expect((await manager.api.post(`/projects/${mine.id}/contacts`, { contactId: ada.id })).status).toBe(201);
    expect(await names(path)).toEqual(['Bea Off']);
    const admin = await test.given.admin();
    expect((await admin.api.patch(`/contacts/${bea.id}`, { active: false })).status).toBe(200);
    expect(await names(path)).toEqual([]);
    expect(await names(`${ASSIGNEES}?project=${mine.id}&q=off`)).toEqual([]);
    await manager.api.delete(`/projects/${mine.id}/contacts/${ada.id}`);
    expect(await names(path)).toEqual(['Ada On']);
  });

  it('T7 at most twenty, by name; the text that is looked for is no pattern', async () => {
    const own = await test.given.account();
    const mine = await test.given.project({ account: own });
    for (let n = 25; n > 0; n -= 1) await test.given.contact(own, ROLE.customer, `Many ${String(n).padStart(2, '0')}`);
    for (const path of [`${CONTACTS}?project=${mine.id}`, `${ASSIGNEES}?project=${mine.id}&q=many`]) {
      const found = await names(path);
      expect(found).toHaveLength(20);
      expect(found).toEqual([...found].sort());
      expect(found[0]).toBe('Many 01');
    }
    for (const q of ['%', '_', '!', "'", 'Many%'])
      for (const path of [CONTACTS, ASSIGNEES])
        expect([q, await names(`${path}?project=${mine.id}&q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
  });

  it('T7 nothing to any role that does not manage projects, whatever it asks', async () => {
    await test.given.contact(account, ROLE.customer, 'Olga Offered');
    const projects = (await manager.api.get('/projects?limit=100')).body.items as { id: string }[];
    for (const person of people) {
      if (MANAGERS.includes(person.role)) continue;
      for (const path of [CONTACTS, ASSIGNEES]) {
        for (const { id } of projects) expect([person.role, await offered(person, `${path}?project=${id}`)]).toEqual([person.role, []]);
        for (const query of ['', '?q=o', `?project=${'0'.repeat(32)}`, '?project=PRJ9999999'])
          expect([person.role, await offered(person, `${path}${query}`)]).toEqual([person.role, []]);
      }
    }
  });

  it('T7 those who manage projects are offered people, all alike', async () => {
    const managers = people.filter(({ role }) => MANAGERS.includes(role));
    expect(managers).toHaveLength(2);
    for (const person of managers)
      for (const path of [`${CONTACTS}?project=${project.id}`, `${ASSIGNEES}?project=${project.id}&q=olga`])
        expect((await offered(person, path)).map(({ name }) => name)).toEqual(['Olga Offered']);
  });

  it('BR-022 an assignee of a task: who has a role of the project application or records time; in a group its members only', async () => {
    const roles = {
      'Pia Internal': ['it_project_user'],
      'Pam Internal': ['project_manager'],
      'Pat Internal': [...ROLE.projectManager],
      'Pip Internal': ['it_pps_admin'],
      'Tim Internal': ['timecard_user'],
      'Aga Internal': [...ROLE.agent],
      'Mae Internal': [...ROLE.agentManager],
      'Nil Internal': [],
      'Cas Internal': ['sn_customerservice.case_viewer'],
      'Sta Internal': ['sn_customerservice.projectstakeholder'],
      'Wim Internal': ['wm_agent'],
    };
    const users = new Map<string, Somebody>();
    for (const [name, held] of Object.entries(roles)) users.set(name, await test.given.user(held, name));
    const byGroup = await test.given.user([], 'Gus Internal');
    await test.given.group([byGroup], ['it_project_user']);
    const expected = ['Aga', 'Gus', 'Mae', 'Pam', 'Pat', 'Pia', 'Pip', 'Tim'].map((name) => `${name} Internal`);
    expect(await names(`${ASSIGNEES}?q=internal`)).toEqual(expected);
    expect(await names(`${ASSIGNEES}?project=${project.id}&q=internal`)).toEqual(expected);
    const group = await test.given.group([users.get('Nil Internal')!, users.get('Pia Internal')!]);
    expect(await names(`${ASSIGNEES}?assignmentGroup=${group.id}&q=internal`)).toEqual(['Nil Internal', 'Pia Internal']);
    expect(await names(`${ASSIGNEES}?assignmentGroup=${'0'.repeat(32)}&q=internal`)).toEqual([]);
    // What is offered can be chosen, and is what the task then has.
    const [first] = await offered(manager, `${ASSIGNEES}?project=${project.id}&q=aga internal`);
    const made = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Task', assignedToId: first!.id });
    expect([made.status, made.body.assignedTo.name]).toEqual([201, 'Aga Internal']);
  });

  it('nobody without a sign-in, no other parameters, and nothing where customer projects are off', async () => {
    for (const path of [CONTACTS, ASSIGNEES]) {
      expect((await test.stranger.get(path)).status).toBe(401);
      for (const query of ['bogus=1', 'account=x', `project=${project.id}&project=${project.id}`, 'limit=5'])
        expect([query, (await manager.api.get(`${path}?${query}`)).status]).toEqual([query, 400]);
    }
    const admin = await test.given.admin();
    const plugins = ['com.snc.csm_fsm_integration', 'com.snc.wm_ppm', 'com.snc.csm_ppm'];
    for (const plugin of plugins) await admin.api.post(`/admin/plugins/${plugin}/deactivate`);
    for (const path of [CONTACTS, ASSIGNEES]) expect([path, (await manager.api.get(path)).status]).toEqual([path, 404]);
    for (const plugin of [...plugins].reverse()) await admin.api.post(`/admin/plugins/${plugin}/activate`);
    expect((await manager.api.get(CONTACTS)).status).toBe(200);
  });
});
