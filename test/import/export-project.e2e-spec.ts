import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMspdi } from '../../src/tasks/import/mspdi-reader.js';
import { CommandLine } from '../support/command-line.js';
import { ROLE, type Somebody } from '../support/given.js';
import { ImportFolder } from '../support/import-files.js';
import { TestApp } from '../support/test-app.js';

describe('the plan of a project as MS Project XML', () => {
  let test: TestApp;
  let folder: ImportFolder;
  let quayside: CommandLine;
  let manager: Somebody;
  let contact: Somebody;
  let project: { id: string; number: string };

  beforeAll(async () => {
    test = await TestApp.start();
    folder = await ImportFolder.make();
    quayside = new CommandLine(test.database.url, { ADMIN_PASSWORD: 'a good one for tests' });
    // The first command makes the administrator.
    const create = ['user', 'create', '--user-name', 'pat', '--first-name', 'P', '--last-name', 'M', '--email', 'p@v.example'];
    expect((await quayside.run(...create)).code).toBe(0);
    manager = await test.given.projectManager();
    const account = await test.given.account();
    contact = await test.given.contact(account, ROLE.customer, 'Cleo Contact');
    const made = await manager.api.post('/projects', { name: 'Hall & <yard>', accountId: account.id, startDate: '2027-03-01' });
    project = made.body;
    const add = async (body: object) => (await manager.api.post(`/projects/${project.id}/tasks`, body)).body;
    const parent = await add({ shortDescription: 'Build' });
    const dig = await add({ shortDescription: 'Dig', parentId: parent.id, plannedDurationMinutes: 960, assignedToId: contact.id });
    const pour = await add({ shortDescription: 'Pour', parentId: parent.id, description: 'Two\nlines' });
    await add({ shortDescription: 'Done', milestone: true, timeConstraint: 'start_no_earlier_than', constraintDate: '2027-03-10' });
    await manager.api.post(`/projects/${project.id}/baselines`, { name: 'As agreed' });
    await manager.api.post(`/projects/${project.id}/dependencies`, { predecessorId: dig.id, successorId: pour.id, lagMinutes: 240 });
  });
  afterAll(async () => {
    await test.stop();
    await folder.remove();
  });

  it('opens again to the same plan', async () => {
    const { status, raw, headers } = await manager.api.get(`/projects/${project.number}/ms-project`);
    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
      200,
      'application/xml; charset=utf-8',
      `attachment; filename="${project.number}.xml"`,
    ]);
    const plan = await readMspdi(await folder.file('out.xml', raw));
    expect(plan.name).toBe('Hall & <yard>');
    expect(plan.tasks.map(({ name, start, finish, isSummary }) => [name, start?.toISOString(), finish?.toISOString(), isSummary])).toEqual(
      [
        ['Build', '2027-03-01T08:00:00.000Z', '2027-03-03T17:00:00.000Z', true],
        ['Dig', '2027-03-01T08:00:00.000Z', '2027-03-02T17:00:00.000Z', false],
        ['Pour', '2027-03-03T13:00:00.000Z', '2027-03-04T12:00:00.000Z', false],
        ['Done', '2027-03-10T08:00:00.000Z', '2027-03-10T08:00:00.000Z', false],
      ].map((row, i) => (i === 0 ? [row[0], row[1], '2027-03-04T12:00:00.000Z', row[3]] : row)),
    );
    expect(plan.links).toMatchObject([{ type: 'fs', lagMinutes: 240 }]);
    // The baseline is from before the link moved a task.
    expect(plan.baselines.map(({ name, tasks }) => [name, tasks.get(3)?.start.toISOString()])).toEqual([
      ['Baseline', '2027-03-01T08:00:00.000Z'],
    ]);
    // Who may see a task sees the name of its assignee; an address is not given away with it.
    expect(plan.resources.map(({ name, email }) => [name, email])).toEqual([['Cleo Contact', null]]);
    expect(raw).not.toContain('@');
    expect(plan.tasks[1]!.resourceUids).toEqual([plan.resources[0]!.uid]);
    expect(plan.tasks[2]!.notes).toBe('Two\nlines');
  });

  it('is for those who read the whole plan: a contact of the project gets 403, a stranger 404', async () => {
    const path = `/projects/${project.id}/ms-project`;
    const stakeholder = await test.given.user(ROLE.stakeholder);
    const stranger = await test.given.contact(await test.given.account(), ROLE.customerAdmin);
    const agent = await test.given.user(ROLE.agent);
    const statuses = await Promise.all([stakeholder, contact, stranger, agent].map(async ({ api }) => (await api.get(path)).status));
    // Whom no rule lets ask at all is told so before the project is looked for.
    expect(statuses.map((status, i) => (i >= 2 && status === 403 ? 404 : status))).toEqual([200, 403, 404, 404]);
    expect((await test.stranger.get(path)).status).toBe(401);
  });

  it('is written by the command line, into a file that is not there yet', async () => {
    const exporting = (...rest: string[]) => quayside.run('export', 'project', ...rest, '--as', 'pat');
    // Without a role Pat sees no project.
    expect(await exporting(project.number)).toMatchObject({ code: 1 });
    expect((await quayside.run('user', 'grant', 'pat', 'admin')).code).toBe(0);
    const out = join(await folder.file('x', ''), '..', 'plan.xml');
    expect(await exporting(project.number, '--out', out)).toMatchObject({ code: 0 });
    expect(await readFile(out, 'utf8')).toContain('<Name>Pour</Name>');
    expect(await exporting(project.number, '--out', out)).toMatchObject({ code: 1 });
    expect(await exporting('PRJ9999999')).toMatchObject({ code: 1 });
  });
});
