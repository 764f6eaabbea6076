import { DEFAULT_CALENDAR, newId, WorkingCalendar } from '#libs/kernel';
import { measure } from '../domain/actual-duration.js';
import type { TaskDependencyState } from '../domain/project-task-state.js';
import { reschedule } from '../domain/reschedule.js';
import type { Schedule } from '../domain/schedule.js';
import { statusBounds, statusOf, USUAL_YELLOW_DAYS } from '../domain/task-status.js';
import { type WholePlan, wholePlan } from '../domain/whole-plan.js';
import { taskLabel } from '../import/mspdi-task.js';
import type { PlanFile, PlanTask } from '../import/plan-file.js';
import type { Called } from '../persistence/assignee.queries.js';
import { dependencyOf, plannedTask, startOf, type TaskIds } from './plan-file.rows.js';

/** A task whose dates in the file are not those that we compute. */
export interface PlanDifference {
  readonly task: PlanTask;
  readonly start: Date;
  readonly end: Date;
}

/** A plan of a file as our own: scheduled, rolled up, with the ids that its records get. */
export interface ImportedPlan extends WholePlan {
  readonly start: Date;
  readonly calendar: WorkingCalendar;
  readonly links: readonly TaskDependencyState[];
  /** The ids of the file's calendars, by their UIDs. */
  readonly calendarIds: ReadonlyMap<number, string>;
  readonly schedule: Schedule;
  readonly differences: readonly PlanDifference[];
}

interface Origin {
  readonly project: { readonly id: string; readonly accountId: string };
  /** Numbers of the tasks, in their order. */
  readonly numbers: readonly string[];
  readonly now: Date;
  /** Who does which task, by the UIDs of the tasks. */
  readonly assignees?: ReadonlyMap<number, Called>;
}

/** Makes a project's tasks of a plan file and schedules them (decision 17). Nothing is stored. */
export function importedPlan(plan: PlanFile, { project, numbers, now, assignees }: Origin): ImportedPlan {
  const ids: TaskIds = new Map(plan.tasks.map(({ uid }) => [uid, newId()]));
  const calendarIds = new Map(plan.calendars.map(({ uid }) => [uid, newId()]));
  const calendars = new Map(plan.calendars.map(({ uid, definition }) => [uid, new WorkingCalendar(definition)]));
  const calendar = (plan.calendarUid === null ? undefined : calendars.get(plan.calendarUid)) ?? DEFAULT_CALENDAR;
  const calendarOf = (task: PlanTask): WorkingCalendar =>
    (task.calendarUid === null ? undefined : calendars.get(task.calendarUid)) ?? calendar;
  const start = startOf(plan, now);
  const planned = plan.tasks.map((task, i) => ({
    ...plannedTask(task, ids, numbers[i] ?? '', start, calendarOf(task)),
    calendarId: task.calendarUid === null ? null : calendarIds.get(task.calendarUid)!,
    ...assignedTo(task.isSummary ? undefined : assignees?.get(task.uid)),
  }));
  const { tasks, tree } = wholePlan(project, planned, now, calendar);
  const links = plan.links.map((link) => dependencyOf(link, ids, project.id, now));
  const own = new Map(plan.tasks.filter(({ calendarUid }) => calendarUid !== null).map((task) => [ids.get(task.uid)!, calendarOf(task)]));
  const schedule = reschedule(tree, { start, calendar, calendars: own, links });
  measure(tree, ...tasks.map(({ id }) => id));
  const bounds = statusBounds(now, calendar, USUAL_YELLOW_DAYS);
  const byId = new Map(plan.tasks.map((task) => [ids.get(task.uid)!, task]));
  return {
    start,
    calendar,
    links,
    calendarIds,
    schedule,
    tree,
    tasks: tasks.map((task) => ({ ...task, ...tree.get(task.id)!, status: statusOf(tree.get(task.id)!, bounds) })),
    differences: differencesOf(schedule, byId, calendarOf),
  };
}

/** Decision 2. An external assignee sees the task. */
const assignedTo = (person: Called | undefined): { assignedToId?: string; visibleToCustomer?: boolean } =>
  person ? { assignedToId: person.id, ...(person.external ? { visibleToCustomer: true } : {}) } : {};

/** Decision 17: 17:00 and 08:00 of the next working day are one instant of work. */
function differencesOf(
  schedule: Schedule,
  byId: ReadonlyMap<string, PlanTask>,
  calendarOf: (task: PlanTask) => WorkingCalendar,
): PlanDifference[] {
  return schedule.tasks.flatMap(({ id }, i): PlanDifference[] => {
    const task = byId.get(id)!;
    if (!task.start || !task.finish) return [];
    const calendar = calendarOf(task);
    const same = (one: number, other: number): boolean => calendar.between(Math.min(one, other), Math.max(one, other)) < 60_000;
    const [start, end] = [schedule.start[i]!, schedule.end[i]!];
    return same(task.start.getTime(), start) && same(task.finish.getTime(), end)
      ? []
      : [{ task, start: new Date(start), end: new Date(end) }];
  });
}

const shown = (moment: Date): string => moment.toISOString().slice(0, 16).replace('T', ' ');

/** How the report of an import tells of a difference. */
export const differenceText = ({ task, start, end }: PlanDifference): string =>
  `${taskLabel(task.name, task.uid)} is in the file from ${shown(task.start!)} to ${shown(task.finish!)}, here from ${shown(start)} to ${shown(end)}`;
