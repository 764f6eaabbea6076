import { DEFAULT_CALENDAR, WorkingCalendar } from '#libs/kernel';
import type { PlanCalendar, PlanTask } from './plan-file.js';

/** Why dates of an activity may not follow from its calendar, its duration and its links. */
export interface P6Reason {
  readonly text: string;
  /** Only where its duration and its dates do not agree; otherwise nothing came of it. */
  readonly ifStretched: boolean;
}

/** Exporters lose parts of calendars, as exceptions that last for more than a day. */
const OFF_CALENDAR: P6Reason = { text: 'the calendar in the file does not give it this much time between its dates', ifStretched: true };

/**
 * Fixes the activities whose dates P6 decides by other rules than ours: such a task keeps the start and finish of the file,
 * as "start on" with the working time between them. One that is complete, or has no dates, needs no reason.
 */
export function withinP6Model(
  tasks: readonly PlanTask[],
  reasons: ReadonlyMap<number, P6Reason>,
  all: readonly PlanCalendar[],
  calendarUid: number | null,
): PlanTask[] {
  const calendars = new Map(all.map(({ uid, definition }) => [uid, new WorkingCalendar(definition)]));
  const calendarOf = (uid: number | null) => (uid === null ? undefined : calendars.get(uid));
  return tasks.map((task) => {
    const { start, finish, state, durationMinutes } = task;
    const reason = reasons.get(task.uid) ?? OFF_CALENDAR;
    if (task.isSummary || !start || !finish || state === 'closed_complete') return task;
    const span = (calendarOf(task.calendarUid) ?? calendarOf(calendarUid) ?? DEFAULT_CALENDAR).minutesBetween(start, finish);
    if (reason.ifStretched && durationMinutes !== null && Math.abs(span - durationMinutes) <= 1) return task;
    const fixed = state === 'pending' ? ({ constraint: 'start_on', constraintDate: start } as const) : {};
    return { ...task, ...fixed, durationMinutes: span, beyondModel: reason.text };
  });
}
