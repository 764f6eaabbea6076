import { type CalendarException, STANDARD_CALENDAR, type WorkingTime, type WorkWeek } from '#libs/kernel';
import type { RawNode } from './mspdi-document.js';
import { recurringDates } from './mspdi-recurrence.js';
import type { PlanCalendar } from './plan-file.js';
import { parseDateTime } from './plan-value.js';

const TIME = /^(\d\d):(\d\d)(?::(\d\d))?$/;
/** Single days that one file may name; beyond it exceptions repeat for longer than anybody plans. */
const MOST_DAYS = 20_000;

type Note = (line: number, text: string) => void;

interface ReadCalendar {
  readonly uid: number;
  readonly name: string;
  readonly baseUid: number;
  /** By weekday, Sunday first; undefined where the base calendar says. */
  readonly days: (readonly WorkingTime[] | undefined)[];
  readonly exceptions: CalendarException[];
  readonly workWeeks: WorkWeek[];
}

/**
 * The calendars of an MSPDI file, each whole: a calendar that is made from another one takes from it what it does not say
 * itself. Times have no zone and are read as UTC. Weekday 0 is the old way of writing an exception.
 */
export function readCalendars(nodes: readonly RawNode[], note: Note): PlanCalendar[] {
  const read = new Map(nodes.map((node) => readCalendar(node, note)).map((calendar) => [calendar.uid, calendar]));
  return [...read.values()].map((calendar) => {
    const chain = baseChain(calendar, read);
    const week = STANDARD_CALENDAR.week.map((standard, day) => chain.find(({ days }) => days[day])?.days[day] ?? standard);
    const whole = {
      name: calendar.name || `Calendar ${calendar.uid}`,
      timeZone: 'UTC',
      // A calendar that never works cannot plan anything; the standard week then stands in.
      week: week.some((times) => times.length > 0) ? week : STANDARD_CALENDAR.week,
      // What is nearer goes before what it was made from.
      exceptions: [...chain].reverse().flatMap(({ exceptions }) => exceptions),
      workWeeks: [...chain].reverse().flatMap(({ workWeeks }) => workWeeks),
    };
    return { uid: calendar.uid, definition: whole };
  });
}

function baseChain(calendar: ReadCalendar, all: ReadonlyMap<number, ReadCalendar>): ReadCalendar[] {
  const chain: ReadCalendar[] = [];
  for (let at: ReadCalendar | undefined = calendar; at && !chain.includes(at); at = all.get(at.baseUid)) chain.push(at);
  return chain;
}

function readCalendar(node: RawNode, note: Note): ReadCalendar {
  const calendar: ReadCalendar = {
    uid: Number(node.text('UID') ?? Number.NaN),
    name: node.text('Name')?.replace(/\s+/g, ' ') ?? '',
    baseUid: Number(node.text('BaseCalendarUID') ?? -1),
    days: new Array(7).fill(undefined),
    exceptions: [],
    workWeeks: [],
  };
  for (const day of node.child('WeekDays')?.children('WeekDay') ?? []) {
    const type = Number(day.text('DayType'));
    const times = timesOf(day);
    if (type >= 1 && type <= 7) calendar.days[type - 1] = times;
    else if (type === 0) calendar.exceptions.push(...spanned(day, times, note));
  }
  let days = 0;
  for (const exception of node.child('Exceptions')?.children('Exception') ?? []) {
    const dates = datesOf(exception, note).slice(0, MOST_DAYS - days);
    days += dates.length;
    const name = exception.text('Name');
    const times = timesOf(exception);
    calendar.exceptions.push(...dates.map(([from, to]) => ({ ...(name ? { name } : {}), from, to, times })));
  }
  for (const season of node.child('WorkWeeks')?.children('WorkWeek') ?? []) {
    const span = spanOf(season, note);
    if (!span) continue;
    const week: (readonly WorkingTime[])[] = calendar.days.map((own, day) => own ?? STANDARD_CALENDAR.week[day]!);
    for (const day of season.child('WeekDays')?.children('WeekDay') ?? []) {
      const type = Number(day.text('DayType'));
      if (type >= 1 && type <= 7) week[type - 1] = timesOf(day);
    }
    calendar.workWeeks.push({ name: season.text('Name') ?? 'Work week', from: span[0], to: span[1], week });
  }
  return calendar;
}

/** The days of an exception: one stretch, or single days where it repeats within it. */
function datesOf(exception: RawNode, note: Note): [string, string][] {
  const span = spanOf(exception, note);
  if (!span) return [];
  const dates = recurringDates(exception, span[0], span[1]);
  return dates ? dates.map((date) => [date, date]) : [span];
}

const spanned = (node: RawNode, times: readonly WorkingTime[], note: Note): CalendarException[] => {
  const span = spanOf(node, note);
  return span ? [{ from: span[0], to: span[1], times }] : [];
};

function spanOf(node: RawNode, note: Note): [string, string] | null {
  const period = node.child('TimePeriod');
  const [from, to] = ['FromDate', 'ToDate'].map((name) => parseDateTime(period?.text(name) ?? ''));
  if (!from || !to || to < from) {
    note(node.line, 'an exception of a calendar has no dates and is left out');
    return null;
  }
  return [from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)];
}

/** The stretches of a day, in order and joined where they touch; none where it is not worked. */
function timesOf(node: RawNode): WorkingTime[] {
  if (node.text('DayWorking') === '0' || node.text('DayWorking') === 'false') return [];
  const times = (node.child('WorkingTimes')?.children('WorkingTime') ?? []).flatMap((time): WorkingTime[] => {
    const from = minuteOf(time.text('FromTime'));
    const to = minuteOf(time.text('ToTime'));
    if (from === null || to === null) return [];
    // 00:00 as an end is the midnight that ends the day.
    const end = to === 0 ? 1440 : to;
    return end > from ? [{ from, to: end }] : [];
  });
  return joined(times.sort((a, b) => a.from - b.from));
}

export function joined(times: readonly WorkingTime[]): WorkingTime[] {
  const result: WorkingTime[] = [];
  for (const time of times) {
    const last = result.at(-1);
    if (last && time.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, time.to) };
    else result.push(time);
  }
  return result;
}

function minuteOf(text: string | null): number | null {
  const [, hour, minute] = TIME.exec(text ?? '') ?? [];
  if (hour === undefined) return null;
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes <= 1440 ? minutes : null;
}
