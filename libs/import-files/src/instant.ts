/**
 * The instant of a date and time in UTC, or null when there is none: month 13, 30 February, 25:00.
 * Years from 1900 to 2199 only; beyond that a date is a slip or a program's "no date" (1 January 0001), never a plan.
 * @param month 1 to 12
 */
export function utcInstant(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, millisecond = 0): Date | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  if (hour > 23 || minute > 59 || second > 59 || hour < 0 || minute < 0 || second < 0) return null;
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
  // Date rolls 30 February over into March; a day that did not stay in its month does not exist.
  return instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day ? instant : null;
}
