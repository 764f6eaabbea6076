import type { WorkingCalendar } from '#libs/kernel';
import type { Edge, PlanToSchedule } from './schedule-graph.js';
import type { TaskNode } from './task-tree.js';

const MINUTE = 60_000;

/** How long tasks and lags last, each by the calendar it follows. Dates are milliseconds since 1970, tasks are their places in the plan. */
export class TaskTimes {
  private readonly calendars: readonly WorkingCalendar[];
  private readonly tasks: readonly TaskNode[];

  constructor({ tasks, calendar, calendars }: Pick<PlanToSchedule, 'tasks' | 'calendar' | 'calendars'>) {
    this.tasks = tasks;
    this.calendars = tasks.map(({ id }) => calendars?.get(id) ?? calendar);
  }

  calendarAt(task: number): WorkingCalendar {
    return this.calendars[task]!;
  }

  /** Where a lag after a moment ends, in the calendar of the task that waits. */
  lagged(at: number, edge: Edge, sign: 1 | -1 = 1): number {
    if (edge.link.lagElapsedMinutes !== null) return at + sign * edge.link.lagElapsedMinutes * MINUTE;
    const { durationElapsed, plannedDurationMinutes } = this.tasks[edge.from]!;
    const share = edge.link.lagPercent === null ? null : (plannedDurationMinutes * edge.link.lagPercent) / 100;
    if (share !== null && durationElapsed) return at + sign * share * MINUTE;
    const lag = sign * (share ?? edge.link.lagMinutes ?? 0) * MINUTE;
    if (lag === 0) return at;
    const calendar = this.calendars[edge.to]!;
    return lag > 0 ? calendar.forth(at, lag) : calendar.back(at, -lag);
  }

  /** The length of a task from a start, and back from an end. */
  endFrom(task: number, start: number): number {
    const { plannedDurationMinutes: minutes, durationElapsed } = this.tasks[task]!;
    if (minutes === 0) return start;
    return durationElapsed ? start + minutes * MINUTE : this.calendars[task]!.forth(start, minutes * MINUTE);
  }

  startFrom(task: number, end: number): number {
    const { plannedDurationMinutes: minutes, durationElapsed } = this.tasks[task]!;
    if (minutes === 0) return end;
    return durationElapsed ? end - minutes * MINUTE : this.calendars[task]!.back(end, minutes * MINUTE);
  }

  /** A start at which work can begin: what takes no time, or any time, may begin whenever it can. */
  settled(task: number, at: number): number {
    const { plannedDurationMinutes: minutes, durationElapsed } = this.tasks[task]!;
    return minutes === 0 || durationElapsed ? at : this.calendars[task]!.enter(at);
  }

  /** BR-145, decision 17. Where a task with a date starts that would be free to start at another moment. */
  constrained(task: number, constraint: TaskNode['timeConstraint'], date: number, free: number): number {
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
}
