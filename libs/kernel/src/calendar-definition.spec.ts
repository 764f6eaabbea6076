import { type CalendarDefinition, checkCalendar, STANDARD_CALENDAR } from './calendar-definition.js';
import { Refused } from './domain-error.js';
import { WorkingCalendar } from './working-calendar.js';

const NO_WORK: CalendarDefinition['week'] = [[], [], [], [], [], [], []];
const HALF_DAY = [{ from: 480, to: 720 }];

/** The code of the refusal and the field it names; null where there is nothing to refuse. */
function refusalOf(change: Partial<CalendarDefinition>): [string, string] | null {
  try {
    checkCalendar({ ...STANDARD_CALENDAR, ...change });
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [error.code, error.errors[0]!.pointer];
  }
}

describe('the check of a calendar', () => {
  it('decisions 27, 48 the standard calendar is one', () => {
    expect(refusalOf({})).toBeNull();
    expect(refusalOf({ timeZone: 'Europe/Berlin', week: [[{ from: 0, to: 1440 }], [], [], [], [], [], HALF_DAY] })).toBeNull();
  });

  it.each(['Mars/Base', '+01:00', '', ' UTC', '2026'])('a time zone is one of the IANA list, not "%s"', (timeZone) => {
    expect(refusalOf({ timeZone })).toEqual(['unknown_time_zone', '/timeZone']);
  });

  it('a week has seven days and some work', () => {
    expect(refusalOf({ week: NO_WORK })).toEqual(['no_working_time', '/week']);
    expect(refusalOf({ week: NO_WORK.slice(1) })).toEqual(['seven_days', '/week']);
    expect(refusalOf({ workWeeks: [{ from: '2026-07-01', to: '2026-08-31', week: [[]] }] })).toEqual(['seven_days', '/workWeeks']);
    expect(refusalOf({ workWeeks: [{ from: '2026-07-01', to: '2026-08-31', week: NO_WORK }] })).toBeNull();
  });

  it.each([
    ['overlap', [HALF_DAY[0]!, { from: 719, to: 900 }]],
    ['fall', [{ from: 780, to: 900 }, HALF_DAY[0]!]],
    ['end where they begin', [{ from: 480, to: 480 }]],
    ['last beyond midnight', [{ from: 1380, to: 1500 }]],
    ['begin the day before', [{ from: -60, to: 60 }]],
    ['are fractions', [{ from: 0.5, to: 60 }]],
  ])('working times that %s are refused wherever they stand', (_how, times) => {
    expect(refusalOf({ week: [times, HALF_DAY, [], [], [], [], []] })).toEqual(['working_times', '/week']);
    expect(refusalOf({ exceptions: [{ from: '2026-01-01', to: '2026-01-01', times }] })).toEqual(['working_times', '/exceptions']);
    const week = [...NO_WORK.slice(1), times];
    expect(refusalOf({ workWeeks: [{ from: '2026-01-01', to: '2026-01-01', week }] })).toEqual(['working_times', '/workWeeks']);
  });

  it.each([
    ['2026-02-30', '2026-03-01'],
    ['2026-99-99', '2026-99-99'],
    ['2026-01-02', '2026-01-01'],
    ['soon', '2026-01-01'],
  ])('dates exist, and the last is not before the first: %s to %s', (from, to) => {
    expect(refusalOf({ exceptions: [{ from, to, times: [] }] })).toEqual(['dates', '/exceptions']);
    expect(refusalOf({ workWeeks: [{ from, to, week: NO_WORK }] })).toEqual(['dates', '/workWeeks']);
  });

  it('the days of all exceptions together, and their number, are bounded', () => {
    const day = { from: '2026-01-01', to: '2026-01-01', times: [] };
    const years = { from: '2000-01-01', to: '2027-05-18', times: [] };
    expect(refusalOf({ exceptions: [years] })).toBeNull();
    expect(refusalOf({ exceptions: [years, day] })).toEqual(['too_many_days', '/exceptions']);
    expect(refusalOf({ exceptions: [{ from: '1000-01-01', to: '9999-12-31', times: [] }] })).toEqual(['too_many_days', '/exceptions']);
    expect(refusalOf({ exceptions: new Array(2_000).fill(day) })).toBeNull();
    expect(refusalOf({ exceptions: new Array(2_001).fill(day) })).toEqual(['too_many', '/exceptions']);
  });
});

describe('a calendar that hardly works', () => {
  const start = new Date('2026-03-02T08:00Z');

  it('refuses what it would take centuries for, instead of failing', () => {
    const rests = { from: '2026-01-01', to: '9999-12-31', week: NO_WORK };
    const resting = new WorkingCalendar({ ...STANDARD_CALENDAR, workWeeks: [rests] });
    expect(() => resting.nextStart(start)).toThrow(Refused);
    expect(() => resting.addMinutes(start, 60)).toThrow(Refused);
    expect(resting.previousEnd(start)).toEqual(new Date('2025-12-31T17:00Z'));
    const aMinute = new WorkingCalendar({ ...STANDARD_CALENDAR, week: [[{ from: 0, to: 1 }], [], [], [], [], [], []] });
    expect(() => aMinute.addMinutes(start, 2600 * 480)).toThrow(Refused);
    expect(() => aMinute.subtractMinutes(start, 2600 * 480)).toThrow(Refused);
    expect(aMinute.addMinutes(start, 2)).toEqual(new Date('2026-03-15T00:01Z'));
  });
});
