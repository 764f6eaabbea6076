import { checkSpan, startOfWork, usualStart } from './planned-start.js';

const NOW = new Date('2026-03-10T12:00:00Z');

describe('the planned start of a project', () => {
  it('decision 44 a plain date is 08:00 UTC, an instant is itself', () => {
    expect(startOfWork('2026-03-02').toISOString()).toBe('2026-03-02T08:00:00.000Z');
    expect(startOfWork('2026-03-02T10:30:00+02:00').toISOString()).toBe('2026-03-02T08:30:00.000Z');
  });

  it('is the approved start where nobody says, else today', () => {
    expect(usualStart('2026-05-04', NOW).toISOString()).toBe('2026-05-04T08:00:00.000Z');
    expect(usualStart(null, NOW).toISOString()).toBe('2026-03-10T08:00:00.000Z');
  });

  it('1.7 lies within the years that the administrator set, on both sides', () => {
    expect(checkSpan(new Date('2036-03-10T12:00:00Z'), 10, NOW)).toBeInstanceOf(Date);
    expect(checkSpan(new Date('2016-03-10T12:00:00Z'), 10, NOW)).toBeInstanceOf(Date);
    for (const far of ['2036-03-10T12:00:01Z', '2016-03-10T11:59:59Z']) expect(() => checkSpan(new Date(far), 10, NOW)).toThrow('10 years');
  });
});
