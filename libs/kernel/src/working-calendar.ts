import { type CalendarDefinition, STANDARD_CALENDAR, type WorkingTime } from './calendar-definition.js';
import { Refused } from './domain-error.js';
import { instantOf, type TimeZone, UTC, zoneNamed } from './time-zone.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** No calendar rests for longer; whoever looks further has none that ever works. */
const MOST_DAYS = 80_000;

const endless = (): Refused =>
  new Refused('no_working_time_left', `The calendar has not enough working time within ${Math.floor(MOST_DAYS / 365)} years.`);

/** A stretch of work within a day, in milliseconds of the wall clock after midnight. */
interface Shift {
  readonly from: number;
  readonly to: number;
}

const shiftsFrom = (times: readonly WorkingTime[]): Shift[] => times.map(({ from, to }) => ({ from: from * MINUTE, to: to * MINUTE }));
const lengthOf = (shifts: readonly Shift[]): number => shifts.reduce((sum, { from, to }) => sum + to - from, 0);
/** 0 is Sunday; 1 January 1970 was a Thursday. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7;
const dayNumber = (date: string): number => Date.parse(`${date}T00:00Z`) / DAY;

/**
 * When work is done: shifts of each weekday, seasons with weeks of their own, and exceptions, in one time zone. Counts
 * time to the millisecond; its answers are in whole minutes where they are durations. Where nothing interrupts the weeks,
 * long spans are crossed by weeks.
 */
export class WorkingCalendar {
  private readonly week: readonly (readonly Shift[])[];
  private readonly seasons: readonly { readonly from: number; readonly to: number; readonly week: readonly (readonly Shift[])[] }[];
  private readonly exceptions = new Map<number, readonly Shift[]>();
  private readonly zone: TimeZone;
  /** Milliseconds of work in a week; null where weeks differ. */
  private readonly weekLength: number | null;

  constructor(readonly definition: CalendarDefinition) {
    this.zone = zoneNamed(definition.timeZone);
    this.week = definition.week.map(shiftsFrom);
    this.seasons = definition.workWeeks
      .map(({ from, to, week }) => ({ from: dayNumber(from), to: dayNumber(to), week: week.map(shiftsFrom) }))
      .reverse();
    for (const { from, to, times } of definition.exceptions) {
      const shifts = shiftsFrom(times);
      for (let day = dayNumber(from); day <= dayNumber(to); day += 1) this.exceptions.set(day, shifts);
    }
    const regular = this.zone === UTC && this.seasons.length === 0 && this.exceptions.size === 0;
    const length = this.week.reduce((sum, shifts) => sum + lengthOf(shifts), 0);
    if (length === 0) throw new Error('a calendar has some time for work');
    this.weekLength = regular ? length : null;
  }

  /** BR-142. The moment itself when it is within working time, else the beginning of the next shift. */
  nextStart(at: Date): Date {
    return new Date(this.enter(at.getTime()));
  }

  /** The moment itself when work was going on right before it, else the end of the shift before. */
  previousEnd(at: Date): Date {
    return new Date(this.leave(at.getTime()));
  }

  /** Whether work may be going on at this moment, or has just ended: 17:00 and 08:00 of the next day are one instant of work. */
  touches(at: Date): boolean {
    const moment = at.getTime();
    const day = this.dayOf(moment);
    return this.shiftsOf(day).some(({ from, to }) => moment >= this.instant(day, from) && moment <= this.instant(day, to));
  }

  /** The beginning of the first shift on a day of the calendar, or on the next day that has one (decision 44). */
  startOfDay(date: Date): Date {
    const day = Math.floor(date.getTime() / DAY);
    return new Date(this.enter(this.instant(day, 0)));
  }

  /**
   * Midnight after the day, on the wall clock, that lies so many days of work after the day of a moment; after that day
   * itself for 0. Whoever looks too far ahead gets the furthest midnight there is.
   */
  endOfDay(at: Date, workingDays = 0): Date {
    let day = this.dayOf(at.getTime());
    const last = day + MOST_DAYS;
    for (let left = workingDays; left > 0 && day < last; ) {
      day += 1;
      if (this.shiftsOf(day).length) left -= 1;
    }
    return new Date(this.instant(day + 1, 0));
  }

  /** BR-141, BR-143. Where so many working minutes end. None end where they begin; others end with a shift, not before the next. */
  addMinutes(start: Date, minutes: number): Date {
    return new Date(minutes <= 0 ? start.getTime() : this.forth(start.getTime(), minutes * MINUTE));
  }

  /** Where so many working minutes begin that end here. None begin where they end; others begin with a shift. */
  subtractMinutes(end: Date, minutes: number): Date {
    return new Date(minutes <= 0 ? end.getTime() : this.back(end.getTime(), minutes * MINUTE));
  }

  /** BR-142, BR-144. Working minutes from one moment to another, rounded; 0 when the second is not later. */
  minutesBetween(start: Date, end: Date): number {
    return Math.round(this.between(start.getTime(), end.getTime()) / MINUTE);
  }

  /** As `nextStart`, in milliseconds since 1970; so are the following. */
  enter(at: number): number {
    for (let day = this.dayOf(at), last = day + MOST_DAYS; day < last; day += 1) {
      for (const { from, to } of this.shiftsOf(day)) if (at < this.instant(day, to)) return Math.max(at, this.instant(day, from));
    }
    throw endless();
  }

  leave(at: number): number {
    for (let day = this.dayOf(at), last = day - MOST_DAYS; day > last; day -= 1) {
      const shifts = this.shiftsOf(day);
      for (let i = shifts.length - 1; i >= 0; i -= 1)
        if (at > this.instant(day, shifts[i]!.from)) return Math.min(at, this.instant(day, shifts[i]!.to));
    }
    throw endless();
  }

  /** Where so much work ends. */
  forth(start: number, length: number): number {
    const begin = this.enter(start);
    let left = length;
    let moved = begin;
    if (this.weekLength !== null) {
      // One week less than fits, so that what is left is walked and ends at the end of a shift.
      const weeks = Math.max(0, Math.ceil(left / this.weekLength) - 1);
      left -= weeks * this.weekLength;
      if (weeks * 7 > MOST_DAYS) throw endless();
      moved += weeks * 7 * DAY;
    }
    for (let day = this.dayOf(moved), last = day + MOST_DAYS; day < last; day += 1) {
      for (const { from, to } of this.shiftsOf(day)) {
        const at = Math.max(moved, this.instant(day, from));
        const available = this.instant(day, to) - at;
        if (available <= 0) continue;
        if (left <= available) return at + left;
        left -= available;
      }
    }
    throw endless();
  }

  /** Where so much work begins that ends here. */
  back(end: number, length: number): number {
    const close = this.leave(end);
    let left = length;
    let moved = close;
    if (this.weekLength !== null) {
      const weeks = Math.max(0, Math.ceil(left / this.weekLength) - 1);
      left -= weeks * this.weekLength;
      if (weeks * 7 > MOST_DAYS) throw endless();
      moved -= weeks * 7 * DAY;
    }
    for (let day = this.dayOf(moved), last = day - MOST_DAYS; day > last; day -= 1) {
      const shifts = this.shiftsOf(day);
      for (let i = shifts.length - 1; i >= 0; i -= 1) {
        const at = Math.min(moved, this.instant(day, shifts[i]!.to));
        const available = at - this.instant(day, shifts[i]!.from);
        if (available <= 0) continue;
        if (left <= available) return at - left;
        left -= available;
      }
    }
    throw endless();
  }

  /** How much work lies between two moments; 0 when the second is not later. */
  between(start: number, end: number): number {
    const span = end - start;
    if (span <= 0) return 0;
    const weeks = this.weekLength === null ? 0 : Math.floor(span / (7 * DAY));
    const from = start + weeks * 7 * DAY;
    let worked = weeks * (this.weekLength ?? 0);
    for (let day = this.dayOf(from); this.instant(day, 0) < end; day += 1) {
      for (const shift of this.shiftsOf(day))
        worked += Math.max(0, Math.min(end, this.instant(day, shift.to)) - Math.max(from, this.instant(day, shift.from)));
    }
    return worked;
  }

  /** The day of the wall clock, counted from 1 January 1970. */
  private dayOf(at: number): number {
    return Math.floor((at + this.zone.offsetAt(at)) / DAY);
  }

  /** The instant of a time of a day on the wall clock; one that is skipped in spring lies an hour later. */
  private instant(day: number, time: number): number {
    return instantOf(this.zone, day * DAY + time);
  }

  private shiftsOf(day: number): readonly Shift[] {
    const exception = this.exceptions.get(day);
    if (exception) return exception;
    for (const season of this.seasons) if (day >= season.from && day <= season.to) return season.week[weekday(day)]!;
    return this.week[weekday(day)]!;
  }
}

/** Monday to Friday, 08:00-12:00 and 13:00-17:00 UTC (decisions 27 and 48). */
export const DEFAULT_CALENDAR = new WorkingCalendar(STANDARD_CALENDAR);

/** A working day of the default calendar, in minutes (BR-140). */
export const DAY_MINUTES = 480;

/** Where a duration ends: working time, or any time when it is elapsed. */
export const endOf = (calendar: WorkingCalendar, start: Date, minutes: number, elapsed: boolean): Date =>
  elapsed ? new Date(start.getTime() + minutes * MINUTE) : calendar.addMinutes(start, minutes);
