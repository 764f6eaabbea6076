import fc from 'fast-check';
import { zoneNamed } from '#libs/kernel';
import { type AppointmentTimes, type Slot, slotAt, slotsBetween, stretchesOf } from './appointment-slots.js';

const MINUTE = 60_000;
const OFFICE: AppointmentTimes = {
  days: [1, 2, 3, 4, 5],
  dailyStart: '08:00',
  dailyEnd: '17:00',
  breakStart: null,
  breakEnd: null,
  slotMinutes: 120,
};
const at = (text: string): number => Date.parse(text);
const written = (slots: Iterable<Slot>): string[] => [...slots].map(({ start }) => new Date(start).toISOString().slice(0, 16));
const between = (times: AppointmentTimes, zone: string, from: string, to: string): string[] =>
  written(slotsBetween(times, zoneNamed(zone), at(from), at(to)));

describe('the slots of appointments', () => {
  it('decision 46 fit into the day from its start on, Monday to Friday', () => {
    expect(between(OFFICE, 'UTC', '2026-03-06T00:00Z', '2026-03-09T23:59Z')).toEqual([
      '2026-03-06T08:00',
      '2026-03-06T10:00',
      '2026-03-06T12:00',
      '2026-03-06T14:00',
      '2026-03-09T08:00',
      '2026-03-09T10:00',
      '2026-03-09T12:00',
      '2026-03-09T14:00',
    ]);
  });

  it('begin anew after the break', () => {
    const times = { ...OFFICE, breakStart: '12:30', breakEnd: '13:15', slotMinutes: 60 };
    expect(between(times, 'UTC', '2026-03-06T00:00Z', '2026-03-06T23:59Z')).toEqual([
      '2026-03-06T08:00',
      '2026-03-06T09:00',
      '2026-03-06T10:00',
      '2026-03-06T11:00',
      '2026-03-06T13:15',
      '2026-03-06T14:15',
      '2026-03-06T15:15',
    ]);
  });

  it('BR-FSM-090 follow the wall clock of their zone, in winter and in summer', () => {
    const first = (day: string): string => between(OFFICE, 'Europe/Berlin', `${day}T00:00Z`, `${day}T23:59Z`)[0]!;
    expect([first('2026-03-27'), first('2026-03-30')]).toEqual(['2026-03-27T07:00', '2026-03-30T06:00']);
    expect([first('2026-10-23'), first('2026-10-26')]).toEqual(['2026-10-23T06:00', '2026-10-26T07:00']);
  });

  it('last as long as they say in a night of 23 or 25 hours', () => {
    const night = { ...OFFICE, days: [7], dailyStart: '00:00', dailyEnd: '06:00', slotMinutes: 60 };
    expect(between(night, 'Europe/Berlin', '2026-03-28T00:00Z', '2026-03-29T23:00Z')).toHaveLength(5);
    expect(between(night, 'Europe/Berlin', '2026-10-24T00:00Z', '2026-10-25T23:00Z')).toHaveLength(7);
  });

  it('are found by their start alone', () => {
    const zone = zoneNamed('Europe/Berlin');
    expect(slotAt(OFFICE, zone, at('2026-03-30T08:00Z'))).toEqual({ start: at('2026-03-30T08:00Z'), end: at('2026-03-30T10:00Z') });
    for (const none of ['2026-03-30T08:00:00.001Z', '2026-03-30T09:00Z', '2026-03-29T08:00Z', '2026-03-30T14:00Z'])
      expect(slotAt(OFFICE, zone, at(none))).toBeUndefined();
  });

  describe('whatever the hours, the zone and the time of the year', () => {
    const clock = (minutes: number): string =>
      [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const hours = fc
      .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 4, maxLength: 4 })
      .map((marks) => marks.sort((a, b) => a - b).map((mark) => clock(mark * 15)) as [string, string, string, string]);
    const anyTimes: fc.Arbitrary<AppointmentTimes> = fc
      .record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
        hours,
        rests: fc.boolean(),
        slotMinutes: fc.integer({ min: 15, max: 600 }),
      })
      .map(({ days, hours: [dailyStart, breakStart, breakEnd, dailyEnd], rests, slotMinutes }) => ({
        ...{ days, dailyStart, dailyEnd, slotMinutes },
        ...(rests ? { breakStart, breakEnd } : { breakStart: null, breakEnd: null }),
      }));
    const anyZone = fc.constantFrom(
      ...['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Cairo'],
    );
    /** Days around which clocks are put forward or back, and others. */
    const anyDay = fc.constantFrom('2026-01-15', '2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-25', '2026-11-01');
    const world = fc.record({ times: anyTimes, zone: anyZone, day: anyDay });
    const span = (day: string): [number, number] => [at(`${day}T00:00Z`) - 2 * 1440 * MINUTE, at(`${day}T00:00Z`) + 3 * 1440 * MINUTE];

    it('a slot has its length, is on a day that is open, within its hours, and after the one before', () => {
      fc.assert(
        fc.property(world, ({ times, zone: name, day }) => {
          const zone = zoneNamed(name);
          let last = Number.NEGATIVE_INFINITY;
          for (const { start, end } of slotsBetween(times, zone, ...span(day))) {
            expect(end - start).toBe(times.slotMinutes * MINUTE);
            expect(start).toBeGreaterThanOrEqual(last);
            last = end;
            const wall = (instant: number): number => instant + zone.offsetAt(instant);
            expect(times.days).toContain(new Date(wall(start)).getUTCDay() || 7);
            const minute = (instant: number): number => (wall(instant) / MINUTE) % 1440;
            expect(stretchesOf(times).some(({ from, to }) => minute(start) >= from && minute(end - 1) < to)).toBe(true);
          }
        }),
        { numRuns: 1_000 },
      );
    });

    it('a slot is the same one by its start, and in whatever span it is asked for', () => {
      fc.assert(
        fc.property(world, fc.nat(7_200), fc.nat(7_200), ({ times, zone: name, day }, a, b) => {
          const zone = zoneNamed(name);
          const [from, to] = span(day);
          const all = [...slotsBetween(times, zone, from, to)];
          for (const slot of all) expect(slotAt(times, zone, slot.start)).toEqual(slot);
          const [begin, end] = [from + Math.min(a, b) * MINUTE, from + Math.max(a, b) * MINUTE];
          expect([...slotsBetween(times, zone, begin, end)]).toEqual(all.filter(({ start }) => start >= begin && start <= end));
        }),
        { numRuns: 300 },
      );
    });
  });
});
