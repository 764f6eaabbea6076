import { DEFAULT_CALENDAR, endOf, newId, type WorkingCalendar } from '#libs/kernel';
import type { TaskDependencyState } from '../domain/project-task-state.js';
import type { PlannedTask } from '../domain/whole-plan.js';
import type { PlanFile, PlanLink, PlanTask } from '../import/plan-file.js';

/** The ids that the tasks of a file get, by their UID there. */
export type TaskIds = ReadonlyMap<number, string>;

/** A task with the dates of its file. Where the file has only some of them, the others follow from the calendar. */
export function plannedTask(task: PlanTask, ids: TaskIds, number: string, projectStart: Date, calendar: WorkingCalendar): PlannedTask {
  const start = task.start ?? task.actualStart ?? projectStart;
  const minutes = task.durationMinutes ?? (task.finish ? calendar.minutesBetween(start, task.finish) : 0);
  const finish = task.finish ?? endOf(calendar, start, minutes, task.durationElapsed);
  return {
    id: ids.get(task.uid)!,
    number,
    parentId: task.parentUid === null ? null : ids.get(task.parentUid)!,
    shortDescription: task.name,
    description: task.notes,
    plannedStart: start,
    plannedEnd: finish < start ? start : finish,
    plannedDurationMinutes: minutes,
    durationElapsed: task.durationElapsed,
    timeConstraint: task.constraint,
    constraintDate: task.constraintDate,
    milestone: task.milestone,
    ...progressOf(task, start),
  };
}

/** BR-120, BR-122, BR-123. A task that has begun has an actual start, one that is complete is at 100 percent. */
function progressOf({ state, percentComplete, actualStart, actualFinish }: PlanTask, start: Date) {
  if (state === 'pending') return { state, percentComplete, actualStart: null, actualEnd: null };
  const begun = actualStart ?? (actualFinish && actualFinish < start ? actualFinish : start);
  return { state, percentComplete: actualFinish ? 100 : percentComplete, actualStart: begun, actualEnd: actualFinish };
}

export function dependencyOf(link: PlanLink, ids: TaskIds, projectId: string, now: Date): TaskDependencyState {
  return {
    id: newId(),
    createdAt: now,
    updatedAt: now,
    version: 1,
    projectId,
    predecessorId: ids.get(link.predecessorUid)!,
    successorId: ids.get(link.successorUid)!,
    type: link.type,
    lagMinutes: 'lagMinutes' in link ? link.lagMinutes : null,
    lagElapsedMinutes: 'lagElapsedMinutes' in link ? link.lagElapsedMinutes : null,
    lagPercent: 'lagPercent' in link ? link.lagPercent : null,
  };
}

/** A project needs a start of its own: that of the plan, else of its earliest task, else the present. */
export const startOf = (plan: PlanFile, now: Date): Date => plan.start ?? DEFAULT_CALENDAR.nextStart(now);
