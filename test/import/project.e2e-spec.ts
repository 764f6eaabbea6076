import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '#libs/persistence';
import { CommandLine } from '../support/command-line.js';
import { contentOf, countOf, ImportFolder, SAMPLES } from '../support/import-files.js';
import { TestApp } from '../support/test-app.js';

const SAMPLE = join(SAMPLES, 'plans/mspdi/Residential_Construction.xml.gz');
const withSample = existsSync(SAMPLE) ? it : it.skip;

const task = (uid: number, level: number, name: string, rest = ''): string =>
  `<Task><UID>${uid}</UID><Name>${name}</Name><OutlineLevel>${level}</OutlineLevel>${rest}</Task>`;
const dates = (start: string, finish: string, hours: number): string =>
  `<Start>${start}</Start><Finish>${finish}</Finish><Duration>PT${hours}H0M0S</Duration>`;
const follows = (uid: number, rest = ''): string =>
  `<PredecessorLink><PredecessorUID>${uid}</PredecessorUID><Type>1</Type>${rest}</PredecessorLink>`;
const plan = (...tasks: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n<Title>House</Title><StartDate>2026-03-02T08:00:00</StartDate>\n<Tasks>\n${tasks.join('\n')}\n</Tasks>\n</Project>`;

const GROUND = dates('2026-03-02T08:00:00', '2026-03-03T17:00:00', 16);
const FLOOR = dates('2026-03-04T08:00:00', '2026-03-04T17:00:00', 8);
const HOUSE = plan(
  task(0, 0, 'House'),
  task(1, 1, 'Foundation'),
  task(
    2,
    2,
    'Dig',
    `${GROUND}<PercentComplete>100</PercentComplete><ActualStart>2026-03-02T08:00:00</ActualStart><ActualFinish>2026-03-03T17:00:00</ActualFinish>`,
  ),
  task(3, 2, 'Pour', `${FLOOR}<PercentComplete>50</PercentComplete>${follows(2)}`),
  task(
    4,
    1,
    'Handover',
    `${dates('2026-03-04T17:00:00', '2026-03-04T17:00:00', 0)}<Milestone>1</Milestone>${follows(3, '<LinkLag>4800</LinkLag><LagFormat>7</LagFormat>')}`,
  ),
);

describe('import project', () => {
  let test: TestApp;
  let quayside: CommandLine;
  let folder: ImportFolder;
  let account: { id: string; number: string };

  beforeAll(async () => {
    test = await TestApp.start();
    quayside = new CommandLine(test.database.url, { ADMIN_PASSWORD: 'a good one for tests' });
    expect(
      (await quayside.run('user', 'create', '--user-name', 'pat', '--first-name', 'P', '--last-name', 'M', '--email', 'p@v.example')).code,
    ).toBe(0);
    folder = await ImportFolder.make();
    account = await test.given.account();
  });
  afterAll(async () => {
    await test.stop();
    await folder.remove();
  });

  const importing = (file: string, ...rest: string[]) =>
    quayside.run('import', 'project', file, '--account', account.number, '--as', 'pat', ...rest);

  it('makes one project with its tree, dates, links, percent and states, rolled up', async () => {
    const done = await importing(await folder.file('house.xml', HOUSE));
    expect(done).toMatchObject({
      code: 0,
      out: expect.stringMatching(/imported project PRJ\d+ "House" with 4 tasks and 2 links/),
    });
    // The file has the handover a day before its link lets it be.
    expect(done.err).toContain(
      'house.xml: task "Handover" (UID 4) is in the file from 2026-03-04 17:00 to 2026-03-04 17:00, here from 2026-03-05 17:00 to 2026-03-05 17:00',
    );
    expect(done.err.trim().split('\n')).toHaveLength(1);
    const { api } = await test.given.admin();
    const number = /PRJ\d+/.exec(done.out)![0];
    expect((await api.get(`/projects/${number}`)).body).toMatchObject({
      name: 'House',
      account: { id: account.id },
      state: 'work_in_progress',
      plannedStart: '2026-03-02T08:00:00.000Z',
      plannedEnd: '2026-03-05T17:00:00.000Z',
      plannedDurationMinutes: 1920,
      percentComplete: 83.33,
      projectManager: { name: 'P M' },
    });
    const { body } = await api.get(`/projects/${number}/tasks?sort=wbs`);
    const tasks = (body as { items: Record<string, unknown>[] }).items;
    expect(tasks.map(({ wbs, shortDescription, state }) => [wbs, shortDescription, state])).toEqual([
      ['1', 'Foundation', 'work_in_progress'],
      ['1.1', 'Dig', 'closed_complete'],
      ['1.2', 'Pour', 'work_in_progress'],
      ['2', 'Handover', 'pending'],
    ]);
    expect(tasks[0]).toMatchObject({ percentComplete: 83.33, plannedEnd: '2026-03-04T17:00:00.000Z' });
    expect(tasks[3]).toMatchObject({ milestone: true, plannedDurationMinutes: 0 });
    const links = await test.get(Database).rows('SELECT type, lag_minutes FROM task_dependency ORDER BY lag_minutes');
    expect(links).toEqual([
      { type: 'fs', lag_minutes: 0 },
      { type: 'fs', lag_minutes: 480 },
    ]);
  });

  it('leaves one audit row and one entry for each record, in the name of --as, and mails nobody', async () => {
    const rows = await test
      .get(Database)
      .rows("SELECT record_type, COUNT(*) AS n FROM audit_entry WHERE person_name = 'P M' GROUP BY record_type ORDER BY record_type");
    expect(rows.map((row) => `${row.record_type} ${Number(row.n)}`)).toEqual(['Project 1', 'ProjectTask 4', 'TaskDependency 2']);
    expect(await countOf(test.get(Database), "activity_entry WHERE record_type IN ('Project', 'ProjectTask')")).toBe(5);
    expect(await countOf(test.get(Database), 'outbox_message')).toBe(0);
  });

  it('writes nothing with --dry-run, and makes another project of the same file, saying so', async () => {
    const file = await folder.file('house.xml', HOUSE);
    const before = await contentOf(test.get(Database));
    expect(await importing(file, '--dry-run')).toMatchObject({ code: 0, out: expect.stringContaining('would import project "House"') });
    expect(await contentOf(test.get(Database))).toBe(before);
    const again = await importing(file);
    expect(again.code).toBe(0);
    expect(again.err).toMatch(/the account has PRJ\d+ of this name already; this is another one/);
    expect(await countOf(test.get(Database), 'project')).toBe(2);
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    ['a gzip file that is cut off', () => folder.cutOff('cut.xml.gz', HOUSE), /^\S+cut\.xml\.gz: the gzip data end too early/],
    [
      'a file of another kind',
      () => folder.file('page.xml', '<html/>'),
      /^\S+page\.xml: the root element is html: this is neither MS Project XML/,
    ],
    [
      'XML that is not well-formed',
      () => folder.file('x.xml', HOUSE.replace('</Tasks>', '')),
      /^\S+x\.xml:\d+: the file is not well-formed XML/,
    ],
    [
      'external entities',
      () => folder.file('e.xml', `<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<Project><Title>&x;</Title></Project>`),
      /^\S+e\.xml:\d+: the document has a DOCTYPE/,
    ],
    [
      'links in a circle',
      () => folder.file('c.xml', plan(task(1, 1, 'A', FLOOR + follows(2)), task(2, 1, 'B', FLOOR + follows(1)))),
      /^\S+c\.xml:\d+: the links form a cycle: "A" > "B" > "A"/,
    ],
    [
      'a link to nothing',
      () => folder.file('l.xml', plan(task(1, 1, 'A', FLOOR + follows(9)))),
      /^\S+l\.xml:5: task "A" \(UID 1\): a link to UID 9, which is not in the file/,
    ],
    [
      'a date that does not exist',
      () => folder.file('d.xml', plan(task(1, 1, 'A', dates('2026-02-30T08:00:00', '2026-03-04T17:00:00', 8)))),
      /^\S+d\.xml:5: .*Start "2026-02-30T08:00:00" is not a date/,
    ],
    [
      'an end before its start',
      () => folder.file('f.xml', plan(task(1, 1, 'A', dates('2026-03-05T08:00:00', '2026-03-04T17:00:00', 8)))),
      /^\S+f\.xml:5: .*Finish is before Start/,
    ],
    [
      'a name that is longer than its field',
      () => folder.file('n.xml', plan(task(1, 1, 'x'.repeat(201), FLOOR))),
      /^\S+n\.xml:5: .*its name must not be longer than 200/,
    ],
  ])('refuses %s with file, line and reason, and imports nothing', async (_what, make, message) => {
    const before = await contentOf(test.get(Database));
    const { code, out, err } = await importing(await make());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
    expect(await contentOf(test.get(Database))).toBe(before);
  });

  it('BR-030 needs a customer account that exists', async () => {
    const file = await folder.file('house.xml', HOUSE);
    const partner = await test.given.account({ customer: false, partner: true });
    expect(await quayside.run('import', 'project', file)).toMatchObject({ code: 2, err: expect.stringContaining('--account') });
    expect(await quayside.run('import', 'project', file, '--account', 'ACCT9999999')).toMatchObject({
      code: 1,
      err: 'There is no account ACCT9999999.\n',
    });
    expect(await quayside.run('import', 'project', file, '--account', partner.number)).toMatchObject({
      code: 1,
      err: expect.stringContaining('not flagged as a customer'),
    });
    expect(await quayside.run('import', 'project', file, '--account', account.id, '--as', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no active internal user "nobody"'),
    });
  });

  withSample('imports a real plan of 108 tasks and 118 links (skipped where the sample data are absent)', async () => {
    const done = await importing(SAMPLE);
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('"Residential Construction" with 108 tasks and 118 links') });
    const { api } = await test.given.admin();
    const number = /PRJ\d+/.exec(done.out)![0];
    const { body } = await api.get(`/projects/${number}/tasks?total=true&limit=1`);
    expect((body as { total: number }).total).toBe(108);
  });
});
