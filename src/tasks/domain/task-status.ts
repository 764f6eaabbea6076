import { Refused, type WorkingCalendar } from '#libs/kernel';
import type { ProjectTaskState } from './project-task-state.js';
import { isClosed, type TaskStatus } from './task-state.js';
import type { TaskTree } from './task-tree.js';

/** From how many working days before its planned end on a task is yellow, unless an administrator says otherwise. */
export const USUAL_YELLOW_DAYS = 3;

/** The moments by which tasks are coloured, at a moment and by a calendar. */
export interface StatusBounds {
  readonly now: Date;
  /** The end of the last day that is not further away than so many working days. */
  readonly yellowUntil: Date;
}

export const statusBounds = (now: Date, calendar: WorkingCalendar, yellowDays: number): StatusBounds => ({
  now,
  yellowUntil: calendar.endOfDay(now, yellowDays),
});

/** BR-136. Red when the planned end is past, yellow when it is near, green when it is further away. */
export const statusBy = (plannedEnd: Date, { now, yellowUntil }: StatusBounds): TaskStatus =>
  plannedEnd < now ? 'red' : plannedEnd <= yellowUntil ? 'yellow' : 'green';

type Coloured = Pick<ProjectTaskState, 'state' | 'status' | 'overrideStatus' | 'plannedEnd'>;

/** BR-136. The status of a task as it should be: a closed one, and one that was set by hand, keep what they have. */
export const statusOf = (task: Coloured, bounds: StatusBounds): TaskStatus | null =>
  task.overrideStatus || isClosed(task.state) ? task.status : statusBy(task.plannedEnd, bounds);

/** A status that is set by hand, and whether it stands instead of the computed one. */
export interface SaidStatus {
  readonly status?: TaskStatus | undefined;
  readonly overrideStatus?: boolean | undefined;
}

/** BR-136. What becomes of a task whose status is set by hand, held or let go. @throws Refused for both at once */
export function statusByHand({ status, overrideStatus }: SaidStatus): Partial<Coloured> {
  if (status === undefined) return overrideStatus === undefined ? {} : { overrideStatus };
  if (overrideStatus === false)
    throw Refused.field('overrideStatus', 'status_by_hand', 'A status that is set by hand stands instead of the computed one.');
  return { status, overrideStatus: true };
}

/** Whether what the status depends on differs. That time has passed, is for the daily job to see. */
export const mayRecolour = (before: Coloured, after: Coloured): boolean =>
  before.plannedEnd.getTime() !== after.plannedEnd.getTime() ||
  isClosed(before.state) !== isClosed(after.state) ||
  before.overrideStatus !== after.overrideStatus;

/** BR-136. Colours the tasks of a tree whose planned end was moved, or that were opened again. */
export function recolour(tree: TaskTree, bounds: StatusBounds): void {
  for (const { before, after } of tree.changes()) {
    const status = mayRecolour(before, after) ? statusOf(after, bounds) : after.status;
    if (status !== after.status) tree.put({ ...after, status });
  }
}
