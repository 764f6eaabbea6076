import { Database } from '#libs/persistence';
import { Client } from '../support/client.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('personal access tokens', () => {
  let test: TestApp;
  let manager: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.user(ROLE.agentManager);
  });
  afterAll(() => test.stop());

  const make = (body: object = {}, somebody = manager) => somebody.api.post('/auth/tokens', { name: 'Export', scopes: ['read'], ...body });
  const as = (token: string) => new Client(test.fastify, token, '');

  it('are shown once; afterwards only the name, scopes and times', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const { status, body } = await make({ expiresAt });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      name: 'Export',
      token: expect.stringMatching(/^qsp_\S{43}$/),
      scopes: ['read'],
      expiresAt,
    });
    const listed = (await manager.api.get('/auth/tokens?total=true')).body;
    expect(listed).toEqual({
      items: [{ id: body.id, name: 'Export', scopes: ['read'], createdAt: expect.any(String), expiresAt }],
      next: null,
      total: 1,
    });
    for (const table of ['access_token', 'audit_entry', 'outbox_message']) {
      expect(JSON.stringify(await test.get(Database).rows(`SELECT * FROM ${table}`))).not.toContain(body.token);
    }
  });

  it('act for their person: the scope read reads and changes nothing, write does both', async () => {
    const reading = as((await make()).body.token);
    const writing = as((await make({ scopes: ['write'] })).body.token);
    expect((await reading.get('/auth/me')).body.user.id).toBe(manager.id);
    for (const answer of [
      await reading.post('/accounts', { name: 'By token' }),
      await reading.patch('/accounts/none', {}),
      await reading.put('/admin/access-controls', []),
      await reading.delete('/auth/tokens/none'),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'insufficient_scope']);
    }
    expect((await writing.post('/accounts', { name: 'By token', customer: true })).status).toBe(201);
    expect((await writing.get('/accounts')).status).toBe(200);
    expect((await writing.put('/admin/access-controls', [])).body.code).toBe('forbidden');
  });

  it('cannot make other tokens', async () => {
    const writing = as((await make({ scopes: ['read', 'write'] })).body.token);
    const refused = await writing.post('/auth/tokens', { name: 'Another', scopes: ['write'] });
    expect([refused.status, refused.body.code]).toEqual([403, 'session_needed']);
  });

  it('stop counting when they are revoked, when they end, and when their person is disabled', async () => {
    const user = await test.given.user(ROLE.agent);
    const [revoked, ended, kept] = [
      (await make({}, user)).body,
      (await make({ expiresAt: '2999-01-01' }, user)).body,
      (await make({}, user)).body,
    ];
    expect((await user.api.delete(`/auth/tokens/${revoked.id}`)).status).toBe(204);
    expect((await as(revoked.token).get('/auth/me')).status).toBe(401);
    expect((await user.api.delete(`/auth/tokens/${revoked.id}`)).status).toBe(404);
    await test.get(Database).run('UPDATE access_token SET expires_at = ? WHERE id = ?', ['2020-01-01 00:00:00.000', ended.id]);
    expect((await as(ended.token).get('/auth/me')).status).toBe(401);
    expect((await as(kept.token).get('/auth/me')).status).toBe(200);
    await (await test.given.admin()).api.patch(`/users/${user.id}`, { active: false });
    expect((await as(kept.token).get('/auth/me')).status).toBe(401);
  });

  it('T1 are their own persons affair: another gets 404, as for an id that never was, and sees none', async () => {
    const token = (await make()).body;
    const other = await test.given.admin();
    const [foreign, never] = [await other.api.delete(`/auth/tokens/${token.id}`), await other.api.delete(`/auth/tokens/${'0'.repeat(32)}`)];
    const { requestId: _, ...foreignBody } = foreign.body;
    const { requestId: __, ...neverBody } = never.body;
    expect([foreign.status, foreignBody]).toEqual([404, neverBody]);
    expect((await other.api.get('/auth/tokens')).body.items).toEqual([]);
    expect((await as(token.token).get('/auth/me')).status).toBe(200);
  });

  it('are listed in pages, newest first', async () => {
    const user = await test.given.user(ROLE.agent);
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift((await make({ name: `Token ${i}` }, user)).body.id);
    expect((await user.api.all('/auth/tokens')).map(({ id }) => id)).toEqual(ids);
    const first = (await user.api.get('/auth/tokens?limit=3')).body;
    const second = (await user.api.get(`/auth/tokens?limit=3&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(ids);
    expect((await user.api.get('/auth/tokens?sort=name')).status).toBe(400);
  });

  it('need a name, scopes that exist, and an end in the future', async () => {
    for (const body of [
      { name: '' },
      { name: undefined },
      { scopes: [] },
      { scopes: ['admin'] },
      { scopes: 'read' },
      { scopes: ['read', 'read'] },
      { expiresAt: 'soon' },
      { more: 1 },
    ]) {
      expect([body, (await make(body)).status]).toEqual([body, 400]);
    }
    expect((await make({ expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(422);
    expect((await make({ expiresAt: null })).body.expiresAt).toBeNull();
  });

  it('T21 a repeated request with one Idempotency-Key makes one token and gives the same answer; the key alone opens it', async () => {
    const user = await test.given.user(ROLE.agent);
    const send = () => user.api.post('/auth/tokens', { name: 'Once', scopes: ['read'] }, { 'idempotency-key': 'once-0001' });
    const [first, again] = [await send(), await send()];
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect((await user.api.get('/auth/tokens?total=true')).body.total).toBe(1);
    const kept = await test.get(Database).rows('SELECT body FROM idempotent_answer');
    expect(JSON.stringify(kept)).not.toContain(first.body.token);
  });
});
