const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** A stretch of work within a day, in milliseconds after midnight; the end belongs to what follows. */
interface Shift {
  readonly from: number;
  readonly to: number;
}

const midnight = (at: number): number => Math.floor(at / DAY) * DAY;
/** 0 is Sunday; 1 January 1970 was a Thursday. */
const weekday = (at: number): number => (((Math.floor(at / DAY) + 4) % 7) + 7) % 7;
const lengthOf = (shifts: readonly Shift[]): number => shifts.reduce((sum, { from, to }) => sum + to - from, 0);

/**
 * When work is done: the same shifts each week, in UTC (decision 48). Counts time to the millisecond; its answers are in
 * whole minutes where they are durations. Long spans are crossed by weeks, so a far date costs as a near one.
 */
export class WorkingCalendar {
  private readonly weekLength: number;

  /** @param week the shifts of each day, Sunday first, rising and apart from each other */
  constructor(private readonly week: readonly (readonly Shift[])[]) {
    this.weekLength = week.reduce((sum, shifts) => sum + lengthOf(shifts), 0);
    if (week.length !== 7 || this.weekLength === 0) throw new Error('a calendar has seven days and some time for work');
  }

  /** BR-142. The moment itself when it is within working time, else the beginning of the next shift. */
  nextStart(at: Date): Date {
    for (let day = midnight(at.getTime()); ; day += DAY) {
      for (const { from, to } of this.shiftsOf(day)) {
        if (at.getTime() < day + to) return new Date(Math.max(at.getTime(), day + from));
      }
    }
  }

  /** Whether work may be going on at this moment, or has just ended: 17:00 and 08:00 of the next day are one instant of work. */
  touches(at: Date): boolean {
    const day = midnight(at.getTime());
    return this.shiftsOf(day).some(({ from, to }) => at.getTime() >= day + from && at.getTime() <= day + to);
  }

  /** The beginning of the first shift on the day of this moment, or on the next day that has one (decision 44). */
  startOfDay(at: Date): Date {
    return this.nextStart(new Date(midnight(at.getTime())));
  }

  /** BR-141, BR-143. Where so many working minutes end. None end where they begin; others end with a shift, not before the next. */
  addMinutes(start: Date, minutes: number): Date {
    if (minutes <= 0) return new Date(start);
    const begin = this.nextStart(start).getTime();
    let left = minutes * MINUTE;
    // One week less than fits, so that what is left is walked and ends at the end of a shift.
    const weeks = Math.max(0, Math.ceil(left / this.weekLength) - 1);
    left -= weeks * this.weekLength;
    const moved = begin + weeks * WEEK;
    for (let day = midnight(moved); ; day += DAY) {
      for (const { from, to } of this.shiftsOf(day)) {
        const enter = Math.max(moved, day + from);
        const available = day + to - enter;
        if (available <= 0) continue;
        if (left <= available) return new Date(enter + left);
        left -= available;
      }
    }
  }

  /** BR-142, BR-144. Working minutes from one moment to another, rounded; 0 when the second is not later. */
  minutesBetween(start: Date, end: Date): number {
    const span = end.getTime() - start.getTime();
    if (span <= 0) return 0;
    const weeks = Math.floor(span / WEEK);
    const from = start.getTime() + weeks * WEEK;
    let worked = weeks * this.weekLength;
    for (let day = midnight(from); day < end.getTime(); day += DAY) {
      for (const shift of this.shiftsOf(day)) {
        worked += Math.max(0, Math.min(end.getTime(), day + shift.to) - Math.max(from, day + shift.from));
      }
    }
    return Math.round(worked / MINUTE);
  }

  private shiftsOf(day: number): readonly Shift[] {
    return this.week[weekday(day)]!;
  }
}

const WORKDAY: readonly Shift[] = [
  { from: 8 * HOUR, to: 12 * HOUR },
  { from: 13 * HOUR, to: 17 * HOUR },
];

/** Monday to Friday, 08:00-12:00 and 13:00-17:00 UTC (decisions 27 and 48). */
export const DEFAULT_CALENDAR = new WorkingCalendar([[], WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, []]);

/** A working day of the default calendar, in minutes (BR-140). */
export const DAY_MINUTES = 480;

/** Where a duration ends: working time, or any time when it is elapsed. */
export const endOf = (calendar: WorkingCalendar, start: Date, minutes: number, elapsed: boolean): Date =>
  elapsed ? new Date(start.getTime() + minutes * MINUTE) : calendar.addMinutes(start, minutes);
