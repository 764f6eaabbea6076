import { type WorkingCalendar } from '#libs/kernel';
import type { ScheduleLink } from './project-task-state.js';
import type { TaskNode } from './task-tree.js';

/** A plan as far as its dates depend on it. */
export interface PlanToSchedule {
  /** Nothing that is free to move begins before it (1.7, constraint date). */
  readonly start: Date;
  readonly calendar: WorkingCalendar;
  /** Tasks that do not follow the project's calendar. */
  readonly calendars?: ReadonlyMap<string, WorkingCalendar>;
  /** BR-153. Nothing moves but what is said by hand. */
  readonly manual?: boolean;
  readonly tasks: readonly TaskNode[];
  readonly links: readonly ScheduleLink[];
}

/** A link between two tasks, by their places in the list of tasks. */
export interface Edge {
  readonly link: ScheduleLink;
  readonly from: number;
  readonly to: number;
}

/**
 * What waits for what. A task without tasks below it is one point. A parent is two: its entry, through which all that
 * holds it back reaches the tasks below it, and its exit, which is known when they are.
 */
export class ScheduleGraph {
  readonly count: number;
  readonly parent: Int32Array;
  readonly isParent: Uint8Array;
  readonly incoming: readonly (readonly Edge[])[];
  readonly outgoing: readonly (readonly Edge[])[];
  readonly children: readonly (readonly number[])[];
  /** The points in an order in which each comes after all that it depends on: a task's place, or its place plus `count` for an exit. */
  readonly order: Int32Array;
  /** The place of each point in that order. */
  readonly rank: Int32Array;
  readonly index: ReadonlyMap<string, number>;

  /** @throws Error for links in a circle, which BR-149 keeps out */
  constructor({ tasks, links }: Pick<PlanToSchedule, 'tasks' | 'links'>) {
    const count = tasks.length;
    this.count = count;
    this.index = new Map(tasks.map(({ id }, i) => [id, i]));
    this.parent = new Int32Array(count).fill(-1);
    this.isParent = new Uint8Array(count);
    const children: number[][] = tasks.map(() => []);
    tasks.forEach(({ parentId }, i) => {
      if (parentId === null) return;
      const above = this.index.get(parentId)!;
      this.parent[i] = above;
      this.isParent[above] = 1;
      children[above]!.push(i);
    });
    this.children = children;
    const incoming: Edge[][] = tasks.map(() => []);
    const outgoing: Edge[][] = tasks.map(() => []);
    for (const link of links) {
      const edge = { link, from: this.index.get(link.predecessorId)!, to: this.index.get(link.successorId)! };
      // When a parent ends is up to the tasks below it: nothing can hold its end back but they.
      if (this.isParent[edge.to] && (link.type === 'ff' || link.type === 'sf')) continue;
      incoming[edge.to]!.push(edge);
      outgoing[edge.from]!.push(edge);
    }
    this.incoming = incoming;
    this.outgoing = outgoing;
    this.order = this.sorted();
    this.rank = new Int32Array(2 * count);
    this.order.forEach((point, place) => {
      this.rank[point] = place;
    });
  }

  /** The point at which a task is done. */
  exitOf(task: number): number {
    return this.isParent[task] ? this.count + task : task;
  }

  /** What has to be computed again when a point has changed. */
  dependents(point: number, visit: (point: number) => void): void {
    const task = point >= this.count ? point - this.count : point;
    if (this.isParent[task] && point < this.count) {
      for (const child of this.children[task]!) visit(child);
      return;
    }
    for (const { to } of this.outgoing[task]!) visit(to);
    if (this.parent[task]! >= 0) visit(this.count + this.parent[task]!);
  }

  private sorted(): Int32Array {
    const { count } = this;
    const waiting = new Int32Array(2 * count);
    for (let task = 0; task < count; task += 1) {
      waiting[task] = this.incoming[task]!.length + (this.parent[task]! >= 0 ? 1 : 0);
      if (this.isParent[task]) waiting[count + task] = this.children[task]!.length;
    }
    const order: number[] = [];
    for (let task = 0; task < count; task += 1) if (waiting[task] === 0) order.push(task);
    for (let place = 0; place < order.length; place += 1)
      this.dependents(order[place]!, (point) => {
        waiting[point]! -= 1;
        if (waiting[point] === 0) order.push(point);
      });
    const points = count + this.isParent.reduce((sum, flag) => sum + flag, 0);
    if (order.length !== points) throw new Error('the dependencies form a circle');
    return Int32Array.from(order);
  }
}
