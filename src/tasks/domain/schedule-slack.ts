import type { Schedule } from './schedule.js';
import type { Edge } from './schedule-graph.js';
import { isClosed, isNotStarted } from './task-state.js';

const MINUTE = 60_000;

/** How much later each task could be, by its place in the plan. Dates are milliseconds since 1970, slack is working minutes. */
export interface Slack {
  readonly lateStart: Float64Array;
  readonly lateEnd: Float64Array;
  /** How much later a task could be without the project ending later; negative where a constraint cannot be kept. */
  readonly total: Float64Array;
  /** How much later it could be without any other task being moved. */
  readonly free: Float64Array;
  /** Tasks that are not done and have no slack. */
  readonly critical: Uint8Array;
}

/** The backward pass: from the end of the project to its start, what can be how late. */
export function lateDates(schedule: Schedule): Slack {
  const { graph, tasks, start, end } = schedule;
  const { count } = graph;
  const finish = end.reduce((last, at) => Math.max(last, at), Number.NEGATIVE_INFINITY);
  const lateStart = new Float64Array(count).fill(finish);
  const lateEnd = new Float64Array(count).fill(finish);
  const total = new Float64Array(count);
  const free = new Float64Array(count);
  const critical = new Uint8Array(count);

  /** When a task must end at the latest by one of its dependencies. */
  const bound = (task: number, edge: Edge, later: Float64Array, latest: Float64Array): number => {
    const next = edge.link.type === 'fs' || edge.link.type === 'ss' ? later[edge.to]! : latest[edge.to]!;
    const at = schedule.lagged(next, edge, -1);
    return edge.link.type === 'fs' || edge.link.type === 'ff' ? at : schedule.endFrom(task, at);
  };

  const leaf = (task: number): void => {
    let latest = finish;
    let freely = finish;
    for (let at = task; at >= 0; at = graph.parent[at]!)
      for (const edge of graph.outgoing[at]!) {
        // When a parent starts is up to the first of the tasks below it.
        if (at !== task && (edge.link.type === 'ss' || edge.link.type === 'sf') && start[task] !== start[at]) continue;
        latest = Math.min(latest, bound(task, edge, lateStart, lateEnd));
        freely = Math.min(freely, bound(task, edge, start, end));
      }
    const { timeConstraint, constraintDate, state } = tasks[task]!;
    if (constraintDate && isNotStarted(state)) {
      if (timeConstraint === 'start_on' || timeConstraint === 'start_no_later_than')
        latest = Math.min(latest, schedule.endFrom(task, schedule.settled(task, constraintDate.getTime())));
      if (timeConstraint === 'finish_on' || timeConstraint === 'finish_no_later_than') latest = Math.min(latest, constraintDate.getTime());
    }
    lateEnd[task] = latest;
    lateStart[task] = schedule.startFrom(task, latest);
    total[task] = between(schedule, task, end[task]!, latest);
    free[task] = Math.max(0, between(schedule, task, end[task]!, freely));
    critical[task] = total[task]! <= 0 && !isClosed(state) ? 1 : 0;
  };

  const parent = (task: number): void => {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    let [least, leastFree] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const child of graph.children[task]!) {
      first = Math.min(first, lateStart[child]!);
      last = Math.max(last, lateEnd[child]!);
      least = Math.min(least, total[child]!);
      leastFree = Math.min(leastFree, free[child]!);
      if (critical[child]) critical[task] = 1;
    }
    lateStart[task] = first;
    lateEnd[task] = last;
    total[task] = least;
    free[task] = leastFree;
  };

  for (let place = graph.order.length - 1; place >= 0; place -= 1) {
    const point = graph.order[place]!;
    if (point >= count) continue;
    // The entry of a parent comes before all that is below it, so from behind those are known.
    if (graph.isParent[point]) parent(point);
    else leaf(point);
  }
  return { lateStart, lateEnd, total, free, critical };
}

function between(schedule: Schedule, task: number, from: number, to: number): number {
  const calendar = schedule.calendarAt(task);
  const work = to >= from ? calendar.between(from, to) : -calendar.between(to, from);
  return Math.round(work / MINUTE);
}
