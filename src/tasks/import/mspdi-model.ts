import { DEFAULT_CALENDAR, WorkingCalendar } from '#libs/kernel';
import type { PlanCalendar, PlanTask } from './plan-file.js';

/**
 * Tells the tasks whose dates do not follow from a calendar and a duration: split tasks, and those that the calendars of
 * their resources or levelling moved. Such a task keeps the start and finish of the file, as "start on" with the working
 * time between them. A calendar that the file does not have is taken as none.
 */
export function withinModel(tasks: readonly PlanTask[], all: readonly PlanCalendar[], calendarUid: number | null): PlanTask[] {
  const calendars = new Map(all.map(({ uid, definition }) => [uid, new WorkingCalendar(definition)]));
  const ofProject = (calendarUid === null ? undefined : calendars.get(calendarUid)) ?? DEFAULT_CALENDAR;
  return tasks.map((given) => {
    const own = given.calendarUid === null ? undefined : calendars.get(given.calendarUid);
    const task = own ? given : { ...given, calendarUid: null };
    const beyondModel = reasonOf(task, own ?? ofProject);
    if (beyondModel === null) return task;
    const durationMinutes = (own ?? ofProject).minutesBetween(task.start!, task.finish!);
    const fixed = task.state === 'pending' ? ({ constraint: 'start_on', constraintDate: task.start } as const) : {};
    return { ...task, ...fixed, durationMinutes, beyondModel };
  });
}

function reasonOf(task: PlanTask, calendar: WorkingCalendar): string | null {
  const { start, finish, durationMinutes, isSummary, durationElapsed, state } = task;
  if (isSummary || durationElapsed || !start || !finish || durationMinutes === null || state === 'closed_complete') return null;
  const span = calendar.minutesBetween(start, finish);
  if (Math.abs(span - durationMinutes) <= 1) return null;
  return span > durationMinutes
    ? 'it is split, or the calendars of its resources stretch it'
    : 'the calendars of its resources decide how long it takes';
}
