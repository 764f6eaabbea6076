import { newId } from '#libs/kernel';
import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

type Person = Somebody & { number: string };

describe('assigning tasks', () => {
  let test: TestApp;
  let account: { id: string; number: string; path: string };
  let manager: Somebody;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const aProject = (contacts: Somebody[] = []): Promise<ProjectState> => test.given.project({ account, manager, contacts });
  const add = async (project: { id: string }, body: object = {}) => {
    const answer = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Task', ...body });
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    return answer.body;
  };
  const change = (task: { id: string }, body: object) => manager.api.patch(`/project-tasks/${task.id}`, body);
  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];
  const contactsOf = async (project: { id: string }): Promise<string[]> =>
    (await manager.api.get(`/projects/${project.id}/contacts`)).body.items.map((row: any) => row.contact.id);
  const group = async (...members: Somebody[]): Promise<string> => {
    const id = newId();
    const database = test.get(Database);
    const at = '2026-01-01 00:00:00.000';
    await database.run('INSERT INTO user_group (id, created_at, updated_at, version, name) VALUES (?, ?, ?, 1, ?)', [
      id,
      at,
      at,
      `Group ${id}`,
    ]);
    for (const member of members) await database.run('INSERT INTO group_member (group_id, person_id) VALUES (?, ?)', [id, member.id]);
    return id;
  };

  it('BR-015 decision 2 assigning to a contact makes the task visible and the person a project contact, in one step', async () => {
    const contact = await test.given.contact(account);
    const project = await aProject();
    const task = await add(project);
    expect((await contact.api.get(`/project-tasks/${task.id}`)).status).toBe(404);
    const { status, body } = await change(task, { assignedToId: contact.number });
    expect([status, body.visibleToCustomer, body.assignedTo]).toEqual([200, true, { id: contact.id, name: contact.name, kind: 'contact' }]);
    expect(await contactsOf(project)).toEqual([contact.id]);
    expect((await contact.api.get(`/project-tasks/${task.id}`)).status).toBe(200);
    const lines = (await manager.api.get(`/projects/${project.id}/activity`)).body.items.map(({ text }: { text: string }) => text);
    expect(lines).toContainEqual(expect.stringContaining(`${contact.name} was added to the project contacts: ${task.number} was assigned`));
    const again = await add(project, { assignedToId: contact.id });
    expect(again).toMatchObject({ visibleToCustomer: true });
    expect(await contactsOf(project)).toEqual([contact.id]);
  });

  it('decision 2 where contacts are added by hand, an assignment to somebody else is refused', async () => {
    const contact = await test.given.contact(account);
    const project = await aProject();
    const task = await add(project);
    const property = (value: boolean) => admin.api.patch('/admin/properties/tasks.assignment_adds_project_contact', { value });
    expect((await property(false)).status).toBe(200);
    expect(refusal(await change(task, { assignedToId: contact.id }))).toEqual([422, 'not_a_project_contact']);
    expect(await contactsOf(project)).toEqual([]);
    await test.given.projectContact(project, contact);
    expect((await change(task, { assignedToId: contact.id })).status).toBe(200);
    await property(true);
  });

  it('BR-011 BR-010 only contacts of the account, of its partners, or with a relationship to it are eligible', async () => {
    const child = await test.given.account({ parent: account });
    const vendor = await test.given.account({ customer: false, partner: true });
    await test.given.partnership(vendor, account);
    const related = await test.given.contact(await test.given.account());
    await test.given.contactRelationship(related, account);
    const task = await add(await aProject());
    for (const eligible of [await test.given.contact(account), await test.given.contact(vendor, ROLE.partner), related])
      expect((await change(task, { assignedToId: eligible.id })).status).toBe(200);
    for (const other of [
      await test.given.contact(child),
      await test.given.contact(await test.given.account()),
      await test.given.consumer(),
    ])
      expect(refusal(await change(task, { assignedToId: other.id }))).toEqual([422, 'not_eligible']);
    for (const nobody of ['0'.repeat(32), 'CNT9999999'])
      expect(refusal(await change(task, { assignedToId: nobody }))).toEqual([422, 'unknown_reference']);
  });

  it('BR-016 BR-017 decision 3 while it is open and a customer has it, the task stays visible', async () => {
    const contact = await test.given.contact(account);
    const task = await add(await aProject(), { assignedToId: contact.id });
    expect(refusal(await change(task, { visibleToCustomer: false }))).toEqual([409, 'assignee_must_see']);
    expect(refusal(await change(task, { assignedToId: contact.id, visibleToCustomer: false }))).toEqual([409, 'assignee_must_see']);
    expect((await change(task, { assignedToId: manager.id })).body.visibleToCustomer).toBe(true);
    expect((await change(task, { visibleToCustomer: false })).body.visibleToCustomer).toBe(false);
    expect((await change(task, { assignedToId: null, visibleToCustomer: false })).body.assignedTo).toBeNull();
  });

  it('decision 36 a closed task may be hidden; opened again, its assignee sees it', async () => {
    const contact = await test.given.contact(account);
    const project = await aProject();
    const task = await add(project, { assignedToId: contact.id });
    await manager.api.post(`/project-tasks/${task.id}/complete`);
    expect((await change(task, { visibleToCustomer: false })).body.visibleToCustomer).toBe(false);
    expect((await manager.api.delete(`/projects/${project.id}/contacts/${contact.id}`)).status).toBe(204);
    expect((await contact.api.get(`/project-tasks/${task.id}`)).status).toBe(404);
    expect((await change(task, { state: 'open' })).body.visibleToCustomer).toBe(true);
    expect((await contact.api.get(`/project-tasks/${task.id}`)).status).toBe(200);
  });

  it('decision 36 BR-106 opened again with the task above it, its assignee sees it too', async () => {
    const contact = await test.given.contact(account);
    const project = await aProject();
    const parent = await add(project);
    const task = await add(project, { parentId: parent.id, assignedToId: contact.id });
    await manager.api.post(`/project-tasks/${parent.id}/complete`);
    await change(task, { visibleToCustomer: false });
    await manager.api.delete(`/projects/${project.id}/contacts/${contact.id}`);
    expect((await change(parent, { state: 'open' })).status).toBe(200);
    expect((await contact.api.get(`/project-tasks/${task.id}`)).body).toMatchObject({ state: 'open', visibleToCustomer: true });
  });

  it('decision 3 whoever has open tasks cannot be removed from the project, and the tasks are named', async () => {
    const contact = await test.given.contact(account);
    const project = await aProject();
    const [one, two] = [await add(project, { assignedToId: contact.id }), await add(project, { assignedToId: contact.id })];
    const refused = await manager.api.delete(`/projects/${project.id}/contacts/${contact.id}`);
    expect(refusal(refused)).toEqual([409, 'contact_has_tasks']);
    for (const { number } of [one, two]) expect(refused.body.detail).toContain(number);
    await change(one, { assignedToId: null });
    await manager.api.post(`/project-tasks/${two.id}/complete`);
    expect((await manager.api.delete(`/projects/${project.id}/contacts/${contact.id}`)).status).toBe(204);
  });

  it('decision 3 an assignment and a removal at the same moment: never an open task whose assignee is no contact', async () => {
    for (let i = 0; i < 4; i += 1) {
      const contact = await test.given.contact(account);
      const project = await aProject([contact]);
      const task = await add(project);
      await Promise.all([change(task, { assignedToId: contact.id }), manager.api.delete(`/projects/${project.id}/contacts/${contact.id}`)]);
      const { assignedTo } = (await manager.api.get(`/project-tasks/${task.id}`)).body;
      if (assignedTo) expect(await contactsOf(project)).toEqual([contact.id]);
    }
  });

  it('decision 16 BR-036 BR-034 the account of a project stands while a customer has a task; else the tasks go with it', async () => {
    const contact = await test.given.contact(account);
    const other = await test.given.account();
    const project = await aProject();
    const task = await add(project, { assignedToId: contact.id });
    await manager.api.post(`/project-tasks/${task.id}/complete`);
    await manager.api.delete(`/projects/${project.id}/contacts/${contact.id}`);
    expect((await manager.api.patch(`/projects/${project.id}`, { accountId: other.number })).status).toBe(409);
    const free = await aProject();
    const moved = await add(free);
    expect((await manager.api.patch(`/projects/${free.id}`, { accountId: other.number })).status).toBe(200);
    expect((await manager.api.get(`/project-tasks/${moved.id}`)).body.account.id).toBe(other.id);
  });

  it('BR-022 an internal assignee is a member of the assignment group', async () => {
    const [member, stranger] = [await test.given.user([]), await test.given.user([])];
    const assignmentGroupId = await group(member);
    const task = await add(await aProject());
    expect(refusal(await change(task, { assignmentGroupId, assignedToId: stranger.id }))).toEqual([422, 'not_in_group']);
    expect((await change(task, { assignmentGroupId, assignedToId: member.id })).body).toMatchObject({
      assignmentGroup: { id: assignmentGroupId },
      assignedTo: { id: member.id, kind: 'internal' },
      visibleToCustomer: false,
    });
    const other = await change(task, { assignmentGroupId: await group(stranger) });
    expect([...refusal(other), other.body.errors[0].pointer]).toEqual([422, 'not_in_group', '/assignmentGroupId']);
    expect(refusal(await change(task, { assignmentGroupId: '0'.repeat(32) }))).toEqual([422, 'unknown_reference']);
    expect((await change(task, { assignmentGroupId: null, assignedToId: stranger.id })).status).toBe(200);
  });

  it('BR-170 BR-177 the contact gets a mail with project, task and dates; nobody is told of the own doing, internals get none', async () => {
    const contact = await test.given.contact(account);
    const project = await aProject();
    const task = await add(project, { shortDescription: 'Lay the floor', assignedToId: contact.id });
    await add(project, { assignedToId: manager.id });
    await add(project, { assignedToId: admin.id });
    await test.deliverOutbox();
    const mails = await test
      .get(Database)
      .rows<{ payload: string }>("SELECT payload FROM outbox_message WHERE kind = 'mail' AND topic = 'task_assigned' AND payload LIKE ?", [
        `%${project.number}%`,
      ]);
    expect(mails).toHaveLength(1);
    const mail = JSON.parse(mails[0]!.payload) as { subject: string; text: string };
    expect(mail.subject).toBe(`${task.number} was assigned to you: Lay the floor`);
    for (const part of [project.name, '2026-03-02 08:00 UTC', '2026-03-02 17:00 UTC', '8 h']) expect(mail.text).toContain(part);
  });

  describe('the look-up of assignees', () => {
    let project: ProjectState;
    let contact: Person;
    let outsider: Person;
    let planner: Somebody;
    let agent: Somebody;
    const choices = async (somebody: Somebody, query: string): Promise<any[]> => {
      const { status, body } = await somebody.api.get(`/lookups/project-task/assignedTo?${query}`);
      expect(status).toBe(200);
      return body.items;
    };

    beforeAll(async () => {
      contact = await test.given.contact(account, ROLE.customer, 'Lena Lookup');
      outsider = await test.given.contact(await test.given.account(), ROLE.customer, 'Otto Lookup');
      planner = await test.given.user(['it_project_user'], 'Pia Lookup');
      agent = await test.given.user(ROLE.agent, 'Arne Lookup');
      await test.given.user(['sn_customerservice.case_viewer'], 'Cora Lookup');
      project = await aProject();
    });

    it('BR-022 offers people of the project application, those who record time, and the eligible contacts, by name', async () => {
      expect(await choices(manager, `project=${project.number}&q=lookup`)).toEqual([
        { id: agent.id, number: null, name: 'Arne Lookup' },
        { id: contact.id, number: contact.number, name: 'Lena Lookup' },
        { id: planner.id, number: null, name: 'Pia Lookup' },
      ]);
      expect((await choices(manager, 'q=lookup')).map(({ id }) => id)).toEqual([agent.id, planner.id]);
      expect(await choices(manager, `project=${project.id}&q=${outsider.number}`)).toEqual([]);
      expect((await choices(manager, `project=${project.id}`)).length).toBeLessThanOrEqual(20);
    });

    it('BR-022 with a group offers its members, and the contacts', async () => {
      const assignmentGroup = await group(await test.given.user([], 'Gero Lookup'));
      const names = await choices(manager, `project=${project.id}&assignmentGroup=${assignmentGroup}&q=lookup`);
      expect(names.map(({ name }) => name)).toEqual(['Gero Lookup', 'Lena Lookup']);
    });

    it('T7 offers nothing to whoever does not plan, and knows no other parameters', async () => {
      for (const somebody of [contact, planner, await test.given.user(ROLE.stakeholder)])
        expect(await choices(somebody, `project=${project.id}`)).toEqual([]);
      expect((await manager.api.get('/lookups/project-task/assignedTo?account=x')).status).toBe(400);
    });
  });
});
