import { newId } from '#libs/kernel';
import { OutboxHandledSchema, type OutboxMessage, OutboxMessageSchema } from '#libs/outbox';
import { Database, toDatabase } from '#libs/persistence';
import { Registration, type RegistrationState } from '../../src/customers/domain/registration.js';
import { RegistrationSchema } from '../../src/customers/persistence/registration.schema.js';
import { Housekeeping } from '../../src/housekeeping.js';
import { PasswordLinkSchema } from '../../src/identity/persistence/password-link.schema.js';
import { RefreshTokenSchema, SessionSchema } from '../../src/identity/persistence/person.schema.js';
import { type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const ORIGIN = { personId: null, personName: 'Test', requestId: 'test' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('housekeeping', () => {
  let test: TestApp;
  let user: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    user = await test.given.user([]);
  });
  afterAll(() => test.stop());

  const ago = (ms: number): Date => new Date(Date.now() - ms);
  const sweep = () => new Housekeeping(test.get(Database)).sweep();
  const idsIn = async (table: string) =>
    (await test.get(Database).rows<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);

  async function message(state: OutboxMessage['state'], createdAt: Date): Promise<string> {
    const id = newId();
    const row: OutboxMessage = {
      id,
      kind: 'event',
      topic: 'tests.happened',
      payload: {},
      state,
      attempts: 0,
      availableAt: new Date(Date.now() + DAY),
      claimedUntil: null,
      doneAt: null,
      lastError: null,
      causedById: null,
      createdAt,
    };
    await test.unitOfWork.run(ORIGIN, async (tx) => {
      await tx.insert(OutboxMessageSchema, row);
      await tx.insert(OutboxHandledSchema, { id: `${id} listener`, handledAt: createdAt });
    });
    return id;
  }

  it('deletes refresh tokens that ended, and sessions that ended or have none left; no other', async () => {
    const session = async (age: number, endedAt: Date | null, expiresAt: Date) => {
      const id = newId().replace(/^.{12}/, (Date.now() - age).toString(16).padStart(12, '0'));
      await test.unitOfWork.run(ORIGIN, async (tx) => {
        await tx.insert(SessionSchema, { id, personId: user.id, createdAt: ago(age), endedAt, endReason: null });
        await tx.insert(RefreshTokenSchema, {
          id: newId(),
          sessionId: id,
          tokenHash: newId(),
          createdAt: ago(age),
          expiresAt,
          usedAt: null,
        });
      });
      return id;
    };
    const future = new Date(Date.now() + DAY);
    const gone = [await session(20 * DAY, null, ago(1)), await session(3 * DAY, ago(2 * DAY), future)];
    const kept = [await session(20 * DAY, null, future), await session(2 * DAY, ago(HOUR), future), await session(HOUR, null, ago(1))];
    await sweep();
    const left = await idsIn('session');
    for (const id of gone) expect(left).not.toContain(id);
    for (const id of kept) expect(left).toContain(id);
    expect((await user.api.get('/auth/me')).status).toBe(200);
  });

  it('deletes delivered messages after 30 days; never what waits, is kept or was given up', async () => {
    const old = ago(31 * DAY);
    const gone = await message('done', old);
    const kept = [
      await message('done', ago(29 * DAY)),
      await message('waiting', old),
      await message('kept', old),
      await message('dead', old),
    ];
    await sweep();
    expect(await idsIn('outbox_message')).toEqual(expect.arrayContaining(kept));
    expect(await idsIn('outbox_message')).not.toContain(gone);
    expect(await idsIn('outbox_handled')).toEqual(kept.map((id) => `${id} listener`).sort());
  });

  it('deletes answers kept for repeated requests after 24 hours, and failed sign-ins after half an hour', async () => {
    const database = test.get(Database);
    const stored = (moment: Date) => toDatabase(moment, { kind: 'instant' });
    for (const [id, at] of [
      ['old', ago(25 * HOUR)],
      ['new', ago(23 * HOUR)],
    ] as const) {
      await database.run(
        'INSERT INTO idempotent_answer (id, person_id, hash, status, body, access_stamp, created_at) VALUES (?, ?, ?, 201, ?, ?, ?)',
        [id, user.id, 'x', '{}', '0.0', stored(at)],
      );
    }
    for (const [id, at] of [
      ['name old', ago(HOUR)],
      ['name new', ago(HOUR / 4)],
    ] as const) {
      await database.run('INSERT INTO sign_in_delay (id, failures, next_at) VALUES (?, 3, ?)', [id, stored(at)]);
    }
    await sweep();
    expect([await idsIn('idempotent_answer'), await idsIn('sign_in_delay')]).toEqual([['new'], ['name new']]);
  });

  it('deletes links to choose a password that ended, and after 30 days what was kept of known addresses; no request', async () => {
    const link = (expiresAt: Date) => ({
      id: newId(),
      personId: user.id,
      purpose: 'reset' as const,
      tokenHash: newId(),
      createdAt: ago(DAY),
      expiresAt,
    });
    const links = [link(ago(1)), link(new Date(Date.now() + HOUR))] as const;
    const account = await test.given.account();
    const request = (email: string, known: boolean, createdAt: Date): RegistrationState => ({
      ...Registration.by({ accountId: account.id, firstName: 'N', lastName: 'N', email }, known, createdAt).state,
    });
    const requests = [
      request('a@x.example', true, ago(31 * DAY)),
      request('b@x.example', true, ago(29 * DAY)),
      request('c@x.example', false, ago(90 * DAY)),
    ] as const;
    await test.unitOfWork.run(ORIGIN, async (tx) => {
      await tx.insert(PasswordLinkSchema, ...links);
      await tx.insert(RegistrationSchema, ...requests);
    });
    expect(await sweep()).toMatchObject({ password_link: 1, registration: 1 });
    expect(await idsIn('password_link')).toEqual([links[1].id]);
    expect(await idsIn('registration')).toEqual([requests[1].id, requests[2].id].sort());
  });

  it('may be done by several processes at once, and takes more than one batch', async () => {
    const rows = Array.from({ length: 1200 }, (_, i) => `name old ${i}`);
    await test.unitOfWork.run(ORIGIN, async (tx) => {
      for (const id of rows)
        await tx.run('INSERT INTO sign_in_delay (id, failures, next_at) VALUES (?, 1, ?)', [id, '2020-01-01 00:00:00.000']);
    });
    const counts = await Promise.all([sweep(), sweep(), sweep()]);
    expect(counts.reduce((sum, { sign_in_delay: n }) => sum + n!, 0)).toBe(1200);
    expect(await idsIn('sign_in_delay')).toEqual(['name new']);
  });
});
