import { quoteValue } from '#libs/import-files';
import { type CalendarException, checkCalendar, Refused, type WorkingTime } from '#libs/kernel';
import { joined } from './mspdi-calendars.js';
import type { ElementFields, MspdiFields } from './mspdi-fields.js';
import { partsOf, type RawPart } from './p6-document.js';
import { nameOf } from './p6-fields.js';
import type { PlanCalendar } from './plan-file.js';

interface ReadCalendar {
  readonly fields: ElementFields;
  readonly name: string;
  readonly baseUid: number | null;
  /** Null where the calendar has no week of its own. */
  readonly week: readonly (readonly WorkingTime[])[] | null;
  /** By date, `2026-12-24`. */
  readonly exceptions: ReadonlyMap<string, readonly WorkingTime[]>;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const NO_WEEK = WEEKDAYS.map(() => []);
const TIME = /^(\d\d):(\d\d)(:\d\d(\.\d+)?)?$/;
const DAY = 86_400_000;

/**
 * The calendars of a P6 file: global ones, those of its projects, and those of its resources. Only those that somebody asks
 * for are read. Times have no zone and are taken as UTC.
 */
export class P6Calendars {
  private readonly parts = new Map<number, RawPart>();
  private readonly read = new Map<number, ReadCalendar>();

  constructor(
    root: RawPart,
    private readonly fields: MspdiFields,
  ) {
    for (const part of [root, ...partsOf(root, 'Project')].flatMap((owner) => partsOf(owner, 'Calendar'))) {
      const fields = this.fieldsOf(part);
      const uid = fields.count('ObjectId');
      if (uid !== null && this.parts.has(uid)) fields.refuse('its ObjectId is used twice');
      if (uid !== null) this.parts.set(uid, part);
    }
  }

  has(uid: number): boolean {
    return this.parts.has(uid);
  }

  /**
   * Whole calendars: the week is its own or, where it has none, that of the calendar it is based on, whose holidays and
   * exceptions it takes over but for the days that have one of its own.
   */
  definitions(uids: Iterable<number>, note: (line: number, text: string) => void): PlanCalendar[] {
    return [...uids].flatMap((uid) => {
      const chain = this.chain(uid, note);
      const first = chain[0];
      if (!first) return [];
      const week = chain.find((calendar) => calendar.week !== null)?.week ?? NO_WEEK;
      const exceptions = new Map([...chain].reverse().flatMap((calendar) => [...calendar.exceptions]));
      const definition = { name: first.name, timeZone: 'UTC', week, exceptions: stretches(exceptions), workWeeks: [] };
      try {
        checkCalendar(definition);
        return [{ uid, definition }];
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        first.fields.refuse(`nothing can be planned by it: ${error.message}`);
        return [];
      }
    });
  }

  /** A calendar, the one it is based on, and so on. */
  private chain(uid: number, note: (line: number, text: string) => void): ReadCalendar[] {
    const chain: ReadCalendar[] = [];
    for (let next: number | null = uid; next !== null; ) {
      const part = this.parts.get(next);
      if (!part) {
        note(this.parts.get(uid)?.line ?? 1, `the calendar ${next}, on which another is based, is not in the file`);
        break;
      }
      const calendar: ReadCalendar = this.read.get(next) ?? this.readCalendar(part);
      this.read.set(next, calendar);
      if (chain.includes(calendar)) break;
      chain.push(calendar);
      next = calendar.baseUid;
    }
    return chain;
  }

  private readCalendar(part: RawPart): ReadCalendar {
    const fields = this.fieldsOf(part);
    const hours = partsOf(partsOf(part, 'StandardWorkWeek')[0], 'StandardWorkHours');
    const week = WEEKDAYS.map((): WorkingTime[] => []);
    for (const day of hours) {
      const name = day.fields.get('DayOfWeek') ?? '';
      const weekday = WEEKDAYS.indexOf(name);
      if (weekday < 0) fields.refuse(`DayOfWeek ${quoteValue(name)} is not a weekday`);
      else week[weekday] = timesOf(day, fields);
    }
    const exceptions = new Map<string, readonly WorkingTime[]>();
    for (const day of partsOf(partsOf(part, 'HolidayOrExceptions')[0], 'HolidayOrException')) {
      const dayFields = this.fields.of(day, `calendar ${quoteValue(nameOf(part.fields) ?? '')}, exception`);
      const date = dayFields.instant('Date')?.toISOString().slice(0, 10);
      if (dayFields.text('Date') === null) dayFields.refuse('Date is missing');
      if (date) exceptions.set(date, timesOf(day, dayFields));
    }
    const name = nameOf(part.fields) ?? `Calendar ${part.fields.get('ObjectId')}`;
    return { fields, name, baseUid: fields.count('BaseCalendarObjectId'), week: hours.length > 0 ? week : null, exceptions };
  }

  private fieldsOf(part: RawPart): ElementFields {
    return this.fields.of(part, `calendar ${quoteValue(nameOf(part.fields) ?? '')} (ObjectId ${part.fields.get('ObjectId') ?? 'missing'})`);
  }
}

/** The stretches of a day, in order, joined where they touch; a WorkTime without times says that the day is free. */
function timesOf(day: RawPart, fields: ElementFields): WorkingTime[] {
  const times = partsOf(day, 'WorkTime').flatMap((part): WorkingTime[] => {
    const [start, finish] = [part.fields.get('Start'), part.fields.get('Finish')];
    if (start === undefined && finish === undefined) return [];
    const from = minuteOf(start ?? '');
    const last = minuteOf(finish ?? '');
    const to = last === null ? null : endOf(last);
    if (from !== null && to !== null && from < to) return [{ from, to }];
    fields.refuse(`the work time from ${quoteValue(start ?? '')} to ${quoteValue(finish ?? '')} is none`);
    return [];
  });
  return joined(times.sort((a, b) => a.from - b.from));
}

function minuteOf(time: string): number | null {
  const found = TIME.exec(time);
  const minute = found ? Number(found[1]) * 60 + Number(found[2]) : 1440;
  return minute < 1440 && Number(found?.[2]) < 60 ? minute : null;
}

/** P6 names the last minute of work: 11:59 is noon, 23:59 midnight. A multiple of five, as others write it, is the end itself. */
function endOf(last: number): number {
  const end = last % 5 === 0 ? last : last + 1;
  return end === 0 ? 1440 : end;
}

/** Days that follow one another and are worked alike become one exception. */
function stretches(exceptions: ReadonlyMap<string, readonly WorkingTime[]>): CalendarException[] {
  const result: CalendarException[] = [];
  for (const [date, times] of [...exceptions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = result.at(-1);
    const follows = last && Date.parse(date) - Date.parse(last.to) === DAY && JSON.stringify(last.times) === JSON.stringify(times);
    if (follows) result[result.length - 1] = { ...last, to: date };
    else result.push({ from: date, to: date, times });
  }
  return result;
}
