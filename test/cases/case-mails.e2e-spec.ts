import { touchAccess } from '#libs/authorization';
import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { MailServer } from '../support/mail-server.js';
import { TestApp } from '../support/test-app.js';

const SOLUTION = { resolutionCode: 'fixed_by_support', resolutionNotes: 'Bearing replaced.' };

describe('the mails about cases', () => {
  let test: TestApp;
  let account: { id: string };
  let agent: Somebody;
  let contact: Somebody;
  const server = new MailServer();

  beforeAll(async () => {
    test = await TestApp.start({ SMTP_URL: await server.listen(), PUBLIC_URL: 'https://quayside.example' });
    account = await test.given.account();
    agent = await test.given.user(ROLE.agent, 'Aga Agent');
    contact = await test.given.contact(account, ROLE.customer, 'Cus Tomer');
  });
  afterAll(async () => {
    await test.stop();
    await server.close();
  });
  /** Events become mails, and the mails leave. */
  const deliver = async (): Promise<void> => {
    await test.deliverOutbox();
    await test.deliverOutbox();
  };
  beforeEach(async () => {
    await deliver();
    server.received.length = 0;
  });

  const addressOf = async ({ id }: { id: string }): Promise<string> => {
    const [row] = await test.get(Database).rows<{ email: string }>('SELECT email FROM person WHERE id = ?', [id]);
    return row!.email;
  };
  /** Who got which mail, as `address subject`, in no particular order. */
  const sent = async (): Promise<string[]> => {
    await deliver();
    return server.received.map(({ to, text }) => `${to.join()} ${header(text, 'Subject')}`).sort();
  };
  const header = (text: string, name: string): string | undefined =>
    new RegExp(`^${name}:\\s+((?:.|\\r\\n[ \\t])*)`, 'im').exec(text.split('\r\n\r\n')[0]!)?.[1]?.replace(/\r\n[ \t]/g, ' ');
  const aCase = (more = {}) => test.given.case({ account, contact, assignedTo: agent, state: 'open', ...more });
  const name = (of: { number: string; shortDescription: string }, what: string) => `${of.number} ${what}: ${of.shortDescription}`;

  it('BR-171 the contact is told that a case was opened, with its number; BR-177 not of the own opening', async () => {
    const { body } = await agent.api.post('/cases', { shortDescription: 'Noise', accountId: account.id, contactId: contact.id });
    expect(await sent()).toEqual([`${await addressOf(contact)} ${body.number} was opened: Noise`]);
    await contact.api.post('/cases', { shortDescription: 'Smell' });
    expect(await sent()).toHaveLength(1);
  });

  it('BR-171 a comment reaches the contact in full, as text and as HTML that does nothing; a work note never does', async () => {
    const source = await aCase();
    await agent.api.post(`/cases/${source.id}/comments`, { text: 'Is it <b>loud</b> & hot?\nWhich hall?' });
    await agent.api.post(`/cases/${source.id}/work-notes`, { text: 'A difficult customer.' });
    expect(await sent()).toEqual([`${await addressOf(contact)} ${name(source, 'has a new comment')}`]);
    const { text } = server.received[0]!;
    expect(text).toContain('Aga Agent wrote:');
    expect(text).toContain('Is it <b>loud</b> & hot?');
    expect(text).toContain('Is it &lt;b&gt;loud&lt;/b&gt; &amp; hot?<br>');
    expect(text).not.toContain('difficult');
  });

  it('BR-177 the author of a comment gets none of it, the question of request-info reaches the contact', async () => {
    const source = await aCase();
    await contact.api.post(`/cases/${source.id}/comments`, { text: 'Hello?' });
    expect(await sent()).toEqual([]);
    await agent.api.post(`/cases/${source.id}/request-info`, { comment: 'Which hall?' });
    expect(await sent()).toEqual([`${await addressOf(contact)} ${name(source, 'has a new comment')}`]);
  });

  it('BR-171, BR-176 a proposed solution is told with its notes and what to do about it; then the closing', async () => {
    const source = await aCase();
    await agent.api.post(`/cases/${source.id}/propose-solution`, SOLUTION);
    expect(await sent()).toEqual([`${await addressOf(contact)} ${name(source, 'was resolved')}`]);
    for (const line of ['Bearing replaced.', 'The customer accepts or rejects it in the portal.'])
      expect(server.received[0]!.text).toContain(line);
    const other = await aCase();
    server.received.length = 0;
    await agent.api.post(`/cases/${other.id}/close`, SOLUTION);
    expect(await sent()).toEqual([`${await addressOf(contact)} ${name(other, 'was closed')}`]);
    server.received.length = 0;
    await contact.api.post(`/cases/${source.id}/accept-solution`);
    expect(await sent()).toEqual([]);
  });

  it('a solution that was rejected before the mail was written is no news; a canceled case is told by its reason alone', async () => {
    const source = await aCase();
    await agent.api.post(`/cases/${source.id}/propose-solution`, SOLUTION);
    await contact.api.post(`/cases/${source.id}/reject-solution`, { reason: 'It leaks.' });
    expect(await sent()).toEqual([]);
    await agent.api.post(`/cases/${source.id}/cancel`);
    expect(await sent()).toEqual([]);
  });

  it('BR-171 another group is told to the contact; not the group that it was opened with, nor that it has none', async () => {
    const group = await test.given.group([agent]);
    const { body } = await contact.api.post('/cases', { shortDescription: 'Noise' });
    await agent.api.patch(`/cases/${body.id}`, { assignmentGroupId: group.id });
    expect(await sent()).toEqual([`${await addressOf(contact)} ${name(body, 'was given to another group')}`]);
    expect(server.received[0]!.text).toContain(group.name);
    server.received.length = 0;
    await agent.api.patch(`/cases/${body.id}`, { assignmentGroupId: null });
    await agent.api.patch(`/cases/${body.id}`, { assignedToId: (await test.given.user(ROLE.agent)).id });
    expect(await sent()).toEqual([]);
    const opened = { shortDescription: 'Smell', accountId: account.id, contactId: contact.id, assignmentGroupId: group.id };
    const { number } = (await agent.api.post('/cases', opened)).body;
    expect(await sent()).toEqual([`${await addressOf(contact)} ${number} was opened: Smell`]);
  });

  it('a consumer is told of the own case; a partner contact where the customer has none', async () => {
    const consumer = await test.given.consumer();
    const vendor = await test.given.account({ partner: true, customer: false });
    await test.given.partnership(vendor, account);
    const partner = await test.given.contact(vendor, ROLE.partner);
    const ofConsumer = await test.given.case({ consumer, state: 'open' });
    const ofPartner = await test.given.case({ account, partner: vendor, partnerContact: partner, openedBy: partner, state: 'open' });
    const both = await aCase({ partner: vendor, partnerContact: partner });
    for (const { id } of [ofConsumer, ofPartner, both]) await agent.api.post(`/cases/${id}/comments`, { text: 'Hello' });
    const what = 'has a new comment';
    expect(await sent()).toEqual(
      [
        `${await addressOf(consumer)} ${name(ofConsumer, what)}`,
        `${await addressOf(partner)} ${name(ofPartner, what)}`,
        `${await addressOf(contact)} ${name(both, what)}`,
      ].sort(),
    );
  });

  it('a contact who may not read the case any more is told nothing', async () => {
    const moved = await test.given.contact(account);
    const source = await aCase({ contact: moved });
    const roleless = await test.given.contact(account, []);
    const other = await aCase({ contact: roleless });
    await test.get(Database).run('UPDATE person SET account_id = ? WHERE id = ?', [(await test.given.account()).id, moved.id]);
    await test.unitOfWork.run({ personId: null, personName: 'Test', requestId: 'test' }, (tx) => touchAccess(tx, [moved.id]));
    for (const { id } of [source, other]) await agent.api.post(`/cases/${id}/comments`, { text: 'Secret' });
    expect(await sent()).toEqual([]);
  });

  it('BR-174 whoever wants no mail gets none of any kind, nor whoever is disabled', async () => {
    for (const wish of ['notifications', 'active']) {
      const silent = await test.given.contact(account);
      const source = await aCase({ contact: silent, with: { watchList: [silent.id] } });
      await test.get(Database).run(`UPDATE person SET ${wish} = 0 WHERE id = ?`, [silent.id]);
      await agent.api.post('/cases', { shortDescription: 'x', accountId: account.id, contactId: silent.id });
      await agent.api.post(`/cases/${source.id}/comments`, { text: 'Hello' });
      await agent.api.post(`/cases/${source.id}/propose-solution`, SOLUTION);
    }
    expect(await sent()).toEqual([]);
  });

  it('BR-175 a task that was assigned inside, started or commented on is told to nobody', async () => {
    const manager = await test.given.projectManager();
    const project = await test.given.project({ account, manager, contacts: [contact] });
    const { body } = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Floor', assignedToId: agent.id });
    const admin = await test.given.admin();
    expect((await admin.api.patch(`/project-tasks/${body.id}`, { state: 'work_in_progress' })).status).toBe(200);
    expect((await admin.api.post(`/project-tasks/${body.id}/comments`, { text: 'Begun' })).status).toBe(201);
    expect(await sent()).toEqual([]);
  });

  it('the mails of a case are one thread: each with an id of its own that stays, and a reference to the first', async () => {
    const { body } = await agent.api.post('/cases', { shortDescription: 'Thread', accountId: account.id, contactId: contact.id });
    await deliver();
    await agent.api.post(`/cases/${body.id}/comments`, { text: 'One' });
    await agent.api.post(`/cases/${body.id}/comments`, { text: 'Two' });
    await deliver();
    const first = `<case-${body.id}@quayside.example>`;
    const ids = server.received.map(({ text }) => header(text, 'Message-ID'));
    expect(ids[0]).toBe(first);
    expect(new Set(ids).size).toBe(3);
    expect(server.received.map(({ text }) => [header(text, 'In-Reply-To'), header(text, 'References')])).toEqual([
      [undefined, undefined],
      [first, first],
      [first, first],
    ]);
    expect(header(server.received[0]!.text, 'Auto-Submitted')).toBe('auto-generated');
  });

  it('a comment that is taken back by a refusal, as on a closed case, is told to nobody', async () => {
    const source = await aCase({ state: 'closed' });
    expect((await agent.api.post(`/cases/${source.id}/comments`, { text: 'Too late' })).status).toBe(409);
    expect(await sent()).toEqual([]);
  });

  it('BR-178 Action Needed tells the customer of resolved cases and of those that await information', async () => {
    const me = await test.given.contact(account);
    const waiting = await aCase({ contact: me, state: 'awaiting_info' });
    const resolved = await aCase({ contact: me, state: 'resolved' });
    for (const state of ['new', 'open', 'closed', 'canceled'] as const) await aCase({ contact: me, state });
    const items = await me.api.all('/portal/my-lists/action_needed');
    expect(items.map(({ id }) => id).sort()).toEqual([waiting.id, resolved.id].sort());
    const lists = (await me.api.get('/portal/my-lists')).body;
    expect(lists.find(({ key }: { key: string }) => key === 'action_needed').open).toBe(2);
  });
});
