import { createHmac } from 'node:crypto';
import { Clock } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { IdentityApi } from '../../src/identity/index.js';
import { Client } from '../support/client.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const PASSWORD = 'correct horse battery staple';
const SECRET = 'tests-only-0123456789-0123456789-0123456789';
const ORIGIN = { personId: null, personName: 'Test', requestId: 'test' };

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const payloadOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

/** A token made by hand, signed with any key. */
function forged(header: object, claims: object, key: string, hash = 'sha256'): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

describe('sign-in', () => {
  let test: TestApp;
  let hash: string;

  beforeAll(async () => {
    test = await TestApp.start();
    hash = await test.get(IdentityApi).hashPassword(PASSWORD);
  });
  afterAll(() => test.stop());

  /** An internal user who can sign in with PASSWORD. */
  async function member(roles: readonly string[] = ROLE.agent): Promise<Somebody & { userName: string }> {
    const somebody = await test.given.user(roles);
    await test.unitOfWork.run(ORIGIN, (tx) => test.get(IdentityApi).setPassword(tx, somebody.id, hash, false));
    const { userName } = (await somebody.api.get('/auth/me')).body.user;
    return { ...somebody, userName };
  }
  const login = (username: string, password = PASSWORD) => test.stranger.post('/auth/login', { username, password });
  const refresh = (refreshToken: string) => test.stranger.post('/auth/refresh', { refreshToken });
  const as = (token: string) => new Client(test.fastify, token, '');
  const forgetFailures = () => test.get(Database).run('DELETE FROM sign_in_delay');

  it('gives a short access token and a refresh token, without regard to the case of the user name', async () => {
    const user = await member();
    const { status, body } = await login(` ${user.userName.toUpperCase()} `);
    expect(status).toBe(200);
    expect(body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 600,
      refreshToken: expect.any(String),
      mustChangePassword: false,
    });
    expect((await as(body.accessToken).get('/auth/me')).body.user.id).toBe(user.id);
    expect(Object.keys(payloadOf(body.accessToken)).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
  });

  it('/auth/me tells the user, the effective roles, and what the user may do on each kind of record', async () => {
    const { body } = await (await test.given.user(ROLE.agentManager)).api.get('/auth/me');
    expect(body.user).toMatchObject({ kind: 'internal', name: expect.any(String), email: expect.any(String) });
    expect(body.roles).toEqual(expect.arrayContaining(['sn_customerservice_manager', 'sn_customerservice_agent', 'snc_internal']));
    expect(body.permissions.Account).toEqual(expect.arrayContaining(['read', 'create', 'update']));
    expect(body).toMatchObject({ account: null, contact: null, mustChangePassword: false });
  });

  describe('T16 guessing', () => {
    afterEach(forgetFailures);

    it('answers the same to a wrong password, an unknown name, somebody without a password and somebody disabled', async () => {
      const [user, disabled, without] = [await member(), await member(), await test.given.user(ROLE.agent)];
      await test.get(Database).run('UPDATE person SET active = 0 WHERE id = ?', [disabled.id]);
      const nameOfOther = (await without.api.get('/auth/me')).body.user.userName;
      const answers = [
        await login(user.userName, 'a wrong password'),
        await login('nobody.at.all'),
        await login(nameOfOther),
        await login(disabled.userName),
      ];
      for (const { status, body, headers } of answers) {
        const { requestId: _, ...rest } = body;
        const { requestId: __, ...first } = answers[0]!.body;
        expect([status, rest, headers['www-authenticate']]).toEqual([401, first, answers[0]!.headers['www-authenticate']]);
      }
    });

    it('makes each further failure wait longer, alike for a known and an unknown name, and lets in after the wait', async () => {
      const user = await member();
      const now = () => new Date().toISOString().replace('T', ' ').replace('Z', '');
      for (const name of [user.userName, 'nobody.at.all']) {
        // So many failures before; the next one makes the wait in seconds.
        for (const [before, wait] of [
          [2, 0],
          [9, 32],
          [30, 60],
        ] as const) {
          await forgetFailures();
          await test
            .get(Database)
            .run('INSERT INTO sign_in_delay (id, failures, next_at) VALUES (?, ?, ?)', [`name ${name}`, before, now()]);
          expect((await login(name, 'a wrong password')).status).toBe(401);
          const next = await login(name, 'a wrong password');
          expect([name, before, next.status, next.body.code]).toEqual([
            name,
            before,
            ...(wait ? [429, 'sign_in_delayed'] : [401, 'wrong_credentials']),
          ]);
          if (!wait) continue;
          expect(Number(next.headers['retry-after'])).toBeGreaterThan(wait / 2);
          expect(Number(next.headers['retry-after'])).toBeLessThanOrEqual(wait);
        }
      }
      await test.get(Database).run('UPDATE sign_in_delay SET id = ? WHERE id = ?', [`name ${user.userName}`, 'name nobody.at.all']);
      expect((await login(user.userName)).status).toBe(429);
      await test.get(Database).run('UPDATE sign_in_delay SET next_at = ?', [now()]);
      expect((await login(user.userName)).status).toBe(200);
      expect(await test.get(Database).rows('SELECT id FROM sign_in_delay WHERE id = ?', [`name ${user.userName}`])).toEqual([]);
    });

    it('counts failures that come at one moment, each of them', async () => {
      const user = await member();
      await Promise.all(Array.from({ length: 8 }, () => login(user.userName, 'a wrong password')));
      const [row] = await test
        .get(Database)
        .rows<{ failures: number }>('SELECT failures FROM sign_in_delay WHERE id = ?', [`name ${user.userName}`]);
      expect(row!.failures).toBeGreaterThanOrEqual(7);
    });
  });

  describe('T17 tokens that must not count', () => {
    it('refuses alg none, another key, another algorithm, a wrong issuer or audience, an end in the past, no end of the session', async () => {
      const user = await member();
      const good = (await login(user.userName)).body.accessToken as string;
      const claims = payloadOf(good);
      const header = { alg: 'HS256', typ: 'JWT' };
      const now = Math.floor(Date.now() / 1000);
      expect((await as(forged(header, claims, SECRET)).get('/auth/me')).status).toBe(200);
      const bad = {
        'alg none': `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
        'alg None with a signature': forged({ alg: 'None', typ: 'JWT' }, claims, SECRET),
        'another key': forged(header, claims, `${SECRET}x`),
        'no key': forged(header, claims, ''),
        'another algorithm': forged({ alg: 'HS512', typ: 'JWT' }, claims, SECRET, 'sha512'),
        'another issuer': forged(header, { ...claims, iss: 'other' }, SECRET),
        'another audience': forged(header, { ...claims, aud: 'other' }, SECRET),
        'no audience': forged(header, { ...claims, aud: undefined }, SECRET),
        expired: forged(header, { ...claims, iat: now - 700, exp: now - 100 }, SECRET),
        'another person': forged(header, { ...claims, sub: (await member()).id }, SECRET),
        'no session': forged(header, { ...claims, sid: undefined }, SECRET),
        'a session that is an object': forged(header, { ...claims, sid: { a: 1 } }, SECRET),
        'a changed payload': `${good.split('.')[0]}.${part({ ...claims, sub: 'x' })}.${good.split('.')[2]}`,
        'no token': '',
        nonsense: 'nonsense',
        'a personal token that never was': 'qsp_0123456789',
      };
      for (const [name, token] of Object.entries(bad)) {
        const answer = await as(token).get('/auth/me');
        expect([name, answer.status, answer.body.code, answer.headers['www-authenticate']]).toEqual([name, 401, 'not_signed_in', 'Bearer']);
      }
    });

    it('a token whose time is over does not count, though it was found good before', async () => {
      const user = await member();
      const claims = payloadOf((await login(user.userName)).body.accessToken);
      const soon = forged({ alg: 'HS256', typ: 'JWT' }, { ...claims, exp: Math.floor(Date.now() / 1000) + 5 }, SECRET);
      expect((await as(soon).get('/auth/me')).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 5100));
      expect((await as(soon).get('/auth/me')).status).toBe(401);
    });

    it('a refresh token works once; its reuse ends the whole family', async () => {
      const user = await member();
      const [first, other] = [(await login(user.userName)).body, (await login(user.userName)).body];
      const second = await refresh(first.refreshToken);
      expect(second.status).toBe(200);
      expect((await as(second.body.accessToken).get('/auth/me')).status).toBe(200);
      expect((await refresh(first.refreshToken)).status).toBe(401);
      expect((await refresh(second.body.refreshToken)).status).toBe(401);
      for (const { accessToken } of [first, second.body]) expect((await as(accessToken).get('/auth/me')).status).toBe(401);
      expect((await as(other.accessToken).get('/auth/me')).status).toBe(200);
    });

    it('two refreshes at one moment with one token: at most one pair comes of it, and the family ends', async () => {
      const user = await member();
      const { refreshToken, accessToken } = (await login(user.userName)).body;
      const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(refreshToken)));
      const pairs = answers.filter(({ status }) => status === 200);
      expect(pairs).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
      expect((await as(accessToken).get('/auth/me')).status).toBe(401);
      expect((await refresh(pairs[0]!.body.refreshToken)).status).toBe(401);
    });

    it('a refresh token that has ended does not count', async () => {
      const user = await member();
      const { refreshToken } = (await login(user.userName)).body;
      await test.get(Database).run('UPDATE refresh_token SET expires_at = ?', ['2020-01-01 00:00:00.000']);
      expect((await refresh(refreshToken)).status).toBe(401);
      for (const unknown of ['nonsense', 'x'.repeat(200)]) expect((await refresh(unknown)).status).toBe(401);
    });

    it('after a logout neither token of the session counts, and other sessions go on', async () => {
      const user = await member();
      const [here, there] = [(await login(user.userName)).body, (await login(user.userName)).body];
      expect((await as(here.accessToken).post('/auth/logout')).status).toBe(204);
      expect((await as(here.accessToken).get('/auth/me')).status).toBe(401);
      expect((await refresh(here.refreshToken)).status).toBe(401);
      expect((await as(there.accessToken).get('/auth/me')).status).toBe(200);
      expect((await refresh(there.refreshToken)).status).toBe(200);
    });
  });

  describe('decision 40: a password change', () => {
    it('ends every session of the user, and answers a new pair', async () => {
      const user = await member();
      const [here, there] = [(await login(user.userName)).body, (await login(user.userName)).body];
      const changed = await as(here.accessToken).post('/auth/password', {
        currentPassword: PASSWORD,
        newPassword: 'nine quiet boats at dawn',
      });
      expect([changed.status, changed.body.mustChangePassword]).toEqual([200, false]);
      for (const { accessToken } of [here, there]) expect((await as(accessToken).get('/auth/me')).status).toBe(401);
      for (const { refreshToken } of [here, there]) expect((await refresh(refreshToken)).status).toBe(401);
      expect((await as(changed.body.accessToken).get('/auth/me')).status).toBe(200);
      expect((await login(user.userName)).status).toBe(401);
      expect((await login(user.userName, 'nine quiet boats at dawn')).status).toBe(200);
    });

    it('refuses a weak one with 422, a wrong current one with 403, and a malformed body with 400', async () => {
      const user = await member();
      const api = as((await login(user.userName)).body.accessToken);
      for (const newPassword of ['short', 'password1234', 'aaaaaaaaaaaaa', 'a b c d e f'.padEnd(201, 'x')]) {
        const weak = await api.post('/auth/password', { currentPassword: PASSWORD, newPassword });
        expect([weak.status, weak.body.errors[0].pointer]).toEqual([422, '/newPassword']);
      }
      const wrong = await api.post('/auth/password', { currentPassword: 'a wrong password', newPassword: 'nine quiet boats at dawn' });
      expect([wrong.status, wrong.body.code]).toEqual([403, 'wrong_password']);
      expect((await api.post('/auth/password', { currentPassword: PASSWORD })).status).toBe(400);
      expect((await api.get('/auth/me')).status).toBe(200);
      await forgetFailures();
    });
  });

  it('T3 who is disabled gets 401 with the next request, with an old token too, and cannot refresh', async () => {
    const user = await member();
    const admin = await test.given.admin();
    const { accessToken, refreshToken } = (await login(user.userName)).body;
    expect((await as(accessToken).get('/auth/me')).status).toBe(200);
    expect((await admin.api.patch(`/users/${user.id}`, { active: false })).status).toBe(200);
    expect((await as(accessToken).get('/auth/me')).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await login(user.userName)).status).toBe(401);
    await forgetFailures();
  });

  it('T15 takes texts only, and no field that it does not know', async () => {
    const bodies = [
      { username: ['a'], password: PASSWORD },
      { username: { $ne: '' }, password: PASSWORD },
      { username: 'a' },
      { username: '', password: PASSWORD },
      { username: 'a', password: PASSWORD, remember: true },
      { username: 'x'.repeat(201), password: PASSWORD },
    ];
    for (const body of bodies) expect((await test.stranger.post('/auth/login', body)).status).toBe(400);
    expect((await test.stranger.post('/auth/refresh', { refreshToken: ['x'] })).status).toBe(400);
    expect((await test.stranger.post('/auth/logout')).status).toBe(401);
  });

  it('keeps no password and no token in readable form', async () => {
    const user = await member();
    const { refreshToken, accessToken } = (await login(user.userName)).body;
    const changed = await as(accessToken).post(
      '/auth/password',
      { currentPassword: PASSWORD, newPassword: 'nine quiet boats at dawn' },
      { 'idempotency-key': `password-${new Clock().now().getTime()}` },
    );
    expect(changed.status).toBe(200);
    const tables = ['credential', 'refresh_token', 'audit_entry', 'outbox_message', 'idempotent_answer', 'session'];
    for (const table of tables) {
      const stored = JSON.stringify(await test.get(Database).rows(`SELECT * FROM ${table}`));
      for (const secret of [PASSWORD, 'nine quiet boats at dawn', refreshToken, changed.body.refreshToken, changed.body.accessToken]) {
        expect([table, stored.includes(secret)]).toEqual([table, false]);
      }
    }
  });
});
