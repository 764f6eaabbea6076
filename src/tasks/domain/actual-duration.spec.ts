import { DEFAULT_CALENDAR as calendar } from '#libs/kernel';
import { actualDurationOf } from './actual-duration.js';

const at = (text: string): Date => new Date(`${text}Z`);
const friday = { state: 'closed_complete', actualStart: at('2026-03-06T13:00'), durationElapsed: false } as const;

describe('how long a task took', () => {
  it('BR-143 is the working time from its actual start to its actual end', () => {
    expect(actualDurationOf({ ...friday, actualEnd: at('2026-03-09T10:00') }, calendar)).toBe(240 + 120);
    expect(actualDurationOf({ ...friday, state: 'closed_skipped', actualEnd: at('2026-03-06T14:00') }, calendar)).toBe(60);
  });

  it('is any time where its duration is elapsed', () => {
    expect(actualDurationOf({ ...friday, durationElapsed: true, actualEnd: at('2026-03-07T13:00') }, calendar)).toBe(1440);
  });

  it('is not known before it is closed, or without both dates', () => {
    expect(actualDurationOf({ ...friday, state: 'work_in_progress', actualEnd: null }, calendar)).toBeNull();
    expect(actualDurationOf({ ...friday, actualStart: null, actualEnd: at('2026-03-06T14:00') }, calendar)).toBeNull();
  });
});
