import { newId } from '#libs/kernel';
import { Mails, OutboxMessageSchema } from '#libs/outbox';
import { type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ORIGIN = { personId: null, personName: 'Test', requestId: 'test' };

describe('the audit log and the outbox', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  it('shows who did what to which record, with the values before and after, newest first', async () => {
    const made = await admin.api.post('/accounts', { name: 'Audited', customer: true });
    await admin.api.patch(`/accounts/${made.body.id}`, { name: 'Audited twice' });
    const { body } = await admin.api.get(`/admin/audit?record=${made.body.id}&total=true`);
    expect(body.total).toBe(2);
    expect(body.items[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      by: { id: admin.id, name: 'Ada Admin' },
      requestId: expect.any(String),
      action: 'updated',
      recordType: 'Account',
      recordId: made.body.id,
      recordNumber: made.body.number,
      before: { name: 'Audited' },
      after: { name: 'Audited twice' },
    });
    expect(body.items[1]).toMatchObject({ action: 'created', before: null, after: { name: 'Audited' } });
    expect((await admin.api.get(`/admin/audit?record=${made.body.number}`)).body.items).toEqual(body.items);
    expect((await admin.api.get('/admin/audit?record=ACCT9999999')).body.items).toEqual([]);
  });

  it('filters by person, by id or user name, and by time', async () => {
    const other = await test.given.admin();
    const made = await other.api.post('/accounts', { name: 'By another', customer: true });
    const mine = (await admin.api.get(`/admin/audit?user=${other.id}`)).body.items;
    expect(mine.map(({ recordId }: { recordId: string }) => recordId)).toEqual([made.body.id]);
    const { userName } = (await other.api.get('/auth/me')).body.user;
    expect((await admin.api.get(`/admin/audit?user=${userName.toUpperCase()}`)).body.items).toEqual(mine);
    expect((await admin.api.get('/admin/audit?user=nobody')).body.items).toEqual([]);
    const { at } = mine[0];
    const found = async (query: string) => (await admin.api.get(`/admin/audit?user=${other.id}&${query}`)).body.items.length;
    expect(await found(`from=${at}&to=${at}`)).toBe(1);
    expect(await found(`to=${new Date(Date.parse(at) - 1).toISOString()}`)).toBe(0);
    expect(await found(`from=${new Date(Date.parse(at) + 1).toISOString()}`)).toBe(0);
  });

  it('pages without gap or double, also where entries have one time, and refuses what it does not know', async () => {
    for (let i = 0; i < 7; i += 1) await admin.api.post('/accounts', { name: `Paged ${i}` });
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await admin.api.get(`/admin/audit?limit=2&user=${admin.id}${cursor && `&cursor=${cursor}`}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next ?? '';
    } while (cursor);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual((await admin.api.get(`/admin/audit?limit=100&user=${admin.id}`)).body.items.map(({ id }: { id: string }) => id));
    const forged = Buffer.from(JSON.stringify(['audit', 'x', "' OR 1=1"])).toString('base64url');
    for (const query of ['from=yesterday', 'record=', 'sort=at', 'q=x', 'action=created', 'from=2026&from=2026', `cursor=${forged}`]) {
      expect([query, (await admin.api.get(`/admin/audit?${query}`)).status]).toEqual([query, 400]);
    }
  });

  it('T2 a refused action on a visible record leaves a line', async () => {
    const contact = await test.given.contact(await test.given.account());
    await contact.api.post('/accounts', { name: 'Mine' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [entry] = (await admin.api.get(`/admin/audit?user=${contact.id}`)).body.items;
    expect(entry).toMatchObject({ action: 'denied', recordId: null, after: { method: 'POST', code: 'forbidden' } });
  });

  it('shows messages of the outbox with state and payload, newest first, filtered by state and kind', async () => {
    const to = await test.given.user([], 'Mia Mailed');
    await test.unitOfWork.run(ORIGIN, (tx) =>
      test.get(Mails).mail(tx, { personId: to.id, subject: 'Hello', text: 'There you are.', template: 'greeting' }),
    );
    await test.unitOfWork.run(ORIGIN, (tx) =>
      tx.insert(OutboxMessageSchema, {
        id: newId(),
        kind: 'event',
        topic: 'tests.happened',
        payload: { aggregateId: '1' },
        state: 'dead',
        attempts: 10,
        availableAt: tx.now,
        claimedUntil: null,
        doneAt: null,
        lastError: 'It did not work.',
        causedById: null,
        createdAt: tx.now,
      }),
    );
    const mails = (await admin.api.get('/admin/outbox?kind=mail')).body.items;
    expect(mails[0]).toMatchObject({
      kind: 'mail',
      topic: 'greeting',
      state: 'kept',
      attempts: 0,
      doneAt: null,
      payload: { to: expect.stringContaining('@'), subject: 'Hello', text: 'There you are.' },
    });
    const dead = (await admin.api.get('/admin/outbox?state=dead&total=true')).body;
    expect([dead.total, dead.items[0].topic, dead.items[0].lastError]).toEqual([1, 'tests.happened', 'It did not work.']);
    expect((await admin.api.get('/admin/outbox?state=dead,kept&kind=mail,event')).body.items).toHaveLength(2);
    for (const query of ['state=open', 'kind=', 'topic=x']) expect((await admin.api.get(`/admin/outbox?${query}`)).status).toBe(400);
  });
});
