import { zoneNamed } from '#libs/kernel';

/** The instants of a plan on the wall clock of one time zone, to the second: `2026-12-24T08:00:00`. */
export type WallClock = (at: Date | null) => string | null;

/** @throws RangeError for a name that is no time zone */
export function wallClock(timeZone: string): WallClock {
  const zone = zoneNamed(timeZone);
  return (at) => at && new Date(at.getTime() + zone.offsetAt(at.getTime())).toISOString().slice(0, 19);
}

/** `PT8H30M0S` */
export function duration(minutes: number | null): string | null {
  return minutes === null ? null : `PT${Math.floor(minutes / 60)}H${minutes % 60}M0S`;
}

/** A minute of the day as a time; the midnight that ends a day is 00:00:00, as MS Project writes it. */
export function timeOfDay(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}:00`;
}
