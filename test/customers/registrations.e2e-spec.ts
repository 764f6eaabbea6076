import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { lastTokenTo, lettersTo } from '../support/letters.js';
import { TestApp } from '../support/test-app.js';

const CSM = 'sn_customerservice';
const CHOSEN = 'nine quiet boats at dawn';
let counter = 0;

describe('BR-009 self-registration', () => {
  let test: TestApp;
  let admin: Somebody;
  let customerAdmin: Somebody;
  type Account = { id: string; number: string; path: string; name: string };
  let parent: Account;
  let boxeo: Account;
  let other: Account;
  let served: Account;
  let vendor: Account;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    parent = await test.given.account({ name: 'Parent' });
    boxeo = await test.given.account({ name: 'Boxeo', parent });
    other = await test.given.account({ name: 'Other' });
    served = await test.given.account({ name: 'Served' });
    vendor = await test.given.account({ name: 'Vendor', customer: false, partner: true });
    await test.given.partnership(vendor, served);
    for (const [account, code] of [
      [boxeo, 'BOXEO-2026'],
      [other, 'OTHER-2026'],
      [served, 'SERVED-2026'],
    ] as const)
      expect((await admin.api.patch(`/accounts/${account.id}`, { registrationCode: code })).status).toBe(200);
    customerAdmin = await test.given.contact(boxeo, ROLE.customerAdmin, 'Cora Admin');
  });
  afterAll(() => test.stop());
  afterEach(() => test.get(Database).run('DELETE FROM sign_in_delay'));

  const applicant = (more: object = {}) => ({
    registrationCode: 'BOXEO-2026',
    firstName: 'Nia',
    lastName: 'New',
    email: `nia${++counter}@boxeo.example`,
    ...more,
  });
  const register = (body: object) => test.stranger.post('/auth/registrations', body);
  const pending = async (email: string, who = customerAdmin) =>
    (await who.api.all('/registrations?state=pending')).find((one: { email: string }) => one.email === email);
  /** Asks, and answers the request that came of it. */
  const ask = async (more: object = {}) => {
    const body = applicant(more);
    expect((await register(body)).status).toBe(202);
    return pending(body.email, admin);
  };
  const emailOf = async ({ id }: Somebody): Promise<string> => (await admin.api.get(`/contacts/${id}`)).body.email;

  it('takes a request with a valid code, and tells those who may decide of it', async () => {
    const above = await test.given.contact(parent, ROLE.customerAdmin);
    const [plain, elsewhere] = [await test.given.contact(boxeo), await test.given.contact(other, ROLE.customerAdmin)];
    const body = applicant();
    const answer = await register(body);
    expect([answer.status, answer.body]).toEqual([202, { state: 'pending' }]);
    const { registrationCode: _code, ...shown } = body;
    expect(await pending(body.email)).toEqual({
      ...shown,
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'Nia New',
      state: 'pending',
      account: { id: boxeo.id, number: boxeo.number, name: 'Boxeo' },
      contact: null,
      decidedBy: null,
      decidedAt: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      version: 1,
    });
    for (const person of [customerAdmin, above]) {
      const [letter] = (await lettersTo(test, await emailOf(person), 'registration_requested')).slice(-1);
      expect(letter!.text).toContain(`Account: ${boxeo.number} Boxeo\nName: Nia New\nE-mail: ${body.email}`);
      expect(letter!.subject).not.toContain('Nia');
    }
    for (const person of [plain, elsewhere]) expect(await lettersTo(test, await emailOf(person), 'registration_requested')).toEqual([]);
    await customerAdmin.api.patch('/auth/me/profile', { mails: { registration_requested: false } });
    const before = (await lettersTo(test, await emailOf(customerAdmin))).length;
    await ask();
    expect(await lettersTo(test, await emailOf(customerAdmin))).toHaveLength(before);
  });

  it('an approval makes a contact and customer, who chooses a password by the mailed link and sees what a customer sees', async () => {
    const request = await ask({ email: 'Nia.Upper@Boxeo.example' });
    const { status, body, headers } = await customerAdmin.api.post(`/registrations/${request.id}/approve`);
    expect([status, headers.etag]).toEqual([200, '"2"']);
    expect(body).toMatchObject({
      state: 'approved',
      contact: { name: 'Nia New', kind: 'contact' },
      decidedBy: { id: customerAdmin.id },
      decidedAt: expect.any(String),
    });
    const contact = (await customerAdmin.api.get(`/contacts/${body.contact.id}`)).body;
    expect(contact).toMatchObject({
      account: { id: boxeo.id },
      email: 'Nia.Upper@Boxeo.example',
      userName: 'nia.upper@boxeo.example',
      roles: [`${CSM}.customer`],
      active: true,
    });
    const [letter] = await lettersTo(test, contact.email, 'invitation');
    expect(letter!.text).toContain('Your user name: nia.upper@boxeo.example');
    const token = await lastTokenTo(test, contact.email, 'invitation');
    const redeemed = await test.stranger.post('/auth/invitations/redeem', { token, newPassword: CHOSEN });
    expect(redeemed.body).toEqual({ userName: contact.userName });
    const signedIn = await test.stranger.post('/auth/login', { username: contact.userName, password: CHOSEN });
    expect([signedIn.status, signedIn.body.mustChangePassword]).toEqual([200, false]);
    const { api } = { api: await test.as(contact.id) };
    expect((await api.get('/accounts')).body.items.map(({ id }: { id: string }) => id)).toEqual([boxeo.id]);
    expect((await api.get('/registrations')).body.items).toEqual([]);
    const audited = (await admin.api.get(`/admin/audit?record=${request.id}`)).body.items;
    expect(audited[0]).toMatchObject({
      action: 'updated',
      recordType: 'Registration',
      before: { state: 'pending' },
      after: { state: 'approved' },
    });
  });

  it('a rejection makes nobody, and the address may ask again', async () => {
    const request = await ask();
    const { status, body } = await customerAdmin.api.post(`/registrations/${request.id}/reject`);
    expect([status, body.state, body.contact]).toEqual([200, 'rejected', null]);
    expect((await admin.api.get(`/contacts?email=${request.email}`)).body.items).toEqual([]);
    expect(await lettersTo(test, request.email)).toEqual([]);
    expect((await register(applicant({ email: request.email }))).status).toBe(202);
  });

  it('is decided once: 409 afterwards, and of two who decide at the same moment one does', async () => {
    const request = await ask();
    const second = await test.given.contact(boxeo, ROLE.customerAdmin);
    const answers = await Promise.all([
      customerAdmin.api.post(`/registrations/${request.id}/approve`),
      second.api.post(`/registrations/${request.id}/approve`),
      second.api.post(`/registrations/${request.id}/reject`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('registration_decided');
    for (const action of ['approve', 'reject'])
      expect((await customerAdmin.api.post(`/registrations/${request.id}/${action}`)).status).toBe(409);
    expect((await admin.api.get(`/contacts?email=${request.email}`)).body.items.length).toBeLessThanOrEqual(1);
    const stale = await ask();
    expect((await customerAdmin.api.post(`/registrations/${stale.id}/reject`, {}, { 'if-match': '"7"' })).status).toBe(412);
  });

  describe('matrix 2.2: who decides', () => {
    it('administrators of the account and of those above, of the partner that serves it, agent managers and administrators', async () => {
      const deciders: [string, object, Somebody][] = [
        ['customer admin', {}, customerAdmin],
        ['customer admin above', {}, await test.given.contact(parent, ROLE.customerAdmin)],
        ['partner admin', { registrationCode: 'SERVED-2026' }, await test.given.contact(vendor, ROLE.partnerAdmin)],
        ['agent manager', {}, await test.given.user(ROLE.agentManager)],
        ['administrator', {}, admin],
      ];
      for (const [who, more, { api }] of deciders) {
        for (const [action, state] of [
          ['approve', 'approved'],
          ['reject', 'rejected'],
        ]) {
          const request = await ask(more);
          expect([who, (await api.get(`/registrations/${request.id}`)).status]).toEqual([who, 200]);
          const answer = await api.post(`/registrations/${request.id}/${action}`);
          expect([who, answer.status, answer.body.state]).toEqual([who, 200, state]);
        }
      }
    });

    it('nobody else sees any: 404, an empty list, for a foreign id as for one that never was', async () => {
      const request = await ask({ registrationCode: 'SERVED-2026' });
      const below = await test.given.account({ parent: served });
      const related = await test.given.contact(other, ROLE.customerAdmin);
      await test.given.contactRelationship(related, served);
      const others: [string, Somebody][] = [
        ['customer', await test.given.contact(served)],
        ['case manager', await test.given.contact(served, ROLE.customerCaseManager)],
        ['partner', await test.given.contact(served, ROLE.partner)],
        ['partner of the partner that serves it', await test.given.contact(vendor, ROLE.partner)],
        ['partner admin that serves another', await test.given.contact(await test.given.account({ partner: true }), ROLE.partnerAdmin)],
        ['customer admin below', await test.given.contact(below, ROLE.customerAdmin)],
        ['customer admin elsewhere', await test.given.contact(other, ROLE.customerAdmin)],
        ['customer admin with a relationship', related],
        ['consumer', await test.given.consumer()],
        ['external without a role', await test.given.contact(served, ['snc_external'])],
        ['agent', await test.given.user(ROLE.agent)],
        ['project manager', await test.given.projectManager()],
        ['data viewer', await test.given.user([`${CSM}.customer_data_viewer`])],
        ['stakeholder', await test.given.user(ROLE.stakeholder)],
        ['internal without a role', await test.given.user([])],
      ];
      for (const [who, { api }] of others) {
        expect([who, (await api.get('/registrations?total=true')).body]).toEqual([who, { items: [], next: null, total: 0 }]);
        for (const [method, path] of [
          ['get', ''],
          ['post', '/approve'],
          ['post', '/reject'],
        ] as const) {
          const real = await api[method](`/registrations/${request.id}${path}`);
          const never = await api[method](`/registrations/${'0'.repeat(32)}${path}`);
          const { requestId: _, ...said } = real.body;
          const { requestId: __, ...same } = never.body;
          expect([who, method, real.status, said]).toEqual([who, method, 404, same]);
        }
      }
      for (const [method, path] of [
        ['get', '/registrations'],
        ['get', `/registrations/${request.id}`],
        ['post', `/registrations/${request.id}/approve`],
      ] as const)
        expect((await test.stranger[method](path)).status).toBe(401);
      expect((await pending(request.email, admin)).version).toBe(1);
    });

    it('T3 whose role was taken decides no more from the next request on', async () => {
      const request = await ask();
      const person = await test.given.contact(boxeo, ROLE.customerAdmin);
      expect((await person.api.get(`/registrations/${request.id}`)).status).toBe(200);
      await admin.api.patch(`/contacts/${person.id}`, { roles: [`${CSM}.customer`] });
      expect((await person.api.post(`/registrations/${request.id}/approve`)).status).toBe(404);
    });
  });

  describe('refuses', () => {
    it('a code that no account has, to the letter, before it says anything of the address', async () => {
      const known = await emailOf(await test.given.contact(boxeo));
      const answers = [];
      for (const registrationCode of ['NOBODY', 'boxeo-2026', 'BOXEO-202', `BOXEO-2026'--`]) {
        answers.push(await register(applicant({ registrationCode })), await register(applicant({ registrationCode, email: known })));
        await test.get(Database).run('DELETE FROM sign_in_delay');
      }
      for (const { status, body } of answers) {
        expect([status, body.code, body.errors]).toEqual([422, 'registration_code_unknown', answers[0]!.body.errors]);
      }
      await admin.api.patch(`/accounts/${other.id}`, { registrationCode: null });
      expect((await register(applicant({ registrationCode: 'OTHER-2026' }))).status).toBe(422);
      await admin.api.patch(`/accounts/${other.id}`, { registrationCode: 'OTHER-2026' });
    });

    it('a contact of the account, and who waits already, in any case of letters', async () => {
      const known = await emailOf(await test.given.contact(boxeo));
      const waiting = await ask();
      for (const email of [known, known.toUpperCase(), waiting.email, waiting.email.toUpperCase()]) {
        const { status, body } = await register(applicant({ email }));
        expect([email, status, body.code]).toEqual([email, 409, 'already_registered']);
      }
      await test.get(Database).run('DELETE FROM sign_in_delay');
      const racing = applicant();
      const answers = await Promise.all([0, 1, 2, 3].map(() => register(racing)));
      expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409, 409]);
      expect((await admin.api.all('/registrations?state=pending')).filter(({ email }) => email === racing.email)).toHaveLength(1);
    });

    it('T16 silently an address that is in use elsewhere: the answer is that to a new one, the owner is told, once a day', async () => {
      const foreign = await emailOf(await test.given.contact(other));
      const internal = (await (await test.given.user(ROLE.agent)).api.get('/auth/me')).body.user.email;
      const waitsElsewhere = (await ask({ registrationCode: 'OTHER-2026' })).email;
      const fresh = await register(applicant());
      for (const email of [foreign, internal, waitsElsewhere]) {
        for (let n = 0; n < 2; n += 1) {
          const answer = await register(applicant({ email, firstName: 'Click http' }));
          const { 'x-request-id': _, date: __, ...headers } = answer.headers;
          const { 'x-request-id': _r, date: __d, ...freshHeaders } = fresh.headers;
          expect([answer.status, answer.raw, headers]).toEqual([202, fresh.raw, freshHeaders]);
        }
        expect(await pending(email)).toBeUndefined();
        const letters = await lettersTo(test, email, 'registration_known');
        expect(letters).toHaveLength(1);
        expect(letters[0]!.text).not.toContain('Click');
      }
      const duplicate = (await admin.api.get('/registrations?state=duplicate')).body.items[0];
      expect((await customerAdmin.api.get(`/registrations/${duplicate.id}`)).status).toBe(404);
      expect((await admin.api.post(`/registrations/${duplicate.id}/approve`)).body.code).toBe('registration_decided');
    });

    it('an approval of an address that became somebody’s meanwhile', async () => {
      const request = await ask();
      await admin.api.post('/contacts', { accountId: other.id, firstName: 'A', lastName: 'B', email: request.email.toUpperCase() });
      const answer = await customerAdmin.api.post(`/registrations/${request.id}/approve`);
      expect([answer.status, answer.body.code]).toEqual([409, 'already_registered']);
      expect((await pending(request.email)).state).toBe('pending');
      expect((await customerAdmin.api.post(`/registrations/${request.id}/reject`)).status).toBe(200);
    });

    it('T16 who tries one code after the other has to wait, from that address', async () => {
      const statuses = [];
      for (let n = 0; n < 7; n += 1) statuses.push((await register(applicant({ registrationCode: `GUESS-${n}` }))).status);
      expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
      const delayed = await register(applicant());
      expect([delayed.status, Number(delayed.headers['retry-after']) > 0]).toEqual([429, true]);
    });

    it('T9, T15 fields that it does not know, and names that are none', async () => {
      for (const more of [
        { roles: [`${CSM}.customer_admin`] },
        { accountId: other.id },
        { account: other.id },
        { userName: 'root' },
        { password: CHOSEN },
        { state: 'approved' },
        { active: true },
        { version: 1 },
        { number: 'CNT1' },
        { createdBy: 'x' },
        { registrationCode: null },
        { registrationCode: ['BOXEO-2026'] },
        { registrationCode: { $ne: '' } },
        { firstName: ' ' },
        { firstName: 'see http://evil.example' },
        { firstName: 'evil.example/x' },
        { lastName: '<b>' },
        { lastName: 'a\nb' },
        { lastName: 'x'.repeat(101) },
        { email: 'nobody' },
        { email: 'a@b.example\nBcc: c@d.example' },
      ])
        expect([more, (await register(applicant(more))).status]).toEqual([more, 400]);
      const request = await ask();
      for (const body of [{ roles: [`${CSM}.customer_admin`] }, { accountId: other.id }, { state: 'approved' }])
        expect([body, (await customerAdmin.api.post(`/registrations/${request.id}/approve`, body)).status]).toEqual([body, 400]);
      expect((await pending(request.email)).version).toBe(1);
    });
  });

  it('a list is filtered by state and account and paged; what it does not know is 400', async () => {
    for (const query of ['state=open', 'emailKey=x', 'waitingFor=x', 'sort=email', 'state=pending&state=approved'])
      expect([query, (await customerAdmin.api.get(`/registrations?${query}`)).status]).toEqual([query, 400]);
    const all = await customerAdmin.api.all('/registrations');
    const page = (await customerAdmin.api.get(`/registrations?account=${boxeo.number}&limit=2&total=true`)).body;
    expect([page.items.length, page.total]).toEqual([2, all.length]);
    expect(new Set(all.map(({ account }) => account.id))).toEqual(new Set([boxeo.id]));
  });

  it('an approval costs few statements', async () => {
    const { id } = await ask();
    await customerAdmin.api.get(`/registrations/${id}`);
    const statements: string[] = [];
    const stop = test.get(Database).onStatement((sql) => {
      if (!/^(BEGIN|START|COMMIT)/.test(sql)) statements.push(sql);
    });
    expect((await customerAdmin.api.post(`/registrations/${id}/approve`)).status).toBe(200);
    stop();
    expect(statements.length).toBeLessThanOrEqual(12);
  });
});
