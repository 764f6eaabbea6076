import { DEFAULT_CALENDAR as calendar } from '#libs/kernel';
import { type PlannedDates, type Planning, type PlanningRules, planned } from './planning.js';

const at = (text: string): Date => new Date(`${text}Z`);
const start = at('2026-03-02T08:00');
const rules: PlanningRules = { calendar, manual: false, mayAlterBegun: false, mostDays: 2600, mostYears: 10, now: at('2026-03-01T00:00') };
const task = {
  state: 'pending',
  actualStart: null,
  plannedStart: start,
  plannedDurationMinutes: 480,
  durationElapsed: false,
  timeConstraint: 'as_soon_as_possible',
  constraintDate: null,
  milestone: false,
} as const;
type Task = Parameters<typeof planned>[0];
const plan = (said: Planning, state: Partial<Task> = {}, other: Partial<PlanningRules> = {}): PlannedDates =>
  planned({ ...task, ...state }, said, { ...rules, ...other });
const code = (doing: () => unknown): string => {
  try {
    doing();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing was refused';
};

describe('the plan of a task', () => {
  it('BR-143 ends where its working minutes do', () => {
    expect(plan({ plannedDurationMinutes: 960 }).plannedEnd).toEqual(at('2026-03-03T17:00'));
    const begun = { state: 'work_in_progress', actualStart: at('2026-03-03T13:00') } as const;
    expect(plan({ plannedDurationMinutes: 480 }, begun).plannedEnd).toEqual(at('2026-03-04T12:00'));
  });

  it('BR-142 a start outside working time moves to the next working start', () => {
    expect(plan({ plannedStart: at('2026-03-07T10:00') })).toMatchObject({
      plannedStart: at('2026-03-09T08:00'),
      plannedEnd: at('2026-03-09T17:00'),
    });
  });

  it('BR-146 a start that is typed turns as soon as possible, and not later than, into not earlier than', () => {
    const date = at('2026-03-04T08:00');
    for (const timeConstraint of ['as_soon_as_possible', 'as_late_as_possible', 'start_no_later_than'] as const)
      expect(plan({ plannedStart: date }, { timeConstraint })).toMatchObject({
        timeConstraint: 'start_no_earlier_than',
        constraintDate: date,
      });
    expect(plan({ plannedStart: start }).timeConstraint).toBe('as_soon_as_possible');
    expect(plan({ plannedStart: date }, { timeConstraint: 'start_on', constraintDate: start })).toMatchObject({
      timeConstraint: 'start_on',
      constraintDate: date,
    });
  });

  it('BR-145 the start follows a constraint that is set', () => {
    const date = at('2026-03-04T08:00');
    expect(plan({ timeConstraint: 'start_on', constraintDate: date })).toMatchObject({ plannedStart: date, constraintDate: date });
    expect(plan({ timeConstraint: 'start_no_earlier_than', constraintDate: date }).plannedStart).toEqual(date);
    expect(plan({ timeConstraint: 'start_no_later_than', constraintDate: date }).plannedStart).toEqual(start);
    expect(plan({ timeConstraint: 'finish_no_later_than' })).toMatchObject({
      plannedStart: start,
      constraintDate: at('2026-03-02T17:00'),
    });
    expect(
      plan({ timeConstraint: 'as_soon_as_possible' }, { timeConstraint: 'start_on', constraintDate: start }).constraintDate,
    ).toBeNull();
    expect(code(() => plan({ constraintDate: date }))).toBe('constraint_without_date');
  });

  it('BR-153 tasks of a manual project start on a date, and nothing else', () => {
    expect(plan({}, {}, { manual: true })).toMatchObject({ timeConstraint: 'start_on', constraintDate: start });
    expect(code(() => plan({ timeConstraint: 'as_soon_as_possible' }, {}, { manual: true }))).toBe('manual_project');
  });

  it('BR-155 the planned start of work in progress stands, but where the property says otherwise', () => {
    const begun = { state: 'work_in_progress', actualStart: start } as const;
    expect(code(() => plan({ plannedStart: at('2026-03-04T08:00') }, begun))).toBe('planned_start_fixed');
    expect(plan({ plannedStart: start }, begun).plannedStart).toEqual(start);
    expect(plan({ plannedStart: at('2026-03-04T08:00') }, begun, { mayAlterBegun: true }).plannedStart).toEqual(at('2026-03-04T08:00'));
  });

  it('BR-157 a milestone takes no time, and what takes no time is one', () => {
    const milestone = { milestone: true, plannedDurationMinutes: 0, plannedEnd: start };
    expect(plan({ milestone: true })).toMatchObject(milestone);
    expect(plan({ plannedDurationMinutes: 0 })).toMatchObject(milestone);
    expect(plan({ milestone: false }, milestone)).toMatchObject({ milestone: false, plannedDurationMinutes: 480 });
    expect(plan({ plannedDurationMinutes: 60 }, milestone)).toMatchObject({ milestone: false, plannedDurationMinutes: 60 });
    expect(plan({ milestone: true, plannedStart: at('2026-03-06T17:00') }).plannedEnd).toEqual(at('2026-03-06T17:00'));
    expect(code(() => plan({ milestone: true, plannedDurationMinutes: 60 }))).toBe('milestone_takes_no_time');
    expect(code(() => plan({ milestone: false, plannedDurationMinutes: 0 }))).toBe('milestone_takes_no_time');
  });

  it('1.7 a task takes at most so many days, and begins within so many years of today', () => {
    expect(plan({ plannedDurationMinutes: 2600 * 480 }).plannedDurationMinutes).toBe(2600 * 480);
    expect(code(() => plan({ plannedDurationMinutes: 2600 * 480 + 1 }))).toBe('too_long');
    expect(code(() => plan({ plannedStart: at('2036-04-01T08:00') }))).toBe('date_out_of_span');
  });

  it('an elapsed duration stays elapsed until somebody types another one', () => {
    const elapsed = { durationElapsed: true, plannedDurationMinutes: 24 * 60 };
    expect(plan({ plannedStart: start }, elapsed).plannedEnd).toEqual(at('2026-03-03T08:00'));
    expect(plan({ plannedDurationMinutes: 480 }, elapsed)).toMatchObject({ durationElapsed: false, plannedEnd: at('2026-03-02T17:00') });
  });
});
