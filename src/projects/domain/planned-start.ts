import { Refused, type WorkingCalendar } from '#libs/kernel';

const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Decision 44: a plain date means the start of that working day, 08:00 UTC where the project follows no calendar of its own. */
export const startOfWork = (text: string, calendar: WorkingCalendar | null = null): Date => {
  if (!PLAIN_DATE.test(text)) return new Date(text);
  return calendar ? calendar.startOfDay(new Date(text)) : new Date(`${text}T08:00:00.000Z`);
};

/** Where a project starts when nobody says: with its approved start, else today. */
export const usualStart = (approvedStart: string | null | undefined, now: Date): Date =>
  startOfWork(approvedStart ?? now.toISOString().slice(0, 10));

/** The furthest planned start from today, in years, as the administrator set it. */
export const spanOf = (properties: ReadonlyMap<string, unknown>): number =>
  Number(properties.get('com.snc.project.task.check_date_span_years') ?? 10);

/** 1.7. The planned start lies within so many years of today. @throws Refused (422) */
export function checkSpan(start: Date, years: number, now: Date): Date {
  const [earliest, latest] = [-years, years].map((offset) => new Date(now).setUTCFullYear(now.getUTCFullYear() + offset));
  if (start.getTime() >= earliest! && start.getTime() <= latest!) return start;
  throw Refused.field('startDate', 'date_out_of_span', `The planned start must lie within ${years} years of today.`);
}
