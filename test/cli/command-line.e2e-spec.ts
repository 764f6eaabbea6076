import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '#libs/kernel';
import { OutboxMessageSchema } from '#libs/outbox';
import { Database } from '#libs/persistence';
import { commands } from '../../src/cli/commands.js';
import { CommandLine } from '../support/command-line.js';
import { countOf, ImportFolder } from '../support/import-files.js';
import { TestApp } from '../support/test-app.js';

const PASSWORD = 'nine quiet boats at dawn';
const PAT = ['--user-name', 'Pat', '--first-name', 'Pat', '--last-name', 'Manning', '--email', 'pat@vendor.example'];

describe('the command line', () => {
  let test: TestApp;
  let quayside: CommandLine;

  beforeAll(async () => {
    test = await TestApp.start();
    quayside = new CommandLine(test.database.url, { ADMIN_PASSWORD: PASSWORD });
  });
  afterAll(() => test.stop());

  it.each([
    [[]],
    [['sing']],
    [['user']],
    [['user', 'sing']],
    [['migrate', 'now']],
    [['migrate', '--fast']],
    [['user', 'create']],
    [['user', 'create', ...PAT, '--roles']],
    [['user', 'grant', 'pat']],
    [['acl', 'set', 'issue', 'sn_customerservice.customer', 'maybe']],
    [['audit', 'export', '--from', 'yesterday']],
    [['import', 'project', 'plan.xml']],
    [['import', 'incident-log']],
    [['demo', 'generate', '--accounts', 'many']],
    [['demo', 'generate', '--accounts', '-1']],
    [['demo', 'generate', '--projects', '5']],
    [['demo', 'generate', '--accounts', '5', '--tasks', '5']],
    [['demo', 'generate', '--accounts', '1', '--projects', '1', '--tasks', '10001']],
    [['demo', 'generate', '--accounts', '1', '--cases', '1', '--work-orders', '2']],
    [['demo', 'generate', '--accounts', '1', '--reach', '2', '--password', PASSWORD]],
  ])('wrong use %j ends with 2 and one line on standard error, and touches nothing', async (argv) => {
    const { code, out, err } = await new CommandLine('sqlite:/nowhere/that/is.sqlite').run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^[^\n]+\n$/);
  });

  it.each(commands.map(({ name }) => [name]))('%s --help names every option and ends with 0', async (name) => {
    const command = commands.find((one) => one.name === name)!;
    const { code, out, err } = await quayside.run(...name.split(' '), '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const option of Object.keys(command.options ?? {})) expect(out).toContain(`--${option}`);
  });

  it('lists the commands with --help', async () => {
    const { code, out } = await quayside.run('--help');
    expect(code).toBe(0);
    const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
    for (const { name, summary } of commands) expect(out).toContain(`  ${name.padEnd(width)}${summary}\n`);
  });

  it('a setting that is wrong, or a database that is away, is one line and ends with 1', async () => {
    expect(await new CommandLine('postgres://x').run('migrate')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^DATABASE_URL [^\n]+\n$/),
    });
    expect(await new CommandLine('mariadb://root@127.0.0.1:1/none').run('migrate')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^DATABASE_URL cannot be reached[^\n]+\n$/),
    });
  });

  it('makes the administrator first where there is nobody, creates users, grants and revokes roles at once', async () => {
    const made = await quayside.run('user', 'create', ...PAT, '--roles', 'it_project_manager', '--password', PASSWORD);
    expect(made).toEqual({ code: 0, out: 'Created pat.\n', err: '' });
    const signedIn = await test.stranger.post('/auth/login', { username: 'pat', password: PASSWORD });
    expect(signedIn).toMatchObject({ status: 200, body: { mustChangePassword: true } });
    expect((await test.stranger.post('/auth/login', { username: 'admin', password: PASSWORD })).status).toBe(200);

    const pat = await test.as(await idOf(test, 'pat'));
    const account = await test.given.account();
    const create = () => pat.post('/projects', { name: 'Warehouse', accountId: account.id });
    expect((await create()).status).toBe(403);
    expect(await quayside.run('user', 'grant', 'pat', 'sn_customerservice.projectmanager')).toMatchObject({ code: 0 });
    expect((await create()).status).toBe(201);
    expect(await quayside.run('user', 'revoke', 'pat', 'sn_customerservice.projectmanager')).toMatchObject({ code: 0 });
    expect((await create()).status).toBe(403);
  });

  it.each([
    [['user', 'create', ...PAT], 'This user name is taken.'],
    [['user', 'create', ...PAT, '--password', 'short'], 'A password has at least 12 characters.'],
    [['user', 'grant', 'pat', 'wizard'], 'There is no role "wizard".'],
    [['user', 'grant', 'nobody', 'admin'], 'There is no user "nobody".'],
    [['plugin', 'activate', 'com.example.none'], 'There is no plugin "com.example.none".'],
    [['plugin', 'deactivate', 'com.sn_customerservice'], 'Active plugins need Customer Service'],
    [['acl', 'set', 'person', 'admin', 'on'], 'There is no table "person" to set.'],
    [['user', 'create', ...PAT, '--as', 'nobody'], 'There is no active internal user "nobody"'],
  ])('%j is refused with 1 and a reason', async (argv, reason) => {
    const { code, out, err } = await quayside.run(...argv);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).toContain(reason);
  });

  it('BR-007 gives no internal user an external role, and changes nothing then', async () => {
    const before = await countOf(test.get(Database), 'person_role');
    expect(await quayside.run('user', 'grant', 'pat', 'sn_customerservice.customer')).toMatchObject({ code: 1 });
    expect(await countOf(test.get(Database), 'person_role')).toBe(before);
  });

  it('makes a password where none is given, which works and is shown once', async () => {
    const others = ['--user-name', 'gen', '--first-name', 'G', '--last-name', 'En', '--email', 'g@vendor.example'];
    const { out } = await quayside.run('user', 'create', ...others);
    const password = /password (\S+) /.exec(out)![1];
    expect((await test.stranger.post('/auth/login', { username: 'gen', password })).status).toBe(200);
  });

  it('switches plugins and access controls', async () => {
    const { api } = await test.given.admin();
    expect(await quayside.run('plugin', 'deactivate', 'com.snc.wm_ppm')).toMatchObject({ code: 0 });
    const active = async () =>
      (await api.get('/admin/plugins')).raw.includes('"id":"com.snc.wm_ppm","name":"Field Service with Project Management","active":true');
    expect(await active()).toBe(false);
    expect(await quayside.run('plugin', 'activate', 'com.snc.wm_ppm')).toMatchObject({ code: 0 });
    expect(await active()).toBe(true);

    const control = async () =>
      (
        await test
          .get(Database)
          .rows("SELECT enabled FROM access_control WHERE table_name = 'project_status' AND role = 'sn_customerservice.customer'")
      )[0];
    expect(await quayside.run('acl', 'set', 'project_status', 'sn_customerservice.customer', 'on')).toMatchObject({ code: 0 });
    expect(await control()).toEqual({ enabled: 1 });
    expect(await quayside.run('acl', 'set', 'project_status', 'sn_customerservice.customer', 'off')).toMatchObject({ code: 0 });
    expect(await control()).toEqual({ enabled: 0 });
  });

  it('puts dead messages back into the outbox, and only those', async () => {
    const message = (state: 'dead' | 'done') => ({
      id: newId(),
      kind: 'event' as const,
      topic: 'test.nothing',
      payload: {},
      state,
      attempts: 10,
      availableAt: new Date(),
      claimedUntil: null,
      doneAt: null,
      lastError: 'gone',
      causedById: null,
      createdAt: new Date(),
    });
    const [dead, done] = [message('dead'), message('done')];
    await test.unitOfWork.run({ personId: null, personName: 'Test', requestId: 'test' }, (tx) =>
      tx.insert(OutboxMessageSchema, dead, done),
    );
    expect(await quayside.run('outbox', 'replay')).toMatchObject({ code: 0, out: '1 messages wait again.\n' });
    const states = await test
      .get(Database)
      .rows('SELECT id, state, attempts FROM outbox_message WHERE id IN (?, ?) ORDER BY id', [dead.id, done.id]);
    expect(states).toEqual([
      { id: dead.id, state: 'waiting', attempts: 0 },
      { id: done.id, state: 'done', attempts: 10 },
    ]);
    expect(await quayside.run('outbox', 'replay')).toMatchObject({ code: 0, out: 'No message has been given up.\n' });
  });

  it('exports the audit log as one JSON object a line, and writes over no file', async () => {
    const folder = await ImportFolder.make();
    try {
      const { out } = await quayside.run('audit', 'export');
      const entries = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(entries).toHaveLength(await countOf(test.get(Database), 'audit_entry'));
      expect(entries.find(({ action }) => action === 'roles_set')).toMatchObject({
        recordType: 'Person',
        personName: 'System Administrator',
      });
      const file = join(folder.path, 'audit.jsonl');
      expect(await quayside.run('audit', 'export', '--out', file)).toMatchObject({ code: 0, out: '' });
      expect(await readFile(file, 'utf8')).toBe(out);
      expect(await quayside.run('audit', 'export', '--out', file)).toMatchObject({ code: 1 });
      expect(await quayside.run('audit', 'export', '--to', '2020-01-01')).toEqual({ code: 0, out: '', err: '' });
    } finally {
      await folder.remove();
    }
  });

  it('finds nothing to migrate a second time', async () => {
    expect(await quayside.run('migrate')).toEqual({ code: 0, out: 'The database is up to date.\n', err: '' });
  });
});

async function idOf(test: TestApp, userName: string): Promise<string> {
  const [person] = await test.get(Database).rows<{ id: string }>('SELECT id FROM person WHERE user_name = ?', [userName]);
  return person!.id;
}
