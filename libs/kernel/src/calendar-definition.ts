import { Refused } from './domain-error.js';

/** A stretch of work within a day, in minutes after midnight, from 0 to 1440; the end belongs to what follows. */
export interface WorkingTime {
  readonly from: number;
  readonly to: number;
}

/** The stretches of each weekday, Sunday first. */
export type WorkingWeek = readonly (readonly WorkingTime[])[];

/** Days, both ends included, that are worked otherwise than their week says: holidays have no times. */
export interface CalendarException {
  readonly name?: string;
  /** `2026-12-24` */
  readonly from: string;
  readonly to: string;
  readonly times: readonly WorkingTime[];
}

/** A season with a week of its own, both ends included. */
export interface WorkWeek {
  readonly name?: string;
  readonly from: string;
  readonly to: string;
  readonly week: WorkingWeek;
}

/** When work is done, as it is stored, imported and exported. An exception goes before a season, a later one before an earlier. */
export interface CalendarDefinition {
  readonly name: string;
  /** IANA name of the time zone in which the times are meant. */
  readonly timeZone: string;
  readonly week: WorkingWeek;
  readonly exceptions: readonly CalendarException[];
  readonly workWeeks: readonly WorkWeek[];
}

const WORKDAY: readonly WorkingTime[] = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
];

/** Monday to Friday, 08:00-12:00 and 13:00-17:00 UTC (decisions 27 and 48). */
export const STANDARD_CALENDAR: CalendarDefinition = {
  name: 'Standard',
  timeZone: 'UTC',
  week: [[], WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, []],
  exceptions: [],
  workWeeks: [],
};

const DATE = /^\d{4}-\d\d-\d\d$/;
const MOST_ENTRIES = 2_000;
/** Days that exceptions name together: each is kept in memory while plans are made. */
const MOST_EXCEPTION_DAYS = 10_000;
const DAY_MS = 86_400_000;

/**
 * Whether work can be planned by it: seven days, some of them worked, with times that rise and do not overlap, and dates
 * that exist.
 * @throws Refused naming the field
 */
export function checkCalendar({ timeZone, week, exceptions, workWeeks }: CalendarDefinition): void {
  if (!isTimeZone(timeZone)) throw Refused.field('timeZone', 'unknown_time_zone', 'This is no time zone of the IANA list.');
  checkWeek('week', week);
  if (week.every((day) => day.length === 0)) throw Refused.field('week', 'no_working_time', 'A week needs some working time.');
  if (exceptions.length + workWeeks.length > MOST_ENTRIES)
    throw Refused.field('exceptions', 'too_many', `A calendar has at most ${MOST_ENTRIES} exceptions and seasons.`);
  let days = 0;
  for (const { from, to, times } of exceptions) {
    checkSpan('exceptions', from, to);
    checkTimes('exceptions', times);
    days += (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  }
  if (days > MOST_EXCEPTION_DAYS)
    throw Refused.field('exceptions', 'too_many_days', `The exceptions of a calendar name at most ${MOST_EXCEPTION_DAYS} days.`);
  for (const { from, to, week: season } of workWeeks) {
    checkSpan('workWeeks', from, to);
    checkWeek('workWeeks', season);
  }
}

function checkWeek(field: string, week: WorkingWeek): void {
  if (week.length !== 7) throw Refused.field(field, 'seven_days', 'A week has seven days, Sunday first.');
  for (const times of week) checkTimes(field, times);
}

function checkTimes(field: string, times: readonly WorkingTime[]): void {
  let last = 0;
  for (const { from, to } of times) {
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < last || to <= from || to > 1440)
      throw Refused.field(field, 'working_times', 'Working times lie within a day, rise, and do not overlap.');
    last = to;
  }
}

function checkSpan(field: string, from: string, to: string): void {
  const exists = [from, to].every(isDate);
  if (!exists || to < from) throw Refused.field(field, 'dates', 'These are no dates, or the end lies before the start.');
}

function isDate(text: string): boolean {
  const day = DATE.test(text) ? new Date(`${text}T00:00Z`) : null;
  return day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** By its name in the IANA list; an offset such as +01:00 is no zone. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
