import { type WorkingCalendar } from '#libs/kernel';
import type { ProjectTaskState } from './project-task-state.js';
import { isClosed, type TaskState } from './task-state.js';

/** What a parent takes from its tasks, and what it gives to its own parent. */
export type TaskFigures = Pick<
  ProjectTaskState,
  | 'state'
  | 'percentComplete'
  | 'plannedStart'
  | 'plannedEnd'
  | 'plannedDurationMinutes'
  | 'actualStart'
  | 'actualEnd'
  | 'actualDurationMinutes'
>;

/**
 * What the children of a task, or the top tasks of a project, add up to (BR-103, BR-104, BR-128, BR-129, BR-130, BR-144).
 * @param children at least one
 * @param own the parent's state, which stays while no child says otherwise
 */
export function rollUp(children: readonly TaskFigures[], own: TaskState, calendar: WorkingCalendar): TaskFigures {
  const plannedStart = earliest(children.map(({ actualStart, plannedStart }) => actualStart ?? plannedStart))!;
  const plannedEnd = latest(children.map(({ actualEnd, plannedEnd }) => actualEnd ?? plannedEnd))!;
  const actualStart = earliest(children.map(({ actualStart }) => actualStart));
  const actualEnd = children.every(({ state }) => isClosed(state)) ? latest(children.map(({ actualEnd }) => actualEnd)) : null;
  const complete = children.every(({ state }) => state === 'closed_complete');
  return {
    state: stateOf(children, own),
    percentComplete: percentOf(children),
    plannedStart,
    plannedEnd,
    plannedDurationMinutes: calendar.minutesBetween(plannedStart, plannedEnd),
    actualStart,
    actualEnd,
    actualDurationMinutes: complete && actualStart && actualEnd ? calendar.minutesBetween(actualStart, actualEnd) : null,
  };
}

/** BR-103, BR-104. Pending and open do not roll up; but work below a closed parent opens it again (BR-107). */
function stateOf(children: readonly TaskFigures[], own: TaskState): TaskState {
  const closed = children.filter(({ state }) => isClosed(state)).length;
  if (closed === children.length) return 'closed_complete';
  if (closed > 0 || isClosed(own) || children.some(({ state }) => state === 'work_in_progress')) return 'work_in_progress';
  return own;
}

/** BR-128. By planned duration; milestones do not count, but where there are only milestones each counts the same. */
function percentOf(children: readonly TaskFigures[]): number {
  const weighed = children.filter(({ plannedDurationMinutes }) => plannedDurationMinutes > 0);
  const counted = weighed.length ? weighed : children;
  const weightOf = ({ plannedDurationMinutes }: TaskFigures): number => (weighed.length ? plannedDurationMinutes : 1);
  const done = counted.reduce((sum, child) => sum + child.percentComplete * weightOf(child), 0);
  const all = counted.reduce((sum, child) => sum + weightOf(child), 0);
  const percent = Math.round((done / all) * 100) / 100;
  // Rounding must not call finished what is not.
  return percent === 100 && counted.some(({ percentComplete }) => percentComplete < 100) ? 99.99 : percent;
}

const earliest = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce((least, moment) => (moment && (!least || moment < least) ? moment : least), null);

const latest = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce((most, moment) => (moment && (!most || moment > most) ? moment : most), null);
