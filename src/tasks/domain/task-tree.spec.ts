import { DEFAULT_CALENDAR } from '#libs/kernel';
import { begin, closeBegunMilestones, closeBelow, reopenBelow, shift } from './cascades.js';
import { refuseKin } from './links.js';
import { lastPlace, MOST_LEVELS, moveTo, renumber } from './outline.js';
import { type TaskNode, TaskTree } from './task-tree.js';

const at = (text: string): Date => new Date(`${text}Z`);
const node = (id: string, parentId: string | null, position: number, more: Partial<TaskNode> = {}): TaskNode => ({
  id,
  number: id,
  parentId,
  position,
  wbs: '',
  wbsOrder: 0,
  critical: null,
  scheduleConflict: false,
  calendarId: null,
  state: 'pending',
  status: null,
  overrideStatus: false,
  percentComplete: 0,
  plannedStart: at('2026-03-02T08:00'),
  plannedEnd: at('2026-03-02T17:00'),
  plannedDurationMinutes: 480,
  durationElapsed: false,
  actualStart: null,
  actualEnd: null,
  actualDurationMinutes: null,
  milestone: false,
  timeConstraint: 'as_soon_as_possible',
  constraintDate: null,
  assignedToId: null,
  visibleToCustomer: false,
  isParent: false,
  ...more,
});
/** a with b (with d, e) and c, then f. */
const plan = (more: Record<string, Partial<TaskNode>> = {}): TaskTree => {
  const places = { a: null, b: 'a', d: 'b', e: 'b', c: 'a', f: null } as const;
  const positions = { a: 0, b: 0, d: 0, e: 1, c: 1, f: 1 };
  const tree = new TaskTree(
    Object.entries(places).map(([id, parentId]) => node(id, parentId, positions[id as keyof typeof positions], more[id])),
    DEFAULT_CALENDAR,
  );
  renumber(tree);
  tree.rollUpAll();
  return tree;
};
const outline = (tree: TaskTree): string[] => tree.descendantsOf(null).map(({ id, wbs, wbsOrder }) => `${wbsOrder} ${wbs} ${id}`);
const code = (doing: () => unknown): string => {
  try {
    doing();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing was refused';
};

describe('the outline of a plan', () => {
  it('BR-158 is numbered from the tree and its order', () => {
    expect(outline(plan())).toEqual(['1 1 a', '2 1.1 b', '3 1.1.1 d', '4 1.1.2 e', '5 1.2 c', '6 2 f']);
  });

  it('BR-158 a new task comes after the others below its parent, and those behind make room', () => {
    expect(lastPlace(plan(), 'b')).toEqual({ parentId: 'b', position: 2, wbs: '1.1.3', wbsOrder: 5, makesRoom: true });
    expect(lastPlace(plan(), null)).toEqual({ parentId: null, position: 2, wbs: '3', wbsOrder: 7, makesRoom: false });
    expect(lastPlace(plan(), 'f')).toEqual({ parentId: 'f', position: 0, wbs: '2.1', wbsOrder: 7, makesRoom: false });
  });

  it('BR-158 moving a task moves all below it and numbers the tree anew', () => {
    const tree = plan();
    moveTo(tree, 'b', null, 0);
    expect(outline(tree)).toEqual(['1 1 b', '2 1.1 d', '3 1.2 e', '4 2 a', '5 2.1 c', '6 3 f']);
    moveTo(tree, 'f', 'b', 1);
    expect(outline(tree)).toEqual(['1 1 b', '2 1.1 d', '3 1.2 f', '4 1.3 e', '5 2 a', '6 2.1 c']);
    moveTo(tree, 'd', 'b', 99);
    expect(outline(tree).slice(1, 4)).toEqual(['2 1.1 f', '3 1.2 e', '4 1.3 d']);
  });

  it('BR-158 a task cannot lie below itself', () => {
    for (const below of ['a', 'b', 'd']) expect(code(() => moveTo(plan(), 'a', below, null))).toBe('task_cycle');
  });

  it('a plan has at most so many levels', () => {
    const chain = Array.from({ length: MOST_LEVELS }, (_, i) => node(`n${i}`, i ? `n${i - 1}` : null, 0));
    const tree = new TaskTree([...chain, node('x', null, 1)], DEFAULT_CALENDAR);
    renumber(tree);
    expect(code(() => lastPlace(tree, `n${MOST_LEVELS - 1}`))).toBe('too_deep');
    expect(code(() => moveTo(tree, 'x', `n${MOST_LEVELS - 1}`, null))).toBe('too_deep');
  });

  it('BR-149 a task does not depend on itself, nor on one above or below it', () => {
    for (const [predecessorId, successorId] of [
      ['a', 'a'],
      ['a', 'd'],
      ['d', 'a'],
    ] as [string, string][])
      expect(code(() => refuseKin(plan(), { predecessorId, successorId }, 'successorId'))).toBe('dependency_on_ancestor');
    refuseKin(plan(), { predecessorId: 'd', successorId: 'c' }, 'successorId');
  });
});

describe('what one task means for others', () => {
  it('BR-103 a change rolls up to every task above it, and says what has changed', () => {
    const tree = plan();
    const loaded = new TaskTree(tree.descendantsOf(null), DEFAULT_CALENDAR);
    loaded.put({ ...loaded.get('d')!, state: 'work_in_progress', percentComplete: 50, actualStart: at('2026-03-02T08:00') });
    loaded.rollUpFrom('b');
    expect(loaded.changes().map(({ after }) => [after.id, after.state, after.percentComplete])).toEqual([
      ['a', 'work_in_progress', 12.5],
      ['b', 'work_in_progress', 25],
      ['d', 'work_in_progress', 50],
    ]);
  });

  it('BR-151 BR-157 a task that gets another one below it is no milestone, and no date fixes its start', () => {
    const tree = plan({
      f: { milestone: true, plannedDurationMinutes: 0, timeConstraint: 'start_on', constraintDate: at('2026-03-02T08:00') },
    });
    tree.put(node('g', 'f', 0));
    tree.rollUpFrom('f');
    expect(tree.get('f')).toMatchObject({
      isParent: true,
      milestone: false,
      plannedDurationMinutes: 480,
      timeConstraint: 'as_soon_as_possible',
      constraintDate: null,
    });
    tree.remove('g');
    tree.rollUpFrom('f');
    expect(tree.get('f')).toMatchObject({ isParent: false, plannedDurationMinutes: 480 });
  });

  it('BR-105 closing a parent closes what is open below it, complete; what is closed stays as it is', () => {
    const skipped = { state: 'closed_skipped', percentComplete: 10 } as const;
    const tree = plan({ d: skipped });
    closeBelow(tree, 'a', at('2026-03-05T10:00'));
    tree.rollUpFrom('a');
    expect(tree.get('d')).toMatchObject(skipped);
    expect(tree.get('e')).toMatchObject({ state: 'closed_complete', percentComplete: 100, actualEnd: at('2026-03-05T10:00') });
    expect(tree.get('a')).toMatchObject({ state: 'closed_complete', actualEnd: at('2026-03-05T10:00') });
    expect(tree.get('f')!.state).toBe('pending');
  });

  it('BR-105 BR-127 without a moment each ends as it was planned, never before it began', () => {
    const tree = plan({ e: { state: 'work_in_progress', actualStart: at('2026-03-04T08:00') } });
    closeBelow(tree, null, null);
    expect(tree.get('f')).toMatchObject({ actualStart: at('2026-03-02T08:00'), actualEnd: at('2026-03-02T17:00') });
    expect(tree.get('e')!.actualEnd).toEqual(at('2026-03-04T08:00'));
    expect(tree.figures('open')).toMatchObject({ state: 'closed_complete', percentComplete: 100 });
  });

  it('BR-106 opening a closed parent opens those below: past ones begin with it when work goes on', () => {
    const closed = {
      state: 'closed_complete',
      percentComplete: 100,
      actualStart: at('2026-03-02T08:00'),
      actualEnd: at('2026-03-02T17:00'),
    } as const;
    const later = { plannedStart: at('2026-04-01T08:00') };
    const more = {
      d: { ...closed, timeConstraint: 'start_on' as const, constraintDate: at('2026-03-02T08:00') },
      e: { ...closed, ...later },
      c: closed,
    };
    const begun = plan(more);
    reopenBelow(begun, 'a', 'work_in_progress', at('2026-03-10T00:00'));
    expect(begun.get('d')).toMatchObject({ state: 'work_in_progress', actualEnd: null, timeConstraint: 'as_soon_as_possible' });
    expect(begun.get('e')).toMatchObject({ state: 'open', actualStart: null, percentComplete: 0 });
    const opened = plan(more);
    reopenBelow(opened, 'a', 'open', at('2026-03-10T00:00'));
    expect(['b', 'c', 'd', 'e'].map((id) => opened.get(id)!.state)).toEqual(['open', 'open', 'open', 'open']);
  });

  it('BR-101 tasks begin at their planned start', () => {
    const tree = plan();
    begin(tree, ['d']);
    expect(tree.get('d')).toMatchObject({ state: 'work_in_progress', actualStart: at('2026-03-02T08:00') });
    expect(tree.get('a')!.state).toBe('work_in_progress');
  });

  it('BR-131 of the milestones that a change has begun, each is done; no other task, and none that was begun before', () => {
    const milestone = { milestone: true, plannedDurationMinutes: 0, plannedEnd: at('2026-03-02T08:00') };
    const tree = plan({ d: milestone, e: {}, c: { ...milestone, state: 'work_in_progress' }, f: milestone });
    begin(tree, ['d', 'e']);
    closeBegunMilestones(tree);
    const done = { state: 'closed_complete', percentComplete: 100, actualStart: at('2026-03-02T08:00'), actualEnd: at('2026-03-02T08:00') };
    expect(tree.get('d')).toMatchObject(done);
    for (const id of ['e', 'c', 'b']) expect([id, tree.get(id)!.state]).toEqual([id, 'work_in_progress']);
    expect(tree.get('f')!.state).toBe('pending');
  });

  it('BR-102 tasks that nothing else holds keep their distance from the start of the project', () => {
    const tree = plan({
      c: { plannedStart: at('2026-03-03T08:00') },
      f: { timeConstraint: 'start_on', constraintDate: at('2026-03-02T08:00') },
    });
    shift(tree, at('2026-03-02T08:00'), at('2026-03-06T08:00'));
    expect(tree.get('d')!.plannedStart).toEqual(at('2026-03-06T08:00'));
    expect(tree.get('c')).toMatchObject({ plannedStart: at('2026-03-09T08:00'), plannedEnd: at('2026-03-09T17:00') });
    expect(tree.get('f')!.plannedStart).toEqual(at('2026-03-02T08:00'));
  });
});
