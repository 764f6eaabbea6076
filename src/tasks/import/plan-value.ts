import { utcInstant } from '#libs/import-files';

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(Z|[+-]\d\d:\d\d)?$/;
const DURATION = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Longest duration or lag in minutes: what a 32-bit column holds, about 4,000 years. */
export const MAX_MINUTES = 2 ** 31 - 1;

/**
 * The instant of an ISO 8601 date or date and time; without a zone it is UTC, a plain date is its midnight, 24:00 the
 * midnight that ends the day. Null when there is no such instant: 2023-02-30, 25:00, or a year outside 1900 to 2199.
 */
export function parseDateTime(text: string): Date | null {
  const found = DATE_TIME.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const endOfDay = hour === 24 && minute === 0 && second === 0;
  const millisecond = Math.floor(Number(`0.${found[7] ?? '0'}`) * 1000);
  const instant = utcInstant(year, month, day, endOfDay ? 0 : hour, minute, second, millisecond);
  const offset = offsetMinutes(found[8]);
  if (instant === null || offset === null) return null;
  return new Date(instant.getTime() + (endOfDay ? 24 * 60 : 0) * 60_000 - offset * 60_000);
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  // XML Schema: no zone is more than 14 hours from UTC.
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * Minutes, rounded, of an ISO 8601 duration such as PT57H8M24S; a day is 24 hours, as XML Schema says.
 * Null when it is none, is negative, has years or months (which have no length), or exceeds `MAX_MINUTES`.
 */
export function parseDuration(text: string): number | null {
  const found = DURATION.exec(text);
  if (!found || text === 'P') return null;
  const [days, hours, minutes, seconds] = found.slice(1, 5).map((part) => Number(part ?? 0)) as [number, number, number, number];
  const total = Math.round(days * 1440 + hours * 60 + minutes + seconds / 60);
  return total <= MAX_MINUTES ? total : null;
}
