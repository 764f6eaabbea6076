import fc from 'fast-check';
import { DEFAULT_CALENDAR as calendar } from '#libs/kernel';
import { rollUp, type TaskFigures } from './roll-up.js';
import { TASK_STATES } from './task-state.js';

const at = (text: string): Date => new Date(`${text}Z`);
const leaf = (figures: Partial<TaskFigures> = {}): TaskFigures => ({
  state: 'pending',
  percentComplete: 0,
  plannedStart: at('2026-03-02T08:00'),
  plannedEnd: at('2026-03-02T17:00'),
  plannedDurationMinutes: 480,
  actualStart: null,
  actualEnd: null,
  actualDurationMinutes: null,
  ...figures,
});
const closed = (figures: Partial<TaskFigures> = {}): TaskFigures =>
  leaf({
    state: 'closed_complete',
    percentComplete: 100,
    actualStart: at('2026-03-02T09:00'),
    actualEnd: at('2026-03-02T15:00'),
    ...figures,
  });
const added = (...children: TaskFigures[]): TaskFigures => rollUp(children, 'pending', calendar);

describe('the state of a parent', () => {
  it('BR-103 is in progress as soon as one child is', () => {
    expect(added(leaf(), leaf({ state: 'work_in_progress' })).state).toBe('work_in_progress');
  });

  it('BR-103 is closed complete when all children are closed, however they were', () => {
    expect(added(closed(), closed({ state: 'closed_skipped' }), closed({ state: 'closed_incomplete' })).state).toBe('closed_complete');
  });

  it('BR-103 pending and open do not roll up: the own state stays', () => {
    expect(rollUp([leaf(), leaf({ state: 'open' })], 'open', calendar).state).toBe('open');
    expect(rollUp([leaf()], 'work_in_progress', calendar).state).toBe('work_in_progress');
  });

  it('BR-104 is in progress when some are closed and others not begun', () => {
    expect(added(closed(), leaf()).state).toBe('work_in_progress');
  });

  it('BR-107 a closed parent goes on when work is below it that is not closed', () => {
    expect(rollUp([leaf()], 'closed_complete', calendar).state).toBe('work_in_progress');
    expect(rollUp([closed()], 'closed_incomplete', calendar).state).toBe('closed_complete');
  });
});

describe('the percentage of a parent', () => {
  it('BR-128 is weighed by planned duration', () => {
    expect(added(leaf({ percentComplete: 100, plannedDurationMinutes: 1440 }), leaf()).percentComplete).toBe(75);
  });

  it('BR-128 does not count milestones, but where there are only milestones', () => {
    const milestone = leaf({ plannedDurationMinutes: 0 });
    expect(added(leaf({ percentComplete: 40 }), milestone).percentComplete).toBe(40);
    expect(added({ ...milestone, percentComplete: 100 }, milestone, milestone).percentComplete).toBe(33.33);
  });

  it('BR-128 stays below 100 when a task was closed incomplete below 100', () => {
    expect(added(closed(), closed({ state: 'closed_incomplete', percentComplete: 50 }))).toMatchObject({
      state: 'closed_complete',
      percentComplete: 75,
    });
  });

  it('BR-128 rounding does not call finished what is not', () => {
    const almost = leaf({ percentComplete: 99.9, plannedDurationMinutes: 1 });
    expect(added(closed({ plannedDurationMinutes: 1_000_000 }), almost).percentComplete).toBe(99.99);
  });
});

describe('the dates of a parent', () => {
  it('BR-129 the actual start is the earliest; the actual end is the latest, once all are closed', () => {
    const late = closed({ actualStart: at('2026-03-03T08:00'), actualEnd: at('2026-03-04T12:00') });
    expect(added(closed(), late)).toMatchObject({ actualStart: at('2026-03-02T09:00'), actualEnd: at('2026-03-04T12:00') });
    expect(added(closed(), late, leaf()).actualEnd).toBeNull();
    expect(added(closed({ state: 'closed_skipped', actualStart: null, actualEnd: null }), late).actualEnd).toEqual(at('2026-03-04T12:00'));
  });

  it('BR-130 the actual duration is the working time between them, once all are complete', () => {
    const late = closed({ actualStart: at('2026-03-03T08:00'), actualEnd: at('2026-03-04T12:00') });
    expect(added(closed(), late).actualDurationMinutes).toBe(420 + 480 + 240);
    expect(added(closed(), late, leaf()).actualDurationMinutes).toBeNull();
    expect(added(closed({ state: 'closed_incomplete' }), late).actualDurationMinutes).toBeNull();
  });

  it('BR-144 the span goes from the earliest start to the latest end, actual ones before planned ones', () => {
    const begun = leaf({ state: 'work_in_progress', actualStart: at('2026-02-27T08:00') });
    const long = leaf({ plannedEnd: at('2026-03-04T17:00') });
    expect(added(begun, long)).toMatchObject({
      plannedStart: at('2026-02-27T08:00'),
      plannedEnd: at('2026-03-04T17:00'),
      plannedDurationMinutes: 4 * 480,
    });
    expect(added(closed()).plannedEnd).toEqual(at('2026-03-02T15:00'));
  });

  it('BR-144 two parallel tasks of three days and one make a parent of three days', () => {
    const three = leaf({ plannedEnd: at('2026-03-04T17:00'), plannedDurationMinutes: 1440 });
    expect(added(three, leaf()).plannedDurationMinutes).toBe(1440);
  });
});

describe('properties of the roll-up', () => {
  const moments = fc.integer({ min: 0, max: 400 }).map((days) => calendar.nextStart(new Date(Date.UTC(2026, 0, 1 + days))));
  const tasks: fc.Arbitrary<TaskFigures> = fc
    .record({ state: fc.constantFrom(...TASK_STATES), percent: fc.integer({ min: 0, max: 100 }), start: moments, days: fc.nat(20) })
    .map(({ state, percent, start, days }) =>
      leaf({
        state,
        percentComplete: percent,
        plannedStart: start,
        plannedEnd: calendar.addMinutes(start, days * 480),
        plannedDurationMinutes: days * 480,
      }),
    );
  const families = fc.array(tasks, { minLength: 1, maxLength: 12 });

  it('lies between its children, whatever their order', () => {
    fc.assert(
      fc.property(families, fc.constantFrom(...TASK_STATES), (children, own) => {
        const parent = rollUp(children, own, calendar);
        const percents = children.map(({ percentComplete }) => percentComplete);
        expect(parent.percentComplete).toBeGreaterThanOrEqual(Math.min(...percents));
        expect(parent.percentComplete).toBeLessThanOrEqual(Math.max(...percents));
        expect(parent).toEqual(rollUp([...children].reverse(), own, calendar));
      }),
    );
  });

  it('is closed exactly when all children are', () => {
    fc.assert(
      fc.property(families, fc.constantFrom(...TASK_STATES), (children, own) => {
        const parent = rollUp(children, own, calendar);
        expect(parent.state.startsWith('closed')).toBe(children.every(({ state }) => state.startsWith('closed')));
      }),
    );
  });
});
