import { DEFAULT_CALENDAR, WorkingCalendar } from '#libs/kernel';
import type { PlanCalendar, PlanLink, PlanTask } from './plan-file.js';

const MINUTE = 60_000;
const REASON = 'by the calendar in the file, its links let it begin only later than the file says';

/**
 * Fixes the activities that are in the file before their own links let them be. The dates of both ends are the file's, so
 * the calendar in it is not the one that they were computed by.
 */
export function withinP6Links(
  tasks: readonly PlanTask[],
  links: readonly PlanLink[],
  all: readonly PlanCalendar[],
  calendarUid: number | null,
): PlanTask[] {
  const calendars = new Map(all.map(({ uid, definition }) => [uid, new WorkingCalendar(definition)]));
  const calendarOf = ({ calendarUid: own }: PlanTask): WorkingCalendar =>
    calendars.get(own ?? Number.NaN) ?? calendars.get(calendarUid ?? Number.NaN) ?? DEFAULT_CALENDAR;
  const byUid = new Map(tasks.map((task) => [task.uid, task]));
  const late = new Set<number>();
  for (const link of links) {
    const [from, to] = [byUid.get(link.predecessorUid)!, byUid.get(link.successorUid)!];
    if (to.isSummary || to.state !== 'pending' || to.beyondModel !== null || !to.start || !to.finish || !from.start || !from.finish)
      continue;
    const calendar = calendarOf(to);
    const bound = lagged(calendar, link.type === 'fs' || link.type === 'ff' ? from.finish : from.start, link);
    const reached = link.type === 'fs' || link.type === 'ss' ? to.start : to.finish;
    if (calendar.between(reached.getTime(), bound) >= MINUTE) late.add(to.uid);
  }
  return tasks.map((task) =>
    late.has(task.uid) ? { ...task, constraint: 'start_on', constraintDate: task.start, beyondModel: REASON } : task,
  );
}

function lagged(calendar: WorkingCalendar, at: Date, link: PlanLink): number {
  if ('lagElapsedMinutes' in link) return at.getTime() + link.lagElapsedMinutes * MINUTE;
  const lag = 'lagMinutes' in link ? link.lagMinutes * MINUTE : 0;
  if (lag === 0) return at.getTime();
  return lag > 0 ? calendar.forth(at.getTime(), lag) : calendar.back(at.getTime(), -lag);
}
