import { Conflict, DAY_MINUTES, endOf, Refused, type WorkingCalendar } from '#libs/kernel';
import type { ProjectTaskState } from './project-task-state.js';
import type { TimeConstraint } from './task-state.js';

/** What somebody says about when a task is to be done. */
export interface Planning {
  readonly plannedStart?: Date;
  readonly plannedDurationMinutes?: number;
  readonly timeConstraint?: TimeConstraint;
  readonly constraintDate?: Date | null;
  readonly milestone?: boolean;
}

/** What planning depends on beside the task. */
export interface PlanningRules {
  readonly calendar: WorkingCalendar;
  /** Tasks of a manual project start on a date, whatever else (BR-153). */
  readonly manual: boolean;
  /** BR-155. Whether the planned start of work in progress may still be changed. */
  readonly mayAlterBegun: boolean;
  readonly mostDays: number;
  readonly mostYears: number;
  readonly now: Date;
}

type Planned = Pick<
  ProjectTaskState,
  | 'state'
  | 'actualStart'
  | 'plannedStart'
  | 'plannedDurationMinutes'
  | 'durationElapsed'
  | 'timeConstraint'
  | 'constraintDate'
  | 'milestone'
>;
export type PlannedDates = Omit<Planned, 'state' | 'actualStart'> & Pick<ProjectTaskState, 'plannedEnd'>;

const UNDATED: readonly TimeConstraint[] = ['as_soon_as_possible', 'as_late_as_possible'];
/** BR-146: constraints that give way to a planned start which somebody types. */
const GIVE_WAY: readonly TimeConstraint[] = [...UNDATED, 'start_no_later_than'];

/**
 * When a task is to be done, by what was said (BR-142, BR-143, BR-146, BR-155, BR-157). Nothing but this task moves.
 * @throws Refused for a milestone with a duration, a constraint without its date, or dates beyond what is allowed
 * @throws Conflict when work has begun and its planned start would change
 */
export function planned(task: Planned, said: Planning, rules: PlanningRules): PlannedDates {
  const { milestone, minutes } = durationOf(task, said);
  if (minutes > rules.mostDays * DAY_MINUTES)
    throw Refused.field('plannedDurationMinutes', 'too_long', `A task takes at most ${rules.mostDays} days.`);
  const settle = (at: Date): Date => (milestone && rules.calendar.touches(at) ? at : rules.calendar.nextStart(at));
  const typed = said.plannedStart && settle(said.plannedStart);
  const changed = typed !== undefined && typed.getTime() !== task.plannedStart.getTime();
  if (changed && task.state === 'work_in_progress' && !rules.mayAlterBegun) throw PLAN_FIXED;
  const constraint = constraintOf(task, said, changed ? typed : undefined, rules);
  const plannedStart = typed ?? startUnder(task, said, constraint, settle);
  checkSpan(plannedStart, rules);
  const durationElapsed = task.durationElapsed && said.plannedDurationMinutes === undefined && !milestone;
  const from = task.state === 'work_in_progress' && task.actualStart ? task.actualStart : plannedStart;
  const plannedEnd = endOf(rules.calendar, from, minutes, durationElapsed);
  return { plannedStart, plannedEnd, plannedDurationMinutes: minutes, durationElapsed, milestone, ...constraint(plannedEnd) };
}

/** BR-157. A milestone takes no time, and what takes no time is one. */
function durationOf(task: Planned, said: Planning): { milestone: boolean; minutes: number } {
  const { milestone, plannedDurationMinutes: typed } = said;
  if (milestone === undefined)
    return { milestone: typed === undefined ? task.milestone : typed === 0, minutes: typed ?? task.plannedDurationMinutes };
  if (milestone && typed) throw Refused.field('plannedDurationMinutes', 'milestone_takes_no_time', 'A milestone takes no time.');
  if (!milestone && typed === 0)
    throw Refused.field('plannedDurationMinutes', 'milestone_takes_no_time', 'What takes no time is a milestone.');
  return { milestone, minutes: milestone ? 0 : (typed ?? (task.plannedDurationMinutes || DAY_MINUTES)) };
}

type ConstraintDates = Pick<ProjectTaskState, 'timeConstraint' | 'constraintDate'>;

/** BR-146, BR-153. The constraint, once the planned end is known: a "finish" without a date takes the planned one. */
function constraintOf(task: Planned, said: Planning, newStart: Date | undefined, rules: PlanningRules): (end: Date) => ConstraintDates {
  const asked = said.timeConstraint ?? (rules.manual ? 'start_on' : task.timeConstraint);
  if (rules.manual && asked !== 'start_on')
    throw Refused.field('timeConstraint', 'manual_project', 'Tasks of a manual project start on a specific date.');
  const givesWay = newStart !== undefined && said.timeConstraint === undefined && GIVE_WAY.includes(asked);
  const timeConstraint = givesWay ? 'start_no_earlier_than' : asked;
  if (UNDATED.includes(timeConstraint)) {
    if (said.constraintDate) throw Refused.field('constraintDate', 'constraint_without_date', 'This time constraint goes without a date.');
    return () => ({ timeConstraint, constraintDate: null });
  }
  const starts = timeConstraint.startsWith('start_');
  const kept = timeConstraint === task.timeConstraint && !(starts && newStart) ? task.constraintDate : null;
  const date = said.constraintDate ?? kept ?? (starts ? (newStart ?? task.plannedStart) : null);
  return (end) => ({ timeConstraint, constraintDate: date ?? end });
}

/** A start that nobody typed follows a constraint that somebody did. */
function startUnder(task: Planned, said: Planning, constraint: (end: Date) => ConstraintDates, settle: (at: Date) => Date): Date {
  const asked = said.timeConstraint !== undefined || said.constraintDate;
  const begun = task.state === 'work_in_progress';
  const { timeConstraint, constraintDate } = constraint(task.plannedStart);
  if (!asked || begun || !constraintDate) return task.plannedStart;
  const start = settle(constraintDate);
  if (timeConstraint === 'start_on') return start;
  if (timeConstraint === 'start_no_earlier_than') return start > task.plannedStart ? start : task.plannedStart;
  if (timeConstraint === 'start_no_later_than') return start < task.plannedStart ? start : task.plannedStart;
  return task.plannedStart;
}

function checkSpan(start: Date, { mostYears, now }: PlanningRules): void {
  const [earliest, latest] = [-mostYears, mostYears].map((years) => new Date(now).setUTCFullYear(now.getUTCFullYear() + years));
  if (start.getTime() < earliest! || start.getTime() > latest!)
    throw Refused.field('plannedStart', 'date_out_of_span', `The planned start must lie within ${mostYears} years of today.`);
}

const PLAN_FIXED = new Conflict('planned_start_fixed', 'Work on the task has begun, so its planned start stands.');
