import { Database } from '#libs/persistence';
import { DEMO_SIGN_INS } from '../../src/cli/demo/demo-people.js';
import type { Client } from '../support/client.js';
import { CommandLine } from '../support/command-line.js';
import { contentOf, countOf } from '../support/import-files.js';
import { TestApp } from '../support/test-app.js';

const PASSWORD = 'nine quiet boats at dawn';

describe('the demo', () => {
  let test: TestApp;
  let quayside: CommandLine;

  beforeAll(async () => {
    test = await TestApp.start();
    quayside = new CommandLine(test.database.url, { ADMIN_PASSWORD: PASSWORD, DEMO_PASSWORD: PASSWORD });
    const { code, out } = await quayside.run('demo', 'load');
    expect(code).toBe(0);
    for (const { userName } of DEMO_SIGN_INS) expect(out).toContain(userName);
    expect(out).not.toContain(PASSWORD);
  });
  afterAll(() => test.stop());

  async function as(role: string): Promise<Client> {
    const [person] = await test.get(Database).rows<{ id: string }>('SELECT id FROM person WHERE user_name = ?', [`demo.${role}`]);
    return test.as(person!.id);
  }
  const projectsOf = async (role: string) => (await (await as(role)).all('/projects')).map(({ name }) => name as string).sort();
  const casesOf = async (role: string) =>
    (await (await as(role)).all('/cases')).map(({ shortDescription }) => shortDescription as string).sort();

  it('lets everybody sign in with the password of DEMO_PASSWORD', async () => {
    for (const { userName } of DEMO_SIGN_INS) {
      const { status, body } = await test.stranger.post('/auth/login', { username: userName, password: PASSWORD });
      expect({ userName, status, mustChangePassword: body.mustChangePassword }).toEqual({
        userName,
        status: 200,
        mustChangePassword: false,
      });
    }
  });

  it('shows each customer the projects it is a contact of, and nobody those of another customer', async () => {
    expect(await projectsOf('customer')).toEqual(['Pilot at pier 3', 'Terminal automation']);
    expect(await projectsOf('customeradmin')).toEqual(['Baltic berth roll-out', 'Terminal automation', 'Ticketing migration']);
    expect(await projectsOf('casemanager')).toEqual([]);
    expect(await projectsOf('partner')).toEqual(['Terminal automation']);
    expect(await projectsOf('partneradmin')).toEqual(['Ticketing migration']);
    expect(await projectsOf('consumer')).toEqual([]);
    const all = ['Baltic berth roll-out', 'Pilot at pier 3', 'Scanner renewal', 'Terminal automation', 'Ticketing migration'];
    for (const role of ['admin', 'projectmanager', 'agent', 'agentmanager', 'stakeholder']) expect(await projectsOf(role)).toEqual(all);
  });

  it('shows the customer only visible tasks, one of them its own', async () => {
    const customer = await as('customer');
    const tasks = await customer.all('/project-tasks');
    expect(tasks.length).toBeGreaterThan(5);
    expect(tasks.map(({ shortDescription }) => shortDescription)).not.toContain('Configure the controllers');
    const own = await customer.all('/project-tasks?assignedTo=me');
    expect(own.map(({ shortDescription }) => shortDescription)).toEqual(['Provide network access on berth 4']);
    expect(await (await as('projectmanager')).all('/project-tasks')).toHaveLength(15);
  });

  it('shows each its own cases', async () => {
    const own = [
      'Display stays dark',
      'Gangway sensor reports a wrong height',
      'How do we add a second shift?',
      'Invoice shows the wrong berth',
    ];
    const partners = ['Controller needs a second network card'];
    const northwind = [...own, ...partners, 'Contract renewal', 'Ticket printer jams'].sort();
    expect(await casesOf('customer')).toEqual(own);
    expect(await casesOf('customeradmin')).toEqual(northwind);
    expect(await casesOf('casemanager')).toEqual(northwind);
    expect(await casesOf('partner')).toEqual(partners);
    expect(await casesOf('partneradmin')).toEqual(partners);
    expect(await casesOf('consumer')).toEqual(['My season ticket is not accepted']);
    expect(await casesOf('agent')).toHaveLength(9);
  });

  it('has a conversation whose work note the customer does not read', async () => {
    const find = async (role: string) => {
      const client = await as(role);
      const [found] = (await client.get('/cases?q=Gangway')).body.items;
      return (await client.get(`/cases/${found.id}/activity`)).body.items.map(({ kind }: { kind: string }) => kind);
    };
    expect(await find('agent')).toContain('work_note');
    expect(await find('customer')).not.toContain('work_note');
    expect(await find('customer')).toContain('comment');
  });

  it('is loaded once, and never in production', async () => {
    const before = await contentOf(test.get(Database));
    expect(await quayside.run('demo', 'load')).toEqual({ code: 1, out: '', err: 'The demo is loaded already.\n' });
    expect(await contentOf(test.get(Database))).toBe(before);
    const production = new CommandLine(test.database.url, { NODE_ENV: 'production', JWT_SECRET: 'Zk3vQ8xT1mR6wY9cB4nH7pL2sD5fG0jK' });
    expect(await production.run('demo', 'load')).toMatchObject({ code: 1, err: expect.stringContaining('not for production') });
    expect(await countOf(test.get(Database), 'project')).toBe(5);
  });
});
