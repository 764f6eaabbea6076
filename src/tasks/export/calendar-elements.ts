import type { PlanCalendar } from '../import/plan-file.js';
import { timeOfDay } from './mspdi-values.js';
import { element, group } from './xml-text.js';

type CalendarDefinition = PlanCalendar['definition'];
type WorkingTime = CalendarDefinition['exceptions'][number]['times'][number];

interface Span {
  readonly from: string;
  readonly to: string;
}

const DAY = 86_400_000;
/** No day of an MSPDI calendar has more stretches of work. */
const MOST_TIMES = 5;

/**
 * A base calendar. Exceptions and seasons of MSPDI must not overlap, so of those that do the earlier ones are cut, which
 * means the same. A day with more than five stretches of work loses its shortest breaks.
 */
export function baseCalendar({ uid, definition }: PlanCalendar): string {
  const { name, week, exceptions, workWeeks } = definition;
  const seasons = apart(workWeeks).map((season) =>
    group('WorkWeek', [period(season), element('Name', season.name ?? null), weekDays(season.week)]),
  );
  const days = apart(exceptions).map((exception) =>
    group('Exception', [
      element('EnteredByOccurrences', false),
      period(exception),
      element('Occurrences', daysOf(exception)),
      element('Name', exception.name ?? null),
      element('Type', 1),
      ...workingDay(exception.times),
    ]),
  );
  return group('Calendar', [
    element('UID', uid),
    element('Name', name),
    element('IsBaseCalendar', true),
    element('BaseCalendarUID', -1),
    weekDays(week),
    days.length > 0 ? group('Exceptions', days) : '',
    seasons.length > 0 ? group('WorkWeeks', seasons) : '',
  ]);
}

/** The calendar of a resource: that of the project, without days of its own. */
export function resourceCalendar(uid: number, name: string, baseUid: number): string {
  return group('Calendar', [
    element('UID', uid),
    element('Name', name),
    element('IsBaseCalendar', false),
    element('BaseCalendarUID', baseUid),
  ]);
}

/** What a day, a week and a month are worth, and when a day begins and ends, where the program shows durations and new tasks. */
export function workingHours(calendar: PlanCalendar | undefined): string {
  const days = (calendar?.definition.week ?? []).filter((times) => times.length > 0);
  const first = days[0] ?? [{ from: 480, to: 1020 }];
  const perWeek = days.flat().reduce((sum, { from, to }) => sum + to - from, 0);
  return [
    element('DefaultStartTime', timeOfDay((first[0] as WorkingTime).from)),
    element('DefaultFinishTime', timeOfDay((first.at(-1) as WorkingTime).to)),
    element('MinutesPerDay', days.length > 0 ? Math.round(perWeek / days.length) : 480),
    element('MinutesPerWeek', days.length > 0 ? perWeek : 2400),
    element('DaysPerMonth', 20),
  ].join('');
}

function weekDays(week: readonly (readonly WorkingTime[])[]): string {
  const days = week.map((times, day) => group('WeekDay', [element('DayType', day + 1), ...workingDay(times)]));
  return group('WeekDays', days);
}

function workingDay(times: readonly WorkingTime[]): string[] {
  const stretches = fewer(times).map(({ from, to }) =>
    group('WorkingTime', [element('FromTime', timeOfDay(from)), element('ToTime', timeOfDay(to))]),
  );
  return [element('DayWorking', times.length > 0), times.length > 0 ? group('WorkingTimes', stretches) : ''];
}

function fewer(times: readonly WorkingTime[]): readonly WorkingTime[] {
  let left = times;
  while (left.length > MOST_TIMES) {
    const breaks = left.slice(1).map(({ from }, i) => from - (left[i] as WorkingTime).to);
    const shortest = breaks.indexOf(Math.min(...breaks));
    const joined = { from: (left[shortest] as WorkingTime).from, to: (left[shortest + 1] as WorkingTime).to };
    left = [...left.slice(0, shortest), joined, ...left.slice(shortest + 2)];
  }
  return left;
}

function period({ from, to }: Span): string {
  return group('TimePeriod', [element('FromDate', `${from}T00:00:00`), element('ToDate', `${to}T23:59:00`)]);
}

const daysOf = ({ from, to }: Span): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;

/** The same days without overlaps: a later span goes before an earlier one. */
function apart<T extends Span>(spans: readonly T[]): T[] {
  return spans.reduce<T[]>((kept, span) => {
    const rest = kept.flatMap((earlier) => without(earlier, span));
    rest.push(span);
    return rest;
  }, []);
}

function without<T extends Span>(span: T, hole: Span): T[] {
  if (span.to < hole.from || hole.to < span.from) return [span];
  const before = { ...span, to: dayFrom(hole.from, -1) };
  const after = { ...span, from: dayFrom(hole.to, 1) };
  return [before, after].filter(({ from, to }) => from <= to);
}

const dayFrom = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
