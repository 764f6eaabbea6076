import type { Actor, Caller } from '#libs/authorization';
import { isPlainDate } from '#libs/http';
import { Refused, type WorkingCalendar } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import type { Planning, PlanningRules } from '../domain/planning.js';
import type { Progress, ProgressRules } from '../domain/progress.js';
import type { TaskDetails } from '../domain/project-task.js';
import type { ProjectTaskState } from '../domain/project-task-state.js';
import { type SaidStatus, type StatusBounds, statusBounds, USUAL_YELLOW_DAYS } from '../domain/task-status.js';
import type { CreateTaskDto, UpdateTaskDto } from '../dto/project-task.dto.js';

export type TaskBody = Partial<CreateTaskDto> & UpdateTaskDto;

export const DETAILS = ['shortDescription', 'description', 'priority', 'keyMilestone', 'status'] as const;
export const PLANNING = ['plannedStart', 'plannedDurationMinutes', 'timeConstraint', 'constraintDate', 'milestone'] as const;
export const PROGRESS = ['state', 'percentComplete', 'actualStart', 'actualEnd'] as const;

/** The named fields of a body that are in it. */
function taken<K extends keyof TaskBody>(body: TaskBody, names: readonly K[]): Pick<TaskBody, K> {
  return Object.fromEntries(names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]])) as Pick<TaskBody, K>;
}

export const has = (body: TaskBody, names: readonly (keyof TaskBody)[]): boolean => names.some((name) => body[name] !== undefined);

/** With whether the status stays as it is: to let it go needs the plan, whose calendar it is computed by. */
export const detailsOf = (body: TaskBody): Partial<TaskDetails> & SaidStatus => taken(body, [...DETAILS, 'overrideStatus']) as TaskDetails;

/** Decision 44: in plans a plain date is the start of that working day. */
const plannedMoment = (text: string, calendar: WorkingCalendar): Date =>
  isPlainDate(text) ? calendar.startOfDay(new Date(text)) : new Date(text);

export function planningOf(body: TaskBody, calendar: WorkingCalendar): Planning {
  const { plannedStart, constraintDate, ...rest } = taken(body, PLANNING);
  return {
    ...rest,
    ...(plannedStart === undefined ? {} : { plannedStart: plannedMoment(plannedStart, calendar) }),
    ...(constraintDate === undefined ? {} : { constraintDate: constraintDate && plannedMoment(constraintDate, calendar) }),
  } as Planning;
}

/**
 * BR-125, BR-127, decision 44: in what really happened a plain date takes the planned time of that end of the task.
 * @throws Refused when an external person names the future; of a plain date only the day counts
 */
export function progressOf(body: TaskBody, task: ProjectTaskState, actor: Pick<Actor, 'kind'>, now: Date): Progress {
  const { actualStart, actualEnd, ...rest } = taken(body, PROGRESS);
  const moment = (field: 'actualStart' | 'actualEnd', text: string | null, planned: Date): Date | null => {
    if (text === null) return null;
    const plain = isPlainDate(text);
    const at = new Date(plain ? `${text}T${planned.toISOString().slice(11)}` : text);
    const future = plain ? text > now.toISOString().slice(0, 10) : at > now;
    if (future && actor.kind !== 'internal') throw Refused.field(field, 'in_the_future', 'What has happened does not lie in the future.');
    return at;
  };
  return {
    ...rest,
    ...(actualStart === undefined ? {} : { actualStart: moment('actualStart', actualStart, task.plannedStart) }),
    ...(actualEnd === undefined ? {} : { actualEnd: moment('actualEnd', actualEnd, task.plannedEnd) }),
  } as Progress;
}

type Properties = Actor['properties'];

const CLOSES_MILESTONES = 'com.snc.project.auto_close_milestones';

const numberOf = (properties: Properties, name: string): number => Number(properties.get(name));

/** What of a plan the dates of one task depend on. */
interface Plan {
  readonly project: { readonly calculation: string };
  readonly calendar: WorkingCalendar;
}

export const planningRules = (properties: Properties, { project, calendar }: Plan, now: Date): PlanningRules => ({
  calendar,
  manual: project.calculation === 'manual',
  mayAlterBegun: properties.get('com.snc.project.enable_alter_of_planned_dates') === true,
  mostDays: numberOf(properties, 'com.snc.project.task.max_task_duration'),
  mostYears: numberOf(properties, 'com.snc.project.task.check_date_span_years'),
  now,
});

export const progressRules = (properties: Properties, { calendar }: Plan): ProgressRules => ({
  calendar,
  autoCloseMilestones: properties.get(CLOSES_MILESTONES) === true,
});

/** BR-131. Whether milestones that begin by themselves are done, as the administrator wants it. */
export const closesMilestones = (tx: Transaction<any>): boolean =>
  (tx.origin as Partial<Caller>).actor?.properties.get(CLOSES_MILESTONES) === true;

/**
 * BR-136. By what tasks are coloured in a transaction; as an administrator wants it, where somebody with an ability is
 * behind it.
 */
export function statusBoundsOf(tx: Transaction<any>, calendar: WorkingCalendar): StatusBounds {
  const days = (tx.origin as Partial<Caller>).actor?.properties.get('com.snc.ppm.yellow_status_duration');
  return statusBounds(tx.now, calendar, days === undefined ? USUAL_YELLOW_DAYS : Number(days));
}
