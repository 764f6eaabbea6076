import { Database } from '#libs/persistence';
import { CommandLine } from '../support/command-line.js';
import { countOf } from '../support/import-files.js';
import { TestApp } from '../support/test-app.js';

const PASSWORD = 'nine quiet boats at dawn';
const SIZES = ['--accounts', '7', '--contacts', '14', '--projects', '21', '--tasks', '250', '--cases', '140', '--work-orders', '10'];

describe('demo generate', () => {
  let test: TestApp;
  let quayside: CommandLine;

  beforeAll(async () => {
    test = await TestApp.start();
    quayside = new CommandLine(test.database.url, { ADMIN_PASSWORD: PASSWORD });
    const done = await quayside.run('demo', 'generate', ...SIZES, '--seed', '5', '--password', PASSWORD, '--reach', '3');
    expect(done).toMatchObject({ code: 0, err: '' });
  });
  afterAll(() => test.stop());

  const as = async (userName: string) => {
    const [person] = await test.get(Database).rows<{ id: string }>('SELECT id FROM person WHERE user_name = ?', [userName]);
    return test.as(person!.id);
  };

  it('makes as many records as asked for, each with its audit row, those with a stream with its first entry', async () => {
    const database = test.get(Database);
    const count = (what: string) => countOf(database, what);
    expect(await count('account WHERE customer = 1')).toBe(7);
    expect(await count("person WHERE kind = 'contact' AND user_name IS NULL")).toBe(14);
    expect(await count('project')).toBe(21);
    expect(await count('project_task')).toBe(250);
    expect(await count('service_case')).toBe(140);
    expect(await count('work_order')).toBe(10);
    for (const [table, type] of [
      ['project', 'Project'],
      ['project_task', 'ProjectTask'],
      ['service_case', 'ServiceCase'],
      ['work_order', 'WorkOrder'],
    ]) {
      expect(
        await count(`${table} r WHERE NOT EXISTS (SELECT 1 FROM audit_entry a WHERE a.record_id = r.id AND a.record_type = '${type}')`),
      ).toBe(0);
      expect(
        await count(`${table} r WHERE NOT EXISTS (SELECT 1 FROM activity_entry a WHERE a.record_id = r.id AND a.record_type = '${type}')`),
      ).toBe(0);
    }
  });

  it('makes people for load tests who see what their role sees', async () => {
    expect((await test.stranger.post('/auth/login', { username: 'bench.agent', password: PASSWORD })).status).toBe(200);
    const customer = await as('bench.customer');
    expect(await customer.all('/projects')).toHaveLength(3);
    expect((await customer.all('/project-tasks')).length).toBeGreaterThan(0);
    expect((await customer.all('/cases')).length).toBeGreaterThan(0);
    const partner = await as('bench.partneradmin');
    expect(await partner.all('/projects')).toHaveLength(3);
    expect((await partner.all('/cases')).length).toBeGreaterThan(0);
    expect(await (await as('bench.projectmanager')).all('/projects')).toHaveLength(21);
    expect(await (await as('bench.agent')).all('/cases')).toHaveLength(140);
  });

  it('gives the same records for the same seed, and others for another', async () => {
    const contentFor = async (seed: string) => {
      const other = await TestApp.start();
      try {
        await new CommandLine(other.database.url, { ADMIN_PASSWORD: PASSWORD }).run('demo', 'generate', ...SIZES, '--seed', seed);
        const rows = await other
          .get(Database)
          .rows('SELECT number, name, state, planned_start, percent_complete FROM project ORDER BY number');
        const cases = await other
          .get(Database)
          .rows('SELECT number, short_description, state, opened_at FROM service_case ORDER BY number');
        return JSON.stringify([rows, cases]);
      } finally {
        await other.stop();
      }
    };
    const five = await contentFor('5');
    expect(await contentFor('5')).toBe(five);
    expect(await contentFor('6')).not.toBe(five);
  });

  it('adds to what is there, and refuses to make its people twice', async () => {
    expect(await quayside.run('demo', 'generate', ...SIZES, '--password', PASSWORD)).toMatchObject({
      code: 1,
      err: expect.stringContaining('bench.customer exists already'),
    });
    expect(await countOf(test.get(Database), 'project')).toBe(21);
    expect(await quayside.run('demo', 'generate', '--accounts', '1', '--projects', '1')).toMatchObject({ code: 0 });
    expect(await countOf(test.get(Database), 'project')).toBe(22);
  });
});
