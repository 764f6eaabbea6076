import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMspdi } from '../import/mspdi-reader.js';
import type { PlanCalendar } from '../import/plan-file.js';
import type { ExportedPlan, ExportedTask } from './exported-plan.js';
import { writeMspdi } from './mspdi-writer.js';

const at = (text: string) => new Date(`${text}Z`);
const task = (uid: number, fields: Partial<ExportedTask> = {}): ExportedTask => ({
  uid,
  outlineLevel: 1,
  wbs: String(uid),
  name: `Task ${uid}`,
  start: at('2026-03-02T08:00'),
  finish: at('2026-03-03T17:00'),
  durationMinutes: 960,
  durationElapsed: false,
  milestone: false,
  percentComplete: 0,
  actualStart: null,
  actualFinish: null,
  constraint: 'as_soon_as_possible',
  constraintDate: null,
  manual: false,
  calendarUid: null,
  resourceUids: [],
  notes: null,
  ...fields,
});
const day = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
];
const standard: PlanCalendar = {
  uid: 1,
  definition: { name: 'Standard', timeZone: 'UTC', week: [[], day, day, day, day, day, []], exceptions: [], workWeeks: [] },
};
const plan = (fields: Partial<ExportedPlan> = {}): ExportedPlan => ({
  name: 'House',
  timeZone: 'UTC',
  start: at('2026-03-02T08:00'),
  calendars: [standard],
  calendarUid: 1,
  tasks: [task(1)],
  links: [],
  resources: [],
  baselines: [],
  ...fields,
});

let file: string;
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'mspdi-')), 'out.xml');
});
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

const write = async (exported: ExportedPlan) => {
  await writeFile(file, writeMspdi(exported));
  return readFileSync(file, 'utf8');
};
const writeAndRead = async (exported: ExportedPlan) => {
  await write(exported);
  return readMspdi(file);
};
const firstTask = async (fields: Partial<ExportedTask>) => (await writeAndRead(plan({ tasks: [task(1, fields)] }))).tasks[0];

describe('a plan written as MS Project XML', () => {
  it('is read back with its name, start, tree and dates', async () => {
    const read = await writeAndRead(plan({ tasks: [task(7), task(3, { outlineLevel: 2 }), task(4, { outlineLevel: 2 }), task(9)] }));
    expect(read).toMatchObject({ name: 'House', start: at('2026-03-02T08:00'), calendarUid: 1, notes: [] });
    expect(read.tasks.map(({ uid, parentUid, isSummary }) => [uid, parentUid, isSummary])).toEqual([
      [7, null, true],
      [3, 7, false],
      [4, 7, false],
      [9, null, false],
    ]);
    expect(read.tasks[1]).toMatchObject({ start: at('2026-03-02T08:00'), finish: at('2026-03-03T17:00'), durationMinutes: 960 });
  });

  it('numbers the outline itself and keeps the WBS that it is given', async () => {
    const levels = [1, 2, 3, 3, 2, 1, 2];
    const text = await write(plan({ tasks: levels.map((outlineLevel, i) => task(i + 1, { outlineLevel, wbs: `W${i}` })) }));
    const all = (name: string) => [...text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, value]) => value);
    expect(all('OutlineNumber')).toEqual(['1', '1.1', '1.1.1', '1.1.2', '1.2', '2', '2.1']);
    expect(all('WBS')).toEqual(['W0', 'W1', 'W2', 'W3', 'W4', 'W5', 'W6']);
    expect(all('ID')).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(all('Summary')).toEqual(['1', '1', '0', '0', '0', '1', '0']);
  });

  it('holds any text: markup, line ends, what XML cannot hold', async () => {
    const name = `</Name><b>&amp; "Gerüst" 'é' 🏗 ]]> <!-- \u0000\u0007\uFFFE\uD83C`;
    const notes = 'one\r\ntwo\n\tthree & <four>';
    const read = await writeAndRead(plan({ name: name.slice(0, 28), tasks: [task(1, { name, notes })] }));
    expect(read.name).toBe(name.slice(0, 28));
    expect(read.tasks[0]).toMatchObject({ name: `</Name><b>&amp; "Gerüst" 'é' 🏗 ]]> <!--`, notes });
  });

  it.each([
    ['as_late_as_possible', false],
    ['start_on', true],
    ['finish_on', true],
    ['start_no_earlier_than', true],
    ['start_no_later_than', true],
    ['finish_no_earlier_than', true],
    ['finish_no_later_than', true],
  ] as const)('BR-145 has the constraint %s', async (constraint, dated) => {
    const constraintDate = dated ? at('2026-03-05T13:00') : null;
    expect(await firstTask({ constraint, constraintDate })).toMatchObject({ constraint, constraintDate });
  });

  it('BR-145 has a task placed by hand, without the constraint that this means', async () => {
    const fixed = { manual: true, constraint: 'start_on', constraintDate: at('2026-03-02T08:00') } as const;
    expect(await firstTask(fixed)).toMatchObject(fixed);
    const text = await write(plan({ tasks: [task(1, fixed)] }));
    expect(text).toContain('<ConstraintType>0</ConstraintType>');
    expect(text).toContain('<ManualStart>2026-03-02T08:00:00</ManualStart>');
  });

  it('has progress, and how much of the duration is done', async () => {
    const begun = { percentComplete: 25, actualStart: at('2026-03-02T09:00') };
    expect(await firstTask(begun)).toMatchObject({ ...begun, state: 'work_in_progress' });
    expect(await write(plan({ tasks: [task(1, begun)] }))).toContain(
      '<ActualDuration>PT4H0M0S</ActualDuration><RemainingDuration>PT12H0M0S</RemainingDuration>',
    );
    const done = { percentComplete: 100, actualStart: at('2026-03-02T08:00'), actualFinish: at('2026-03-04T12:00') };
    expect(await firstTask(done)).toMatchObject({ ...done, state: 'closed_complete' });
  });

  it('has milestones, elapsed durations, and tasks without dates', async () => {
    const moment = at('2026-03-02T08:00');
    const milestone = { milestone: true, start: moment, finish: moment, durationMinutes: 0 };
    expect(await firstTask(milestone)).toMatchObject(milestone);
    expect(await firstTask({ durationElapsed: true, durationMinutes: 1500 })).toMatchObject({
      durationElapsed: true,
      durationMinutes: 1500,
    });
    const nothing = { start: null, finish: null, durationMinutes: null };
    expect(await firstTask(nothing)).toMatchObject(nothing);
  });

  it('has links of all types with all kinds of lags', async () => {
    const links = [
      { predecessorUid: 1, successorUid: 2, type: 'fs', lagMinutes: 0 },
      { predecessorUid: 1, successorUid: 3, type: 'ss', lagMinutes: -95 },
      { predecessorUid: 2, successorUid: 3, type: 'ff', lagElapsedMinutes: 1440 },
      { predecessorUid: 1, successorUid: 4, type: 'sf', lagPercent: -50 },
    ] as const;
    const read = await writeAndRead(plan({ tasks: [task(1), task(2), task(3), task(4)], links }));
    expect(read.links.map(({ line: _, ...link }) => link)).toEqual(links);
  });

  it('has resources, who works on what, and baselines', async () => {
    const resources = [
      { uid: 4, name: 'Anna', email: 'anna@example.com' },
      { uid: 2, name: 'Crane', email: null },
    ];
    const dates = { start: at('2026-02-02T08:00'), finish: at('2026-02-03T17:00'), durationMinutes: 960 };
    const baselines = [
      { number: 0, tasks: new Map([[1, dates]]) },
      {
        number: 10,
        tasks: new Map([
          [1, { ...dates, durationMinutes: 1 }],
          [2, dates],
        ]),
      },
    ];
    const tasks = [task(1, { resourceUids: [2, 4] }), task(2, { outlineLevel: 2, resourceUids: [4] })];
    const read = await writeAndRead(plan({ tasks, resources, baselines }));
    expect(read.resources).toEqual(resources);
    expect(read.tasks.map(({ resourceUids }) => resourceUids)).toEqual([[2, 4], [4]]);
    expect(read.baselines).toEqual(baselines.map(({ number, tasks }) => ({ name: number ? 'Baseline 10' : 'Baseline', tasks })));
  });

  it('gives each resource a calendar made from that of the project, and the work of the tasks, not of summaries', async () => {
    const resources = [{ uid: 4, name: 'Anna', email: null }];
    const text = await write(
      plan({
        resources,
        tasks: [task(1, { resourceUids: [4] }), task(2, { outlineLevel: 2, resourceUids: [4], percentComplete: 50 })],
      }),
    );
    expect(text).toContain(
      '<Calendar><UID>2</UID><Name>Anna</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID></Calendar>',
    );
    expect(text).toContain('<MaxUnits>1</MaxUnits><CalendarUID>2</CalendarUID></Resource>');
    expect([...text.matchAll(/<ActualWork>(.*?)<.*<RemainingWork>(.*?)<.*<Work>(.*?)</g)].map(([, ...work]) => work)).toEqual([
      ['PT0H0M0S', 'PT0H0M0S', 'PT0H0M0S'],
      ['PT8H0M0S', 'PT8H0M0S', 'PT16H0M0S'],
    ]);
  });

  it('leaves out what it has none of', async () => {
    const text = await write(plan({ start: null, calendars: [], calendarUid: null }));
    for (const name of ['StartDate', 'Calendars', 'CalendarUID>1', 'Resources', 'Assignments', 'PredecessorLink', 'Baseline', 'Notes'])
      expect(text).not.toContain(`<${name}`);
  });

  it('comes in pieces', async () => {
    const tasks = Array.from({ length: 2_000 }, (_, n) => task(n + 1, { notes: 'x'.repeat(500) }));
    const lengths: number[] = [];
    for await (const piece of writeMspdi(plan({ tasks }))) lengths.push(piece.length);
    expect(lengths.length).toBeGreaterThan(20);
    expect(Math.max(...lengths)).toBeLessThan(80_000);
  });

  it('refuses a time zone that is none before anything is written', async () => {
    await expect(writeMspdi(plan({ timeZone: 'Europe/Nowhere' })).next()).rejects.toThrow(RangeError);
  });
});

describe('calendars of a plan written as MS Project XML', () => {
  const definition = async (fields: Partial<PlanCalendar['definition']>) => {
    const calendars = [{ uid: 1, definition: { ...standard.definition, ...fields } }];
    return (await writeAndRead(plan({ calendars }))).calendars[0]?.definition;
  };
  const whole = [{ from: 0, to: 1440 }];

  it('are read back: weeks, exceptions and seasons', async () => {
    const fields = {
      name: 'Night & day',
      week: [whole, [], day, [{ from: 1200, to: 1440 }], [{ from: 0, to: 240 }], day, day],
      exceptions: [
        { name: 'Christmas', from: '2026-12-24', to: '2026-12-26', times: [] },
        { from: '2026-12-31', to: '2026-12-31', times: whole },
      ],
      workWeeks: [{ name: 'Summer', from: '2026-06-01', to: '2026-08-31', week: [[], day, [], [], [], [], whole] }],
    };
    expect(await definition(fields)).toEqual({ ...standard.definition, ...fields });
  });

  it('do not overlap: of exceptions that do, the earlier ones are cut, for the later go before them', async () => {
    const exceptions = [
      { name: 'a', from: '2026-01-01', to: '2026-01-31', times: [] },
      { name: 'b', from: '2026-01-10', to: '2026-01-12', times: day },
      { name: 'c', from: '2026-01-12', to: '2026-01-13', times: whole },
      { name: 'd', from: '2026-01-30', to: '2026-02-02', times: day },
    ];
    expect((await definition({ exceptions }))?.exceptions).toEqual([
      { name: 'a', from: '2026-01-01', to: '2026-01-09', times: [] },
      { name: 'a', from: '2026-01-14', to: '2026-01-29', times: [] },
      { name: 'b', from: '2026-01-10', to: '2026-01-11', times: day },
      { name: 'c', from: '2026-01-12', to: '2026-01-13', times: whole },
      { name: 'd', from: '2026-01-30', to: '2026-02-02', times: day },
    ]);
  });

  it('have at most five stretches a day: the shortest breaks go', async () => {
    const times = [0, 100, 210, 300, 420, 540, 660].map((from, i) => ({ from, to: from + (i === 2 ? 85 : 60) }));
    expect((await definition({ week: [times, [], [], [], [], [], []] }))?.week[0]).toEqual([
      { from: 0, to: 160 },
      { from: 210, to: 360 },
      { from: 420, to: 480 },
      { from: 540, to: 600 },
      { from: 660, to: 720 },
    ]);
  });

  it('tell what a day and a week are worth', async () => {
    const short = [{ from: 540, to: 900 }];
    const week = [[], short, short, short, short, [], []];
    const text = await write(plan({ calendars: [{ uid: 1, definition: { ...standard.definition, week } }] }));
    expect(text).toContain(
      '<DefaultStartTime>09:00:00</DefaultStartTime><DefaultFinishTime>15:00:00</DefaultFinishTime><MinutesPerDay>360</MinutesPerDay><MinutesPerWeek>1440</MinutesPerWeek>',
    );
  });

  it('are in the time zone of the plan, and so are its dates', async () => {
    const berlin = { uid: 1, definition: { ...standard.definition, timeZone: 'Europe/Berlin' } };
    const tasks = [task(1, { start: at('2026-03-27T07:00'), finish: at('2026-03-30T15:00') })];
    const text = await write(plan({ timeZone: 'Europe/Berlin', calendars: [berlin], tasks }));
    expect(text).toContain('<Start>2026-03-27T08:00:00</Start><Finish>2026-03-30T17:00:00</Finish>');
    expect(text).toContain('<FromTime>08:00:00</FromTime>');
  });
});

/** The order of the fields in the MSPDI schema, of those that we write. */
const ORDER = {
  Project: `SaveVersion Name Title ScheduleFromStart StartDate CurrencyCode CalendarUID DefaultStartTime DefaultFinishTime MinutesPerDay
    MinutesPerWeek DaysPerMonth DefaultTaskType DurationFormat NewTasksEffortDriven NewTasksAreManual Calendars Tasks Resources Assignments`,
  Calendar: 'UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks',
  WeekDay: 'DayType DayWorking WorkingTimes',
  WorkingTime: 'FromTime ToTime',
  Exception: 'EnteredByOccurrences TimePeriod Occurrences Name Type DayWorking WorkingTimes',
  WorkWeek: 'TimePeriod Name WeekDays',
  TimePeriod: 'FromDate ToDate',
  Task: `UID ID Name Active Manual Type IsNull WBS OutlineNumber OutlineLevel Priority Start Finish Duration ManualStart ManualFinish
    ManualDuration DurationFormat EffortDriven Estimated Milestone Summary PercentComplete ActualStart ActualFinish ActualDuration
    RemainingDuration ConstraintType CalendarUID ConstraintDate Notes PredecessorLink Baseline`,
  PredecessorLink: 'PredecessorUID Type CrossProject LinkLag LagFormat',
  Baseline: 'Number Start Finish Duration DurationFormat',
  Resource: 'UID ID Name Type IsNull EmailAddress MaxUnits CalendarUID',
  Assignment: 'UID TaskUID ResourceUID ActualWork Finish RemainingWork Start Units Work',
};

describe('the elements of a plan written as MS Project XML', () => {
  it('stand in the order of the schema', async () => {
    const dates = { start: at('2026-03-02T08:00'), finish: at('2026-03-03T17:00'), durationMinutes: 960 };
    const everything = {
      manual: true,
      actualStart: dates.start,
      actualFinish: dates.finish,
      constraint: 'finish_on',
      constraintDate: dates.finish,
      resourceUids: [1],
      notes: 'x',
    } as const;
    const text = await write(
      plan({
        calendars: [
          {
            uid: 1,
            definition: {
              ...standard.definition,
              exceptions: [{ name: 'a', from: '2026-01-01', to: '2026-01-01', times: day }],
              workWeeks: [{ name: 'b', from: '2026-06-01', to: '2026-08-31', week: standard.definition.week }],
            },
          },
        ],
        tasks: [task(1, everything), task(2, everything)],
        links: [{ predecessorUid: 1, successorUid: 2, type: 'fs', lagMinutes: 0 }],
        resources: [{ uid: 1, name: 'Anna', email: 'anna@example.com' }],
        baselines: [{ number: 0, tasks: new Map([[2, dates]]) }],
      }),
    );
    const found = childrenOf(text);
    for (const [parent, children] of Object.entries(ORDER)) {
      const names = children.split(/\s+/);
      // Everything that we write is there, and nothing stands before what the schema puts in front of it.
      expect([parent, [...new Set(found.get(parent)?.flat())].sort()]).toEqual([parent, [...names].sort()]);
      for (const written of found.get(parent) ?? []) expect(written).toEqual(names.filter((name) => written.includes(name)));
    }
  });

  /** The names of the children of each element, without repetitions, by the name of the element. */
  function childrenOf(text: string): Map<string, string[][]> {
    const found = new Map<string, string[][]>();
    const open: string[][] = [[]];
    for (const [, close, name] of text.matchAll(/<(\/?)(\w+)[^>?]*>/g)) {
      if (close) open.pop();
      if (close || name === undefined) continue;
      const siblings = open.at(-1)!;
      if (siblings.at(-1) !== name) siblings.push(name);
      const own: string[] = [];
      open.push(own);
      found.set(name, [...(found.get(name) ?? []), own]);
    }
    return found;
  }
});
