import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const SOLUTION = { resolutionCode: 'fixed_by_support', resolutionNotes: 'Bearing replaced.' };

describe('the watch list and the work notes list', () => {
  let test: TestApp;
  let account: { id: string };
  let agent: Somebody;
  let colleague: Somebody;
  let contact: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    agent = await test.given.user(ROLE.agent);
    colleague = await test.given.user(ROLE.agent);
    contact = await test.given.contact(account);
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    await test.deliverOutbox();
    await test.get(Database).run('DELETE FROM outbox_message');
  });

  const aCase = (more = {}) => test.given.case({ account, state: 'open', assignedTo: agent, ...more });
  /** Who got which kind of mail. There is no mail server, so mails are kept. */
  const mailed = async (): Promise<string[]> => {
    await test.deliverOutbox();
    const rows = await test
      .get(Database)
      .rows<{ topic: string; payload: string }>("SELECT topic, payload FROM outbox_message WHERE kind = 'mail'");
    return rows.map(({ topic, payload }) => `${JSON.parse(payload).to} ${topic}`).sort();
  };
  const addressOf = async ({ id }: { id: string }): Promise<string> =>
    (await test.get(Database).rows<{ email: string }>('SELECT email FROM person WHERE id = ?', [id]))[0]!.email;

  it('agents set them: anybody may watch, only internal people get work notes', async () => {
    const { id } = await aCase();
    const lists = { watchList: [contact.id, agent.id], workNotesList: [agent.id] };
    expect((await colleague.api.patch(`/cases/${id}`, lists)).body).toMatchObject({
      watchList: expect.arrayContaining(lists.watchList),
      workNotesList: lists.workNotesList,
    });
    expect((await agent.api.patch(`/cases/${id}`, { watchList: null, workNotesList: [] })).body).toMatchObject({
      watchList: [],
      workNotesList: [],
    });
    const consumer = await test.given.consumer();
    for (const person of [contact, consumer]) {
      const refused = await agent.api.patch(`/cases/${id}`, { workNotesList: [agent.id, person.id] });
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/workNotesList']);
    }
    for (const watchList of [['f'.repeat(32)], [contact.id, 'CNT9999999']])
      expect((await agent.api.patch(`/cases/${id}`, { watchList })).status).toBe(422);
    for (const watchList of ['me', [1], [contact.id, contact.id]])
      expect((await agent.api.patch(`/cases/${id}`, { watchList })).status).toBe(400);
  });

  it('BR-021 customers neither set nor see them, nor may they filter by them', async () => {
    const { id } = await aCase({ contact, with: { watchList: [agent.id], workNotesList: [agent.id] } });
    const { body } = await contact.api.get(`/cases/${id}`);
    expect(body).not.toHaveProperty('watchList');
    expect(body).not.toHaveProperty('workNotesList');
    expect((await contact.api.patch(`/cases/${id}`, { watchList: [contact.id] })).status).toBe(403);
    expect((await contact.api.post('/cases', { shortDescription: 'x', watchList: [contact.id] })).status).toBe(400);
    expect((await contact.api.get(`/cases?watchList=${contact.id}`)).status).toBe(400);
  });

  it('BR-172 who watches a case does not thereby read it', async () => {
    const outsider = await test.given.contact(await test.given.account());
    const plain = await test.given.user([]);
    const neighbour = await test.given.contact(account);
    const { id, number } = await aCase({ contact });
    await agent.api.patch(`/cases/${id}`, { watchList: [outsider.id, plain.id, neighbour.id] });
    for (const { api } of [outsider, plain, neighbour]) {
      for (const path of [`/cases/${id}`, `/cases/${number}`, `/cases/${id}/activity`, `/cases/${id}/attachments`, `/cases/${id}/tasks`])
        expect((await api.get(path)).status).toBe(404);
      expect((await api.post(`/cases/${id}/comments`, { text: 'Hello' })).status).toBe(404);
      expect((await api.all('/cases')).map((one) => one.id)).not.toContain(id);
    }
  });

  it('BR-172 the watch list is told of comments, Resolved and Closed; each person once, the actor never', async () => {
    const admin = await test.given.contact(account, ROLE.customerAdmin);
    const { id } = await aCase({ contact });
    await agent.api.patch(`/cases/${id}`, { watchList: [contact.id, admin.id, colleague.id, agent.id], priority: 1 });
    expect(await mailed()).toEqual([]);
    const everyone = [await addressOf(contact), await addressOf(admin), await addressOf(colleague)];
    const to = (kind: string, people = everyone) => people.map((address) => `${address} ${kind}`);
    await agent.api.post(`/cases/${id}/comments`, { text: 'Hello' });
    expect(await mailed()).toEqual(to('case_commented').sort());
    await agent.api.post(`/cases/${id}/propose-solution`, SOLUTION);
    expect(await mailed()).toEqual([...to('case_commented'), ...to('case_resolved')].sort());
    await contact.api.post(`/cases/${id}/accept-solution`);
    const closing = [await addressOf(agent), ...everyone.slice(1)];
    expect(await mailed()).toEqual([...to('case_commented'), ...to('case_resolved'), ...to('case_closed', closing)].sort());
  });

  it('BR-172 nothing of a case reaches a watcher who may not read it, however it is told', async () => {
    const outsider = await test.given.contact(await test.given.account(), ROLE.customerAdmin);
    const plain = await test.given.user([]);
    const consumerAgent = await test.given.user(['sn_customerservice.consumer_agent']);
    const { id } = await aCase();
    await agent.api.patch(`/cases/${id}`, { watchList: [outsider.id, plain.id, consumerAgent.id] });
    await agent.api.post(`/cases/${id}/comments`, { text: 'Secret' });
    await agent.api.post(`/cases/${id}/propose-solution`, SOLUTION);
    expect(await mailed()).toEqual([]);
    const other = await aCase({ with: { watchList: [outsider.id, plain.id, consumerAgent.id] } });
    await agent.api.post(`/cases/${other.id}/close`, SOLUTION);
    expect(await mailed()).toEqual([]);
  });

  it('BR-172, decision 15 whether a watcher may read the case is asked when the mail is written', async () => {
    const watcher = await test.given.contact(account, ROLE.customerAdmin);
    const { id } = await aCase({ with: { watchList: [watcher.id] } });
    await agent.api.post(`/cases/${id}/comments`, { text: 'Before' });
    const admin = await test.given.admin();
    expect((await admin.api.patch(`/contacts/${watcher.id}`, { roles: ROLE.customer })).status).toBe(200);
    expect(await mailed()).toEqual([]);
    expect((await admin.api.patch(`/contacts/${watcher.id}`, { roles: ROLE.customerAdmin })).status).toBe(200);
    await agent.api.post(`/cases/${id}/comments`, { text: 'After' });
    expect(await mailed()).toEqual([`${await addressOf(watcher)} case_commented`]);
  });

  it('BR-173 work notes are told to those of the list who may read them; BR-177 not to their author', async () => {
    const projectManager = await test.given.projectManager();
    const plain = await test.given.user([]);
    const viewer = await test.given.user(['sn_customerservice.case_viewer']);
    const project = await test.given.project({ account });
    const { id } = await aCase({ contact, project, with: { watchList: [contact.id, colleague.id] } });
    const workNotesList = [agent.id, colleague.id, viewer.id, projectManager.id, plain.id];
    expect((await agent.api.patch(`/cases/${id}`, { workNotesList })).status).toBe(200);
    await agent.api.post(`/cases/${id}/work-notes`, { text: 'Difficult.' });
    expect(await mailed()).toEqual([`${await addressOf(colleague)} case_work_noted`, `${await addressOf(viewer)} case_work_noted`].sort());
    await agent.api.post(`/cases/${id}/comments`, { text: 'Hello' });
    expect((await mailed()).filter((one) => one.endsWith('case_commented'))).toEqual(
      [`${await addressOf(contact)} case_commented`, `${await addressOf(colleague)} case_commented`].sort(),
    );
  });

  it('comments on tasks and projects are not taken for comments on cases', async () => {
    const project = await test.given.project({ account });
    const { id } = await aCase({ contact, project, with: { watchList: [contact.id, colleague.id], workNotesList: [colleague.id] } });
    const task = await test.given.caseTask({ case: { id }, visible: true });
    await agent.api.post(`/case-tasks/${task.id}/comments`, { text: 'Hello' });
    await agent.api.post(`/case-tasks/${task.id}/work-notes`, { text: 'Hello' });
    const manager = await test.given.projectManager();
    await manager.api.post(`/projects/${project.id}/comments`, { text: 'Hello' });
    expect(await mailed()).toEqual([]);
  });
});
