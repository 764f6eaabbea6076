import { Database } from '#libs/persistence';
import type { ProjectState } from '../../src/projects/index.js';
import type { Somebody } from '../support/given.js';
import { MailServer } from '../support/mail-server.js';
import { TestApp } from '../support/test-app.js';

describe('the mail about an assigned task', () => {
  let test: TestApp;
  let account: { id: string };
  let manager: Somebody;
  let admin: Somebody;
  let project: ProjectState;
  const server = new MailServer();

  beforeAll(async () => {
    test = await TestApp.start({ SMTP_URL: await server.listen(), PUBLIC_URL: 'https://quayside.example' });
    account = await test.given.account();
    manager = await test.given.projectManager();
    admin = await test.given.admin();
    project = await test.given.project({ account, manager, name: 'New warehouse' });
  });
  afterAll(async () => {
    await test.stop();
    await server.close();
  });
  /** The event becomes a mail, and the mail leaves. */
  const deliver = async (): Promise<void> => {
    await test.deliverOutbox();
    await test.deliverOutbox();
  };
  beforeEach(async () => {
    await deliver();
    await test.get(Database).run('DELETE FROM outbox_message');
    server.received.length = 0;
    server.refusals = 0;
  });

  const assign = async (
    person: { id: string },
    by: Somebody = manager,
    shortDescription = 'Lay the floor',
  ): Promise<{ number: string }> => {
    const answer = await by.api.post(`/projects/${project.id}/tasks`, { shortDescription, assignedToId: person.id });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const flow = async (active: boolean) =>
    expect((await admin.api.patch('/admin/flows/send_email_on_task_assignment', { active })).status).toBe(200);
  const due = () => test.get(Database).run('UPDATE outbox_message SET available_at = ?', ['2020-01-01 00:00:00.000']);
  const addressOf = async ({ api }: Somebody): Promise<string> => (await api.get('/auth/me')).body.user.email;

  it('BR-170 reaches the contact, with project, task, planned start, end and duration', async () => {
    const contact = await test.given.contact(account);
    const task = await assign(contact);
    expect(server.received).toEqual([]);
    await deliver();
    expect(server.received.map(({ to }) => to)).toEqual([[await addressOf(contact)]]);
    const { text } = server.received[0]!;
    for (const line of [
      `Subject: ${task.number} was assigned to you: Lay the floor`,
      `Project: ${project.number} New warehouse`,
      `Task: ${task.number} Lay the floor`,
      'Planned start: 2026-03-02 08:00 UTC',
      'Planned end: 2026-03-02 17:00 UTC',
      'Planned duration: 8 h',
    ])
      expect(text.split('\r\n')).toContain(line);
  });

  it('BR-170 while the flow is off nobody gets one; once it is on again, for new assignments only', async () => {
    const [one, other] = [await test.given.contact(account), await test.given.contact(account)];
    await flow(false);
    await assign(one);
    await deliver();
    expect(server.received).toEqual([]);
    await flow(true);
    await deliver();
    expect(server.received).toEqual([]);
    await assign(other);
    await deliver();
    expect(server.received.map(({ to }) => to)).toEqual([[await addressOf(other)]]);
    expect((await admin.api.get('/admin/outbox?kind=mail')).body.items).toHaveLength(1);
  });

  it('BR-170, BR-177 goes to contacts alone: not to internal people, nor to whoever assigned the task', async () => {
    await assign(await test.given.user([]));
    await assign(manager);
    await assign(admin);
    await deliver();
    expect(server.received).toEqual([]);
  });

  it('BR-174 does not go to a contact who wants no mail, nor to one who is disabled', async () => {
    for (const wish of ['notifications', 'active']) {
      const contact = await test.given.contact(account);
      await assign(contact);
      await test.get(Database).run(`UPDATE person SET ${wish} = 0 WHERE id = ?`, [contact.id]);
    }
    await deliver();
    expect(server.received).toEqual([]);
  });

  it('does not go to somebody from whom the task was taken before it was written', async () => {
    const contact = await test.given.contact(account);
    const { number } = await assign(contact);
    expect((await manager.api.patch(`/project-tasks/${number}`, { assignedToId: null })).status).toBe(200);
    await deliver();
    expect(server.received).toEqual([]);
  });

  it('is tried again, later each time, until the mail server takes it, and then not once more', async () => {
    server.refusals = 2;
    await assign(await test.given.contact(account));
    await test.deliverOutbox();
    const waits: number[] = [];
    for (let i = 0; i < 2; i += 1) {
      const now = Date.now();
      await test.deliverOutbox();
      const [message] = (await admin.api.get('/admin/outbox?kind=mail')).body.items;
      expect(message).toMatchObject({ state: 'waiting', attempts: i + 1, lastError: expect.stringContaining('Busy') });
      waits.push(Date.parse(message.availableAt) - now);
      await due();
    }
    expect(waits[1]).toBeGreaterThan(waits[0]! * 1.5);
    await deliver();
    await due();
    await deliver();
    expect(server.received).toHaveLength(1);
    expect((await admin.api.get('/admin/outbox?kind=mail')).body.items).toMatchObject([{ state: 'done', attempts: 3 }]);
  });
});
