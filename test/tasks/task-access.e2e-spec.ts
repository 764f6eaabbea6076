import type { ProjectState } from '../../src/projects/index.js';
import type { ProjectTaskState } from '../../src/tasks/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

type Person = Somebody & { number: string };

describe('who sees and works tasks', () => {
  let test: TestApp;
  let account: { id: string; number: string; path: string };
  let manager: Somebody;
  let contact: Person;
  let colleague: Person;
  let project: ProjectState;
  let visible: ProjectTaskState;
  let hidden: ProjectTaskState;
  let own: ProjectTaskState;
  let internal: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    const { given } = test;
    account = await given.account();
    manager = await given.projectManager();
    contact = await given.contact(account);
    colleague = await given.contact(account, ROLE.customerAdmin);
    internal = await given.user([]);
    project = await given.project({ account, manager, contacts: [contact] });
    hidden = await given.task({ project });
    visible = await given.task({ project, visible: true, parent: hidden });
    own = await given.task({ project, visible: true, assignedTo: contact });
  });
  afterAll(() => test.stop());

  const ids = (answer: { body: any }): string[] => answer.body.items.map(({ id }: { id: string }) => id).sort();
  const never = '0'.repeat(32);

  /** The task does not exist for this person, by any way in. */
  const seesNot = async ({ api }: Somebody, task: { id: string; number: string }): Promise<void> => {
    for (const key of [task.id, task.number]) {
      for (const path of ['', '/activity', '/attachments']) {
        const answer = await api.get(`/project-tasks/${key}${path}`);
        const nothing = await api.get(`/project-tasks/${never}${path}`);
        expect([answer.status, { ...answer.body, requestId: '' }]).toEqual([404, { ...nothing.body, requestId: '' }]);
      }
      expect((await api.patch(`/project-tasks/${key}`, { bogus: 1 })).status).toBe(404);
      expect((await api.post(`/project-tasks/${key}/complete`)).status).toBe(404);
      expect((await api.post(`/project-tasks/${key}/comments`, { text: 'Hello' })).status).toBe(404);
      expect((await api.delete(`/project-tasks/${key}`)).status).toBe(404);
    }
    expect((await api.get(`/project-tasks?number=${task.number}&total=true`)).body).toEqual({ items: [], next: null, total: 0 });
  };

  describe('a project contact', () => {
    it('P03 BR-013 sees the visible tasks of the project, and only what customers read', async () => {
      for (const path of ['/project-tasks', `/projects/${project.number}/tasks`]) {
        const list = await contact.api.get(`${path}?total=true`);
        expect([ids(list), list.body.total]).toEqual([[visible.id, own.id].sort(), 2]);
      }
      const { body } = await contact.api.get(`/project-tasks/${own.id}`);
      expect(Object.keys(body).sort()).toEqual(
        [
          'id',
          'number',
          'project',
          'account',
          'parent',
          'shortDescription',
          'description',
          'priority',
          'state',
          'status',
          'assignedTo',
          'visibleToCustomer',
          'plannedStart',
          'plannedEnd',
          'plannedDurationMinutes',
          'actualStart',
          'actualEnd',
          'percentComplete',
          'milestone',
          'createdAt',
          'updatedAt',
          'version',
        ].sort(),
      );
    });

    it('T1 does not find a hidden task, and a hidden parent is null (decision 31)', async () => {
      await seesNot(contact, hidden);
      expect((await contact.api.get(`/project-tasks/${visible.id}`)).body.parent).toBeNull();
      for (const filter of [`parent=${hidden.number}`, `parent=${hidden.id}`, 'parent.isNull=false'])
        expect((await contact.api.get(`/project-tasks?${filter}`)).body.items).toEqual([]);
      expect((await contact.api.get(`/projects/${project.id}/tasks/${hidden.id}`)).status).toBe(404);
      expect((await contact.api.get(`/projects/${project.id}/tasks/${visible.id}`)).status).toBe(404);
    });

    it('T6 decision 14 does not filter or sort by what it may not read', async () => {
      const never = await contact.api.get('/project-tasks?bogus=1');
      for (const query of ['wbs=1', 'sort=wbs', 'critical=true', 'assignmentGroup=x', 'timeConstraint=start_on', 'sort=critical'])
        expect((await contact.api.get(`/project-tasks?${query}`)).status).toBe(never.status);
    });

    it('T2 decision 4 P05 on a task that is merely visible it reads only', async () => {
      const url = `/project-tasks/${visible.id}`;
      const answers = [
        await contact.api.patch(url, { actualEnd: '2026-03-02' }),
        await contact.api.patch(url, {}),
        await contact.api.post(`${url}/complete`),
        await contact.api.post(`${url}/comments`, { text: 'Hello' }),
        await contact.api.post(`${url}/work-notes`, { text: 'Hello' }),
        await contact.api.upload(`${url}/attachments`, 'note.txt', 'Hello', 'text/plain'),
        await contact.api.post(`${url}/move`, {}),
        await contact.api.delete(url),
      ];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
      expect((await manager.api.get(url)).body).toMatchObject({ version: 1, state: 'pending' });
    });

    it('T9 on the own task other fields than the actual dates are refused, and nothing changes', async () => {
      const fields = {
        state: 'open',
        percentComplete: 5,
        visibleToCustomer: false,
        assignedToId: contact.id,
        number: 'X',
        version: 9,
        wbs: '1',
      };
      for (const [name, value] of Object.entries(fields)) {
        const answer = await contact.api.patch(`/project-tasks/${own.id}`, { [name]: value, actualStart: '2026-03-02' });
        expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, `/${name}`]);
      }
      expect((await manager.api.get(`/project-tasks/${own.id}`)).body).toMatchObject({ version: 1, actualStart: null });
    });

    it('BR-014 P06 P07 P08 works on the own task: dates, comment, file, Mark Complete; then it is closed', async () => {
      const mine = await test.given.task({ project, visible: true, assignedTo: contact });
      const url = `/project-tasks/${mine.number}`;
      expect((await contact.api.patch(url, { actualStart: '2026-03-02' })).body).toMatchObject({ state: 'work_in_progress' });
      expect((await contact.api.post(`${url}/comments`, { text: 'Begun' })).status).toBe(201);
      expect((await contact.api.upload(`${url}/attachments`, 'note.txt', 'Hello', 'text/plain')).status).toBe(201);
      expect((await contact.api.post(`${url}/work-notes`, { text: 'Secret' })).status).toBe(403);
      expect((await contact.api.post(`${url}/complete`)).body).toMatchObject({ state: 'closed_complete', percentComplete: 100 });
      const closed = [
        await contact.api.post(`${url}/complete`),
        await contact.api.patch(url, { actualEnd: '2026-03-02' }),
        await contact.api.post(`${url}/comments`, { text: 'More' }),
      ];
      expect(closed.map(({ status }) => status)).toEqual([409, 409, 409]);
      const stream = (await contact.api.get(`${url}/activity`)).body.items;
      expect(stream.map(({ kind }: { kind: string }) => kind)).toEqual(['field_change', 'attachment', 'comment', 'field_change']);
      expect(JSON.stringify(stream)).not.toMatch(/wbs|timeConstraint/);
    });

    it('BR-125 what has happened does not lie in the future', async () => {
      const mine = await test.given.task({ project, visible: true, assignedTo: contact });
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
      for (const value of [tomorrow, tomorrow.slice(0, 10)])
        for (const field of ['actualStart', 'actualEnd']) {
          const answer = await contact.api.patch(`/project-tasks/${mine.id}`, { [field]: value });
          expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, 'in_the_future', `/${field}`]);
        }
      const today = new Date().toISOString().slice(0, 10);
      expect((await contact.api.patch(`/project-tasks/${mine.id}`, { actualEnd: today })).status).toBe(200);
    });

    it('decision 4 does not close the tasks of others with a parent of its own', async () => {
      const parent = await test.given.task({ project, visible: true, assignedTo: contact });
      const below = await test.given.task({ project, parent });
      const answer = await contact.api.post(`/project-tasks/${parent.id}/complete`);
      expect([answer.status, answer.body.code]).toEqual([409, 'parent_task']);
      expect((await contact.api.patch(`/project-tasks/${parent.id}`, { actualEnd: '2026-03-02' })).status).toBe(400);
      expect((await manager.api.get(`/project-tasks/${below.id}`)).body.state).toBe('pending');
    });

    it('decision 15 T3 sees nothing any more once removed from the project', async () => {
      const passing = await test.given.contact(account);
      const other = await test.given.project({ account, manager, contacts: [passing] });
      const task = await test.given.task({ project: other, visible: true });
      expect((await passing.api.get(`/project-tasks/${task.id}`)).status).toBe(200);
      expect((await manager.api.delete(`/projects/${other.id}/contacts/${passing.id}`)).status).toBe(204);
      await seesNot(passing, task);
    });

    it('decision 2 sees a task no more once it is hidden', async () => {
      const task = await test.given.task({ project, visible: true });
      expect((await manager.api.patch(`/project-tasks/${task.id}`, { visibleToCustomer: false })).status).toBe(200);
      await seesNot(contact, task);
    });
  });

  describe('somebody else', () => {
    it('P02 BR-012 a customer admin who is no project contact sees no task; nor do other accounts, consumers, partners', async () => {
      const stranger = await test.given.contact(await test.given.account());
      const vendor = await test.given.account({ customer: false, partner: true });
      await test.given.partnership(vendor, account);
      const partner = await test.given.contact(vendor, ROLE.partnerAdmin);
      for (const somebody of [colleague, stranger, partner, await test.given.consumer(), await test.given.user(ROLE.agent)]) {
        await seesNot(somebody, visible);
        expect((await somebody.api.get(`/projects/${project.id}/tasks`)).status).toBe(404);
        expect((await somebody.api.get('/project-tasks?total=true')).body).toEqual({ items: [], next: null, total: 0 });
      }
    });

    it('BR-014 decision 2 assignment alone is no way in: without the project contact the assignee sees nothing', async () => {
      const lost = await test.given.contact(account);
      await seesNot(lost, await test.given.task({ project, visible: true, assignedTo: lost }));
      await seesNot(contact, await test.given.task({ project, visible: false, assignedTo: contact }));
    });

    it('a stakeholder and an agent with stakeholder read all tasks and change none', async () => {
      for (const role of [ROLE.stakeholder, ROLE.agentWithStakeholder]) {
        const { api } = await test.given.user(role);
        const { body } = await api.get(`/project-tasks/${hidden.id}`);
        expect(body).toMatchObject({ wbs: hidden.wbs, timeConstraint: 'as_soon_as_possible' });
        expect((await api.patch(`/project-tasks/${hidden.id}`, { percentComplete: 1 })).status).toBe(403);
        expect((await api.post(`/project-tasks/${hidden.id}/comments`, { text: 'x' })).status).toBe(403);
      }
      const alone = await test.given.user(['sn_customerservice.projectstakeholder']);
      await seesNot(alone, visible);
    });

    it('an internal assignee sees the own tasks only, and says how they go', async () => {
      const task = await test.given.task({ project, assignedTo: internal });
      const url = `/project-tasks/${task.id}`;
      expect(ids(await internal.api.get('/project-tasks?assignedTo=me'))).toEqual([task.id]);
      await seesNot(internal, hidden);
      expect((await internal.api.get(url)).body).toMatchObject({ project: null, wbs: task.wbs });
      expect((await internal.api.get(`/projects/${project.id}/tasks`)).status).toBe(404);
      expect((await internal.api.patch(url, { percentComplete: 10, actualStart: '2026-03-02', state: 'work_in_progress' })).status).toBe(
        200,
      );
      for (const field of ['shortDescription', 'visibleToCustomer', 'assignedToId', 'plannedStart', 'parentId'])
        expect((await internal.api.patch(url, { [field]: field === 'visibleToCustomer' ? true : '2026-03-02' })).status).toBe(400);
      expect((await internal.api.post(`${url}/comments`, { text: 'Going well' })).status).toBe(201);
      expect((await internal.api.post(`${url}/work-notes`, { text: 'x' })).status).toBe(403);
      expect((await internal.api.delete(url)).status).toBe(403);
      expect((await internal.api.post(`${url}/complete`)).status).toBe(200);
    });

    it('BR-021 work notes are written and read by managers, never by customers', async () => {
      expect((await manager.api.post(`/project-tasks/${own.id}/work-notes`, { text: 'Between us' })).status).toBe(201);
      expect((await manager.api.post(`/project-tasks/${own.id}/comments`, { text: 'For all' })).status).toBe(201);
      const textsFor = async ({ api }: Somebody) =>
        (await api.get(`/project-tasks/${own.id}/activity`)).body.items.map(({ text }: { text: string }) => text);
      expect(await textsFor(manager)).toEqual(expect.arrayContaining(['Between us', 'For all']));
      expect(await textsFor(contact)).toEqual(['For all']);
    });
  });

  it('BR-037 the tasks of a contact are listed under the contact, as far as the reader sees them', async () => {
    const lists = await Promise.all([manager, contact].map(({ api }) => api.get(`/contacts/${contact.id}/project-tasks?limit=100`)));
    expect(ids(lists[0]!)).toEqual(expect.arrayContaining([own.id]));
    expect(ids(lists[1]!)).toEqual(expect.arrayContaining([own.id]));
    expect(ids(lists[0]!).length).toBeGreaterThan(ids(lists[1]!).length);
    expect(ids(await colleague.api.get(`/contacts/${contact.id}/project-tasks`))).toEqual([]);
    const stranger = await test.given.contact(await test.given.account());
    expect((await stranger.api.get(`/contacts/${contact.id}/project-tasks`)).status).toBe(404);
  });

  it('decision 30 an access control that is off takes the tasks from the role everywhere', async () => {
    const admin = await test.given.admin();
    const set = (role: string, enabled: boolean) =>
      admin.api.put('/admin/access-controls', [{ table: 'customer_project_task', role, operation: 'read', enabled }]);
    const stakeholder = await test.given.user(ROLE.stakeholder);
    expect((await set('sn_customerservice.customer', false)).status).toBe(200);
    await seesNot(contact, visible);
    await seesNot(contact, own);
    expect((await contact.api.get(`/projects/${project.id}/tasks?total=true`)).body).toEqual({ items: [], next: null, total: 0 });
    expect((await stakeholder.api.get(`/project-tasks/${hidden.id}`)).status).toBe(200);
    await set('sn_customerservice.projectstakeholder', false);
    await seesNot(stakeholder, hidden);
    expect((await manager.api.get(`/project-tasks/${hidden.id}`)).status).toBe(200);
    await set('sn_customerservice.customer', true);
    await set('sn_customerservice.projectstakeholder', true);
    expect((await contact.api.get(`/project-tasks/${visible.id}`)).status).toBe(200);
  });

  it('decision 24 without the plugin there are no tasks', async () => {
    const admin = await test.given.admin();
    const off = await admin.api.post('/admin/plugins/com.snc.csm_ppm/deactivate');
    expect(off.status).toBe(200);
    for (const path of ['/project-tasks', `/project-tasks/${own.id}`, `/project-tasks/${own.id}/activity`, `/projects/${project.id}/tasks`])
      expect((await manager.api.get(path)).status).toBe(404);
    await admin.api.post('/admin/plugins/com.snc.csm_ppm/activate');
    expect((await manager.api.get(`/project-tasks/${own.id}`)).status).toBe(200);
  });
});
