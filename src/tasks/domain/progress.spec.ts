import { DEFAULT_CALENDAR as calendar } from '#libs/kernel';
import { type Progress, progressed } from './progress.js';
import { ProjectTask } from './project-task.js';
import type { ProjectTaskState } from './project-task-state.js';

const at = (text: string): Date => new Date(`${text}Z`);
const start = at('2026-03-02T08:00');
const end = at('2026-03-02T17:00');

const task = (state: Partial<ProjectTaskState> = {}): ProjectTaskState => ({
  ...ProjectTask.add(
    {
      id: 'a'.repeat(32),
      number: 'PRJTASK0010001',
      now: at('2026-03-01T00:00'),
      project: { id: 'b'.repeat(32), accountId: 'c'.repeat(32), plannedStart: start },
      place: { parentId: null, position: 0, wbs: '1', wbsOrder: 1 },
    },
    { shortDescription: 'Task' },
  ).state,
  plannedEnd: end,
  ...state,
});
const becomes = (before: ProjectTaskState, said: Progress, autoCloseMilestones = false): ProjectTaskState => ({
  ...before,
  ...progressed(before, said, { calendar, autoCloseMilestones }),
});
const inProgress = (state: Partial<ProjectTaskState> = {}) => task({ state: 'work_in_progress', actualStart: start, ...state });
const complete = (state: Partial<ProjectTaskState> = {}) =>
  task({ state: 'closed_complete', actualStart: start, actualEnd: end, percentComplete: 100, ...state });
const code = (doing: () => unknown): string => {
  try {
    doing();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing was refused';
};

describe('the progress of a task', () => {
  it('BR-120 BR-127 a percentage above 0 begins it at its planned start', () => {
    expect(becomes(task(), { percentComplete: 30 })).toMatchObject({ state: 'work_in_progress', percentComplete: 30, actualStart: start });
    expect(becomes(task({ state: 'open' }), { percentComplete: 0 })).toMatchObject({ state: 'open', actualStart: null });
  });

  it('BR-120 work in progress sets the actual start, once', () => {
    expect(becomes(task(), { state: 'work_in_progress' }).actualStart).toEqual(start);
    const typed = at('2026-03-01T08:00');
    expect(becomes(inProgress({ actualStart: typed }), { percentComplete: 50 }).actualStart).toEqual(typed);
  });

  it('BR-121 an actual start begins it, an actual end closes it complete', () => {
    expect(becomes(task(), { actualStart: at('2026-03-02T09:00') })).toMatchObject({ state: 'work_in_progress', percentComplete: 0 });
    expect(becomes(inProgress(), { actualEnd: at('2026-03-02T15:00') })).toMatchObject({
      state: 'closed_complete',
      percentComplete: 100,
      actualStart: start,
      actualEnd: at('2026-03-02T15:00'),
    });
  });

  it('BR-122 BR-127 closing it complete sets 100 percent and the planned end; incomplete and skipped keep what was', () => {
    expect(becomes(inProgress(), { state: 'closed_complete' })).toMatchObject({ percentComplete: 100, actualEnd: end });
    const late = inProgress({ actualStart: at('2026-03-05T08:00') });
    expect(becomes(late, { state: 'closed_complete' }).actualEnd).toEqual(late.actualStart);
    for (const state of ['closed_incomplete', 'closed_skipped'] as const)
      expect(becomes(inProgress({ percentComplete: 40 }), { state })).toMatchObject({ state, percentComplete: 40, actualEnd: null });
  });

  it('BR-122 a closed task is read-only', () => {
    for (const said of [{ percentComplete: 50 }, { actualEnd: end }, { state: 'closed_skipped' }] as Progress[])
      expect(code(() => becomes(complete(), said))).toBe('task_closed');
  });

  it('BR-107 a closed task may be opened again: its end goes, and 100 percent with it', () => {
    expect(becomes(complete(), { state: 'work_in_progress' })).toMatchObject({ percentComplete: 0, actualStart: start, actualEnd: null });
    expect(becomes(complete(), { state: 'open' })).toMatchObject({ percentComplete: 0, actualStart: null, actualEnd: null });
    const incomplete = complete({ state: 'closed_incomplete', percentComplete: 60 });
    expect(becomes(incomplete, { state: 'work_in_progress' }).percentComplete).toBe(60);
  });

  it('BR-123 an end without a start: the planned start, or the end if that is earlier', () => {
    expect(becomes(task(), { actualEnd: end }).actualStart).toEqual(start);
    const early = at('2026-02-27T10:00');
    expect(becomes(task(), { actualEnd: early })).toMatchObject({ actualStart: early, actualEnd: early });
  });

  it('BR-124 an end before the start is refused', () => {
    expect(code(() => becomes(inProgress(), { actualEnd: at('2026-03-01T08:00') }))).toBe('end_before_start');
    expect(code(() => becomes(task(), { actualStart: end, actualEnd: start }))).toBe('end_before_start');
  });

  it('BR-131 a milestone that begins closes itself where the property says so', () => {
    const milestone = task({ milestone: true, plannedDurationMinutes: 0, plannedEnd: start });
    expect(becomes(milestone, { state: 'work_in_progress' }).state).toBe('work_in_progress');
    expect(becomes(milestone, { state: 'work_in_progress' }, true)).toMatchObject({ state: 'closed_complete', actualEnd: start });
  });

  it('BR-143 work in progress plans its end from the actual start, pending work from the planned one', () => {
    const begun = becomes(task(), { actualStart: at('2026-03-03T08:00') });
    expect(begun.plannedEnd).toEqual(at('2026-03-03T17:00'));
    expect(becomes(begun, { state: 'open' })).toMatchObject({ plannedEnd: end, actualStart: null, percentComplete: 0 });
  });

  it.each<[string, ProjectTaskState, Progress]>([
    ['pending with a percentage', task(), { state: 'pending', percentComplete: 10 }],
    ['open with an actual start', task(), { state: 'open', actualStart: start }],
    ['open with an actual end', inProgress(), { state: 'open', actualEnd: end }],
    ['in progress with an actual end', task(), { state: 'work_in_progress', actualEnd: end }],
    ['in progress without an actual start', inProgress(), { actualStart: null }],
    ['complete below 100 percent', inProgress(), { state: 'closed_complete', percentComplete: 90 }],
    ['complete without an end', inProgress(), { state: 'closed_complete', actualEnd: null }],
  ])('BR-121 %s is refused', (_what, before, said) => {
    expect(code(() => becomes(before, said))).toBe('contradicts_state');
  });
});
