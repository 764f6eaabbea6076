import { Mails, OutboxRelay } from '#libs/outbox';
import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { MailServer } from '../support/mail-server.js';
import { TestApp } from '../support/test-app.js';

const ORIGIN = { personId: null, personName: 'Test', requestId: 'test' };

describe('mail', () => {
  let test: TestApp;
  let admin: Somebody;
  const server = new MailServer();

  beforeAll(async () => {
    test = await TestApp.start({ SMTP_URL: await server.listen(), PUBLIC_URL: 'https://quayside.example' });
    admin = await test.given.admin();
  });
  afterAll(async () => {
    await test.stop();
    await server.close();
  });
  beforeEach(async () => {
    server.received.length = 0;
    server.refusals = 0;
    await test.get(Database).run('DELETE FROM outbox_message');
  });

  const letter = { subject: 'Grüße: PRJTASK0010001', text: 'The pump is yours.\n', template: 'task_assigned' };
  const send = (personId: string | null, more: object = {}, by: string | null = null) =>
    test.unitOfWork.run({ ...ORIGIN, personId: by }, (tx) => test.get(Mails).mail(tx, { personId, ...letter, ...more }));
  const outbox = async () => (await admin.api.get('/admin/outbox?kind=mail')).body.items;
  const due = () => test.get(Database).run('UPDATE outbox_message SET available_at = ?', ['2020-01-01 00:00:00.000']);

  it('is sent once, after the commit, to the address of the person', async () => {
    const user = await test.given.user(ROLE.agent);
    const { email } = (await user.api.get('/auth/me')).body.user;
    expect(await send(user.id)).toBe(1);
    expect(server.received).toEqual([]);
    await test.deliverOutbox();
    await due();
    await test.deliverOutbox();
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail!.to).toEqual([email]);
    expect(mail!.text).toMatch(/^From: Quayside <no-reply@quayside\.example>$/m);
    expect(mail!.text).toContain('The pump is yours.');
    const [message] = await outbox();
    expect(message).toMatchObject({
      state: 'done',
      attempts: 1,
      doneAt: expect.any(String),
      payload: { to: email, subject: letter.subject },
    });
    expect(mail!.text).toContain(`Message-ID: <${message.id}@quayside.example>`);
  });

  it('T22 leaves with its transaction or not at all', async () => {
    const user = await test.given.user(ROLE.agent);
    const failing = test.unitOfWork.run(ORIGIN, async (tx) => {
      await test.get(Mails).mail(tx, { personId: user.id, ...letter });
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    await test.deliverOutbox();
    expect([server.received, await outbox()]).toEqual([[], []]);
  });

  it('is tried again, later each time, until the server takes it', async () => {
    server.refusals = 2;
    await send((await test.given.user(ROLE.agent)).id);
    const waits: number[] = [];
    for (let i = 0; i < 2; i += 1) {
      await due();
      const now = Date.now();
      await test.deliverOutbox();
      const [message] = await outbox();
      expect(message).toMatchObject({ state: 'waiting', attempts: i + 1, lastError: expect.stringContaining('Busy') });
      waits.push(Date.parse(message.availableAt) - now);
      await test.deliverOutbox();
      expect((await outbox())[0].attempts).toBe(i + 1);
    }
    expect(waits[0]).toBeGreaterThan(5_000);
    expect(waits[1]).toBeGreaterThan(waits[0]! * 1.5);
    await due();
    await test.deliverOutbox();
    expect(server.received).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ state: 'done', attempts: 3 }]);
  });

  it('waits while no mail server is there, and is sent when it is back', async () => {
    const user = await test.given.user(ROLE.agent);
    await send(user.id);
    await server.close();
    try {
      await test.deliverOutbox();
      expect(await outbox()).toMatchObject([{ state: 'waiting', attempts: 1, lastError: expect.stringContaining('ECONNREFUSED') }]);
    } finally {
      await server.listen();
    }
    await test.deliverOutbox();
    expect(server.received).toEqual([]);
    await due();
    await test.deliverOutbox();
    expect([server.received.length, (await outbox())[0].state]).toEqual([1, 'done']);
  });

  it('is given up after too many tries, and stays where administrators see it', async () => {
    server.refusals = 100;
    await send((await test.given.user(ROLE.agent)).id);
    for (let i = 0; i < 12; i += 1) {
      await due();
      await test.deliverOutbox();
    }
    expect(server.received).toEqual([]);
    expect((await admin.api.get('/admin/outbox?state=dead')).body.items).toMatchObject([{ attempts: 10, lastError: expect.any(String) }]);
  });

  it('is sent by one of several processes only', async () => {
    for (let i = 0; i < 5; i += 1) await send((await test.given.user(ROLE.agent)).id);
    const relay = test.get(OutboxRelay);
    await Promise.all([relay.drain(), relay.drain(), relay.drain()]);
    expect(server.received).toHaveLength(5);
  });

  it('BR-174 does not go to whoever wants no mail; nor to somebody disabled, unknown or without an address', async () => {
    const [off, disabled, without] = [await test.given.user([]), await test.given.user([]), await test.given.user([])];
    await test.get(Database).run('UPDATE person SET notifications = 0 WHERE id = ?', [off.id]);
    await test.get(Database).run('UPDATE person SET active = 0 WHERE id = ?', [disabled.id]);
    await test.get(Database).run('UPDATE person SET email = NULL WHERE id = ?', [without.id]);
    for (const id of [off.id, disabled.id, without.id, '0'.repeat(32)]) expect(await send(id)).toBe(0);
    expect(await send(off.id, { to: 'elsewhere@example.org' })).toBe(0);
    expect(await outbox()).toEqual([]);
  });

  it('BR-177 does not go to whoever caused it', async () => {
    const user = await test.given.user(ROLE.agent);
    expect(await send(user.id, {}, user.id)).toBe(0);
    expect(await send(user.id, {}, admin.id)).toBe(1);
  });

  it('goes to one address, whatever the text of address and subject tries', async () => {
    await send(null, { to: 'a@example.org, b@example.org', subject: 'Hi\r\nBcc: c@example.org' });
    await send(null, { to: 'new@example.org', subject: 'Hi\r\nBcc: c@example.org' });
    await test.deliverOutbox();
    expect(
      server.received.flatMap(({ to }) => to).filter((to) => ['a@example.org', 'b@example.org', 'c@example.org'].includes(to)),
    ).toEqual([]);
    expect(server.received.at(-1)!.text).not.toMatch(/^Bcc:/im);
  });

  it('of many letters asks once who wants them', async () => {
    const people = await Promise.all([1, 2, 3].map(() => test.given.user(ROLE.agent)));
    let statements = 0;
    const stop = test.get(Database).onStatement((sql) => {
      if (/FROM person/.test(sql)) statements += 1;
    });
    const letters = people.map(({ id }) => ({ personId: id, ...letter }));
    expect(await test.unitOfWork.run(ORIGIN, (tx) => test.get(Mails).mail(tx, ...letters))).toBe(3);
    stop();
    expect(statements).toBe(1);
  });
});
