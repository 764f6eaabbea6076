import type { PlanResource } from '../import/plan-file.js';
import type { ExportedPlan, ExportedTask } from './exported-plan.js';
import { duration, type WallClock } from './mspdi-values.js';
import { doneOf, holdsOthers } from './task-elements.js';
import { element, group } from './xml-text.js';

const WORK_RESOURCE = 1;

/** @param calendarUid of the resource's own calendar; null where the plan has none that it could be made from */
export function resourceElement({ uid, name, email }: PlanResource, id: number, calendarUid: number | null): string {
  return group('Resource', [
    element('UID', uid),
    element('ID', id),
    element('Name', name),
    element('Type', WORK_RESOURCE),
    element('IsNull', false),
    element('EmailAddress', email),
    element('MaxUnits', 1),
    element('CalendarUID', calendarUid),
  ]);
}

/** Everybody works on a task for the whole of its duration. On a summary, whose work is that of its tasks, for none of it. */
export function* assignmentElements(plan: ExportedPlan, clock: WallClock): Generator<string> {
  let uid = 0;
  for (const [i, task] of plan.tasks.entries()) {
    for (const resourceUid of task.resourceUids) {
      uid += 1;
      yield assignment(uid, task, resourceUid, holdsOthers(plan.tasks, i) ? 0 : task.durationMinutes, clock);
    }
  }
}

function assignment(uid: number, task: ExportedTask, resourceUid: number, work: number | null, clock: WallClock): string {
  const done = work === null ? null : doneOf(task, work);
  return group('Assignment', [
    element('UID', uid),
    element('TaskUID', task.uid),
    element('ResourceUID', resourceUid),
    element('ActualWork', duration(done)),
    element('Finish', clock(task.finish)),
    element('RemainingWork', duration(work === null || done === null ? null : work - done)),
    element('Start', clock(task.start)),
    element('Units', 1),
    element('Work', duration(work)),
  ]);
}
