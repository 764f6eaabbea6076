import { Schedule } from './schedule.js';
import type { PlanToSchedule } from './schedule-graph.js';
import { lateDates } from './schedule-slack.js';
import { isClosed, isNotStarted } from './task-state.js';
import type { TaskNode, TaskTree } from './task-tree.js';

/** What the dates of a tree depend on beside the tasks in it. */
export type SchedulingRules = Omit<PlanToSchedule, 'tasks'>;

/**
 * Puts the tasks of a project where their calendars, constraints and dependencies want them, and marks the critical path.
 * What has begun stays where it began, what is closed stays as it is (BR-155).
 * @param changed the tasks that were changed in a plan that was in order; all when left out
 */
export function reschedule(tree: TaskTree, rules: SchedulingRules, changed?: Iterable<string>): Schedule {
  const plan: PlanToSchedule = { ...rules, tasks: tree.descendantsOf(null) };
  const schedule = changed ? Schedule.after(plan, changed) : Schedule.of(plan);
  const { critical } = lateDates(schedule);
  schedule.tasks.forEach((task, i) => {
    const dates = task.isParent ? {} : datesOf(task, schedule, i);
    const marks = { critical: critical[i] === 1, scheduleConflict: schedule.conflict[i] === 1 };
    if (differs(task, { ...dates, ...marks })) tree.put({ ...task, ...dates, ...marks });
  });
  tree.rollUpAll();
  return schedule;
}

function datesOf(task: TaskNode, schedule: Schedule, i: number): Partial<TaskNode> {
  if (isClosed(task.state)) return {};
  const plannedEnd = new Date(schedule.end[i]!);
  return isNotStarted(task.state) ? { plannedStart: new Date(schedule.start[i]!), plannedEnd } : { plannedEnd };
}

const differs = (task: TaskNode, changes: Partial<TaskNode>): boolean =>
  (Object.entries(changes) as [keyof TaskNode, unknown][]).some(([name, value]) => {
    const before = task[name];
    return before instanceof Date && value instanceof Date ? before.getTime() !== value.getTime() : before !== value;
  });
