import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readP6 } from './p6-reader.js';
import { readPlans } from './read-plan.js';

type Fields = Record<string, string | number>;

const element = (name: string, fields: Fields, inner = '') =>
  `<${name}>${Object.entries(fields)
    .map(([field, value]) => (value === 'nil' ? `<${field} xsi:nil="true" />` : `<${field}>${value}</${field}>`))
    .join('')}${inner}</${name}>`;
const activity = (id: number, fields: Fields = {}) =>
  element('Activity', {
    ObjectId: id,
    Id: `A${id}`,
    Name: `Activity ${id}`,
    Type: 'Task Dependent',
    StartDate: '2024-01-01T08:00:00',
    FinishDate: '2024-01-01T17:00:00',
    PlannedDuration: 8,
    ...fields,
  });
const wbs = (id: number, parent: number | 'nil' = 'nil', fields: Fields = {}) =>
  element('WBS', { ObjectId: id, Name: `Node ${id}`, ParentObjectId: parent, SequenceNumber: id, ...fields });
const relation = (from: number, to: number, fields: Fields = {}) =>
  element('Relationship', { PredecessorActivityObjectId: from, SuccessorActivityObjectId: to, Type: 'Finish to Start', ...fields });
const workTime = (start: string, finish: string) => `<WorkTime><Start>${start}:00</Start><Finish>${finish}:00</Finish></WorkTime>`;
const weekday = (name: string, ...times: string[]) =>
  `<StandardWorkHours><DayOfWeek>${name}</DayOfWeek>${times.join('') || '<WorkTime xsi:nil="true" />'}</StandardWorkHours>`;
const exception = (date: string, ...times: string[]) =>
  `<HolidayOrException><Date>${date}T00:00:00</Date>${times.join('')}</HolidayOrException>`;
const calendar = (id: number, fields: Fields, hours: string[], exceptions: string[] = []) =>
  element(
    'Calendar',
    { ObjectId: id, Name: `Calendar ${id}`, ...fields },
    `<StandardWorkWeek>${hours.join('')}</StandardWorkWeek><HolidayOrExceptions>${exceptions.join('')}</HolidayOrExceptions>`,
  );
const allDay = calendar(1, {}, [weekday('Monday', workTime('08:00', '11:59'), workTime('13:00', '16:59')), weekday('Sunday')]);

let file: string;
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'p6-')), 'bridge.xml');
});
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

const read = (parts: string[]) => {
  const head = '<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">';
  writeFileSync(file, `${head}\n${parts.join('\n')}\n</APIBusinessObjects>`);
  return readP6(file);
};
/** A file of one project: the head is line 1, the project begins on line 2, and its parts stand on the lines from 3 on. */
const plan = async (parts: string[], fields: Fields = {}, beside: string[] = []) => {
  const project = element('Project', { ObjectId: 1, Name: 'Bridge', ...fields }, `\n${parts.join('\n')}\n`);
  const [only] = await read([project, ...beside]);
  return only!;
};
const faults = async (content: Promise<unknown>) => {
  const error = await content.then(
    () => new Error('nothing refused'),
    (thrown: Error) => thrown,
  );
  return error.message.replaceAll(`${file}:`, '').split('\n');
};
const notes = async (content: ReturnType<typeof plan>) => (await content).notes.map((note) => note.replace(`${file}:`, ''));
const first = async (fields: Fields) => (await plan([activity(1, fields)])).tasks[0];

describe('the projects of a Primavera P6 XML file', () => {
  it('are those that are not external, by their names', async () => {
    const project = (id: number, name: string, external = '') =>
      `<Project${external}><ObjectId>${id}</ObjectId><Name>${name}</Name>${activity(id * 10)}</Project>`;
    const plans = await read([
      project(1, ' The \n bridge '),
      project(2, 'Tunnel', ' external="true"'),
      project(3, 'Road', ' external="false"'),
    ]);
    expect(plans.map(({ name, tasks }) => [name, tasks.map(({ uid }) => uid)])).toEqual([
      ['The bridge', [10]],
      ['Road', [30]],
    ]);
  });

  it('start with the project, else with the earliest activity', async () => {
    const start = async (fields: Fields) => (await plan([activity(1)], fields)).start?.toISOString();
    expect(await start({ StartDate: '2024-03-01T08:00:00', PlannedStartDate: '2024-02-01T08:00:00' })).toBe('2024-03-01T08:00:00.000Z');
    expect(await start({ PlannedStartDate: '2024-02-01T08:00:00' })).toBe('2024-02-01T08:00:00.000Z');
    expect(await start({ StartDate: 'nil' })).toBe('2024-01-01T08:00:00.000Z');
  });

  it('are told from plans of MS Project by the root element, gzip or not', async () => {
    await plan([activity(1)]);
    expect((await readPlans(file))[0]?.name).toBe('Bridge');
    writeFileSync(
      file,
      gzipSync('<Project><Title>House</Title><Tasks><Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task></Tasks></Project>'),
    );
    expect((await readPlans(file)).map(({ name }) => name)).toEqual(['House']);
    expect(await faults(readP6(file))).toEqual([
      '1: the root element is Project, not APIBusinessObjects: this is not a Primavera P6 XML file',
    ]);
    writeFileSync(file, '<html/>');
    await expect(readPlans(file)).rejects.toThrow('neither MS Project XML (Project) nor Primavera P6 XML (APIBusinessObjects)');
  });

  it('are refused when there is none, or nothing in any of them', async () => {
    expect(await faults(read([]))).toEqual(['1: the file has no project of its own']);
    expect(await faults(read(['<Project external="1"><Name>Tunnel</Name></Project>']))).toEqual(['1: the file has no project of its own']);
    expect(await faults(read(['<Project><Name>Bridge</Name></Project>']))).toEqual(['1: no project has activities']);
  });

  it('may be empty beside others', async () => {
    const plans = await read(['<Project><Name>Empty</Name></Project>', element('Project', { Name: 'Bridge' }, activity(1))]);
    expect(plans.map(({ name, tasks }) => [name, tasks.length])).toEqual([
      ['Empty', 0],
      ['Bridge', 1],
    ]);
    expect(plans[0]?.notes).toEqual([`${file}:2: project "Empty" has no activities`]);
  });

  it('refuses hostile files', async () => {
    writeFileSync(file, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<APIBusinessObjects>&x;</APIBusinessObjects>');
    await expect(readPlans(file)).rejects.toThrow('the document has a DOCTYPE');
    await expect(readP6(file)).rejects.toThrow('the document has a DOCTYPE');
  });
});

describe('the outline of a P6 project', () => {
  it('has below each node its activities by Id, then its nodes by number, without the node that is the project', async () => {
    const { tasks } = await plan([
      wbs(100, 'nil', { Name: 'Bridge', SequenceNumber: 0 }),
      wbs(11, 100, { SequenceNumber: 2 }),
      wbs(12, 100, { SequenceNumber: 10 }),
      wbs(13, 100, { SequenceNumber: 1 }),
      wbs(14, 13),
      activity(1, { Id: 'B', WBSObjectId: 13 }),
      activity(2, { Id: 'A10', WBSObjectId: 13 }),
      activity(3, { Id: 'A9', WBSObjectId: 13 }),
      activity(4, { WBSObjectId: 14 }),
      activity(5, { WBSObjectId: 11 }),
      activity(6, { WBSObjectId: 12 }),
      activity(7, { WBSObjectId: 100 }),
      activity(8, { WBSObjectId: 'nil' }),
    ]);
    expect(tasks.map(({ uid, parentUid, isSummary }) => [uid, parentUid, isSummary])).toEqual([
      [7, null, false],
      [8, null, false],
      [13, null, true],
      [2, 13, false],
      [3, 13, false],
      [1, 13, false],
      [14, 13, true],
      [4, 14, false],
      [11, null, true],
      [5, 11, false],
      [12, null, true],
      [6, 12, false],
    ]);
  });

  it('hangs under the project what names the node of the project that is not in the file', async () => {
    const { tasks } = await plan([wbs(11, 99), activity(1, { WBSObjectId: 99 }), activity(2, { WBSObjectId: 11 })], { WBSObjectId: 99 });
    expect(tasks.map(({ uid, parentUid }) => [uid, parentUid])).toEqual([
      [1, null],
      [11, null],
      [2, 11],
    ]);
  });

  it('keeps a node of another name without parent, and one of the same name below another', async () => {
    const { tasks } = await plan([wbs(11), wbs(12, 11, { Name: 'Bridge' }), activity(1, { WBSObjectId: 12 })]);
    expect(tasks.map(({ name }) => name)).toEqual(['Node 11', 'Bridge', 'Activity 1']);
  });

  it('gives a node another UID where an activity has its ObjectId, and never 0', async () => {
    const parts = [wbs(7), wbs(0, 7), activity(7, { WBSObjectId: 7 }), activity(3, { WBSObjectId: 0 })];
    expect((await plan(parts)).tasks.map(({ uid, parentUid, name }) => [uid, parentUid, name])).toEqual([
      [8, null, 'Node 7'],
      [7, 8, 'Activity 7'],
      [9, 8, 'Node 0'],
      [3, 9, 'Activity 3'],
    ]);
  });

  it('makes a task of a node without anything below it, and says so', async () => {
    const read = plan([wbs(11), activity(1)]);
    expect((await read).tasks[1]).toMatchObject({ uid: 11, isSummary: false, durationMinutes: null, start: null });
    expect(await notes(read)).toEqual(['3: WBS "Node 11" (ObjectId 11) has nothing below it; it becomes a task without work']);
  });

  it('refuses nodes that are nowhere, twice or above themselves, and activities without or with another ObjectId', async () => {
    const parts = [
      wbs(11, 12),
      wbs(12, 11),
      wbs(13, 99),
      wbs(13),
      activity(1, { WBSObjectId: 77 }),
      activity(1),
      activity(2, { ObjectId: 'nil' }),
    ];
    expect((await faults(plan(parts))).sort()).toEqual([
      '3: WBS "Node 11" (ObjectId 11): the WBS nodes above it form a circle',
      '4: WBS "Node 12" (ObjectId 12): the WBS nodes above it form a circle',
      '6: WBS "Node 13" (ObjectId 13): its ObjectId is used twice',
      '7: activity "Activity 1" ("A1"): WBSObjectId 77 is not in the file',
      '8: activity "Activity 1" ("A1"): its ObjectId is used twice',
      '9: activity "Activity 2" ("A2"): ObjectId is missing',
    ]);
  });

  it('copes with a very deep tree', async () => {
    const nodes = Array.from({ length: 5_000 }, (_, n) => wbs(n + 1, n === 0 ? 'nil' : n));
    expect((await plan([...nodes, activity(9_999, { WBSObjectId: 5_000 })])).tasks).toHaveLength(5_001);
  });
});

describe('an activity of P6', () => {
  it('becomes a task', async () => {
    expect(await first({ Name: ' Lay \n bricks ', PlannedDuration: '12,51' })).toEqual({
      uid: 1,
      line: 3,
      name: 'Lay bricks',
      parentUid: null,
      isSummary: false,
      start: new Date('2024-01-01T08:00:00Z'),
      finish: new Date('2024-01-01T17:00:00Z'),
      durationMinutes: 751,
      durationElapsed: false,
      milestone: false,
      percentComplete: 0,
      actualStart: null,
      actualFinish: null,
      constraint: 'as_soon_as_possible',
      constraintDate: null,
      manual: false,
      state: 'pending',
      notes: null,
      calendarUid: null,
      beyondModel: null,
      resourceUids: [],
    });
    expect((await first({ Name: '' }))?.name).toBe('(no name)');
  });

  it('falls back to planned dates, each end for itself', async () => {
    const planned = { PlannedStartDate: '2023-12-01T08:00:00', PlannedFinishDate: '2024-02-01T17:00:00' };
    expect(await first({ ...planned, FinishDate: 'nil' })).toMatchObject({
      start: new Date('2024-01-01T08:00:00Z'),
      finish: new Date('2024-02-01T17:00:00Z'),
    });
    expect((await first({ ...planned, StartDate: 'nil' }))?.start).toEqual(new Date('2023-12-01T08:00:00Z'));
  });

  it.each([
    ['8', 480],
    ['0.5', 30],
    ['0,25', 15],
    ['1.5E1', 900],
  ])('reads %s hours', async (hours, minutes) => expect((await first({ PlannedDuration: hours }))?.durationMinutes).toBe(minutes));

  it('has the duration at completion once work has begun, for the dates are those then', async () => {
    const hours = { PlannedDuration: 8, AtCompletionDuration: 20 };
    expect((await first(hours))?.durationMinutes).toBe(480);
    expect((await first({ ...hours, ActualStartDate: '2024-01-01T08:00:00' }))?.durationMinutes).toBe(1200);
  });

  it.each([
    ['Start Milestone', '2024-01-01T08:00:00Z'],
    ['Finish Milestone', '2024-01-01T17:00:00Z'],
  ])('is a milestone at one moment: %s', async (type, at) => {
    const moment = new Date(at);
    const actual = { ActualStartDate: '2024-01-01T08:00:00', ActualFinishDate: '2024-01-01T17:00:00' };
    expect(await first({ Type: type, PlannedDuration: 'nil', ...actual })).toMatchObject({
      ...{ milestone: true, durationMinutes: 0, start: moment, finish: moment },
      ...{ actualStart: moment, actualFinish: moment, state: 'closed_complete' },
    });
  });

  it('takes the state from actual dates and percent, which P6 writes as a fraction', async () => {
    const begun = { ActualStartDate: '2024-01-01T08:00:00' };
    expect(await first({ PercentComplete: 0 })).toMatchObject({ percentComplete: 0, state: 'pending' });
    expect(await first({ PercentComplete: '0.455' })).toMatchObject({ percentComplete: 46, state: 'work_in_progress' });
    expect(await first({ PercentCompleteType: 'Physical', PhysicalPercentComplete: 0.3, DurationPercentComplete: 0.9 })).toMatchObject({
      percentComplete: 30,
    });
    expect(await first(begun)).toMatchObject({ actualStart: new Date('2024-01-01T08:00:00Z'), state: 'work_in_progress' });
    expect(await first({ ...begun, ActualFinishDate: '2024-01-02T08:00:00', PercentComplete: 1 })).toMatchObject({
      percentComplete: 100,
      state: 'closed_complete',
    });
  });

  it('says where it reads a percent above 1, and where it is complete without an end', async () => {
    const read = plan([activity(1, { PercentComplete: 40 }), activity(2, { PercentComplete: 1, Status: 'Completed' })]);
    expect((await read).tasks.map(({ percentComplete, state }) => [percentComplete, state])).toEqual([
      [40, 'work_in_progress'],
      [100, 'work_in_progress'],
    ]);
    expect(await notes(read)).toEqual([
      '3: activity "Activity 1" ("A1"): PercentComplete 40 is above 1 and read as percent',
      '4: activity "Activity 2" ("A2"): its Status is Completed, but it has no ActualFinishDate; it stays open',
    ]);
  });

  it.each([
    ['As Late As Possible', 'as_late_as_possible', false],
    ['Start On', 'start_on', true],
    ['Mandatory Start', 'start_on', true],
    ['Finish On', 'finish_on', true],
    ['Mandatory Finish', 'finish_on', true],
    ['Start On or After', 'start_no_earlier_than', true],
    ['Start On Or Before', 'start_no_later_than', true],
    ['Finish On or After', 'finish_no_earlier_than', true],
    ['Finish On or Before', 'finish_no_later_than', true],
  ])('BR-145 reads the constraint %s as %s', async (type, constraint, dated) => {
    const date = '2024-03-01T08:00:00';
    expect(await first({ PrimaryConstraintType: type, PrimaryConstraintDate: date })).toMatchObject({
      constraint,
      constraintDate: dated ? new Date(`${date}Z`) : null,
    });
  });

  it('leaves a second constraint out, with a note', async () => {
    const second = { SecondaryConstraintType: 'Finish On or Before', SecondaryConstraintDate: '2024-03-01T17:00:00' };
    expect(await notes(plan([activity(1, second)]))).toEqual([
      '3: activity "Activity 1" ("A1"): its secondary constraint "Finish On or Before 2024-03-01T17:00:00" is left out',
    ]);
  });

  it.each([
    [{ Type: 'Resource Dependent' }, 'it is scheduled by the calendars of its resources'],
    [{ Type: 'Level of Effort' }, 'it lasts as long as the activities that it is tied to'],
    [{ Type: 'WBS Summary' }, 'it lasts as long as the activities of its part of the WBS'],
    [{ SuspendDate: '2024-01-01T12:00:00' }, 'it was suspended for a time'],
    [{ ExternalEarlyStartDate: '2024-01-01T12:00:00' }, 'it is held by dates of another project'],
  ])('tells where its dates have other reasons: %j', async (fields, reason) => {
    expect((await first(fields))?.beyondModel).toBe(reason);
  });

  it('lists all that is wrong, not only the first', async () => {
    const parts = [
      activity(1, { StartDate: '2023-02-30T08:00:00', PlannedDuration: 'eight' }),
      activity(2, { FinishDate: '2023-12-31T17:00:00', PlannedDuration: -8 }),
      activity(3, { ActualStartDate: '2024-01-02T08:00:00', ActualFinishDate: '2024-01-01T08:00:00', PercentComplete: 101 }),
      activity(4, { Type: 'Milestone', PrimaryConstraintType: 'Must Start', CalendarObjectId: 5 }),
      activity(5, { PrimaryConstraintType: 'Start On', PrimaryConstraintDate: 'nil' }),
    ];
    expect(await faults(plan(parts, { ActivityDefaultCalendarObjectId: 6, StartDate: 'soon' }))).toEqual([
      '2: project "Bridge": ActivityDefaultCalendarObjectId 6 is not in the file',
      '2: project "Bridge": StartDate "soon" is not a date and time that exists',
      '3: activity "Activity 1" ("A1"): StartDate "2023-02-30T08:00:00" is not a date and time that exists',
      '3: activity "Activity 1" ("A1"): PlannedDuration "eight" is not a number',
      '4: activity "Activity 2" ("A2"): its finish is before its start',
      '4: activity "Activity 2" ("A2"): the duration of -8 hours is negative',
      '5: activity "Activity 3" ("A3"): ActualFinishDate is before ActualStartDate',
      '5: activity "Activity 3" ("A3"): PercentComplete 101 is not between 0 and 1',
      '6: activity "Activity 4" ("A4"): CalendarObjectId 5 is not in the file',
      '6: activity "Activity 4" ("A4"): Type "Milestone" is not known',
      '6: activity "Activity 4" ("A4"): PrimaryConstraintType "Must Start" is not known',
      '7: activity "Activity 5" ("A5"): PrimaryConstraintType "Start On" needs a PrimaryConstraintDate',
    ]);
  });
});

describe('relations of P6', () => {
  const four = [1, 2, 3, 4].map((id) => activity(id));

  it('are of four types, with lags in hours', async () => {
    const { links } = await plan([
      ...[1, 2, 3, 4, 5].map((id) => activity(id)),
      relation(1, 2),
      relation(1, 3, { Type: 'Start to Start', Lag: '2,5' }),
      relation(1, 4, { Type: 'Finish to Finish', Lag: -8 }),
      relation(1, 5, { Type: 'Start to Finish', Lag: 'nil' }),
    ]);
    expect(links).toEqual([
      { predecessorUid: 1, successorUid: 2, type: 'fs', lagMinutes: 0, line: 8 },
      { predecessorUid: 1, successorUid: 3, type: 'ss', lagMinutes: 150, line: 9 },
      { predecessorUid: 1, successorUid: 4, type: 'ff', lagMinutes: -480, line: 10 },
      { predecessorUid: 1, successorUid: 5, type: 'sf', lagMinutes: 0, line: 11 },
    ]);
  });

  it('have lags in real time where the project counts them round the clock', async () => {
    const options = '<ScheduleOptions><RelationshipLagCalendar>24 Hour Calendar</RelationshipLagCalendar></ScheduleOptions>';
    expect((await plan([...four, relation(1, 2, { Lag: 24 }), options])).links[0]).toMatchObject({ lagElapsedMinutes: 1440 });
  });

  it('to other projects are left out, with a note where they are imported', async () => {
    const bridge = element('Project', { Name: 'Bridge' }, `${activity(1)}${relation(1, 20)}\n${relation(1, 30)}`);
    const tunnel = `<Project external="true"><Name>Tunnel</Name>${activity(20)}${activity(21)}${relation(20, 21)}${relation(21, 1)}</Project>`;
    const road = element('Project', { Name: 'Road' }, activity(30));
    const plans = await read([bridge, tunnel, road]);
    expect(plans.map(({ links }) => links)).toEqual([[], []]);
    const text = (from: number, to: number, other: string) =>
      `the relation from activity "Activity ${from}" ("A${from}") to activity "Activity ${to}" ("A${to}") is left out: it leads to another project, "${other}"`;
    expect(plans.map((read) => read.notes.map((note) => note.replace(`${file}:`, '')))).toEqual([
      [`2: ${text(1, 20, 'Tunnel')}`, `4: ${text(21, 1, 'Tunnel')}`],
      [`3: ${text(1, 30, 'Bridge')}`],
    ]);
  });

  it('BR-149 of another type between the same two are left out, with a note', async () => {
    const read = plan([...four, relation(1, 2), relation(1, 2, { Type: 'Finish to Finish' }), relation(2, 3)]);
    expect((await read).links.map(({ type }) => type)).toEqual(['fs', 'fs']);
    expect(await notes(read)).toEqual([
      '8: the relation from activity "Activity 1" ("A1") to activity "Activity 2" ("A2") (Finish to Finish) is left out: they have one already',
    ]);
  });

  it('BR-149 to nothing, to itself, twice, of no type or in a cycle are refused', async () => {
    const parts = [
      ...four,
      relation(1, 99),
      relation(98, 1),
      relation(2, 2),
      relation(1, 2),
      relation(1, 2),
      relation(1, 3, { Type: 'After' }),
      element('Relationship', { SuccessorActivityObjectId: 1 }),
      relation(2, 3, { Lag: 'long' }),
      relation(3, 4),
      relation(4, 2),
    ];
    expect(await faults(plan(parts))).toEqual([
      '7: a relation: SuccessorActivityObjectId 99 is not in the file',
      '8: a relation: PredecessorActivityObjectId 98 is not in the file',
      '9: a relation: it leads from activity "Activity 2" ("A2") to itself',
      '11: a relation: a second one from activity "Activity 1" ("A1") to activity "Activity 2" ("A2")',
      '12: a relation: Type "After" is not known',
      '13: a relation: PredecessorActivityObjectId is missing',
      '14: a relation: Lag "long" is not a number',
      '16: project "Bridge": the links form a cycle: "Activity 2" > "Activity 3" > "Activity 4" > "Activity 2"',
    ]);
  });
});

describe('calendars of P6', () => {
  const planned = (beside: string[], parts = [activity(1)]) => plan(parts, { ActivityDefaultCalendarObjectId: 1 }, beside);
  const definition = async (beside: string[]) => (await planned(beside)).calendars[0]?.definition;

  it('last to the end of the minute that they name', async () => {
    expect(await definition([allDay])).toEqual({
      name: 'Calendar 1',
      timeZone: 'UTC',
      week: [
        [],
        [
          { from: 480, to: 720 },
          { from: 780, to: 1020 },
        ],
        [],
        [],
        [],
        [],
        [],
      ],
      exceptions: [],
      workWeeks: [],
    });
  });

  it.each([
    ['00:00', '23:59', { from: 0, to: 1440 }],
    ['00:00', '00:00', { from: 0, to: 1440 }],
    ['07:30', '11:44', { from: 450, to: 705 }],
    ['08:00', '12:00', { from: 480, to: 720 }],
  ])('from %s to %s', async (start, finish, time) => {
    expect((await definition([calendar(1, {}, [weekday('Saturday', workTime(start, finish))])]))?.week[6]).toEqual([time]);
  });

  it('have their stretches in order, joined where they touch', async () => {
    const times = [workTime('13:00', '16:59'), workTime('08:00', '09:59'), workTime('10:00', '11:59')];
    expect((await definition([calendar(1, {}, [weekday('Monday', ...times)])]))?.week[1]).toEqual([
      { from: 480, to: 720 },
      { from: 780, to: 1020 },
    ]);
  });

  it('have holidays and exceptions, joined where days are alike', async () => {
    const day = workTime('10:00', '13:59');
    const dates = [exception('2024-12-26'), exception('2024-12-24', day), exception('2024-12-25'), exception('2024-12-31', day)];
    const withTimes = [
      exception('2025-01-01', day),
      `<HolidayOrException><Date>2025-01-03T00:00:00</Date><WorkTime xsi:nil="true"/></HolidayOrException>`,
    ];
    const monday = [weekday('Monday', day)];
    expect((await definition([calendar(1, {}, monday, [...dates, ...withTimes])]))?.exceptions).toEqual([
      { from: '2024-12-24', to: '2024-12-24', times: [{ from: 600, to: 840 }] },
      { from: '2024-12-25', to: '2024-12-26', times: [] },
      { from: '2024-12-31', to: '2025-01-01', times: [{ from: 600, to: 840 }] },
      { from: '2025-01-03', to: '2025-01-03', times: [] },
    ]);
  });

  it('take week and exceptions from the calendar that they are based on, but for what they say themselves', async () => {
    const day = workTime('08:00', '11:59');
    const own = calendar(1, { BaseCalendarObjectId: 2 }, [], [exception('2024-12-24', day)]);
    const base = calendar(2, { BaseCalendarObjectId: 1 }, [weekday('Tuesday', day)], [exception('2024-12-24'), exception('2025-01-01')]);
    expect(await definition([own, base])).toMatchObject({
      name: 'Calendar 1',
      week: [[], [], [{ from: 480, to: 720 }], [], [], [], []],
      exceptions: [
        { from: '2024-12-24', to: '2024-12-24', times: [{ from: 480, to: 720 }] },
        { from: '2025-01-01', to: '2025-01-01', times: [] },
      ],
    });
  });

  it('are those that are used: of the project, and of activities that follow another one', async () => {
    const other = (id: number) => calendar(id, {}, [weekday('Monday', workTime('08:00', '11:59'))]);
    const parts = [
      activity(1, { CalendarObjectId: 1 }),
      activity(2, { CalendarObjectId: 4 }),
      activity(3, { CalendarObjectId: 'nil' }),
      other(4),
    ];
    const read = await planned([allDay, other(3)], parts);
    expect(read.calendarUid).toBe(1);
    expect(read.tasks.map(({ calendarUid }) => calendarUid)).toEqual([null, 4, null]);
    expect(read.calendars.map(({ uid }) => uid)).toEqual([1, 4]);
  });

  it('that are broken are refused, unless nobody uses them', async () => {
    const hours = [weekday('Someday'), weekday('Monday', workTime('12:00', '11:59')), weekday('Friday', workTime('25:00', '26:59'))];
    const broken = (id: number) => calendar(id, {}, hours, ['<HolidayOrException/>']);
    expect(await faults(planned([broken(1)]))).toEqual([
      '5: calendar "Calendar 1" (ObjectId 1): DayOfWeek "Someday" is not a weekday',
      '5: calendar "Calendar 1" (ObjectId 1): the work time from "12:00:00" to "11:59:00" is none',
      '5: calendar "Calendar 1" (ObjectId 1): the work time from "25:00:00" to "26:59:00" is none',
      '5: calendar "Calendar 1", exception: Date is missing',
      '5: calendar "Calendar 1" (ObjectId 1): it has no working time',
    ]);
    expect((await planned([allDay, broken(2)])).calendars).toHaveLength(1);
  });

  it('based on one that is not in the file stand alone, with a note', async () => {
    const lonely = calendar(1, { BaseCalendarObjectId: 9 }, [weekday('Monday', workTime('08:00', '11:59'))]);
    expect(await notes(planned([lonely]))).toEqual(['5: the calendar 9, on which another is based, is not in the file']);
  });
});

describe('people, notes and baselines of P6', () => {
  const people = [
    element('Resource', { ObjectId: 5, Id: 'ANNA', Name: 'Anna  Berg', EmailAddress: 'anna@example.com' }),
    element('Resource', { ObjectId: 6, Id: 'CRANE', Name: 'nil' }),
  ];
  const assignment = (activityId: number | 'nil', resourceId: number | 'nil') =>
    element('ResourceAssignment', { ActivityObjectId: activityId, ResourceObjectId: resourceId });

  it('are the resources of the file, and those of each activity', async () => {
    const assignments = [assignment(2, 6), assignment(2, 5), assignment(2, 6), assignment(1, 'nil')];
    const read = await plan([activity(1), activity(2), ...assignments], {}, people);
    expect(read.resources).toEqual([
      { uid: 5, name: 'Anna Berg', email: 'anna@example.com' },
      { uid: 6, name: 'CRANE', email: null },
    ]);
    expect(read.tasks.map(({ resourceUids }) => resourceUids)).toEqual([[], [6, 5]]);
    expect(read.notes).toEqual([]);
  });

  it('leaves assignments to nothing and of nobody known out, with a note', async () => {
    expect(await notes(plan([activity(1), assignment(9, 5), assignment(1, 7)], {}, people))).toEqual([
      '4: an assignment to ObjectId 9, which is no activity of the project, is left out',
      '5: activity "Activity 1" ("A1"): the assigned resource 7 is not in the file and is left out',
    ]);
  });

  it('refuses a resource without an ObjectId or with that of another', async () => {
    const twice = [people[0]!, people[0]!, element('Resource', { Name: 'Bert' })];
    expect(await faults(plan([activity(1)], {}, twice))).toEqual([
      '6: resource "Anna Berg" (ObjectId 5): its ObjectId is used twice',
      '7: resource "Bert" (ObjectId missing): ObjectId is missing',
    ]);
  });

  it('keeps plain notes of an activity', async () => {
    const note = (fields: Fields) => element('ActivityNote', { ActivityObjectId: 1, ...fields });
    const read = plan([
      activity(1),
      note({ RawTextNote: 'a\nb', Note: '&lt;p&gt;' }),
      note({ RawTextNote: 'c' }),
      note({ Note: '&lt;b&gt;' }),
    ]);
    expect((await read).tasks[0]?.notes).toBe('a\nb\n\nc');
    expect(await notes(read)).toEqual(['7: a note in rich text is left out']);
  });

  it('finds the dates of a baseline by the Ids of its activities', async () => {
    const baseline = (original: number) =>
      element(
        'BaselineProject',
        { Name: `Agreed ${original}`, OriginalProjectObjectId: original },
        [activity(71, { Id: 'A1', FinishDate: '2024-01-02T17:00:00', PlannedDuration: 16 }), activity(72, { Id: 'gone' })].join(''),
      );
    const { baselines } = await plan([activity(1), activity(2)], {}, [baseline(1), baseline(2)]);
    const dates = { start: new Date('2024-01-01T08:00:00Z'), finish: new Date('2024-01-02T17:00:00Z'), durationMinutes: 960 };
    expect(baselines).toEqual([{ name: 'Agreed 1', tasks: new Map([[1, dates]]) }]);
  });

  it('reads 10,000 activities in one chain', async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => n + 1);
    const read = await plan([...ids.map((id) => activity(id)), ...ids.slice(1).map((id) => relation(id - 1, id))]);
    expect([read.tasks.length, read.links.length]).toEqual([10_000, 9_999]);
  });
});
