import { DEFAULT_CALENDAR as calendar } from '#libs/kernel';
import { ProjectTask } from './project-task.js';
import type { ProjectTaskState } from './project-task-state.js';
import {
  CARRIED,
  numberedAfter,
  type PlanStart,
  plannedTasks,
  type RelativePlan,
  relativeTasks,
  withoutAssignee,
} from './relative-plan.js';
import { wholePlan } from './whole-plan.js';

const at = (text: string): Date => new Date(`${text}Z`);
const MONDAY = at('2026-03-02T08:00');
const project = { plannedStart: MONDAY, actualStart: null };

/** Tasks in their order, each in the place of a top task unless it says otherwise. */
const tasksOf = (...given: (Partial<ProjectTaskState> & { id: string })[]): ProjectTaskState[] =>
  given.map((task, i) => {
    const place = { parentId: null, position: i, wbs: String(i + 1), wbsOrder: i + 1 };
    const origin = { id: task.id, number: task.id, now: MONDAY, project: { id: 'p', accountId: 'a', plannedStart: MONDAY }, place };
    return { ...ProjectTask.add(origin, { shortDescription: task.id }).state, ...task };
  });
const offsetsOf = (plan: ReturnType<typeof relativeTasks>) => plan.map(({ startOffsetMinutes }) => startOffsetMinutes);

const link = (predecessorId: string, successorId: string) =>
  ({ predecessorId, successorId, type: 'fs', lagMinutes: 0, lagElapsedMinutes: null, lagPercent: null }) as const;
const planned = (tasks: RelativePlan['tasks'], links: RelativePlan['links'] = [], start: Partial<PlanStart> = {}) =>
  plannedTasks({ tasks, links, lines: [] }, { start: MONDAY, projectStart: MONDAY, manual: false, calendar, ...start }, (id) => ({
    id: `new ${id}`,
    number: `N ${id}`,
  }));

describe('the plan of a project, relative to its start', () => {
  it('BR-085 counts starts and constraints in working minutes from the start of the project', () => {
    const tasks = tasksOf(
      { id: 'a' },
      { id: 'b', plannedStart: at('2026-03-03T13:00'), timeConstraint: 'start_on', constraintDate: at('2026-03-03T13:00') },
      { id: 'c', plannedStart: at('2026-03-09T08:00'), timeConstraint: 'finish_on', constraintDate: at('2026-03-09T17:00') },
    );
    const plan = relativeTasks(project, tasks, calendar);
    expect(offsetsOf(plan)).toEqual([0, 720, 2400]);
    expect(plan.map(({ constraintOffsetMinutes }) => constraintOffsetMinutes)).toEqual([null, 720, 2880]);
  });

  it('counts a constraint before the start as the start', () => {
    const early = { timeConstraint: 'start_no_earlier_than', constraintDate: at('2026-02-01T08:00') } as const;
    expect(relativeTasks(project, tasksOf({ id: 'a', ...early }), calendar)[0]!.constraintOffsetMinutes).toBe(0);
  });

  it('BR-085 leaves behind states, actual dates and percentages, and keeps the rest', () => {
    const at = new Date('2026-03-02T09:00Z');
    const done = { state: 'closed_complete', actualStart: at, actualEnd: at, percentComplete: 100, status: 'red', critical: true } as const;
    const [task] = relativeTasks(project, tasksOf({ id: 'a', ...done, visibleToCustomer: true, keyMilestone: true }), calendar);
    const own = ['id', 'parentId', 'position', 'wbs', 'wbsOrder', 'startOffsetMinutes', 'constraintOffsetMinutes'];
    expect(Object.keys(task!).sort()).toEqual([...CARRIED, ...own].sort());
    expect(task).toMatchObject({ visibleToCustomer: true, keyMilestone: true });
  });

  it('begins with the earliest task, or with a project that begins before it', () => {
    const later = { id: 'a', plannedStart: at('2026-03-03T08:00') };
    expect(offsetsOf(relativeTasks(project, tasksOf(later), calendar))).toEqual([480]);
    expect(offsetsOf(relativeTasks(project, tasksOf({ id: 'e', plannedStart: at('2026-02-27T08:00') }, later), calendar))).toEqual([
      0, 960,
    ]);
    // Work that began early or late tells nothing of the plan; nor does what is rolled up from it.
    const begun = { plannedStart: at('2026-02-26T08:00'), actualStart: at('2026-02-26T08:00') };
    const parent = { id: 'p', plannedStart: at('2026-02-26T08:00') };
    expect(offsetsOf(relativeTasks(begun, tasksOf(parent, { ...later, parentId: 'p' }), calendar))).toEqual([0, 0]);
    expect(relativeTasks(project, [], calendar)).toEqual([]);
  });
});

describe('a relative plan, put where it begins', () => {
  const [a] = relativeTasks(project, tasksOf({ id: 'a' }), calendar);
  const task = (id: string, more: Partial<RelativePlan['tasks'][number]> = {}) => ({ ...a!, id, ...more });

  it('BR-089 gives each task its date from the start on, in working time, pending', () => {
    const [one, two] = planned([task('1'), task('2', { startOffsetMinutes: 480, plannedDurationMinutes: 600 })]);
    expect(one).toMatchObject({ id: 'new 1', number: 'N 1', plannedStart: MONDAY, plannedEnd: at('2026-03-02T17:00') });
    expect(two).toMatchObject({ plannedStart: at('2026-03-03T08:00'), plannedEnd: at('2026-03-04T10:00') });
    expect(one).not.toHaveProperty('state');
  });

  it('BR-089 keeps durations that count every hour', () => {
    const [drying] = planned([task('1', { durationElapsed: true, plannedDurationMinutes: 2880 })], [], { start: at('2026-03-06T08:00') });
    expect(drying).toMatchObject({ durationElapsed: true, plannedEnd: at('2026-03-08T08:00') });
  });

  it('BR-157 leaves a milestone where the work before it ended', () => {
    const [first, last] = planned([
      task('1', { milestone: true, plannedDurationMinutes: 0 }),
      task('2', { milestone: true, plannedDurationMinutes: 0, startOffsetMinutes: 2400 }),
    ]);
    expect([first!.plannedStart, last!.plannedStart, last!.plannedEnd]).toEqual([MONDAY, at('2026-03-06T17:00'), at('2026-03-06T17:00')]);
  });

  it('BR-146 holds a task that waits for nothing where it is planned', () => {
    const constraintOf = (...given: Parameters<typeof planned>) => planned(...given).at(-1)!.timeConstraint;
    const later = task('2', { startOffsetMinutes: 480 });
    expect(planned([later])[0]).toMatchObject({ timeConstraint: 'start_no_earlier_than', constraintDate: at('2026-03-03T08:00') });
    expect(constraintOf([task('1')])).toBe('as_soon_as_possible');
    // It follows what it waits for, itself or with its parent; a parent follows its tasks.
    expect(constraintOf([task('1'), later], [link('1', '2')])).toBe('as_soon_as_possible');
    expect(constraintOf([task('1'), task('p'), { ...later, parentId: 'p' }], [link('1', 'p')])).toBe('as_soon_as_possible');
    expect(planned([later, task('3', { parentId: '2' })])[0]!.timeConstraint).toBe('as_soon_as_possible');
    // The project has begun already: also its first task would be drawn there.
    expect(constraintOf([task('1')], [], { projectStart: at('2026-02-02T08:00') })).toBe('start_no_earlier_than');
    expect(constraintOf([task('1', { timeConstraint: 'as_late_as_possible', startOffsetMinutes: 480 })])).toBe('as_late_as_possible');
  });

  it('BR-145 moves dated constraints with the start: work begins with a shift, and ends with one', () => {
    const dateOf = (timeConstraint: RelativePlan['tasks'][number]['timeConstraint']) =>
      planned([task('1', { timeConstraint, constraintOffsetMinutes: 480 })])[0]!.constraintDate;
    for (const start of ['start_on', 'start_no_earlier_than', 'start_no_later_than'] as const)
      expect([start, dateOf(start)]).toEqual([start, at('2026-03-03T08:00')]);
    for (const end of ['finish_on', 'finish_no_earlier_than', 'finish_no_later_than'] as const)
      expect([end, dateOf(end)]).toEqual([end, at('2026-03-02T17:00')]);
  });

  it('BR-153 starts the tasks of a manual project on their dates, but not the parents', () => {
    const tasks = [
      task('p'),
      task('1', { parentId: 'p', startOffsetMinutes: 480, timeConstraint: 'finish_on', constraintOffsetMinutes: 960 }),
    ];
    expect(planned(tasks, [], { manual: true }).map(({ timeConstraint, constraintDate }) => [timeConstraint, constraintDate])).toEqual([
      ['as_soon_as_possible', null],
      ['start_on', at('2026-03-03T08:00')],
    ]);
  });

  it('BR-091 from the same start on gives the dates that it was made of', () => {
    const tasks = tasksOf(
      { id: 'a', plannedStart: at('2026-03-02T10:30') },
      { id: 'b', plannedStart: at('2026-03-05T08:00') },
      { id: 'c', plannedStart: at('2026-03-06T17:00'), milestone: true, plannedDurationMinutes: 0 },
    );
    expect(planned(relativeTasks(project, tasks, calendar)).map(({ plannedStart }) => plannedStart)).toEqual(
      tasks.map(({ plannedStart }) => plannedStart),
    );
  });

  it('BR-088 is numbered on after the last task', () => {
    const { tasks } = wholePlan(
      { id: 'p', accountId: 'a' },
      planned([task('1'), task('2', { parentId: '1' }), task('3')]),
      MONDAY,
      calendar,
    );
    const places = numberedAfter(tasks, { top: 9, order: 40 }).map(({ wbs, position, wbsOrder }) => [wbs, position, wbsOrder]);
    expect(places).toEqual([
      ['10', 9, 41],
      ['10.1', 0, 42],
      ['11', 10, 43],
    ]);
  });

  it('loses its assignees where it is copied', () => {
    expect(withoutAssignee(task('1', { assignedToId: 'x' })).assignedToId).toBeNull();
  });
});
