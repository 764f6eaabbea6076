import { endOf } from '#libs/kernel';
import type { ScheduleLink } from './project-task-state.js';
import { isClosed, isNotStarted } from './task-state.js';
import type { TaskTree } from './task-tree.js';

/**
 * BR-110. When the last task that an as-soon-as-possible task waits for closes, it begins by itself, at its planned start
 * (BR-127). What those above it wait for, it waits for too.
 * @param closed the tasks that were closed just now
 * @returns the tasks that have begun
 */
export function startWhatWaited(tree: TaskTree, links: readonly ScheduleLink[], closed: ReadonlySet<string>): string[] {
  if (!links.some(({ predecessorId }) => closed.has(predecessorId))) return [];
  const awaited = new Map<string, string[]>();
  for (const { predecessorId, successorId } of links) awaited.set(successorId, [...(awaited.get(successorId) ?? []), predecessorId]);
  const begun: string[] = [];
  for (const task of tree.descendantsOf(null)) {
    if (task.isParent || !isNotStarted(task.state) || task.timeConstraint !== 'as_soon_as_possible') continue;
    const predecessors: string[] = [];
    for (let at: string | null = task.id; at !== null; at = tree.get(at)!.parentId) predecessors.push(...(awaited.get(at) ?? []));
    const free = predecessors.every((id) => isClosed(tree.get(id)!.state)) && predecessors.some((id) => closed.has(id));
    if (!free) continue;
    const plannedEnd = endOf(tree.calendar, task.plannedStart, task.plannedDurationMinutes, task.durationElapsed);
    tree.put({ ...task, state: 'work_in_progress', actualStart: task.plannedStart, plannedEnd });
    begun.push(task.id);
  }
  for (const id of begun) tree.rollUpFrom(tree.get(id)!.parentId);
  return begun;
}
