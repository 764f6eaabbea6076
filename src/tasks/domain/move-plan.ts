import { Conflict } from '#libs/kernel';
import { isClosed, isNotStarted, type TaskState } from './task-state.js';
import type { TaskNode, TaskTree } from './task-tree.js';

const NO_TASKS = new Conflict('project_without_tasks', 'The project has no tasks that could be moved.');
const BEGUN = new Conflict('project_has_begun', 'Work on the project has begun, so it stays where it is.');
const HAS_ACTUAL_DATES = new Conflict('has_actual_dates', 'Some of its tasks have actual dates, so the project stays where it is.');

/**
 * BR-154. Whether a project can be moved: it has tasks, has not begun, and nothing in it has actual dates.
 * @param mayHaveBegun the property that lets work in progress be moved; what has begun stays even then
 * @throws Conflict
 */
export function checkMovable(tree: TaskTree, state: TaskState, mayHaveBegun: boolean): void {
  const tasks = tree.descendantsOf(null);
  if (!tasks.length) throw NO_TASKS;
  if (isClosed(state) || (state === 'work_in_progress' && !mayHaveBegun)) throw BEGUN;
  if (!mayHaveBegun && tasks.some(({ actualStart, actualEnd }) => actualStart || actualEnd)) throw HAS_ACTUAL_DATES;
}

/**
 * BR-154. Shifts the dates that tasks are fixed to, and, in a manual project, the tasks themselves. Tasks that start as soon
 * as possible follow the start of the plan when it is scheduled. What has begun or is closed stays.
 * @param offset milliseconds
 */
export function shiftFixed(tree: TaskTree, offset: number, manual: boolean): void {
  for (const task of tree.descendantsOf(null)) {
    if (!isNotStarted(task.state) || (task.isParent && !task.constraintDate)) continue;
    const constraintDate = task.constraintDate && moved(task.constraintDate, offset);
    tree.put({ ...task, constraintDate, ...(manual && !task.isParent ? shifted(tree, task, offset) : {}) });
  }
}

function shifted({ calendar }: TaskTree, task: TaskNode, offset: number): Pick<TaskNode, 'plannedStart' | 'plannedEnd'> {
  const start = moved(task.plannedStart, offset);
  const plannedStart = task.milestone || task.durationElapsed ? start : calendar.nextStart(start);
  const minutes = task.plannedDurationMinutes;
  const plannedEnd = task.durationElapsed ? moved(plannedStart, minutes * 60_000) : calendar.addMinutes(plannedStart, minutes);
  return { plannedStart, plannedEnd };
}

const moved = (moment: Date, offset: number): Date => new Date(moment.getTime() + offset);
