import fc from 'fast-check';
import { DEFAULT_CALENDAR, STANDARD_CALENDAR, WorkingCalendar } from '#libs/kernel';
import type { ScheduleLink } from './project-task-state.js';
import { reschedule } from './reschedule.js';
import { Schedule } from './schedule.js';
import type { PlanToSchedule } from './schedule-graph.js';
import { lateDates } from './schedule-slack.js';
import type { TimeConstraint } from './task-state.js';
import { type TaskNode, TaskTree } from './task-tree.js';

const START = new Date('2026-03-02T08:00Z');
const at = (text: string): Date => new Date(`2026-${text}Z`);

const node = (id: string, more: Partial<TaskNode> = {}): TaskNode => ({
  id,
  number: id,
  parentId: null,
  position: 0,
  wbs: '',
  wbsOrder: 0,
  state: 'pending',
  status: null,
  overrideStatus: false,
  percentComplete: 0,
  plannedStart: START,
  plannedEnd: START,
  plannedDurationMinutes: 480,
  durationElapsed: false,
  actualStart: null,
  actualEnd: null,
  actualDurationMinutes: null,
  milestone: more.plannedDurationMinutes === 0,
  timeConstraint: 'as_soon_as_possible',
  constraintDate: null,
  assignedToId: null,
  visibleToCustomer: false,
  isParent: false,
  critical: null,
  scheduleConflict: false,
  calendarId: null,
  ...more,
});
const link = (predecessorId: string, successorId: string, more: Partial<ScheduleLink> = {}): ScheduleLink => ({
  predecessorId,
  successorId,
  type: 'fs',
  lagMinutes: 0,
  lagElapsedMinutes: null,
  lagPercent: null,
  ...more,
});
const plan = (tasks: readonly TaskNode[], links: readonly ScheduleLink[] = [], more: Partial<PlanToSchedule> = {}): PlanToSchedule => ({
  start: START,
  calendar: DEFAULT_CALENDAR,
  tasks,
  links,
  ...more,
});
const datesOf = (given: PlanToSchedule): Record<string, string> => {
  const schedule = Schedule.of(given);
  const text = (moment: number): string => new Date(moment).toISOString().slice(5, 16);
  return Object.fromEntries(given.tasks.map(({ id }, i) => [id, `${text(schedule.start[i]!)} ${text(schedule.end[i]!)}`]));
};
const dated = (timeConstraint: TimeConstraint, date: string): Partial<TaskNode> => ({ timeConstraint, constraintDate: at(date) });

describe('the schedule', () => {
  it.each<[TimeConstraint, string, string]>([
    ['start_on', '03-04T08:00', '03-04T08:00 03-04T17:00'],
    ['start_no_earlier_than', '03-04T08:00', '03-04T08:00 03-04T17:00'],
    ['start_no_later_than', '03-04T08:00', '03-02T08:00 03-02T17:00'],
    ['finish_on', '03-04T12:00', '03-03T13:00 03-04T12:00'],
    ['finish_no_earlier_than', '03-04T12:00', '03-03T13:00 03-04T12:00'],
    ['finish_no_later_than', '03-04T12:00', '03-02T08:00 03-02T17:00'],
  ])('BR-145, decision 17: %s %s', (constraint, date, dates) => {
    expect(datesOf(plan([node('a', dated(constraint, date))])).a).toBe(dates);
  });

  it.each<[TimeConstraint, string]>([
    ['start_no_later_than', '03-03T08:00'],
    ['finish_no_later_than', '03-03T17:00'],
    ['start_on', '03-03T08:00'],
    ['finish_on', '03-03T17:00'],
  ])('BR-152 %s wins over a predecessor that ends later, and is marked', (constraint, date) => {
    const given = plan([node('a', { plannedDurationMinutes: 960 }), node('b', dated(constraint, date))], [link('a', 'b')]);
    expect(datesOf(given).b).toBe('03-03T08:00 03-03T17:00');
    expect([...Schedule.of(given).conflict]).toEqual([0, 1]);
  });

  it('as late as possible: as late as what waits for it lets it be, in chains too', () => {
    const late = { timeConstraint: 'as_late_as_possible' } as const;
    const tasks = [
      node('long', { plannedDurationMinutes: 2400 }),
      node('a', late),
      node('b', late),
      node('end', { plannedDurationMinutes: 0 }),
    ];
    const given = plan(tasks, [link('long', 'end'), link('a', 'b'), link('b', 'end')]);
    expect(datesOf(given)).toMatchObject({ a: '03-05T08:00 03-05T17:00', b: '03-06T08:00 03-06T17:00', end: '03-06T17:00 03-06T17:00' });
  });

  it('a parent holds back all that is below it, and what follows it waits for all of that', () => {
    const tasks = [
      node('first'),
      node('p', { isParent: true }),
      node('x', { parentId: 'p' }),
      node('y', { parentId: 'p', plannedDurationMinutes: 960 }),
      node('last'),
    ];
    const given = plan(tasks, [link('first', 'p'), link('p', 'last')]);
    expect(datesOf(given)).toMatchObject({
      x: '03-03T08:00 03-03T17:00',
      y: '03-03T08:00 03-04T17:00',
      p: '03-03T08:00 03-04T17:00',
      last: '03-05T08:00 03-05T17:00',
    });
  });

  it('a milestone stands where the last of what it waits for ends; what takes time begins with the next work', () => {
    const given = plan([node('a'), node('m', { plannedDurationMinutes: 0 }), node('b')], [link('a', 'm'), link('m', 'b')]);
    expect(datesOf(given)).toMatchObject({ m: '03-02T17:00 03-02T17:00', b: '03-03T08:00 03-03T17:00' });
  });

  it('BR-143 what has begun lasts from its actual start, what is closed stays, and both hold what follows', () => {
    const begun = node('begun', { state: 'work_in_progress', actualStart: at('03-04T08:00') });
    const closed = node('closed', { state: 'closed_complete', actualStart: at('03-02T08:00'), actualEnd: at('03-09T12:00') });
    const given = plan([begun, node('a'), closed, node('b')], [link('begun', 'a'), link('closed', 'b')]);
    expect(datesOf(given)).toMatchObject({
      begun: '03-04T08:00 03-04T17:00',
      a: '03-05T08:00 03-05T17:00',
      closed: '03-02T08:00 03-09T12:00',
      b: '03-09T13:00 03-10T12:00',
    });
  });

  it('a task follows a calendar of its own, with its exceptions and its time zone', () => {
    const nights = new WorkingCalendar({
      ...STANDARD_CALENDAR,
      timeZone: 'America/New_York',
      exceptions: [{ from: '2026-03-03', to: '2026-03-03', times: [] }],
    });
    const tasks = [node('a', { plannedDurationMinutes: 960 })];
    // 08:00 in New York is 13:00 UTC, and 12:00 from 8 March on.
    expect(datesOf(plan(tasks, [], { calendars: new Map([['a', nights]]) })).a).toBe('03-02T13:00 03-04T22:00');
    expect(datesOf(plan(tasks, [], { calendars: new Map([['a', nights]]), start: at('03-06T13:00') })).a).toBe('03-06T13:00 03-09T21:00');
  });

  it('BR-153 in a manual project every task stays where it was put', () => {
    const given = plan([node('a', { plannedStart: at('03-04T08:00') }), node('b')], [link('a', 'b')], { manual: true });
    expect(datesOf(given)).toEqual({ a: '03-04T08:00 03-04T17:00', b: '03-02T08:00 03-02T17:00' });
  });
});

describe('slack', () => {
  it('is the room until the project, or the next task, would move; closed tasks are never critical', () => {
    const tasks = [
      node('a', { plannedDurationMinutes: 1440 }),
      node('b'),
      node('c'),
      node('done', { state: 'closed_complete', actualStart: START, actualEnd: at('03-06T17:00') }),
    ];
    const schedule = Schedule.of(plan(tasks, [link('a', 'c'), link('b', 'c')]));
    const { total, free, critical } = lateDates(schedule);
    // The closed task ends the project, a day after c does.
    expect([...total]).toEqual([480, 1440, 480, 0]);
    expect([...free]).toEqual([0, 960, 480, 0]);
    expect([...critical]).toEqual([0, 0, 0, 0]);
  });

  it('is negative where a constraint cannot be kept', () => {
    const tasks = [node('a', { plannedDurationMinutes: 960 }), node('b', dated('finish_no_later_than', '03-03T17:00'))];
    expect([...lateDates(Schedule.of(plan(tasks, [link('a', 'b')]))).total]).toEqual([-480, 0]);
  });
});

const TYPES = ['fs', 'ss', 'ff', 'sf'] as const;
const FREE: readonly TimeConstraint[] = ['as_soon_as_possible', 'start_no_earlier_than', 'finish_no_earlier_than'];
const FIXED: readonly TimeConstraint[] = ['start_on', 'finish_on', 'start_no_later_than', 'finish_no_later_than'];

/** A plan without circles: links lead from earlier tasks to later ones, parents stand alone in groups. */
const somePlan = (constraints: readonly TimeConstraint[], types: readonly ScheduleLink['type'][], lags: boolean) =>
  fc
    .record({
      tasks: fc.array(
        fc.record({
          days: fc.integer({ min: 0, max: 12 }),
          constraint: fc.constantFrom(...constraints),
          day: fc.integer({ min: 0, max: 30 }),
          group: fc.integer({ min: 0, max: 4 }),
        }),
        { minLength: 2, maxLength: 14 },
      ),
      links: fc.array(fc.record({ a: fc.nat(), b: fc.nat(), type: fc.constantFrom(...types), lag: fc.integer({ min: -960, max: 960 }) }), {
        maxLength: 20,
      }),
    })
    .map(({ tasks, links }) => {
      const leaves = tasks.map(({ days, constraint, day, group }, i) =>
        node(`t${i}`, {
          plannedDurationMinutes: days * 120,
          timeConstraint: constraint,
          constraintDate: constraint.startsWith('as_') ? null : new Date(START.getTime() + day * 86_400_000),
          parentId: group > 2 ? `g${group}` : null,
        }),
      );
      const groups = [...new Set(leaves.flatMap(({ parentId }) => parentId ?? []))].map((id) => node(id, { isParent: true }));
      const pairs = new Map<string, ScheduleLink>();
      for (const { a, b, type, lag } of links) {
        const [from, to] = [a % tasks.length, b % tasks.length].sort((x, y) => x - y) as [number, number];
        if (from !== to) pairs.set(`${from} ${to}`, link(`t${from}`, `t${to}`, { type, lagMinutes: lags ? lag : 0 }));
      }
      return plan([...groups, ...leaves], [...pairs.values()]);
    });

describe('properties of the schedule', () => {
  it('no task starts before its constraint and what it waits for allow', () => {
    fc.assert(
      fc.property(somePlan(FREE, TYPES, true), (given) => {
        const schedule = Schedule.of(given);
        const index = new Map(given.tasks.map(({ id }, i) => [id, i]));
        for (const { predecessorId, successorId, type, lagMinutes } of given.links) {
          const [from, to] = [index.get(predecessorId)!, index.get(successorId)!];
          const bound = type === 'fs' || type === 'ff' ? schedule.end[from]! : schedule.start[from]!;
          const lag = lagMinutes!;
          const moment = new Date(bound);
          const earliest = lag >= 0 ? DEFAULT_CALENDAR.addMinutes(moment, lag) : DEFAULT_CALENDAR.subtractMinutes(moment, -lag);
          const reached = new Date(type === 'fs' || type === 'ss' ? schedule.start[to]! : schedule.end[to]!);
          // To the instant of work: 17:00 and 08:00 of the next working day are the same.
          expect(DEFAULT_CALENDAR.minutesBetween(reached, earliest)).toBe(0);
        }
        given.tasks.forEach(({ timeConstraint, constraintDate }, i) => {
          if (timeConstraint === 'start_no_earlier_than') expect(schedule.start[i]!).toBeGreaterThanOrEqual(constraintDate!.getTime());
          if (timeConstraint === 'finish_no_earlier_than')
            expect(DEFAULT_CALENDAR.minutesBetween(new Date(schedule.end[i]!), constraintDate!)).toBe(0);
        });
      }),
      { numRuns: 500 },
    );
  });

  const anything = somePlan([...FREE, ...FIXED, 'as_late_as_possible'], TYPES, true);
  const treeOf = (given: PlanToSchedule): TaskTree => new TaskTree(given.tasks, given.calendar);
  const nodesOf = (tree: TaskTree): TaskNode[] => tree.descendantsOf(null);

  it('scheduling what is scheduled changes nothing', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const tree = treeOf(given);
        reschedule(tree, given);
        const again = new TaskTree(nodesOf(tree), given.calendar);
        reschedule(again, given);
        expect(again.changes()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('the order in which tasks and links come does not matter', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const turned = { ...given, tasks: [...given.tasks].reverse(), links: [...given.links].reverse() };
        expect(datesOf(turned)).toEqual(datesOf(given));
      }),
      { numRuns: 300 },
    );
  });

  // Without lags: a negative lag from a start lets a longer predecessor pull nothing, but SS and SF count from starts, which
  // a finish-to-finish bound moves back when the task gets longer. With "finish to start" alone that cannot be.
  it('a longer task never ends the project earlier', () => {
    fc.assert(
      fc.property(somePlan(FREE, ['fs'], true), fc.nat(), fc.integer({ min: 1, max: 2_000 }), (given, which, longer) => {
        const i = which % given.tasks.length;
        const end = (one: PlanToSchedule): number => Math.max(...Schedule.of(one).end);
        const stretched = given.tasks.map((task, j) =>
          j === i && !task.isParent ? { ...task, plannedDurationMinutes: task.plannedDurationMinutes + longer } : task,
        );
        // 17:00 and 08:00 of the next working day are one instant of work.
        const [before, after] = [end(given), end({ ...given, tasks: stretched })];
        expect(DEFAULT_CALENDAR.minutesBetween(new Date(after), new Date(before))).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  it('what a changed task moves is what a full pass moves', () => {
    fc.assert(
      fc.property(anything, fc.nat(), fc.integer({ min: 0, max: 2_000 }), (given, which, minutes) => {
        const tree = treeOf(given);
        reschedule(tree, given);
        const tasks = nodesOf(tree);
        const task = tasks[which % tasks.length]!;
        fc.pre(!task.isParent);
        const changed = { ...task, plannedDurationMinutes: minutes, milestone: minutes === 0 };
        const [some, all] = [new TaskTree(tasks, given.calendar), new TaskTree(tasks, given.calendar)];
        for (const each of [some, all]) each.put(changed);
        reschedule(some, given, [task.id]);
        reschedule(all, given);
        expect(nodesOf(some)).toEqual(nodesOf(all));
      }),
      { numRuns: 500 },
    );
  });
});

describe('10,000 tasks with 15,000 links', () => {
  const tasks = Array.from({ length: 10_000 }, (_, i) =>
    node(
      `t${i}`,
      i % 20 === 0
        ? { isParent: true, position: i }
        : { parentId: `t${i - (i % 20)}`, position: i % 20, plannedDurationMinutes: 60 + (i % 9) * 60 },
    ),
  );
  const links: ScheduleLink[] = [];
  for (let i = 1; links.length < 15_000; i += 1) {
    const [from, step] = [i % 9_900, 1 + ((i * 7919) % 97)];
    const to = from + step;
    if (from % 20 !== 0 && to % 20 !== 0 && to < 10_000) links.push(link(`t${from}`, `t${to}`, { type: TYPES[i % 3]! }));
  }
  const cpu = (work: () => void): number => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };

  it('a full pass with slack takes under 1 s of CPU, a change in the middle under 50 ms', () => {
    const given = plan(tasks, [...new Map(links.map((one) => [`${one.predecessorId} ${one.successorId}`, one])).values()]);
    lateDates(Schedule.of(given));
    const full = cpu(() => void lateDates(Schedule.of(given)));
    const whole = Schedule.of(given);
    const stored = tasks.map((task, i) => ({ ...task, plannedStart: new Date(whole.start[i]!), plannedEnd: new Date(whole.end[i]!) }));
    const middle = stored.map((task) =>
      task.id === 't5001' ? { ...task, plannedDurationMinutes: task.plannedDurationMinutes + 480 } : task,
    );
    const runs = Array.from({ length: 5 }, () => cpu(() => void Schedule.after({ ...given, tasks: middle }, ['t5001'])));
    process.stdout.write(`\nFull pass ${full.toFixed(0)} ms, one change ${Math.min(...runs).toFixed(1)} ms of CPU\n`);
    expect(full).toBeLessThan(1_000);
    expect(Math.min(...runs)).toBeLessThan(50);
  });
});
