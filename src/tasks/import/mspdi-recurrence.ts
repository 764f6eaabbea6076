import type { RawNode } from './mspdi-document.js';

const DAY = 86_400_000;
const MOST_DATES = 5_000;

/**
 * The single days of an exception that repeats between two dates; null for one that is a stretch of days. Types of the
 * MSPDI schema: 1 daily, 2 yearly by the day of the month, 3 yearly by position, 4 monthly by the day, 5 monthly by
 * position, 6 weekly, 7 by count of days.
 */
export function recurringDates(exception: RawNode, from: string, to: string): string[] | null {
  const number = (name: string, otherwise: number): number => {
    const value = Number(exception.text(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : otherwise;
  };
  const type = number('Type', 1);
  const period = Math.max(1, number('Period', 1));
  if (type === 1 && period === 1) return null;
  const [first, last] = [Date.parse(`${from}T00:00Z`), Date.parse(`${to}T00:00Z`)];
  const occurrences = number('EnteredByOccurrences', 0) === 1 ? number('Occurrences', MOST_DATES) : MOST_DATES;
  const dates: string[] = [];
  const start = new Date(first);
  for (let at = first; at <= last && dates.length < Math.min(occurrences, MOST_DATES); at += DAY) {
    if (falls(new Date(at), start, type, period, number)) dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}

type Numbers = (name: string, otherwise: number) => number;

function falls(date: Date, start: Date, type: number, period: number, number: Numbers): boolean {
  const months = (date.getUTCFullYear() - start.getUTCFullYear()) * 12 + date.getUTCMonth() - start.getUTCMonth();
  switch (type) {
    case 1:
    case 7:
      return ((date.getTime() - start.getTime()) / DAY) % period === 0;
    case 2:
      return date.getUTCMonth() === number('Month', 0) && date.getUTCDate() === number('MonthDay', 1);
    case 3:
      return date.getUTCMonth() === number('Month', 0) && isPosition(date, number('MonthItem', 0), number('MonthPosition', 0));
    case 4:
      return months % period === 0 && date.getUTCDate() === number('MonthDay', 1);
    case 5:
      return months % period === 0 && isPosition(date, number('MonthItem', 0), number('MonthPosition', 0));
    case 6: {
      const weeks = Math.floor((date.getTime() - start.getTime() + start.getUTCDay() * DAY) / (7 * DAY));
      return weeks % period === 0 && (number('DaysOfWeek', 0) & (1 << date.getUTCDay())) !== 0;
    }
    default:
      return false;
  }
}

/** MonthItem: 0 day, 1 weekday, 2 weekend day, 3 to 9 Sunday to Saturday. MonthPosition: 0 first to 3 fourth, 4 last. */
function isPosition(date: Date, item: number, position: number): boolean {
  const counts = (day: Date): boolean => {
    const weekday = day.getUTCDay();
    if (item === 0) return true;
    if (item === 1) return weekday > 0 && weekday < 6;
    if (item === 2) return weekday === 0 || weekday === 6;
    return weekday === item - 3;
  };
  if (!counts(date)) return false;
  const step = position === 4 ? 1 : -1;
  let others = 0;
  for (let at = new Date(date.getTime() + step * DAY); at.getUTCMonth() === date.getUTCMonth(); at = new Date(at.getTime() + step * DAY))
    if (counts(at)) others += 1;
  return position === 4 ? others === 0 : others === position;
}
