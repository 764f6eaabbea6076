import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { IncidentCase } from './incident-log.js';
import { readIncidentLog } from './incident-log-reader.js';

type Row = Record<string, string>;

const usual: Row = {
  number: 'INC0000001',
  incident_state: 'New',
  active: 'true',
  reassignment_count: '0',
  reopen_count: '0',
  caller_id: 'Caller 1',
  opened_at: '1/2/2016 08:00',
  sys_updated_at: '1/2/2016 09:30',
  contact_type: 'Phone',
  location: 'Location 1',
  category: 'Category 1',
  subcategory: 'Subcategory 1',
  u_symptom: 'Symptom 1',
  cmdb_ci: '?',
  impact: '2 - Medium',
  urgency: '3 - Low',
  priority: '4 - Low',
  assignment_group: 'Group 1',
  assigned_to: '?',
  vendor: 'Vendor 1',
  closed_code: 'code 6',
  resolved_by: 'Resolved by 1',
  resolved_at: '2/2/2016 10:00',
  closed_at: '7/2/2016 10:00',
};

describe('an incident event log', () => {
  let file: string;
  beforeAll(() => {
    file = join(mkdtempSync(join(tmpdir(), 'incidents-')), 'log.csv');
  });
  afterAll(() => rmSync(join(file, '..'), { recursive: true }));

  const write = (rows: Row[], columns = Object.keys(usual)) => {
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? usual[column] ?? ''))];
    writeFileSync(file, gzipSync(lines.map((cells) => cells.join(',')).join('\r\n')));
    return readIncidentLog(file);
  };
  const one = async (row: Row = {}) => (await write([row])).cases[0] as IncidentCase;
  const faults = async (rows: Row[]) => (await write(rows)).report.lines().map((line) => line.replace(`${file}:`, ''));

  it('makes one case of the rows of a number, the last of which is the case', async () => {
    const { cases, events } = await write([
      {},
      { incident_state: 'Active', assigned_to: 'Resolver 7', sys_updated_at: '1/2/2016 10:00' },
      { number: 'INC0000002' },
      {
        incident_state: 'Closed',
        priority: '1 - Critical',
        location: 'Location 2',
        caller_id: 'Caller 2',
        reopen_count: '2',
        reassignment_count: '3',
      },
    ]);
    expect(events).toBe(4);
    expect(cases.map(({ number, line }) => [number, line])).toEqual([
      ['INC0000001', 2],
      ['INC0000002', 4],
    ]);
    expect(cases[0]?.events.map(({ line, state, assignedTo, location }) => [line, state, assignedTo, location])).toEqual([
      [2, 'new', null, 'Location 1'],
      [3, 'open', 'Resolver 7', 'Location 1'],
      [5, 'closed', null, 'Location 2'],
    ]);
    expect(cases[0]).toMatchObject({ state: 'closed', priority: 1, caller: 'Caller 2', reopenCount: 2, reassignmentCount: 3 });
  });

  it('reads an event', async () => {
    expect((await one()).events).toEqual([
      {
        line: 2,
        at: new Date('2016-02-01T09:30:00Z'),
        state: 'new',
        impact: 2,
        urgency: 3,
        priority: 4,
        assignmentGroup: 'Group 1',
        assignedTo: null,
        location: 'Location 1',
        caller: 'Caller 1',
      },
    ]);
  });

  it.each([
    ['New', 'new'],
    ['Active', 'open'],
    ['Awaiting User Info', 'awaiting_info'],
    ['Awaiting Problem', 'awaiting_info'],
    ['Awaiting Vendor', 'awaiting_info'],
    ['Awaiting Evidence', 'awaiting_info'],
    ['Resolved', 'resolved'],
    ['Closed', 'closed'],
  ])('takes the state %s for %s', async (state, ours) => expect((await one({ incident_state: state })).state).toBe(ours));

  it('refuses a row with any other state, and no other row of its case', async () => {
    const { cases, events, report } = await write([{}, { incident_state: '-100' }, { incident_state: 'Active' }]);
    expect(report.lines()).toEqual([`${file}:3: incident_state "-100" is not a state that is known here`]);
    expect([events, cases.length, cases[0]?.events.length, cases[0]?.state]).toEqual([2, 1, 2, 'open']);
  });

  it('has no case of which every row was refused', async () => {
    expect((await write([{ incident_state: '' }])).cases).toEqual([]);
  });

  it('takes the dates of the end only when the case has come so far', async () => {
    const [resolvedAt, closedAt] = [new Date('2016-02-02T10:00:00Z'), new Date('2016-02-07T10:00:00Z')];
    const nothing = { resolvedAt: null, resolvedBy: null, resolutionCode: null, closedAt: null };
    const solved = { resolvedAt, resolvedBy: 'Resolved by 1', resolutionCode: 'code 6' };
    expect(await one({ incident_state: 'Active' })).toMatchObject(nothing);
    expect(await one({ incident_state: 'Resolved' })).toMatchObject({ ...solved, closedAt: null });
    expect(await one({ incident_state: 'Closed' })).toMatchObject({ ...solved, closedAt });
    expect(await one({ incident_state: 'Closed', resolved_at: '?' })).toMatchObject({ resolvedAt: null, closedAt });
  });

  it('opens a case with its first event where the log has no other time', async () => {
    expect((await one()).openedAt).toEqual(new Date('2016-02-01T08:00:00Z'));
    expect((await one({ opened_at: '?' })).openedAt).toEqual(new Date('2016-02-01T09:30:00Z'));
  });

  it('takes ? for no value and runs of blanks in names for one', async () => {
    const read = await one({
      location: '?',
      caller_id: 'Caller   9',
      assignment_group: '?',
      priority: '?',
      impact: '?',
      urgency: '?',
      reopen_count: '?',
    });
    expect(read).toMatchObject({
      location: null,
      caller: 'Caller 9',
      assignmentGroup: null,
      priority: null,
      impact: null,
      urgency: null,
      reopenCount: 0,
    });
  });

  it('takes a contact type for the channel of that name, any other for web with a note', async () => {
    const types = ['Phone', 'Email', 'chat', '?', 'IVR', 'IVR'];
    const { cases, notes } = await write(types.map((contact_type, n) => ({ number: `INC${n}`, contact_type })));
    expect(cases.map(({ channel }) => channel)).toEqual(['phone', 'email', 'chat', 'web', 'web', 'web']);
    expect(notes).toEqual([`${file}:6: contact_type "IVR" is no channel here, web is taken (2 cases)`]);
  });

  it('describes the case by category, subcategory and symptom', async () => {
    expect(await one()).toMatchObject({ shortDescription: 'Category 1 / Subcategory 1 / Symptom 1', symptom: 'Symptom 1' });
    expect((await one({ u_symptom: '?' })).shortDescription).toBe('Category 1 / Subcategory 1');
    expect((await one({ category: '?', subcategory: '?', u_symptom: '?' })).shortDescription).toBe('Incident INC0000001');
  });

  it('keeps what has no field readable, also columns that nobody knows', async () => {
    const { cases } = await write([{ mood: 'calm', incident_state: 'Closed' }], [...Object.keys(usual), 'mood']);
    const kind = 'Category: Category 1\nSubcategory: Subcategory 1\nSymptom: Symptom 1\nVendor: Vendor 1\nActive: true';
    expect(cases[0]?.details).toBe(`${kind}\nmood: calm`);
    const end = 'Closed code: code 6\nResolved by: Resolved by 1\nResolved at: 2/2/2016 10:00\nClosed at: 7/2/2016 10:00';
    expect((await one()).details).toBe(`${kind}\n${end}`);
  });

  it.each([
    [{ opened_at: '31/2/2016 10:00' }, 'opened_at "31/2/2016 10:00" is not a date and time that exists (D/M/YYYY HH:MM)'],
    [{ closed_at: '1/13/2016 10:00' }, 'closed_at "1/13/2016 10:00" is not a date and time that exists (D/M/YYYY HH:MM)'],
    [{ resolved_at: '1/1/2016 24:00' }, 'resolved_at "1/1/2016 24:00" is not a date and time that exists (D/M/YYYY HH:MM)'],
    [{ sys_updated_at: '2016-02-01 09:30' }, 'sys_updated_at "2016-02-01 09:30" is not a date and time that exists (D/M/YYYY HH:MM)'],
    [{ sys_updated_at: '?' }, 'sys_updated_at has no value'],
    [{ number: '?' }, 'number "?" is not the number of a case'],
    [{ number: 'INC 1/../2' }, 'number "INC 1/../2" is not the number of a case'],
    [{ priority: '5 - Planning' }, 'priority "5 - Planning" does not begin with a digit from 1 to 4'],
    [{ priority: 'High' }, 'priority "High" does not begin with a digit from 1 to 4'],
    [{ impact: '4 - None' }, 'impact "4 - None" does not begin with a digit from 1 to 3'],
    [{ urgency: '12' }, 'urgency "12" does not begin with a digit from 1 to 3'],
    [{ reopen_count: '-1' }, 'reopen_count "-1" is not a whole number'],
    [{ incident_state: 'Resolved', resolved_at: '1/1/2016 10:00' }, 'resolved_at is before opened_at'],
    [{ incident_state: 'Closed', closed_at: '1/2/2016 20:00' }, 'closed_at is before resolved_at'],
    [
      { priority: 'x', incident_state: 'y' },
      'incident_state "y" is not a state that is known here; priority "x" does not begin with a digit from 1 to 4',
    ],
  ] as [Row, string][])('refuses a row with %j', async (row, reason) => {
    expect(await faults([{ number: 'INC0000009' }, row])).toEqual([`3: ${reason}`]);
  });

  it('does not ask dates of the end to be in order before the end has come', async () => {
    expect(await faults([{ resolved_at: '1/1/2016 10:00' }])).toEqual([]);
  });

  it('refuses a row with a cell too few and reads on', async () => {
    const columns = Object.keys(usual);
    writeFileSync(file, [columns, Object.values(usual).slice(1), Object.values(usual)].map((cells) => cells.join(',')).join('\n'));
    const { report, events } = await readIncidentLog(file);
    expect(report.lines()).toEqual([`${file}:2: the row has ${columns.length - 1} cells, the header has ${columns.length}`]);
    expect(events).toBe(1);
  });

  it('names a column that is missing', async () => {
    const columns = Object.keys(usual).filter((column) => column !== 'priority');
    await expect(write([{}], columns)).rejects.toThrow(`${file}:1: the column "priority" is missing in the header`);
  });
});
