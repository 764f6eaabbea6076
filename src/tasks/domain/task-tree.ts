import { type WorkingCalendar } from '#libs/kernel';
import type { ProjectTaskState, ScheduleLink } from './project-task-state.js';
import { rollUp, type TaskFigures } from './roll-up.js';
import type { TaskState } from './task-state.js';

/** What of a task its place and its figures are, and what they depend on. */
export const NODE_FIELDS = [
  'id',
  'number',
  'parentId',
  'position',
  'wbs',
  'wbsOrder',
  'state',
  'status',
  'overrideStatus',
  'percentComplete',
  'plannedStart',
  'plannedEnd',
  'plannedDurationMinutes',
  'durationElapsed',
  'actualStart',
  'actualEnd',
  'actualDurationMinutes',
  'milestone',
  'timeConstraint',
  'constraintDate',
  'assignedToId',
  'visibleToCustomer',
  'isParent',
  'critical',
  'scheduleConflict',
  'calendarId',
] as const satisfies readonly (keyof ProjectTaskState)[];

/** What follows from others without being a change of the task itself: where it stands, whether it is critical, how long it took. */
export const DERIVED_FIELDS: readonly string[] = ['position', 'wbs', 'wbsOrder', 'critical', 'scheduleConflict', 'actualDurationMinutes'];

/** A task as far as its place and its figures are concerned. */
export type TaskNode = Pick<ProjectTaskState, (typeof NODE_FIELDS)[number]>;

/** A task's part in the tree. */
export const nodeOf = (task: ProjectTaskState): TaskNode =>
  Object.fromEntries(NODE_FIELDS.map((name) => [name, task[name]])) as unknown as TaskNode;

export interface NodeChange {
  readonly before: TaskNode;
  readonly after: TaskNode;
}

/**
 * The tasks of a project, or some of them with all their brothers and sisters, as a tree in memory. What is changed here
 * is written by whoever asks for the changes.
 */
export class TaskTree {
  private readonly loaded: ReadonlyMap<string, TaskNode>;
  private readonly nodes: Map<string, TaskNode>;
  private readonly below = new Map<string | null, Set<string>>();

  constructor(
    tasks: readonly TaskNode[],
    readonly calendar: WorkingCalendar,
    /** What waits for what; only a whole plan has it. */
    readonly links: readonly ScheduleLink[] = [],
    /** When a plan begins that nothing else holds (1.7, constraint date); null where nobody has said. */
    readonly startFrom: Date | null = null,
  ) {
    this.nodes = new Map(tasks.map((task) => [task.id, task]));
    this.loaded = new Map(this.nodes);
    for (const { id, parentId } of tasks) this.placeBelow(parentId, id);
  }

  get(id: string): TaskNode | undefined {
    return this.nodes.get(id);
  }

  /** The highest place in the order; 0 without tasks. */
  get lastOrder(): number {
    return [...this.nodes.values()].reduce((last, { wbsOrder }) => Math.max(last, wbsOrder), 0);
  }

  /** The tasks directly below one, or below the project, in their order. */
  childrenOf(parentId: string | null): TaskNode[] {
    return [...(this.below.get(parentId) ?? [])].map((id) => this.nodes.get(id)!).sort((a, b) => a.position - b.position);
  }

  /** Whether a task is another one or lies below it. */
  isWithin(id: string, ancestorId: string): boolean {
    for (let at: string | null = id; at !== null; at = this.nodes.get(at)?.parentId ?? null) if (at === ancestorId) return true;
    return false;
  }

  /** All tasks below one, or all of the project, from top to bottom. */
  descendantsOf(parentId: string | null): TaskNode[] {
    const found: TaskNode[] = [];
    const open = this.childrenOf(parentId).reverse();
    for (let node = open.pop(); node; node = open.pop()) {
      found.push(node);
      open.push(...this.childrenOf(node.id).reverse());
    }
    return found;
  }

  /** Adds a task or changes one, its place included. */
  put(node: TaskNode): void {
    const before = this.nodes.get(node.id);
    if (before && before.parentId !== node.parentId) this.below.get(before.parentId)?.delete(node.id);
    this.nodes.set(node.id, node);
    this.placeBelow(node.parentId, node.id);
  }

  remove(id: string): void {
    const node = this.nodes.get(id);
    this.below.get(node?.parentId ?? null)?.delete(id);
    this.nodes.delete(id);
  }

  /** BR-103, BR-128, BR-129, BR-144. Computes a task that has others below it, and all above it, anew. */
  rollUpFrom(id: string | null): void {
    for (let at = id; at !== null; at = this.nodes.get(at)!.parentId) {
      const node = this.nodes.get(at)!;
      const children = this.childrenOf(at);
      this.put(children.length ? asParent(node, rollUp(children, node.state, this.calendar)) : { ...node, isParent: false });
    }
  }

  /** Like `rollUpFrom` for every task that has others below it; for plans that come whole. */
  rollUpAll(): void {
    this.rollUpBelow(null);
  }

  /** Like `rollUpFrom` for every parent below a task, or below the project. */
  rollUpBelow(parentId: string | null): void {
    for (const { id } of this.descendantsOf(parentId).reverse()) {
      const node = this.nodes.get(id)!;
      const children = this.childrenOf(id);
      if (children.length) this.put(asParent(node, rollUp(children, node.state, this.calendar)));
    }
  }

  /** What all of it adds up to for the project. Null without any task. */
  figures(own: TaskState): TaskFigures | null {
    const top = this.childrenOf(null);
    return top.length ? rollUp(top, own, this.calendar) : null;
  }

  /** What differs from what was loaded, from top to bottom; new and removed tasks are not among it. */
  changes(): NodeChange[] {
    return [...this.loaded.values()].flatMap((before) => {
      const after = this.nodes.get(before.id);
      return after && differ(before, after) ? [{ before, after }] : [];
    });
  }

  private placeBelow(parentId: string | null, id: string): void {
    const siblings = this.below.get(parentId) ?? new Set();
    this.below.set(parentId, siblings.add(id));
  }
}

/** BR-151, BR-157. A parent is no milestone, has no elapsed duration, and no date fixes its start. */
function asParent(node: TaskNode, figures: TaskFigures): TaskNode {
  const fixed = node.timeConstraint === 'start_on' || node.timeConstraint === 'start_no_later_than';
  const free = fixed ? ({ timeConstraint: 'as_soon_as_possible', constraintDate: null } as const) : {};
  return { ...node, ...figures, ...free, isParent: true, milestone: false, durationElapsed: false };
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
const differ = (one: TaskNode, other: TaskNode): boolean =>
  (Object.keys(one) as (keyof TaskNode)[]).some((name) => plain(one[name]) !== plain(other[name]));
