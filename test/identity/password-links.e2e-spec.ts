import { Database } from '#libs/persistence';
import { IdentityApi } from '../../src/identity/index.js';
import { Client } from '../support/client.js';
import { ROLE, type Somebody } from '../support/given.js';
import { lastTokenTo, lettersTo, tokenIn } from '../support/letters.js';
import { MailServer } from '../support/mail-server.js';
import { TestApp } from '../support/test-app.js';

const PASSWORD = 'correct horse battery staple';
const CHOSEN = 'nine quiet boats at dawn';
const ORIGIN = { personId: null, personName: 'Test', requestId: 'test' };
const PUBLIC = 'https://quayside.example/help';

type Member = Somebody & { readonly userName: string; readonly email: string };

describe('links to choose a password', () => {
  let test: TestApp;
  let admin: Somebody;
  let hash: string;

  beforeAll(async () => {
    test = await TestApp.start({ PUBLIC_URL: PUBLIC });
    admin = await test.given.admin();
    hash = await test.get(IdentityApi).hashPassword(PASSWORD);
  });
  afterAll(() => test.stop());
  afterEach(() => test.get(Database).run('DELETE FROM sign_in_delay'));

  const withPassword = async (somebody: Somebody): Promise<Member> => {
    await test.unitOfWork.run(ORIGIN, (tx) => test.get(IdentityApi).setPassword(tx, somebody.id, hash, false));
    const { userName, email } = (await somebody.api.get('/auth/me')).body.user;
    return { ...somebody, userName, email };
  };
  const member = async (): Promise<Member> => withPassword(await test.given.user(ROLE.agent));
  const contact = async (): Promise<Member> => withPassword(await test.given.contact(await test.given.account()));
  const login = (username: string, password = PASSWORD) => test.stranger.post('/auth/login', { username, password });
  const ask = (body: object) => test.stranger.post('/auth/password-resets', body);
  const redeem = (token: string, newPassword = CHOSEN, kind = 'password-resets') =>
    test.stranger.post(`/auth/${kind}/redeem`, { token, newPassword });
  const resetToken = async ({ userName, email }: Member): Promise<string> => {
    expect((await ask({ username: userName })).status).toBe(202);
    return lastTokenTo(test, email, 'password_reset');
  };
  const linksOf = ({ id }: Somebody) =>
    test.get(Database).rows<{ token_hash: string }>('SELECT token_hash FROM password_link WHERE person_id = ?', [id]);

  describe('a reset', () => {
    it('comes by mail, for a user name or an e-mail address in any case, and lets its reader choose a password once', async () => {
      for (const user of [await member(), await contact()]) {
        for (const body of [{ username: ` ${user.userName.toUpperCase()}` }, { email: user.email.toUpperCase() }]) {
          const answer = await ask(body);
          expect([answer.status, answer.body]).toEqual([202, { accepted: true }]);
        }
        const letters = await lettersTo(test, user.email, 'password_reset');
        expect(letters).toHaveLength(2);
        expect(letters[0]!.text).toContain(`Your user name: ${user.userName}`);
        expect(letters[0]!.text).toContain(`${PUBLIC}/password-reset#token=`);
        const [first, second] = letters.map(tokenIn);
        const { status, body } = await redeem(first!);
        expect([status, body]).toEqual([200, { userName: user.userName }]);
        expect((await login(user.userName)).status).toBe(401);
        expect((await login(user.userName, CHOSEN)).body.mustChangePassword).toBe(false);
        for (const used of [first!, second!]) expect((await redeem(used)).body.code).toBe('link_not_valid');
        expect((await lettersTo(test, user.email)).at(-1)!.template).toBe('password_chosen');
      }
    });

    it('decision 15 ends every session, with old tokens too', async () => {
      const user = await member();
      const [one, two] = [(await login(user.userName)).body, (await login(user.userName)).body];
      await redeem(await resetToken(user));
      for (const { accessToken, refreshToken } of [one, two]) {
        expect((await new Client(test.fastify, accessToken, '').get('/auth/me')).status).toBe(401);
        expect((await test.stranger.post('/auth/refresh', { refreshToken })).status).toBe(401);
      }
    });

    it('goes to each who shares an e-mail address, and to the address that is kept, never to the one that is typed', async () => {
      const [a, b] = [await contact(), await contact()];
      await admin.api.patch(`/contacts/${b.id}`, { email: a.email });
      await ask({ email: a.email });
      const letters = await lettersTo(test, a.email, 'password_reset');
      expect(letters.map(({ text }) => /user name: (\S+)/.exec(text)![1]).sort()).toEqual([a.userName, b.userName].sort());
    });

    it('goes to nobody who is disabled, has no user name, or was sent several within the hour', async () => {
      const [disabled, user] = [await member(), await member()];
      await admin.api.patch(`/users/${disabled.id}`, { active: false });
      const nameless = (
        await admin.api.post('/contacts', {
          accountId: (await test.given.account()).id,
          firstName: 'N',
          lastName: 'N',
          email: 'nameless@x.example',
        })
      ).body;
      await ask({ username: disabled.userName });
      await ask({ email: nameless.email });
      expect(await lettersTo(test, disabled.email, 'password_reset')).toEqual([]);
      expect(await lettersTo(test, nameless.email, 'password_reset')).toEqual([]);
      for (let n = 0; n < 7; n += 1) {
        await ask({ username: user.userName });
        await test.get(Database).run('DELETE FROM sign_in_delay');
      }
      expect(await lettersTo(test, user.email, 'password_reset')).toHaveLength(5);
    });

    it('is mailed to who wants no mails: there is no other way in', async () => {
      const user = await contact();
      await user.api.patch('/auth/me/profile', { notifications: false });
      await ask({ username: user.userName });
      expect(await lettersTo(test, user.email, 'password_reset')).toHaveLength(1);
    });

    it('T18 leads to PUBLIC_URL, whatever Host the request names', async () => {
      const user = await member();
      const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
      await test.stranger.post('/auth/password-resets', { username: user.userName }, headers);
      const [letter] = await lettersTo(test, user.email, 'password_reset');
      expect(letter!.text).toContain(`\n${PUBLIC}/password-reset#token=`);
      expect(letter!.text).not.toContain('evil');
    });
  });

  describe('T16 guessing', () => {
    it('answers alike, after the same statements, for a person, nobody, somebody disabled, and somebody without a password', async () => {
      const [user, disabled, without] = [await member(), await member(), await test.given.user(ROLE.agent)];
      await admin.api.patch(`/users/${disabled.id}`, { active: false });
      const nameOfOther = (await without.api.get('/auth/me')).body.user.userName;
      const seen = [];
      for (const body of [
        { username: user.userName },
        { username: 'nobody.at.all' },
        { username: disabled.userName },
        { username: nameOfOther },
        { email: user.email },
        { email: 'nobody@nowhere.example' },
      ]) {
        await test.get(Database).run('DELETE FROM sign_in_delay');
        const sent: string[] = [];
        const stop = test.get(Database).onStatement((sql) => sent.push(sql.replace(/user_name|email_key/, 'name')));
        const answer = await ask(body);
        stop();
        const { 'x-request-id': _id, date: _date, ...headers } = answer.headers;
        seen.push({ status: answer.status, raw: answer.raw, headers, sent });
      }
      for (const one of seen) expect(one).toEqual(seen[0]);
      await test.deliverOutbox();
    });

    it('lets who asks for one name again and again wait longer and longer, whether or not there is such a name', async () => {
      const user = await member();
      for (const username of [user.userName, 'nobody.at.all']) {
        const answers = [];
        for (let n = 0; n < 7; n += 1) answers.push(await ask({ username }));
        expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429, 429]);
        expect(answers[5]!.body.code).toBe('sign_in_delayed');
        expect(Number(answers[5]!.headers['retry-after'])).toBeGreaterThan(0);
      }
      // Nobody is kept from signing in by that.
      expect((await login(user.userName)).status).toBe(200);
    });

    it('lets who tries one token after the other wait', async () => {
      const answers = [];
      for (let n = 0; n < 7; n += 1) answers.push((await redeem(`guess-${n}`)).status);
      expect(answers).toEqual([422, 422, 422, 422, 422, 429, 429]);
    });

    it('a burst from one address is limited', async () => {
      const limited = await TestApp.start({ RATE_LIMIT: 'on' });
      const statuses = [];
      for (let n = 0; n < 32; n += 1)
        statuses.push((await limited.stranger.post('/auth/password-resets', { username: `nobody${n}` })).status);
      expect(statuses.filter((status) => status === 202)).toHaveLength(30);
      expect(statuses.at(-1)).toBe(429);
      await limited.stop();
    });
  });

  describe('T17 tokens that must not count', () => {
    it('one that never was, was used, has ended, is for another purpose, or whose owner is disabled: one answer', async () => {
      const [used, late, purpose, disabled] = [await member(), await member(), await member(), await member()];
      const tokens = [await resetToken(used), await resetToken(late), await resetToken(purpose), await resetToken(disabled)] as const;
      await redeem(tokens[0]);
      await test.get(Database).run('UPDATE password_link SET expires_at = ? WHERE person_id = ?', ['2020-01-01 00:00:00.000', late.id]);
      await admin.api.patch(`/users/${disabled.id}`, { active: false });
      const answers = [
        await redeem('x'.repeat(43)),
        await redeem(tokens[0]),
        await redeem(tokens[1]),
        await redeem(tokens[2], CHOSEN, 'invitations'),
      ];
      await test.get(Database).run('DELETE FROM sign_in_delay');
      answers.push(await redeem(tokens[3]));
      for (const { status, body } of answers) {
        const { requestId: _, ...rest } = body;
        const { requestId: __, ...first } = answers[0]!.body;
        expect([status, rest]).toEqual([422, first]);
      }
      expect((await login(disabled.userName, CHOSEN)).status).toBe(401);
      expect((await redeem(tokens[2])).status).toBe(200);
    });

    it('one that was mailed to an address that is not the person’s any more', async () => {
      const user = await contact();
      const token = await resetToken(user);
      await admin.api.patch(`/contacts/${user.id}`, { phone: '1', email: user.email });
      expect(await linksOf(user)).toHaveLength(1);
      await admin.api.patch(`/contacts/${user.id}`, { email: 'new.address@x.example' });
      expect((await redeem(token)).status).toBe(422);
      expect((await login(user.userName)).status).toBe(200);
    });

    it('one that is older than another password', async () => {
      const user = await member();
      const [byAdmin, byOwn] = [await resetToken(user), await resetToken(user)];
      await admin.api.patch(`/users/${user.id}`, { password: 'seven loud trains at noon' });
      expect((await redeem(byAdmin)).status).toBe(422);
      const signedIn = new Client(test.fastify, (await login(user.userName, 'seven loud trains at noon')).body.accessToken, '');
      await resetToken(user);
      await signedIn.post('/auth/password', { currentPassword: 'seven loud trains at noon', newPassword: CHOSEN });
      expect(await linksOf(user)).toEqual([]);
      expect((await redeem(byOwn)).status).toBe(422);
    });

    it('of several who redeem one token at the same moment one succeeds', async () => {
      const user = await member();
      const token = await resetToken(user);
      const passwords = [0, 1, 2, 3].map((n) => `${CHOSEN} ${n}`);
      const answers = await Promise.all(passwords.map((password) => redeem(token, password)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
      const winner = passwords[answers.findIndex(({ status }) => status === 200)]!;
      expect((await login(user.userName, winner)).status).toBe(200);
    });

    it('a weak password is refused and leaves the link as it was', async () => {
      const user = await member();
      const token = await resetToken(user);
      for (const [weak, code] of [
        ['short', 'password_too_short'],
        ['password1234', 'password_too_common'],
      ]) {
        const answer = await redeem(token, weak);
        expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, code, '/newPassword']);
      }
      expect((await redeem(token)).status).toBe(200);
    });

    it('the database knows the hash of a token only, and the audit log nothing of it', async () => {
      const user = await member();
      const token = await resetToken(user);
      const [link] = await linksOf(user);
      expect(link!.token_hash).toMatch(/^[0-9a-f]{64}$/);
      await redeem(token);
      const { items } = (await admin.api.get(`/admin/audit?record=${user.id}`)).body;
      expect(items.map(({ action }: { action: string }) => action)).toEqual(
        expect.arrayContaining(['password_reset_requested', 'password_chosen']),
      );
      expect(JSON.stringify(items)).not.toContain(token);
      expect(JSON.stringify(items)).not.toContain(CHOSEN);
    });
  });

  it('a link is not kept in the outbox once a mail server has taken the mail', async () => {
    const server = new MailServer();
    const mailing = await TestApp.start({ SMTP_URL: await server.listen(), PUBLIC_URL: PUBLIC });
    const person = await mailing.given.contact(await mailing.given.account());
    const { userName } = (await person.api.get('/auth/me')).body.user;
    await mailing.stranger.post('/auth/password-resets', { username: userName });
    await mailing.deliverOutbox();
    await mailing.deliverOutbox();
    const rows = await mailing
      .get(Database)
      .rows<{ state: string; payload: string }>("SELECT state, payload FROM outbox_message WHERE kind = 'mail'");
    expect(rows).toMatchObject([{ state: 'done' }]);
    expect(JSON.stringify(rows)).not.toContain('token=');
    // The lines of a mail are broken, as quoted-printable breaks them.
    const token = /#token=3D([\w-]{43})/.exec(server.received[0]!.text.replaceAll('=\r\n', ''))?.[1];
    expect((await mailing.stranger.post('/auth/password-resets/redeem', { token, newPassword: CHOSEN })).status).toBe(200);
    await mailing.stop();
    await server.close();
  });

  it('T15 takes one text of the two, and no field that it does not know', async () => {
    for (const body of [
      {},
      { username: 'a', email: 'a@b.example' },
      { username: ['a'] },
      { username: { $ne: '' } },
      { username: null },
      { email: 'nobody' },
      { username: 'a', role: 'admin' },
      { username: 'a', personId: admin.id },
    ])
      expect([body, (await ask(body)).status]).toEqual([body, 400]);
    for (const body of [
      {},
      { token: 'x' },
      { token: ['x'], newPassword: CHOSEN },
      { token: 'x', newPassword: null },
      { token: 'x', newPassword: CHOSEN, userName: 'root' },
      { token: 'x', newPassword: CHOSEN, purpose: 'invitation' },
    ])
      for (const kind of ['password-resets', 'invitations'])
        expect([body, (await test.stranger.post(`/auth/${kind}/redeem`, body)).status]).toEqual([body, 400]);
  });
});
