import { endOf, type WorkingCalendar } from '#libs/kernel';
import type { ProjectTaskState, TaskDependencyState } from './project-task-state.js';
import type { TimeConstraint } from './task-state.js';
import type { PlannedTask } from './whole-plan.js';

/** What of a task goes into a template and from there into projects, beside its place and its dates. */
export const CARRIED = [
  'shortDescription',
  'description',
  'priority',
  'visibleToCustomer',
  'plannedDurationMinutes',
  'durationElapsed',
  'milestone',
  'keyMilestone',
  'timeConstraint',
  'assignedToId',
  'assignmentGroupId',
] as const satisfies readonly (keyof ProjectTaskState)[];

/** A task whose dates are counted from the start of its project, in working minutes (decision 18). */
export interface RelativeTask
  extends Pick<ProjectTaskState, (typeof CARRIED)[number] | 'id' | 'parentId' | 'position' | 'wbs' | 'wbsOrder'> {
  readonly startOffsetMinutes: number;
  /** Null where the constraint goes without a date; one before the start counts as the start. */
  readonly constraintOffsetMinutes: number | null;
}

/** Which task waits for which, and how long. */
export type LinkDetails = Pick<
  TaskDependencyState,
  'predecessorId' | 'successorId' | 'type' | 'lagMinutes' | 'lagElapsedMinutes' | 'lagPercent'
>;

/** One line of a task's checklist. */
export interface CheckLine {
  readonly taskId: string;
  readonly position: number;
  readonly text: string;
}

/** A plan without a start: what templates hold, and what a project's plan is on its way into a template or a copy. */
export interface RelativePlan {
  /** From top to bottom. */
  readonly tasks: readonly RelativeTask[];
  readonly links: readonly LinkDetails[];
  readonly lines: readonly CheckLine[];
}

/** The project whose plan is read, as far as its start is concerned. */
type Begun = Pick<ProjectTaskState, 'plannedStart' | 'actualStart'>;

/**
 * BR-085, BR-089. The tasks of a project with their dates counted from its start. Their states, actual dates and
 * percentages are left behind.
 * @param tasks from top to bottom
 */
export function relativeTasks(project: Begun, tasks: readonly ProjectTaskState[], calendar: WorkingCalendar): RelativeTask[] {
  const start = startOf(project, tasks);
  const offset = (at: Date): number => calendar.minutesBetween(start, at);
  return tasks.map(({ id, parentId, position, wbs, wbsOrder, plannedStart, constraintDate, ...task }) => ({
    ...(Object.fromEntries(CARRIED.map((name) => [name, task[name]])) as Pick<RelativeTask, (typeof CARRIED)[number]>),
    id,
    parentId,
    position,
    wbs,
    wbsOrder,
    startOffsetMinutes: offset(plannedStart),
    constraintOffsetMinutes: constraintDate && offset(constraintDate),
  }));
}

/** The start of a project's plan. Once work has begun the project's own start tells of that work, not of the plan. */
function startOf(project: Begun, tasks: readonly ProjectTaskState[]): Date {
  const parents = new Set(tasks.map(({ parentId }) => parentId));
  const starts = tasks.filter(({ id }) => !parents.has(id)).map(({ plannedStart }) => plannedStart);
  if (!starts.length || project.actualStart === null) starts.push(project.plannedStart);
  return starts.reduce((least, at) => (at < least ? at : least));
}

/** Where a relative plan is put. */
export interface PlanStart {
  /** Within working time. */
  readonly start: Date;
  /** That of the project, to which tasks that wait for nothing are drawn; another one where there are tasks already. */
  readonly projectStart: Date;
  /** Tasks of a manual project start on a date, whatever else (BR-153). */
  readonly manual: boolean;
  readonly calendar: WorkingCalendar;
}

/**
 * BR-087 to BR-089. The tasks of a relative plan with their dates from a start on, pending.
 * @param identify gives the id and number of the new task that is made of one
 */
export function plannedTasks(
  { tasks, links }: RelativePlan,
  at: PlanStart,
  identify: (id: string) => { readonly id: string; readonly number: string },
): PlannedTask[] {
  const parents = new Set(tasks.map(({ parentId }) => parentId));
  const waits = waitingIn(tasks, links);
  return tasks.map((task) => {
    const { shortDescription, plannedDurationMinutes, durationElapsed, ...rest } = carriedOf(task);
    const isParent = parents.has(task.id);
    const plannedStart = momentAt(at, task.startOffsetMinutes, task.milestone && !isParent);
    const plannedEnd = endOf(at.calendar, plannedStart, plannedDurationMinutes, durationElapsed);
    const free = isParent || waits.has(task.id) || plannedStart.getTime() === at.projectStart.getTime();
    return {
      ...rest,
      ...identify(task.id),
      ...constraintAt(task, plannedStart, { ...at, manual: at.manual && !isParent }, free),
      parentId: task.parentId === null ? null : identify(task.parentId).id,
      shortDescription,
      plannedStart,
      plannedEnd,
      plannedDurationMinutes,
      durationElapsed,
    };
  });
}

const carriedOf = (task: RelativeTask): Pick<RelativeTask, (typeof CARRIED)[number]> =>
  Object.fromEntries(CARRIED.map((name) => [name, task[name]])) as Pick<RelativeTask, (typeof CARRIED)[number]>;

/** Work begins with a shift; a milestone, or an end, stays where the work before it ended. */
const momentAt = ({ calendar, start }: PlanStart, offset: number, ends: boolean): Date => {
  const at = calendar.addMinutes(start, offset);
  return ends ? at : calendar.nextStart(at);
};

/**
 * BR-145, BR-146. The constraint of a task. One that starts as soon as possible and waits for nothing would be drawn to
 * the project's start: where that is not its own, it starts no earlier than planned.
 */
function constraintAt(
  task: RelativeTask,
  plannedStart: Date,
  at: PlanStart,
  free: boolean,
): { readonly timeConstraint: TimeConstraint; readonly constraintDate: Date | null } {
  const { timeConstraint, constraintOffsetMinutes: offset } = task;
  if (at.manual) return { timeConstraint: 'start_on', constraintDate: plannedStart };
  if (timeConstraint === 'as_soon_as_possible' && !free) return { timeConstraint: 'start_no_earlier_than', constraintDate: plannedStart };
  if (timeConstraint === 'as_soon_as_possible' || timeConstraint === 'as_late_as_possible') return { timeConstraint, constraintDate: null };
  const ends = timeConstraint.startsWith('finish_');
  return { timeConstraint, constraintDate: offset === null ? plannedStart : momentAt(at, offset, ends || task.milestone) };
}

/** The tasks that wait for another one, by a link of their own or of one that they lie below. */
function waitingIn(tasks: readonly RelativeTask[], links: readonly LinkDetails[]): Set<string> {
  const waiting = new Set(links.map(({ successorId }) => successorId));
  for (const { id, parentId } of tasks) if (parentId !== null && waiting.has(parentId)) waiting.add(id);
  return waiting;
}

export const withoutAssignee = <T extends { readonly assignedToId: string | null }>(task: T): T => ({ ...task, assignedToId: null });

/** BR-088. The tasks of a whole plan, numbered on after those that a project has. */
export function numberedAfter(
  tasks: readonly ProjectTaskState[],
  last: { readonly top: number; readonly order: number },
): ProjectTaskState[] {
  return tasks.map((task) => {
    const [first, ...below] = task.wbs.split('.');
    const wbs = [Number(first) + last.top, ...below].join('.');
    const position = task.parentId === null ? task.position + last.top : task.position;
    return { ...task, position, wbs, wbsOrder: task.wbsOrder + last.order };
  });
}
