import { DEFAULT_CALENDAR } from '#libs/kernel';
import { recolour, statusBounds, statusBy, statusByHand, statusOf } from './task-status.js';
import { type TaskNode, TaskTree } from './task-tree.js';

const at = (text: string): Date => new Date(`${text}Z`);
/** A Monday morning. */
const NOW = at('2026-03-02T10:00');
const bounds = statusBounds(NOW, DEFAULT_CALENDAR, 3);
const task = (more: Partial<TaskNode> = {}): TaskNode =>
  ({ id: 'a', parentId: null, position: 0, state: 'open', status: null, overrideStatus: false, plannedEnd: NOW, ...more }) as TaskNode;

describe('BR-136 the status of a task', () => {
  it.each([
    ['red', '2026-03-02T09:59'],
    ['yellow', '2026-03-02T10:00'],
    ['yellow', '2026-03-05T17:00'],
    ['green', '2026-03-06T08:01'],
    ['green', '2026-03-09T17:00'],
  ])('is %s when the planned end is %s, three days of work ahead being Thursday', (status, end) => {
    expect(statusBy(at(end), bounds)).toBe(status);
  });

  it('counts days of work: from Thursday on, next Tuesday is three ahead', () => {
    const thursday = statusBounds(at('2026-03-05T10:00'), DEFAULT_CALENDAR, 3);
    expect(statusBy(at('2026-03-10T17:00'), thursday)).toBe('yellow');
    expect(statusBy(at('2026-03-11T17:00'), thursday)).toBe('green');
  });

  it('with no days ahead only what ends today is yellow', () => {
    const today = statusBounds(NOW, DEFAULT_CALENDAR, 0);
    expect([at('2026-03-02T17:00'), at('2026-03-03T17:00')].map((end) => statusBy(end, today))).toEqual(['yellow', 'green']);
  });

  it.each(['closed_complete', 'closed_incomplete', 'closed_skipped'] as const)('stays when the task is %s', (state) => {
    expect(statusOf(task({ state, status: 'green', plannedEnd: at('2020-01-01T00:00') }), bounds)).toBe('green');
  });

  it('stays when it was set by hand, and is computed again when that is taken back', () => {
    expect(statusByHand({ status: 'green' })).toEqual({ status: 'green', overrideStatus: true });
    expect(statusByHand({ overrideStatus: true })).toEqual({ overrideStatus: true });
    expect(statusByHand({})).toEqual({});
    expect(() => statusByHand({ status: 'green', overrideStatus: false })).toThrow('set by hand');
    const late = task({ status: 'green', overrideStatus: true, plannedEnd: at('2020-01-01T00:00') });
    expect(statusOf(late, bounds)).toBe('green');
    expect(statusOf({ ...late, ...statusByHand({ overrideStatus: false }) }, bounds)).toBe('red');
  });

  it('follows where a change moved the planned end or opened the task again, and nowhere else', () => {
    const untouched = task({ id: 'untouched', status: 'green' });
    const moved = task({ id: 'moved', status: 'green' });
    const opened = task({ id: 'opened', status: 'green', state: 'closed_complete' });
    const begun = task({ id: 'begun', status: 'green' });
    const tree = new TaskTree([untouched, moved, opened, begun], DEFAULT_CALENDAR);
    tree.put({ ...moved, plannedEnd: at('2026-02-02T17:00') });
    tree.put({ ...opened, state: 'open' });
    tree.put({ ...begun, state: 'work_in_progress' });
    recolour(tree, bounds);
    const statuses = ['untouched', 'moved', 'opened', 'begun'].map((id) => tree.get(id)!.status);
    expect(statuses).toEqual(['green', 'red', 'yellow', 'green']);
  });
});
