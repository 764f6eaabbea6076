import fc from 'fast-check';
import { STANDARD_CALENDAR } from './calendar-definition.js';
import { DEFAULT_CALENDAR as calendar, DAY_MINUTES, endOf, WorkingCalendar } from './working-calendar.js';

const at = (text: string): Date => new Date(`${text}Z`);
const end = (start: string, minutes: number): string => calendar.addMinutes(at(start), minutes).toISOString().slice(0, 16);

describe('the default calendar', () => {
  it('BR-140 a day is 8 working hours: 8 h end the same day, 12 h the next noon, 16 h the next evening', () => {
    expect(end('2015-09-07T08:00', DAY_MINUTES)).toBe('2015-09-07T17:00');
    expect(end('2015-09-07T08:00', 12 * 60)).toBe('2015-09-08T12:00');
    expect(end('2015-09-07T08:00', 16 * 60)).toBe('2015-09-08T17:00');
  });

  it('BR-141 one day from Tuesday 08:00 ends at 17:00, 5 hours at 14:00, two days from Friday on Monday', () => {
    expect(end('2015-09-08T08:00', DAY_MINUTES)).toBe('2015-09-08T17:00');
    expect(end('2015-09-08T08:00', 300)).toBe('2015-09-08T14:00');
    expect(end('2015-09-11T08:00', 2 * DAY_MINUTES)).toBe('2015-09-14T17:00');
  });

  it('BR-142 from 1 July 08:00 to 2 July 12:00 are 12 working hours', () => {
    expect(calendar.minutesBetween(at('2026-07-01T08:00'), at('2026-07-02T12:00'))).toBe(720);
  });

  it.each([
    ['before work', '2026-03-02T06:30', '2026-03-02T08:00'],
    ['at noon', '2026-03-02T12:00', '2026-03-02T13:00'],
    ['after work', '2026-03-02T17:00', '2026-03-03T08:00'],
    ['on a Saturday', '2026-03-07T10:00', '2026-03-09T08:00'],
    ['within work', '2026-03-02T09:15', '2026-03-02T09:15'],
    ['before 1970', '1969-12-27T10:00', '1969-12-29T08:00'],
  ])('BR-142 a start %s moves to the next working start', (_when, given, moved) => {
    expect(calendar.nextStart(at(given)).toISOString().slice(0, 16)).toBe(moved);
  });

  it('decision 44 a plain date is the start of that working day', () => {
    expect(calendar.startOfDay(at('2026-03-03T00:00'))).toEqual(at('2026-03-03T08:00'));
    expect(calendar.startOfDay(at('2026-03-07T00:00'))).toEqual(at('2026-03-09T08:00'));
  });

  it('decision 17 17:00 is still an instant of work, midnight is not', () => {
    expect(calendar.touches(at('2026-03-02T17:00'))).toBe(true);
    expect(calendar.touches(at('2026-03-02T17:01'))).toBe(false);
    expect(calendar.touches(at('2026-03-01T10:00'))).toBe(false);
  });

  it('BR-136 days of work ahead are counted without free days, to midnight after the last', () => {
    expect(calendar.endOfDay(at('2026-03-02T09:30'))).toEqual(at('2026-03-03T00:00'));
    expect(calendar.endOfDay(at('2026-03-02T23:30'), 3)).toEqual(at('2026-03-06T00:00'));
    for (const friday of ['2026-03-06T00:00', '2026-03-07T12:00', '2026-03-08T23:59'])
      expect(calendar.endOfDay(at(friday), 3)).toEqual(at('2026-03-12T00:00'));
    const holiday = { from: '2026-03-10', to: '2026-03-10', times: [] };
    const berlin = new WorkingCalendar({ ...STANDARD_CALENDAR, timeZone: 'Europe/Berlin', exceptions: [holiday] });
    // Late on Thursday in London is Friday in Berlin.
    expect(berlin.endOfDay(at('2026-03-05T23:30'), 3)).toEqual(at('2026-03-12T23:00'));
    expect(calendar.endOfDay(at('2026-03-02T00:00'), 1_000_000).getUTCFullYear()).toBeGreaterThan(2200);
  });

  it('an elapsed duration counts nights and free days', () => {
    expect(endOf(calendar, at('2026-03-06T17:00'), 2 * 24 * 60, true)).toEqual(at('2026-03-08T17:00'));
    expect(endOf(calendar, at('2026-03-06T08:00'), DAY_MINUTES, false)).toEqual(at('2026-03-06T17:00'));
  });
});

describe('properties of the calendar', () => {
  const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
  const durations = fc.integer({ min: 1, max: 2600 * DAY_MINUTES });

  it('what is added is what lies between', () => {
    fc.assert(
      fc.property(moments, durations, (start, minutes) => {
        expect(calendar.minutesBetween(start, calendar.addMinutes(start, minutes))).toBe(minutes);
      }),
    );
  });

  it('two durations one after the other end where their sum does', () => {
    fc.assert(
      fc.property(moments, durations, durations, (start, one, other) => {
        expect(calendar.addMinutes(calendar.addMinutes(start, one), other)).toEqual(calendar.addMinutes(start, one + other));
      }),
    );
  });

  it('more work never ends earlier, and an end touches working time', () => {
    fc.assert(
      fc.property(moments, durations, (start, minutes) => {
        const done = calendar.addMinutes(start, minutes);
        expect(calendar.addMinutes(start, minutes + 1).getTime()).toBeGreaterThan(done.getTime());
        expect(calendar.touches(done)).toBe(true);
      }),
    );
  });

  it('the next working start is one, is not before, and has no work in between', () => {
    fc.assert(
      fc.property(moments, (moment) => {
        const start = calendar.nextStart(moment);
        expect(start.getTime()).toBeGreaterThanOrEqual(moment.getTime());
        expect(calendar.nextStart(start)).toEqual(start);
        expect(calendar.minutesBetween(moment, start)).toBe(0);
      }),
    );
  });
});
