import type { CalendarDefinition, CalendarException, WorkingTime, WorkingWeek, WorkWeek } from '#libs/kernel';
import type { RecordJson } from '#libs/records';
import { minutesOf, timeOf } from '../domain/time-of-day.js';
import type { CalendarExceptionDto, UpdateCalendarDto, WorkingTimeDto, WorkWeekDto } from '../dto/calendar.dto.js';

const timesOf = (times: readonly WorkingTimeDto[]): WorkingTime[] =>
  times.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
const weekOf = (week: readonly (readonly WorkingTimeDto[])[]): WorkingWeek => week.map(timesOf);
const named = (name: string | undefined): { name?: string } => (name === undefined ? {} : { name });
const exceptionOf = ({ name, from, to, times }: CalendarExceptionDto): CalendarException => ({
  ...named(name),
  from,
  to,
  times: timesOf(times),
});
const seasonOf = ({ name, from, to, week }: WorkWeekDto): WorkWeek => ({ ...named(name), from, to, week: weekOf(week) });

/** What a body says of a calendar, with its times as minutes. */
export function calendarFields({ name, timeZone, week, exceptions, workWeeks }: UpdateCalendarDto): Partial<CalendarDefinition> {
  return {
    ...named(name),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(week ? { week: weekOf(week) } : {}),
    ...(exceptions ? { exceptions: exceptions.map(exceptionOf) } : {}),
    ...(workWeeks ? { workWeeks: workWeeks.map(seasonOf) } : {}),
  };
}

const writtenTimes = (times: readonly WorkingTime[]) => times.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));
const writtenWeek = (week: WorkingWeek) => week.map(writtenTimes);

/** A calendar as an answer shows it: what is there, with its times as texts. */
export function calendarJson(record: RecordJson): RecordJson {
  const { week, exceptions, workWeeks } = record as Partial<CalendarDefinition>;
  return {
    ...record,
    ...(week ? { week: writtenWeek(week) } : {}),
    ...(exceptions ? { exceptions: exceptions.map((days) => ({ ...days, times: writtenTimes(days.times) })) } : {}),
    ...(workWeeks ? { workWeeks: workWeeks.map((season) => ({ ...season, week: writtenWeek(season.week) })) } : {}),
  };
}
