import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMspdi } from './mspdi-reader.js';

type Fields = Record<string, string | number>;

const xml = (fields: Fields) => Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
/** A task of one line; links in the same line. */
const task = (uid: number, fields: Fields = {}, ...links: Fields[]) =>
  `<Task>${[
    ...xml({
      UID: uid,
      Name: `T${uid}`,
      OutlineLevel: 1,
      Start: '2024-01-01T08:00:00',
      Finish: '2024-01-01T17:00:00',
      Duration: 'PT8H0M0S',
      ...fields,
    }),
    ...links.map(
      (link) => `<PredecessorLink>${xml({ Type: 1, CrossProject: 0, LinkLag: 0, LagFormat: 7, ...link }).join('')}</PredecessorLink>`,
    ),
  ].join('')}</Task>`;
const follows = (uid: number, fields: Fields = {}) => ({ PredecessorUID: uid, ...fields });

describe('an MS Project XML file', () => {
  let file: string;
  beforeAll(() => {
    file = join(mkdtempSync(join(tmpdir(), 'mspdi-')), 'house.xml');
  });
  afterAll(() => rmSync(join(file, '..'), { recursive: true }));

  const read = (content: string) => {
    writeFileSync(file, content);
    return readMspdi(file);
  };
  /** The head is line 1; task n of the list stands on line n + 1. */
  const plan = (tasks: string[], project: Fields = { Title: 'House', StartDate: '2024-01-01T08:00:00' }) =>
    read(`<Project xmlns="http://schemas.microsoft.com/project">${xml(project).join('')}<Tasks>\n${tasks.join('\n')}\n</Tasks></Project>`);
  const faults = async (content: Promise<unknown>) => {
    const error = await content.then(
      () => new Error('nothing refused'),
      (thrown: Error) => thrown,
    );
    return error.message.replaceAll(`${file}:`, '').split('\n');
  };
  const first = async (fields: Fields) => (await plan([task(1, fields)])).tasks[0];

  it('names the project by its Title, else its Name, else its file', async () => {
    const name = async (project: Fields) => (await plan([task(1)], project)).name;
    expect(await name({ Name: 'a.xml', Title: ' The  house ' })).toBe('The house');
    expect(await name({ Name: 'a.b.xml' })).toBe('a.b');
    expect(await name({ Name: '', Title: ' ' })).toBe('house');
  });

  it('starts with the project, else with the earliest task', async () => {
    expect((await plan([task(1)])).start).toEqual(new Date('2024-01-01T08:00:00Z'));
    const later = { Start: '2024-02-01T08:00:00', Finish: '2024-02-02T17:00:00' };
    expect((await plan([task(1, later), task(2)], {})).start).toEqual(new Date('2024-01-01T08:00:00Z'));
  });

  it('builds the tree by outline level, without the project itself and blank rows', async () => {
    const { tasks } = await plan([
      task(0, { OutlineLevel: 0 }),
      task(1, { Milestone: 1 }),
      task(9, { IsNull: 1, OutlineLevel: 0 }),
      task(2, { OutlineLevel: 2 }),
      task(3, { OutlineLevel: 3, Milestone: 1, Duration: 'PT0H0M0S' }),
      task(4),
    ]);
    expect(tasks.map(({ uid, parentUid, isSummary, milestone }) => [uid, parentUid, isSummary, milestone])).toEqual([
      [1, null, true, false],
      [2, 1, true, false],
      [3, 2, false, true],
      [4, null, false, false],
    ]);
    expect(tasks.map(({ line }) => line)).toEqual([3, 5, 6, 7]);
  });

  it('reads a leaf', async () => {
    expect(await first({ Name: ' Lay \n bricks ', Duration: 'PT7H59M30S', DurationFormat: 7, Notes: 'a\nb', PercentComplete: 40 })).toEqual(
      {
        uid: 1,
        line: 2,
        name: 'Lay bricks',
        parentUid: null,
        isSummary: false,
        start: new Date('2024-01-01T08:00:00Z'),
        finish: new Date('2024-01-01T17:00:00Z'),
        durationMinutes: 480,
        durationElapsed: false,
        milestone: false,
        percentComplete: 40,
        actualStart: null,
        actualFinish: null,
        constraint: 'as_soon_as_possible',
        constraintDate: null,
        manual: false,
        state: 'work_in_progress',
        notes: 'a\nb',
        calendarUid: null,
        beyondModel: null,
        resourceUids: [],
      },
    );
    expect(await first({ Name: '', DurationFormat: 8 })).toMatchObject({ name: '(no name)', durationElapsed: true });
  });

  it('takes the state from actual dates and percent', async () => {
    const actual = { ActualStart: '2024-01-01T08:00:00' };
    expect((await first({}))?.state).toBe('pending');
    expect((await first({ PercentComplete: 1 }))?.state).toBe('work_in_progress');
    expect((await first(actual))?.state).toBe('work_in_progress');
    expect((await first({ ...actual, ActualFinish: '2024-01-02T08:00:00' }))?.state).toBe('closed_complete');
  });

  it.each([
    [0, 'as_soon_as_possible', false],
    [1, 'as_late_as_possible', false],
    [2, 'start_on', true],
    [3, 'finish_on', true],
    [4, 'start_no_earlier_than', true],
    [5, 'start_no_later_than', true],
    [6, 'finish_no_earlier_than', true],
    [7, 'finish_no_later_than', true],
  ])('reads ConstraintType %d as %s', async (type, constraint, dated) => {
    const date = '2024-03-01T08:00:00';
    expect(await first({ ConstraintType: type, ConstraintDate: date })).toMatchObject({
      constraint,
      constraintDate: dated ? new Date(`${date}Z`) : null,
    });
  });

  it('BR-145 a task placed by hand starts on its start and keeps its links', async () => {
    const { tasks, links } = await plan([task(1), task(2, { Manual: 1, ConstraintType: 1 }, follows(1))]);
    expect(tasks[1]).toMatchObject({ manual: true, constraint: 'start_on', constraintDate: new Date('2024-01-01T08:00:00Z') });
    expect(links).toHaveLength(1);
  });

  it('does not place a summary by hand, and says so', async () => {
    const { tasks, notes } = await plan([task(1, { Manual: 1 }), task(2, { OutlineLevel: 2 })]);
    expect(tasks[0]).toMatchObject({ manual: false, constraint: 'as_soon_as_possible' });
    expect(notes).toEqual([`${file}:2: task "T1" (UID 1) is a summary placed by hand; its dates will be those of its tasks`]);
  });

  it('reads the four types of link', async () => {
    const { links } = await plan([task(1), ...[0, 1, 2, 3].map((type) => task(2 + type, {}, follows(1, { Type: type })))]);
    expect(links.map((link) => link.type)).toEqual(['ff', 'fs', 'sf', 'ss']);
    expect(links[0]).toEqual({ predecessorUid: 1, successorUid: 2, type: 'ff', lagMinutes: 0, line: 3 });
  });

  it.each([
    [7, 4800, { lagMinutes: 480 }],
    [39, -4800, { lagMinutes: -480 }],
    [8, 14400, { lagElapsedMinutes: 1440 }],
    [38, 600, { lagElapsedMinutes: 60 }],
    [19, -75, { lagPercent: -75 }],
    [51, 50, { lagPercent: 50 }],
  ])('reads the lag of LagFormat %d', async (format, lag, expected) => {
    const { links } = await plan([task(1), task(2, {}, follows(1, { LagFormat: format, LinkLag: lag }))]);
    expect(links[0]).toMatchObject(expected);
  });

  it('leaves links and tasks of other projects out, with a note', async () => {
    const { tasks, links, notes } = await plan([
      task(1, {}, follows(77, { CrossProject: 1, CrossProjectName: 'other.mpp' })),
      task(2, { ExternalTask: 1 }),
      task(3, {}, follows(2)),
    ]);
    expect(tasks.map(({ uid }) => uid)).toEqual([1, 3]);
    expect(links).toEqual([]);
    expect(notes).toEqual([
      `${file}:3: task "T2" (UID 2) belongs to another project and is left out`,
      `${file}:2: task "T1" (UID 1): a link to another project ("other.mpp") is left out`,
      `${file}:4: task "T3" (UID 3): a link to UID 2, a task of another project, is left out`,
    ]);
  });

  it('says that a plan from its finish will be scheduled from its start', async () => {
    expect((await plan([task(1)], { ScheduleFromStart: 0 })).notes).toEqual([
      `${file}:1: the plan is scheduled from its finish; it will be scheduled from its start`,
    ]);
  });

  it('lists all that is wrong, not only the first', async () => {
    const tasks = [
      task(1, { Start: '2023-02-30T08:00:00' }),
      task(2, { Finish: '2024-01-01T25:00:00' }),
      task(3, { Finish: '2023-12-31T17:00:00' }, follows(99), follows(3)),
      task(4, { ActualStart: '2024-01-02T08:00:00', ActualFinish: '2024-01-01T08:00:00' }, follows(1), follows(1, { Type: 3 })),
      task(5, { PercentComplete: 101, Duration: 'eight hours', ConstraintType: 8 }),
      task(5, { ConstraintType: 4 }, follows(1, { Type: 4 })),
    ];
    expect(await faults(plan(tasks))).toEqual([
      '2: task "T1" (UID 1): Start "2023-02-30T08:00:00" is not a date and time that exists',
      '3: task "T2" (UID 2): Finish "2024-01-01T25:00:00" is not a date and time that exists',
      '4: task "T3" (UID 3): Finish is before Start',
      '5: task "T4" (UID 4): ActualFinish is before ActualStart',
      '6: task "T5" (UID 5): PercentComplete 101 is not between 0 and 100',
      '6: task "T5" (UID 5): Duration "eight hours" is not a duration such as PT8H0M0S',
      '6: task "T5" (UID 5): ConstraintType 8 is not known (0 to 7)',
      '7: task "T5" (UID 5): ConstraintType 4 needs a ConstraintDate, which is missing',
      '7: task "T5" (UID 5): its UID is used twice',
      '4: task "T3" (UID 3): a link to UID 99, which is not in the file',
      '4: task "T3" (UID 3): a link to itself',
      '5: task "T4" (UID 4): a second link to task "T1" (UID 1)',
      '7: task "T5" (UID 5): link Type 4 is not known (0 to 3)',
    ]);
  });

  it('BR-149 refuses a cycle and names its tasks', async () => {
    expect(await faults(plan([task(1, {}, follows(3)), task(2, {}, follows(1)), task(3, {}, follows(2))]))).toEqual([
      '4: the links form a cycle: "T1" > "T2" > "T3" > "T1"',
    ]);
  });

  it('BR-149 refuses a link between a task and its ancestor, and to the project itself', async () => {
    const tasks = [
      task(0, { OutlineLevel: 0 }),
      task(1),
      task(2, { OutlineLevel: 2 }),
      task(3, { OutlineLevel: 3 }, follows(1), follows(0)),
    ];
    expect(await faults(plan(tasks))).toEqual([
      '5: task "T3" (UID 3): a link between it and task "T1" (UID 1), of which one holds the other',
      '5: task "T3" (UID 3): a link to the project itself, which holds the task',
    ]);
  });

  it('refuses an outline level that has no parent', async () => {
    expect(await faults(plan([task(1), task(2, { OutlineLevel: 3 })]))).toEqual([
      '3: task "T2" (UID 2): OutlineLevel 3 has no task at level 2 above it',
    ]);
  });

  it('refuses a plan without tasks', async () => {
    expect(await faults(plan([task(0, { OutlineLevel: 0 })]))).toEqual(['1: the project: the plan has no tasks']);
  });

  it('refuses other formats', async () => {
    expect(await faults(read('<?xml version="1.0"?>\n<APIBusinessObjects/>'))).toEqual([
      '2: the root element is APIBusinessObjects, not Project: this is not an MS Project XML file',
    ]);
    expect(await faults(read('number,state'))).toEqual([expect.stringMatching(/^1: the file is not well-formed XML/)]);
  });

  it('reads 10,000 tasks in one chain', async () => {
    const tasks = Array.from({ length: 10_000 }, (_, n) => task(n + 1, {}, ...(n > 0 ? [follows(n)] : [])));
    expect((await plan(tasks)).links).toHaveLength(9_999);
  });
});
