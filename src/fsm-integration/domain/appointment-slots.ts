import { instantOf, type TimeZone } from '#libs/kernel';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** When appointments are possible, on the wall clock of a place. */
export interface AppointmentTimes {
  /** Monday 1 to Sunday 7. */
  readonly days: readonly number[];
  /** `08:00` */
  readonly dailyStart: string;
  readonly dailyEnd: string;
  /** Nothing is offered from here to its end; null where there is no break. */
  readonly breakStart: string | null;
  readonly breakEnd: string | null;
  readonly slotMinutes: number;
}

/** A stretch of time that can be booked, in milliseconds since 1970. */
export interface Slot {
  readonly start: number;
  readonly end: number;
}

/** `08:30` as minutes after midnight; `24:00`, the midnight that ends a day, is 1440. The text has that form. */
const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
};

/** What is open of a day, in minutes after midnight: before the break and after it. */
export function stretchesOf({ dailyStart, dailyEnd, breakStart, breakEnd }: AppointmentTimes): { from: number; to: number }[] {
  const [from, to] = [minutesOf(dailyStart), minutesOf(dailyEnd)];
  if (breakStart === null || breakEnd === null) return [{ from, to }];
  return [
    { from, to: minutesOf(breakStart) },
    { from: minutesOf(breakEnd), to },
  ];
}

/** Monday 1 to Sunday 7, of a day counted from 1 January 1970, a Thursday. */
const weekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
const dayAt = (zone: TimeZone, instant: number): number => Math.floor((instant + zone.offsetAt(instant)) / DAY);

/**
 * The slots that begin within a span, both ends included, in order. Each lasts as long as it says, also on a day on which
 * the clock is put forward or back, lies within the open hours of the wall clock, and does not overlap another.
 */
export function* slotsBetween(times: AppointmentTimes, zone: TimeZone, from: number, to: number): Generator<Slot> {
  const length = times.slotMinutes * MINUTE;
  const stretches = stretchesOf(times);
  let free = Number.NEGATIVE_INFINITY;
  for (let day = dayAt(zone, from) - 1, last = dayAt(zone, to) + 1; day <= last; day += 1) {
    if (!times.days.includes(weekday(day))) continue;
    for (const stretch of stretches) {
      const close = instantOf(zone, day * DAY + stretch.to * MINUTE);
      // An hour that is skipped may put the end of one stretch behind the beginning of the next.
      for (let start = Math.max(free, instantOf(zone, day * DAY + stretch.from * MINUTE)); start + length <= close; start = free) {
        free = start + length;
        if (start >= from && start <= to) yield { start, end: free };
      }
    }
  }
}

/** The slot that begins at this very moment, if there is one. */
export function slotAt(times: AppointmentTimes, zone: TimeZone, start: number): Slot | undefined {
  return slotsBetween(times, zone, start, start).next().value ?? undefined;
}
