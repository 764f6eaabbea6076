import { type WorkingCalendar } from '#libs/kernel';
import { isClosed } from './task-state.js';
import type { TaskNode, TaskTree } from './task-tree.js';

type Worked = Pick<TaskNode, 'state' | 'actualStart' | 'actualEnd' | 'durationElapsed'>;

/** BR-143. How long a closed task took: working minutes, or minutes of any time where its duration is elapsed; else null. */
export function actualDurationOf({ state, actualStart, actualEnd, durationElapsed }: Worked, calendar: WorkingCalendar): number | null {
  if (!isClosed(state) || !actualStart || !actualEnd) return null;
  if (durationElapsed) return Math.round((actualEnd.getTime() - actualStart.getTime()) / 60_000);
  return calendar.minutesBetween(actualStart, actualEnd);
}

/** Measures the tasks without others below them that have changed; parents take theirs from the roll-up (BR-130). */
export function measure(tree: TaskTree, ...ids: readonly string[]): void {
  for (const id of new Set([...ids, ...tree.changes().map(({ after }) => after.id)])) {
    const task = tree.get(id);
    if (!task || task.isParent) continue;
    const actualDurationMinutes = actualDurationOf(task, tree.calendar);
    if (actualDurationMinutes !== task.actualDurationMinutes) tree.put({ ...task, actualDurationMinutes });
  }
}
