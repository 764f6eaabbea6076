import { type CalendarDefinition, STANDARD_CALENDAR } from '#libs/kernel';
import { BUILT_IN_CALENDAR, Calendar } from './calendar.js';
import { minutesOf, timeOf } from './time-of-day.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const drawn = (change: Partial<CalendarDefinition> = {}): Calendar =>
  Calendar.draw({ ...STANDARD_CALENDAR, name: 'Plant', ...change }, NOW);
const known = (change: Partial<Calendar['state']> = {}): Calendar => new Calendar({ ...drawn().state, ...change });

describe('a calendar', () => {
  it('is offered as drawn, and refused when no work can be planned by it', () => {
    expect(drawn().state).toMatchObject({ name: 'Plant', timeZone: 'UTC', imported: false, version: 1 });
    expect(drawn().takeEvents()).toEqual([]);
    expect(() => drawn({ week: [[], [], [], [], [], [], []] })).toThrow('working time');
    expect(() => drawn({ timeZone: 'Mars/Base' })).toThrow('time zone');
  });

  it.each([
    { timeZone: 'Europe/Paris' },
    { week: [[{ from: 0, to: 60 }], [], [], [], [], [], []] },
    { exceptions: [{ from: '2026-12-25', to: '2026-12-25', times: [] }] },
    { workWeeks: [{ from: '2026-07-01', to: '2026-07-31', week: STANDARD_CALENDAR.week }] },
  ])('tells of other times: %j', (change) => {
    const calendar = known();
    calendar.revise(change, NOW);
    expect(calendar.takeEvents()).toEqual([
      { type: 'administration.calendar-changed', aggregateId: calendar.id, occurredAt: NOW, payload: { calendarId: calendar.id } },
    ]);
  });

  it('tells nobody of another name, nor of the same times', () => {
    const calendar = known();
    calendar.revise({ name: 'Works', timeZone: 'UTC', week: STANDARD_CALENDAR.week.map((day) => [...day]) }, NOW);
    expect([calendar.state.name, calendar.takeEvents()]).toEqual(['Works', []]);
  });

  it('is refused when a change leaves nothing to plan by', () => {
    expect(() => known().revise({ week: [[], [], [], [], [], [], []] }, NOW)).toThrow('working time');
  });

  it('decisions 27, 48 the standard one stands as it is', () => {
    const standard = known({ id: BUILT_IN_CALENDAR });
    expect(() => standard.revise({ name: 'Ours' }, NOW)).toThrow('stands as it is');
    expect(() => standard.checkRemovable()).toThrow('stands as it is');
    expect(() => known().checkRemovable()).not.toThrow();
  });

  it('holds no more than its column does, however it is written', () => {
    const named = (count: number) =>
      Array.from({ length: count }, () => ({ name: 'ü'.repeat(100), from: '2026-12-25', to: '2026-12-25', times: [] }));
    expect(() => drawn({ exceptions: named(130) })).not.toThrow();
    expect(() => drawn({ exceptions: named(140) })).toThrow('more than a calendar holds');
  });
});

describe('times of the day', () => {
  it.each([
    ['00:00', 0],
    ['08:05', 485],
    ['23:59', 1439],
    ['24:00', 1440],
  ])('%s is minute %i', (text, minutes) => {
    expect([minutesOf(text), timeOf(minutes)]).toEqual([minutes, text]);
  });
});
