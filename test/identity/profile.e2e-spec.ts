import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { lettersTo } from '../support/letters.js';
import { TestApp } from '../support/test-app.js';

const KINDS = [
  'task_assigned',
  'case_opened',
  'case_commented',
  'case_resolved',
  'case_closed',
  'case_group_assigned',
  'case_work_noted',
  'registration_requested',
];

describe('the own profile', () => {
  let test: TestApp;
  let admin: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    account = await test.given.account();
  });
  afterAll(() => test.stop());

  const PATH = '/auth/me/profile';
  const everybody = async (): Promise<[string, Somebody][]> => [
    ['internal', await test.given.user(ROLE.agent, 'Aga Agent')],
    ['internal', await test.given.user([], 'Nora Norole')],
    ['contact', await test.given.contact(account, ROLE.customer, 'Cus Tomer')],
    ['contact', await test.given.contact(account, ['snc_external'], 'Ex Ternal')],
    ['consumer', await test.given.consumer('Con Sumer')],
  ];

  it('matrix 2.2 is shown to everybody who is signed in, and changed as far as it is the own to keep', async () => {
    for (const [kind, { id, name, api }] of await everybody()) {
      const shown = await api.get(PATH);
      expect([shown.status, shown.headers.etag]).toEqual([200, '"1"']);
      expect(shown.body).toEqual({
        id,
        kind,
        name,
        number: kind === 'internal' ? null : expect.stringMatching(/^(CNT|CSMR)\d{7}$/),
        firstName: name.split(' ')[0],
        lastName: name.split(' ')[1],
        userName: expect.any(String),
        email: expect.any(String),
        title: null,
        phone: null,
        mobilePhone: null,
        timeZone: null,
        language: null,
        notifications: true,
        mails: Object.fromEntries(KINDS.map((one) => [one, true])),
        updatedAt: expect.any(String),
        version: 1,
      });
      const changes = { title: 'Buyer', phone: '1', mobilePhone: '2', timeZone: 'Europe/Berlin', language: 'de', notifications: false };
      const changed = await api.patch(PATH, { ...changes, mails: { case_closed: false } });
      expect(changed.body).toMatchObject({ ...changes, version: 2, mails: { ...shown.body.mails, case_closed: false } });
      expect((await api.get(PATH)).body).toEqual(changed.body);
      expect((await api.patch(PATH, { title: null }, { 'if-match': '"1"' })).status).toBe(412);
      expect((await api.patch(PATH, { title: null }, { 'if-match': '"2"' })).body).toMatchObject({ title: null, version: 3 });
      const [entry] = (await admin.api.get(`/admin/audit?record=${id}`)).body.items.slice(-1);
      expect(entry).toMatchObject({ action: 'updated', before: { phone: null }, after: { phone: '1', mails: { case_closed: false } } });
    }
    expect((await test.stranger.get(PATH)).status).toBe(401);
    expect((await test.stranger.patch(PATH, {})).status).toBe(401);
  });

  it('T9 takes nothing else: no name, address, role, account, state of the sign-in', async () => {
    for (const [, { id, api }] of await everybody()) {
      const before = (await api.get(PATH)).body;
      for (const body of [
        { email: 'x@y.example' },
        { userName: 'root' },
        { firstName: 'X' },
        { active: true },
        { roles: ['admin'] },
        { accountId: account.id },
        { id },
        { kind: 'internal' },
        { number: 'CNT1' },
        { version: 9 },
        { createdBy: id },
        { password: 'correct horse battery staple' },
        { timeZone: 'Mars/Olympus' },
        { notifications: null },
        { mails: null },
        { mails: { case_closed: null } },
        { mails: { case_closed: 'no' } },
        { mails: { password_reset: false } },
        { mails: [] },
      ])
        expect([body, (await api.patch(PATH, body)).status]).toEqual([body, 400]);
      expect((await api.get(PATH)).body).toEqual(before);
    }
  });

  it('what changes nothing leaves the version, and what two do at the same moment counts both', async () => {
    const { api } = await test.given.contact(account);
    expect((await api.patch(PATH, { notifications: true, mails: { case_opened: true } })).body.version).toBe(1);
    expect((await api.patch(PATH, {})).body.version).toBe(1);
    const answers = await Promise.all([
      api.patch(PATH, { mails: { case_opened: false } }),
      api.patch(PATH, { mails: { case_closed: false } }),
      api.patch(PATH, { phone: '7' }),
      api.patch(PATH, { mails: { case_opened: false } }),
    ]);
    expect(answers.map(({ status, raw }) => (status === 200 ? 200 : raw))).toEqual([200, 200, 200, 200]);
    expect((await api.get(PATH)).body).toMatchObject({
      phone: '7',
      mails: { case_opened: false, case_closed: false, case_resolved: true },
    });
    expect((await api.patch(PATH, { mails: { case_opened: true } })).body.mails.case_opened).toBe(true);
  });

  it('BR-171, BR-174 a kind that is switched off is not mailed, all others are, and no mail goes to who wants none', async () => {
    const agent = await test.given.user(ROLE.agent);
    const person = await test.given.contact(account);
    const { email } = (await person.api.get(PATH)).body;
    const kinds = async () => (await lettersTo(test, email)).map(({ template }) => template);
    const open = async () =>
      (await agent.api.post('/cases', { shortDescription: 'Noise', accountId: account.id, contactId: person.id })).body.id as string;
    await person.api.patch(PATH, { mails: { case_commented: false } });
    const id = await open();
    await agent.api.post(`/cases/${id}/comments`, { text: 'On its way' });
    expect(await kinds()).toEqual(['case_opened']);
    await person.api.patch(PATH, { mails: { case_commented: true } });
    await agent.api.post(`/cases/${id}/comments`, { text: 'There' });
    expect(await kinds()).toEqual(['case_opened', 'case_commented']);
    await person.api.patch(PATH, { notifications: false });
    await agent.api.post(`/cases/${id}/comments`, { text: 'Still there' });
    await open();
    expect(await kinds()).toEqual(['case_opened', 'case_commented']);
  });

  it('costs three statements to show and twelve at most to change', async () => {
    const { api } = await test.given.contact(account);
    await api.get(PATH);
    const count = async (work: () => Promise<{ status: number }>): Promise<number> => {
      let statements = 0;
      const stop = test.get(Database).onStatement((sql) => {
        if (!/^(BEGIN|START|COMMIT)/.test(sql)) statements += 1;
      });
      expect((await work()).status).toBe(200);
      stop();
      return statements;
    };
    expect(await count(() => api.get(PATH))).toBeLessThanOrEqual(3);
    await api.patch(PATH, { mails: { case_closed: false } });
    await api.get(PATH);
    expect(await count(() => api.patch(PATH, { phone: '9', mails: { case_closed: true, case_opened: false } }))).toBeLessThanOrEqual(12);
  });
});
