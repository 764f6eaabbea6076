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
const wallAt = (zone: TimeZone, instant: number): number => instant + zone.offsetAt(instant);
const dayAt = (zone: TimeZone, instant: number): number => Math.floor(wallAt(zone, instant) / DAY);

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
      const [open, close] = [stretch.from, stretch.to].map((minute) => day * DAY + minute * MINUTE) as [number, number];
      // Where the clock skips an hour, a stretch may reach behind the beginning of the next.
      for (let start = Math.max(free, instantOf(zone, open)); start + length <= instantOf(zone, close); start += length) {
        const end = start + length;
        if (wallAt(zone, start) < open || wallAt(zone, end - 1) >= close) continue;
        free = end;
        if (start >= from && start <= to) yield { start, end };
      }
    }
  }
}

/** The slot that begins at this very moment, if there is one. */
export function slotAt(times: AppointmentTimes, zone: TimeZone, start: number): Slot | undefined {
  return slotsBetween(times, zone, start, start).next().value ?? undefined;
}
