import { DEFAULT_CALENDAR as calendar } from '#libs/kernel';
import { spanOfTasks } from './baseline.js';
import { type PlannedDates, type PresentDates, varianceOf } from './baseline-comparison.js';

const at = (text: string): Date => new Date(`${text}Z`);
const planned = (start: string, end: string | null, minutes = 480): PlannedDates => ({
  plannedStart: at(start),
  plannedEnd: end === null ? null : at(end),
  plannedDurationMinutes: minutes,
});
const present = (start: string, end: string | null, more: Partial<PresentDates> = {}): PresentDates => ({
  ...planned(start, end),
  actualStart: null,
  actualEnd: null,
  ...more,
});
const MONDAY = planned('2026-03-02T08:00', '2026-03-02T17:00');

describe('BR-159 how far the present is from a baseline', () => {
  it.each([
    ['later by a day', present('2026-03-03T08:00', '2026-03-03T17:00'), 480, 480],
    ['later over a weekend', present('2026-03-09T08:00', '2026-03-09T17:00'), 2400, 2400],
    ['earlier by half a day', present('2026-02-27T13:00', '2026-03-02T12:00'), -240, -240],
  ])('%s is counted in working minutes', (_what, current, start, end) => {
    expect(varianceOf(MONDAY, current, calendar)).toEqual({
      startVarianceMinutes: start,
      endVarianceMinutes: end,
      durationVarianceMinutes: 0,
      change: 'moved',
    });
  });

  it('decision 17: 17:00 and 08:00 of the next working day are the same', () => {
    const milestone = planned('2026-03-06T17:00', '2026-03-06T17:00', 0);
    const current = present('2026-03-09T08:00', '2026-03-09T08:00', { plannedDurationMinutes: 0 });
    expect(varianceOf(milestone, current, calendar)).toMatchObject({ startVarianceMinutes: 0, endVarianceMinutes: 0, change: 'same' });
    expect(
      Object.is(varianceOf(planned('2026-03-09T08:00', null), present('2026-03-06T17:00', null), calendar).startVarianceMinutes, 0),
    ).toBe(true);
  });

  it('BR-144 what has begun or ended counts by when it did', () => {
    const begun = present('2026-03-02T08:00', '2026-03-03T17:00', { actualStart: at('2026-03-03T08:00') });
    expect(varianceOf(MONDAY, begun, calendar)).toMatchObject({ startVarianceMinutes: 480, endVarianceMinutes: 480, change: 'moved' });
    const ended = present('2026-03-02T08:00', '2026-03-02T17:00', {
      actualStart: at('2026-03-02T08:00'),
      actualEnd: at('2026-03-02T16:00'),
    });
    expect(varianceOf(MONDAY, ended, calendar)).toMatchObject({ startVarianceMinutes: 0, endVarianceMinutes: -60, change: 'moved' });
  });

  it('another duration alone is a change; and so is an end where there was none', () => {
    const longer = { ...present('2026-03-02T08:00', '2026-03-02T17:00'), plannedDurationMinutes: 540 };
    expect(varianceOf(MONDAY, longer, calendar)).toMatchObject({ durationVarianceMinutes: 60, change: 'moved' });
    const empty = planned('2026-03-02T08:00', null);
    expect(varianceOf(empty, present('2026-03-02T08:00', '2026-03-02T17:00'), calendar)).toMatchObject({
      endVarianceMinutes: null,
      change: 'moved',
    });
    expect(varianceOf(empty, present('2026-03-02T08:00', null), calendar)).toMatchObject({ endVarianceMinutes: null, change: 'same' });
  });

  it('what is on one side only, was added or removed', () => {
    const none = { startVarianceMinutes: null, endVarianceMinutes: null, durationVarianceMinutes: null };
    expect(varianceOf(null, present('2026-03-02T08:00', '2026-03-02T17:00'), calendar)).toEqual({ ...none, change: 'added' });
    expect(varianceOf(MONDAY, null, calendar)).toEqual({ ...none, change: 'removed' });
  });
});

describe('BR-144 the span of a baseline that comes with its tasks', () => {
  const task = (start: string, end: string) => ({
    ...planned(start, end),
    plannedEnd: at(end),
    taskId: start,
    number: '1',
    wbs: '1',
    wbsOrder: 1,
    shortDescription: 'Task',
    percentComplete: 0,
  });

  it('reaches from the earliest start to the latest end, in working time', () => {
    const tasks = [
      task('2026-03-03T08:00', '2026-03-03T17:00'),
      task('2026-03-02T13:00', '2026-03-02T17:00'),
      task('2026-03-02T14:00', '2026-03-09T12:00'),
    ];
    expect(spanOfTasks(tasks, at('2020-01-01T08:00'), calendar)).toEqual({
      plannedStart: at('2026-03-02T13:00'),
      plannedEnd: at('2026-03-09T12:00'),
      plannedDurationMinutes: 240 + 4 * 480 + 240,
    });
  });

  it('without tasks it is the start of the project', () => {
    const start = at('2026-03-02T08:00');
    expect(spanOfTasks([], start, calendar)).toEqual({ plannedStart: start, plannedEnd: null, plannedDurationMinutes: 0 });
  });
});
