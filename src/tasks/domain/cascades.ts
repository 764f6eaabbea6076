import { endOf, type WorkingCalendar } from '#libs/kernel';
import { isClosed, isNotStarted, type TaskState } from './task-state.js';
import type { TaskNode, TaskTree } from './task-tree.js';

/**
 * BR-105. Closes what is still open below a task, or below the project; what is closed stays as it is.
 * @param at the moment it is done; without one each ends as it was planned (BR-127)
 */
export function closeBelow(tree: TaskTree, parentId: string | null, at: Date | null): void {
  for (const task of tree.descendantsOf(parentId)) {
    if (!task.isParent && !isClosed(task.state)) tree.put({ ...task, ...completed(task, at) });
  }
  tree.rollUpBelow(parentId);
}

/**
 * BR-106. Opens everything below a task that was closed. When work goes on, tasks whose planned start is past begin with
 * it, and such a fixed start gives way (start on becomes as soon as possible); all others are open.
 */
export function reopenBelow(tree: TaskTree, parentId: string, state: TaskState, now: Date): void {
  for (const task of tree.descendantsOf(parentId)) {
    const begins = state === 'work_in_progress' && task.plannedStart <= now;
    const opened = task.isParent
      ? { state: 'open' as const }
      : begins
        ? { ...begun(task, tree.calendar), ...freed(task) }
        : open(task, tree.calendar);
    tree.put({ ...task, ...opened, actualEnd: null });
  }
  tree.rollUpBelow(parentId);
}

/** BR-101. Begins tasks at their planned start. */
export function begin(tree: TaskTree, ids: readonly string[]): void {
  for (const id of ids) {
    const task = tree.get(id)!;
    tree.put({ ...task, ...begun(task, tree.calendar) });
  }
  tree.rollUpAll();
}

/** BR-131. Milestones that a change has begun are done, as they were planned. For where the administrator wants it so. */
export function closeBegunMilestones(tree: TaskTree): void {
  const begun = tree
    .changes()
    .filter(({ before, after }) => after.milestone && after.state === 'work_in_progress' && before.state !== 'work_in_progress');
  for (const { after } of begun) tree.put({ ...after, ...completed(after, null) });
  for (const { after } of begun) tree.rollUpFrom(after.parentId);
}

/**
 * BR-102. The project begins at another time: tasks that start as soon as possible and have not begun keep their
 * distance, in working time, from its start.
 */
export function shift(tree: TaskTree, from: Date, to: Date): void {
  const { calendar } = tree;
  for (const task of tree.descendantsOf(null)) {
    if (task.isParent || !isNotStarted(task.state) || task.timeConstraint !== 'as_soon_as_possible') continue;
    const distance = calendar.minutesBetween(from, task.plannedStart);
    const plannedStart = calendar.nextStart(calendar.addMinutes(calendar.nextStart(to), distance));
    tree.put({ ...task, plannedStart, plannedEnd: endOf(calendar, plannedStart, task.plannedDurationMinutes, task.durationElapsed) });
  }
  tree.rollUpAll();
}

/** BR-123, BR-127. */
function completed(task: TaskNode, at: Date | null): Partial<TaskNode> {
  const wished = at ?? task.plannedEnd;
  const actualStart = task.actualStart ?? (task.plannedStart < wished ? task.plannedStart : wished);
  return { state: 'closed_complete', percentComplete: 100, actualStart, actualEnd: wished < actualStart ? actualStart : wished };
}

function begun(task: TaskNode, calendar: WorkingCalendar): Partial<TaskNode> {
  const actualStart = task.actualStart ?? task.plannedStart;
  return {
    state: 'work_in_progress',
    percentComplete: task.percentComplete < 100 ? task.percentComplete : 0,
    actualStart,
    plannedEnd: endOf(calendar, actualStart, task.plannedDurationMinutes, task.durationElapsed),
  };
}

const freed = ({ timeConstraint }: TaskNode): Partial<TaskNode> =>
  timeConstraint === 'start_on' ? { timeConstraint: 'as_soon_as_possible', constraintDate: null } : {};

function open(task: TaskNode, calendar: WorkingCalendar): Partial<TaskNode> {
  const plannedEnd = endOf(calendar, task.plannedStart, task.plannedDurationMinutes, task.durationElapsed);
  return { state: 'open', percentComplete: 0, actualStart: null, plannedEnd };
}
