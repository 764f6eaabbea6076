import { Injectable } from '@nestjs/common';
import { type AppAbility, authorize } from '#libs/authorization';
import type { CalendarDefinition } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { loadRecord, statesOf } from '#libs/records';
import { WorkingCalendarSchema, type WorkingCalendarState } from '../../administration/index.js';
import { ProjectSchema, type ProjectState } from '../../projects/index.js';
import type { BaselineState, BaselineTask } from '../domain/baseline.js';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';
import type { ExportedBaseline, ExportedLink, ExportedPlan, ExportedTask } from '../export/exported-plan.js';
import { writeMspdi } from '../export/mspdi-writer.js';
import type { PlanResource } from '../import/plan-file.js';
import { AssigneeQueries } from '../persistence/assignee.queries.js';
import { BaselineTaskSchema, ProjectBaselineSchema } from '../persistence/baseline.schemas.js';
import { ProjectTaskSchema, TaskDependencySchema } from '../persistence/project-task.schema.js';

/** A plan as a file, and what it is called. */
export interface ExportedFile {
  readonly name: string;
  readonly content: AsyncGenerator<string>;
}

/** Gives plans to other programs. What leaves is the whole plan, so only those may ask who read all of it. */
@Injectable()
export class PlanExport {
  constructor(
    private readonly database: Database,
    private readonly people: AssigneeQueries,
  ) {}

  /** The plan of a project as MS Project XML. @throws NotFound @throws Forbidden */
  async mspdi(ability: AppAbility, key: string): Promise<ExportedFile> {
    const project = await loadRecord<ProjectState>(this.database, ability, ProjectSchema, key);
    authorize(ability, 'read_schedule', 'Project', project);
    return { name: `${project.number}.xml`, content: writeMspdi(await this.plan(project)) };
  }

  private async baselinesOf(projectId: string, uids: ReadonlyMap<string, number>): Promise<ExportedBaseline[]> {
    const baselines = await statesOf<BaselineState>(this.database, ProjectBaselineSchema, 'projectId', [projectId]);
    const places = placesOf(baselines);
    const rows = await statesOf<BaselineTask>(this.database, BaselineTaskSchema, 'baselineId', [...places.keys()]);
    return [...places].map(([id, number]) => {
      const tasks = rows.filter(({ baselineId, taskId }) => baselineId === id && uids.has(taskId));
      const dates = ({ plannedStart, plannedEnd, plannedDurationMinutes }: BaselineTask) => ({
        start: plannedStart,
        finish: plannedEnd,
        durationMinutes: plannedDurationMinutes,
      });
      return { number, tasks: new Map(tasks.map((task) => [uids.get(task.taskId)!, dates(task)])) };
    });
  }

  private async plan(project: ProjectState): Promise<ExportedPlan> {
    const { database } = this;
    const states = await statesOf<ProjectTaskState>(database, ProjectTaskSchema, 'projectId', [project.id]);
    const tasks = states.sort((a, b) => a.wbsOrder - b.wbsOrder);
    const links = await statesOf<TaskDependencyState>(database, TaskDependencySchema, 'projectId', [project.id]);
    const calendarIds = [...new Set([project.calendarId, ...tasks.map(({ calendarId }) => calendarId)].filter((id) => id !== null))];
    const calendars = await statesOf<WorkingCalendarState>(database, WorkingCalendarSchema, 'id', calendarIds);
    const assigneeIds = [...new Set(tasks.flatMap(({ assignedToId }) => assignedToId ?? []))];
    const people = await this.people.namesOf(database, assigneeIds);
    const uids: Uids = {
      task: numbered(tasks.map(({ id }) => id)),
      calendar: numbered(calendars.map(({ id }) => id)),
      resource: numbered(people.map(({ id }) => id)),
    };
    const timeZone = calendars.find(({ id }) => id === project.calendarId)?.timeZone ?? 'UTC';
    return {
      name: project.name,
      timeZone,
      start: project.plannedStart,
      calendars: calendars.map((calendar) => ({ uid: uids.calendar.get(calendar.id)!, definition: definitionOf(calendar) })),
      calendarUid: project.calendarId === null ? null : (uids.calendar.get(project.calendarId) ?? null),
      tasks: tasks.map((task) => exportedTask(task, uids, project.calculation === 'manual')),
      links: links.map((link) => exportedLink(link, uids.task)),
      resources: people.map(({ id, name }): PlanResource => ({ uid: uids.resource.get(id)!, name, email: null })),
      baselines: await this.baselinesOf(project.id, uids.task),
    };
  }
}

/** MS Project has eleven baselines: "Baseline" and "Baseline 1" to "Baseline 10". Others take the places that are left, the oldest first. */
function placesOf(baselines: readonly BaselineState[]): Map<string, number> {
  const places = new Map<string, number>();
  const taken = (place: number): boolean => [...places.values()].includes(place);
  for (const { id, name } of baselines) {
    const [, number] = /^Baseline(?: (\d+))?$/.exec(name) ?? [null, 'none'];
    const place = Number(number ?? 0);
    if (place <= 10 && !taken(place)) places.set(id, place);
  }
  for (const { id } of baselines) {
    const free = Array.from({ length: 11 }, (_, place) => place).find((place) => !taken(place));
    if (!places.has(id) && free !== undefined) places.set(id, free);
  }
  return places;
}

interface Uids {
  readonly task: ReadonlyMap<string, number>;
  readonly calendar: ReadonlyMap<string, number>;
  readonly resource: ReadonlyMap<string, number>;
}

/** UIDs from 1: 0 is the project itself. */
const numbered = (ids: readonly string[]): Map<string, number> => new Map(ids.map((id, i) => [id, i + 1]));

const definitionOf = ({ name, timeZone, week, exceptions, workWeeks }: WorkingCalendarState): CalendarDefinition => ({
  name,
  timeZone,
  week,
  exceptions,
  workWeeks,
});

/** A closed task shows when it was done, one in progress when it began; the others when they are planned. */
function exportedTask(task: ProjectTaskState, uids: Uids, manual: boolean): ExportedTask {
  const { actualStart, actualEnd, plannedStart, plannedEnd } = task;
  return {
    uid: uids.task.get(task.id)!,
    outlineLevel: task.wbs.split('.').length,
    wbs: task.wbs,
    name: task.shortDescription,
    start: actualStart ?? plannedStart,
    finish: actualEnd ?? plannedEnd,
    durationMinutes: task.plannedDurationMinutes,
    durationElapsed: task.durationElapsed,
    milestone: task.milestone,
    percentComplete: task.percentComplete,
    actualStart,
    actualFinish: actualEnd,
    constraint: task.timeConstraint,
    constraintDate: task.constraintDate,
    manual: manual && !task.isParent,
    calendarUid: task.calendarId === null ? null : (uids.calendar.get(task.calendarId) ?? null),
    resourceUids: task.assignedToId === null || task.isParent ? [] : [uids.resource.get(task.assignedToId)!],
    notes: task.description,
  };
}

function exportedLink(link: TaskDependencyState, uids: ReadonlyMap<string, number>): ExportedLink {
  const { type, lagMinutes, lagElapsedMinutes, lagPercent } = link;
  const ends = { predecessorUid: uids.get(link.predecessorId)!, successorUid: uids.get(link.successorId)!, type };
  if (lagElapsedMinutes !== null) return { ...ends, lagElapsedMinutes };
  return lagPercent !== null ? { ...ends, lagPercent } : { ...ends, lagMinutes: lagMinutes ?? 0 };
}
