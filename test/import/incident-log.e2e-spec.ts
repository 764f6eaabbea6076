import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { Database } from '#libs/persistence';
import { CommandLine } from '../support/command-line.js';
import { contentOf, countOf, ImportFolder, SAMPLES } from '../support/import-files.js';
import { TestApp } from '../support/test-app.js';

const SAMPLE = join(SAMPLES, 'cases/incident_event_log.part1.csv.gz');
const withSample = existsSync(SAMPLE) ? it : it.skip;

const COLUMNS = [
  ...['number', 'incident_state', 'reassignment_count', 'reopen_count', 'caller_id', 'opened_at', 'sys_updated_at', 'contact_type'],
  ...['location', 'category', 'subcategory', 'u_symptom', 'impact', 'urgency', 'priority', 'assignment_group', 'assigned_to'],
  ...['closed_code', 'resolved_by', 'resolved_at', 'closed_at'],
];
const USUAL: Record<string, string> = {
  number: 'INC1',
  incident_state: 'New',
  reassignment_count: '0',
  reopen_count: '0',
  caller_id: 'Caller 1',
  opened_at: '1/3/2016 08:00',
  sys_updated_at: '1/3/2016 08:10',
  contact_type: 'Phone',
  location: 'Location 1',
  category: 'Category 1',
  subcategory: 'Subcategory 2',
  u_symptom: '?',
  impact: '2 - Medium',
  urgency: '2 - Medium',
  priority: '3 - Moderate',
  assignment_group: 'Group 1',
  assigned_to: '?',
  closed_code: '?',
  resolved_by: '?',
  resolved_at: '?',
  closed_at: '?',
};
const log = (...rows: Record<string, string>[]): string =>
  [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => row[name] ?? USUAL[name]).join(','))].join('\n');

/** Two cases, one of which is worked to its end; its caller calls from a second place too. */
const LOG = log(
  {},
  { incident_state: 'Active', assigned_to: 'Resolver 7', sys_updated_at: '1/3/2016 09:00' },
  { number: 'INC2', location: 'Location 2', caller_id: 'Caller 1', priority: '1 - Critical' },
  { incident_state: 'Active', assigned_to: 'Resolver 7', assignment_group: 'Group 2', sys_updated_at: '1/3/2016 10:00' },
  {
    incident_state: 'Closed',
    assigned_to: 'Resolver 7',
    assignment_group: 'Group 2',
    sys_updated_at: '5/3/2016 10:00',
    closed_code: 'code 5',
    resolved_by: 'Resolver 7',
    resolved_at: '2/3/2016 10:00',
    closed_at: '5/3/2016 10:00',
  },
);

describe('import incident-log', () => {
  let test: TestApp;
  let quayside: CommandLine;
  let folder: ImportFolder;

  beforeAll(async () => {
    test = await TestApp.start();
    quayside = new CommandLine(test.database.url, { ADMIN_PASSWORD: 'a good one for tests' });
    folder = await ImportFolder.make();
  });
  afterAll(async () => {
    await test.stop();
    await folder.remove();
  });

  it('makes the cases under their own numbers, with all whom they name', async () => {
    const done = await quayside.run('import', 'incident-log', await folder.file('log.csv', LOG));
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('imported 2 cases with 5 events') });
    const admin = await test.given.admin();
    const { body } = await admin.api.get('/cases/INC1');
    expect(body).toMatchObject({
      number: 'INC1',
      state: 'closed',
      priority: 3,
      impact: 2,
      channel: 'phone',
      shortDescription: 'Category 1 / Subcategory 2',
      account: { name: 'Location 1' },
      contact: { name: 'Caller 1', kind: 'contact' },
      assignmentGroup: { name: 'Group 2' },
      assignedTo: { name: 'Resolver 7', kind: 'internal' },
      resolvedBy: { name: 'Resolver 7' },
      resolutionCode: 'code 5',
      openedAt: '2016-03-01T08:00:00.000Z',
      resolvedAt: '2016-03-02T10:00:00.000Z',
      closedAt: '2016-03-05T10:00:00.000Z',
      openedBy: { name: 'System Administrator' },
    });
    expect((await admin.api.get('/cases/INC2')).body).toMatchObject({ state: 'new', account: { name: 'Location 2' } });
  });

  it('BR-171 mails nobody about the cases that it brings', async () => {
    await test.deliverOutbox();
    const rows = await test.get(Database).rows("SELECT topic FROM outbox_message WHERE kind = 'mail' OR topic LIKE 'cases.%'");
    expect(rows).toEqual([]);
  });

  it('keeps one entry of the activity stream for each row, naming what changed', async () => {
    const admin = await test.given.admin();
    const { body } = await admin.api.get('/cases/INC1/activity');
    const entries = (body as { items: { at: string; changes: { field: string; from: unknown; to: unknown }[] }[] }).items;
    expect(entries.map(({ at }) => at)).toEqual([
      '2016-03-05T10:00:00.000Z',
      '2016-03-01T10:00:00.000Z',
      '2016-03-01T09:00:00.000Z',
      '2016-03-01T08:10:00.000Z',
    ]);
    expect(entries.map(({ changes }) => changes.map(({ field }) => field))).toEqual([
      ['state'],
      ['assignmentGroup'],
      ['state', 'assignedTo'],
      ['state', 'priority', 'assignmentGroup', 'assignedTo'],
    ]);
    expect(entries[1]!.changes[0]).toMatchObject({ from: { name: 'Group 1' }, to: { name: 'Group 2' } });
  });

  it('makes people who cannot sign in, members of the groups they worked in, and relates the caller to its other place', async () => {
    const database = test.get(Database);
    const [user] = await database.rows("SELECT active, user_name FROM person WHERE name = 'Resolver 7'");
    expect(user).toEqual({ active: 0, user_name: null });
    const groups = await database.rows(
      "SELECT g.name FROM group_member m JOIN user_group g ON g.id = m.group_id JOIN person p ON p.id = m.person_id WHERE p.name = 'Resolver 7' ORDER BY g.name",
    );
    expect(groups).toEqual([{ name: 'Group 1' }, { name: 'Group 2' }]);
    const related = await database.rows(
      "SELECT a.name FROM contact_relationship r JOIN account a ON a.id = r.account_id JOIN person p ON p.id = r.contact_id WHERE p.name = 'Caller 1'",
    );
    expect(related).toEqual([{ name: 'Location 2' }]);
  });

  it('leaves one audit row for each record, in the name of the importing user', async () => {
    const rows = await test
      .get(Database)
      .rows(
        "SELECT record_type, COUNT(*) AS n, MIN(person_name) AS who FROM audit_entry WHERE request_id = 'command-line' GROUP BY record_type ORDER BY record_type",
      );
    expect(rows.map((row) => `${row.record_type} ${Number(row.n)} ${row.who}`)).toEqual([
      'Account 2 System Administrator',
      'Contact 1 System Administrator',
      'ContactRelationship 1 System Administrator',
      'Group 2 System Administrator',
      'Person 1 System Administrator',
      'ServiceCase 2 System Administrator',
    ]);
  });

  it('refuses what exists already: a second run changes nothing', async () => {
    const file = await folder.file('log.csv', LOG);
    const before = await contentOf(test.get(Database));
    const again = await quayside.run('import', 'incident-log', file);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain(`${file}:2: INC1 exists already`);
    expect(again.err).toContain(`${file}:4: INC2 exists already`);
    const skipping = await quayside.run('import', 'incident-log', file, '--skip-refused');
    expect(skipping).toMatchObject({ code: 0, out: expect.stringContaining('imported 0 cases with 0 events, 2 refused') });
    expect(await contentOf(test.get(Database))).toBe(before);
  });

  it('takes nothing when one row is refused, the good rows with --skip-refused, and writes nothing with --dry-run', async () => {
    const file = await folder.file('bad.csv', log({ number: 'INC8' }, { number: 'INC9', incident_state: 'Sleeping' }, { number: 'INC9' }));
    const before = await contentOf(test.get(Database));
    const refused = await quayside.run('import', 'incident-log', file);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toBe(`${file}:3: incident_state "Sleeping" is not a state that is known here\n`);
    const dry = await quayside.run('import', 'incident-log', file, '--skip-refused', '--dry-run');
    expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('would import 2 cases with 2 events, 1 refused') });
    expect(await contentOf(test.get(Database))).toBe(before);
    const taken = await quayside.run('import', 'incident-log', file, '--skip-refused');
    expect(taken).toMatchObject({ code: 0, out: expect.stringContaining('imported 2 cases with 2 events, 1 refused') });
    expect(taken.err).toContain(`${file}:3: `);
  });

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'a gzip file that is cut off',
      () => folder.cutOff('cut.csv.gz', LOG),
      /^\S+cut\.csv\.gz: the gzip data end too early, the file is cut off\n$/,
    ],
    [
      'a file without a column that is needed',
      () => folder.file('c.csv', LOG.replace('incident_state', 'state')),
      /^\S+c\.csv:1: the column "incident_state" is missing/,
    ],
    [
      'a date that does not exist',
      () => folder.file('d.csv', log({ number: 'INC7', opened_at: '31/2/2016 08:00' })),
      /^\S+d\.csv:2: opened_at "31\/2\/2016 08:00" is not a date/,
    ],
    [
      'a name that is longer than its field',
      () => folder.file('n.csv', log({ number: 'INC7', location: 'x'.repeat(81) })),
      /^\S+n\.csv:2: location .* at most 80 fit/,
    ],
    ['a file that is no text', () => folder.file('b.csv', Buffer.from([0xff, 0xfe, 0x00])), /^\S+b\.csv: the file is not UTF-8 text\n$/],
    ['a file that is not there', async () => join(folder.path, 'nowhere.csv'), /^\S+nowhere\.csv: the file does not exist\n$/],
  ])('refuses %s with file, line and reason, and imports nothing', async (_what, make, message) => {
    const before = await contentOf(test.get(Database));
    const { code, out, err } = await quayside.run('import', 'incident-log', await make());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
    expect(await contentOf(test.get(Database))).toBe(before);
  });

  withSample('imports the first 3000 rows of a real log (skipped where the sample data are absent)', async () => {
    const lines: string[] = [];
    const text = createInterface({ input: createReadStream(SAMPLE).pipe(createGunzip()) });
    for await (const line of text) if (lines.push(line) > 3000) break;
    const [cases, entries] = [await countOf(test.get(Database), 'service_case'), await countOf(test.get(Database), 'activity_entry')];
    const done = await quayside.run('import', 'incident-log', await folder.file('real.csv', lines.join('\n')));
    expect(done.code).toBe(0);
    const numbers = new Set(lines.slice(1).map((line) => line.split(',')[0]));
    expect(await countOf(test.get(Database), 'service_case')).toBe(cases + numbers.size);
    expect(await countOf(test.get(Database), 'activity_entry')).toBe(entries + 3000);
  });
});
