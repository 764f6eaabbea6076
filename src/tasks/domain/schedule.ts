import { type WorkingCalendar } from '#libs/kernel';
import { type Edge, type PlanToSchedule, ScheduleGraph } from './schedule-graph.js';
import { isClosed, isNotStarted } from './task-state.js';
import type { TaskNode } from './task-tree.js';

const MINUTE = 60_000;

/**
 * When the tasks of a plan are done: by their calendars, durations, constraints, progress and dependencies (BR-143,
 * BR-145, BR-147, BR-148). Dates are milliseconds since 1970. Pure: the same plan has the same dates in whatever order it
 * comes, and scheduling what is scheduled changes nothing.
 */
export class Schedule {
  readonly graph: ScheduleGraph;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** BR-152. Its constraint holds a task where its dependencies, or the start of the project, would not let it be. */
  readonly conflict: Uint8Array;
  /** What a parent passes on to the tasks below it: none of them begins before. */
  private readonly entry: Float64Array;
  private readonly calendarOf: readonly WorkingCalendar[];
  private readonly latest: boolean;

  private constructor(
    readonly plan: PlanToSchedule,
    readonly tasks: readonly TaskNode[],
  ) {
    this.graph = new ScheduleGraph(plan);
    const { count } = this.graph;
    this.start = Float64Array.from(tasks, ({ plannedStart }) => plannedStart.getTime());
    this.end = Float64Array.from(tasks, ({ plannedEnd }) => plannedEnd.getTime());
    this.conflict = new Uint8Array(count);
    this.entry = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    this.calendarOf = tasks.map(({ id }) => plan.calendars?.get(id) ?? plan.calendar);
    this.latest = tasks.some((task) => task.timeConstraint === 'as_late_as_possible' && isNotStarted(task.state));
  }

  /** All dates of a plan. */
  static of(plan: PlanToSchedule): Schedule {
    const schedule = new Schedule(plan, plan.tasks);
    for (const point of schedule.graph.order) schedule.compute(point);
    if (schedule.latest && !plan.manual) schedule.delayLatest();
    return schedule;
  }

  /**
   * The dates of a plan that was in order before these tasks, or what they wait for, changed. Only what depends on them is
   * computed; the others keep the dates they come with.
   */
  static after(plan: PlanToSchedule, changed: Iterable<string>): Schedule {
    const schedule = new Schedule(plan, plan.tasks);
    // Tasks that start as late as possible look at what comes after them: everything is looked at again.
    if (schedule.latest) return Schedule.of(plan);
    schedule.enterAll();
    schedule.recompute(changed);
    return schedule;
  }

  calendarAt(task: number): WorkingCalendar {
    return this.calendarOf[task]!;
  }

  /** Where a lag after a moment ends, in the calendar of the task that waits. */
  lagged(at: number, edge: Edge, sign: 1 | -1 = 1): number {
    if (edge.link.lagElapsedMinutes !== null) return at + sign * edge.link.lagElapsedMinutes * MINUTE;
    const { durationElapsed, plannedDurationMinutes } = this.tasks[edge.from]!;
    const share = edge.link.lagPercent === null ? null : (plannedDurationMinutes * edge.link.lagPercent) / 100;
    if (share !== null && durationElapsed) return at + sign * share * MINUTE;
    const lag = sign * (share ?? edge.link.lagMinutes ?? 0) * MINUTE;
    if (lag === 0) return at;
    const calendar = this.calendarOf[edge.to]!;
    return lag > 0 ? calendar.forth(at, lag) : calendar.back(at, -lag);
  }

  /** The length of a task from a start, and back from an end. */
  endFrom(task: number, start: number): number {
    const { plannedDurationMinutes: minutes, durationElapsed } = this.tasks[task]!;
    if (minutes === 0) return start;
    return durationElapsed ? start + minutes * MINUTE : this.calendarOf[task]!.forth(start, minutes * MINUTE);
  }

  startFrom(task: number, end: number): number {
    const { plannedDurationMinutes: minutes, durationElapsed } = this.tasks[task]!;
    if (minutes === 0) return end;
    return durationElapsed ? end - minutes * MINUTE : this.calendarOf[task]!.back(end, minutes * MINUTE);
  }

  /** A start at which work can begin: what takes no time, or any time, may begin whenever it can. */
  settled(task: number, at: number): number {
    const { plannedDurationMinutes: minutes, durationElapsed } = this.tasks[task]!;
    return minutes === 0 || durationElapsed ? at : this.calendarOf[task]!.enter(at);
  }

  private enterAll(): void {
    for (const point of this.graph.order) if (point < this.graph.count && this.graph.isParent[point]) this.compute(point);
    for (let task = 0; task < this.graph.count; task += 1) this.conflict[task] = this.tasks[task]!.scheduleConflict ? 1 : 0;
  }

  private recompute(changed: Iterable<string>): void {
    const { graph } = this;
    const dirty = new Uint8Array(2 * graph.count);
    let first = graph.order.length;
    const mark = (point: number): void => {
      dirty[point] = 1;
      first = Math.min(first, graph.rank[point]!);
    };
    for (const id of changed) {
      const task = graph.index.get(id);
      if (task === undefined) continue;
      // Its dates may have been changed already, so that computing it makes no difference: what waits for it is looked at anyway.
      graph.dependents(graph.exitOf(task), mark);
      mark(task);
      // What holds a parent back holds all that is below it.
      if (graph.isParent[task]) this.below(task, mark);
      // A task that was put elsewhere, or taken away, changes what is above it.
      for (let above = graph.parent[task]!; above >= 0; above = graph.parent[above]!) mark(graph.exitOf(above));
    }
    for (let place = first; place < graph.order.length; place += 1) {
      const point = graph.order[place]!;
      if (dirty[point] && this.compute(point)) graph.dependents(point, mark);
    }
  }

  private below(parent: number, visit: (point: number) => void): void {
    visit(this.graph.exitOf(parent));
    for (const child of this.graph.children[parent]!) {
      visit(child);
      if (this.graph.isParent[child]) this.below(child, visit);
    }
  }

  /** Computes a point from what it depends on. Answers whether that made a difference to what depends on it. */
  private compute(point: number): boolean {
    const { graph } = this;
    if (point >= graph.count) return this.rollUp(point - graph.count);
    if (graph.isParent[point]) {
      const before = this.entry[point];
      this.entry[point] = this.earliest(point);
      return this.entry[point] !== before;
    }
    const [start, end] = [this.start[point]!, this.end[point]!];
    this.place(point);
    return this.start[point] !== start || this.end[point] !== end;
  }

  /** BR-144. A parent lasts from the first of the tasks below it to the last. */
  private rollUp(parent: number): boolean {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const child of this.graph.children[parent]!) {
      first = Math.min(first, this.start[child]!);
      last = Math.max(last, this.end[child]!);
    }
    const same = this.start[parent] === first && this.end[parent] === last;
    this.start[parent] = first;
    this.end[parent] = last;
    return !same;
  }

  private place(task: number): void {
    const { state, actualStart, actualEnd, plannedStart, plannedEnd } = this.tasks[task]!;
    this.conflict[task] = 0;
    if (isClosed(state)) {
      this.start[task] = (actualStart ?? plannedStart).getTime();
      this.end[task] = Math.max((actualEnd ?? plannedEnd).getTime(), this.start[task]!);
    } else if (state === 'work_in_progress') {
      this.start[task] = (actualStart ?? plannedStart).getTime();
      this.end[task] = this.endFrom(task, this.start[task]!);
    } else if (this.plan.manual) {
      this.start[task] = plannedStart.getTime();
      this.end[task] = this.endFrom(task, this.start[task]!);
    } else this.placeFree(task);
  }

  /** BR-145, decision 17. A fixed date wins over what the task depends on, and the conflict is noted (BR-152). */
  private placeFree(task: number): void {
    const { timeConstraint, constraintDate } = this.tasks[task]!;
    const free = this.settled(task, this.earliest(task));
    const start = constraintDate ? this.constrained(task, timeConstraint, constraintDate.getTime(), free) : free;
    const settled = timeConstraint === 'start_on' ? start : this.settled(task, start);
    this.start[task] = settled;
    this.end[task] = this.endFrom(task, settled);
    this.conflict[task] = this.calendarOf[task]!.between(settled, free) > 0 ? 1 : 0;
  }

  private constrained(task: number, constraint: TaskNode['timeConstraint'], date: number, free: number): number {
    switch (constraint) {
      case 'start_on':
        return this.settled(task, date);
      case 'start_no_later_than':
        return Math.min(free, date);
      case 'finish_on':
        return this.startFrom(task, date);
      case 'finish_no_earlier_than':
        return this.endFrom(task, free) >= date ? free : Math.max(free, this.startFrom(task, date));
      case 'finish_no_later_than':
        return this.endFrom(task, free) <= date ? free : this.startFrom(task, date);
      default:
        return free;
    }
  }

  /** Before what a task cannot begin: its own date or the start of the project, what holds those above it back, and its dependencies (BR-147). */
  private earliest(task: number): number {
    const { graph } = this;
    const above = graph.parent[task]!;
    let bound = above >= 0 ? this.entry[above]! : Number.NEGATIVE_INFINITY;
    const { timeConstraint, constraintDate } = this.tasks[task]!;
    const dated = timeConstraint === 'start_no_earlier_than' && constraintDate !== null;
    if (dated) bound = Math.max(bound, constraintDate.getTime());
    // BR-156. A task that is said to start earlier than the project moves the project's start.
    else if (!graph.isParent[task]) bound = Math.max(bound, this.plan.start.getTime());
    for (const edge of graph.incoming[task]!) bound = Math.max(bound, this.boundBy(task, edge));
    return bound;
  }

  private boundBy(task: number, edge: Edge): number {
    const ends = edge.link.type === 'fs' || edge.link.type === 'ff';
    const at = this.lagged(ends ? this.end[edge.from]! : this.start[edge.from]!, edge);
    return edge.link.type === 'fs' || edge.link.type === 'ss' ? at : this.startFrom(task, at);
  }

  /** As late as possible: as late as nothing else moves. From the end of the plan, so that a chain of such tasks follows. */
  private delayLatest(): void {
    const { graph } = this;
    const finish = this.end.reduce((last, end) => Math.max(last, end), Number.NEGATIVE_INFINITY);
    for (let place = graph.order.length - 1; place >= 0; place -= 1) {
      const point = graph.order[place]!;
      if (point >= graph.count || graph.isParent[point]) continue;
      const task = this.tasks[point]!;
      if (task.timeConstraint !== 'as_late_as_possible' || !isNotStarted(task.state)) continue;
      const start = this.startFrom(point, this.latestEnd(point, finish));
      if (start <= this.start[point]!) continue;
      this.start[point] = start;
      this.end[point] = this.endFrom(point, start);
      for (let above = graph.parent[point]!; above >= 0; above = graph.parent[above]!) this.rollUp(above);
    }
  }

  private latestEnd(task: number, finish: number): number {
    const { graph } = this;
    let latest = finish;
    for (let at = task; at >= 0; at = graph.parent[at]!)
      for (const edge of graph.outgoing[at]!) {
        const next = edge.link.type === 'fs' || edge.link.type === 'ss' ? this.start[edge.to]! : this.end[edge.to]!;
        const bound = this.lagged(next, edge, -1);
        latest = Math.min(latest, edge.link.type === 'fs' || edge.link.type === 'ff' ? bound : this.endFrom(task, bound));
      }
    return latest;
  }
}
