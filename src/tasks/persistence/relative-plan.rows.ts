import { DEFAULT_CALENDAR, newId } from '#libs/kernel';
import type { Connection, Transaction } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { type ProjectState } from '../../projects/index.js';
import { ChecklistItem, type ChecklistOwnerIds } from '../domain/checklist-item.js';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';
import { type LinkDetails, type RelativePlan, relativeTasks } from '../domain/relative-plan.js';
import type { TemplateDependencyState, TemplateTaskState } from '../domain/template-task.js';
import { ProjectTaskSchema, TaskDependencySchema } from './project-task.schema.js';
import { ChecklistItemSchema, TemplateDependencySchema, TemplateTaskSchema } from './project-template.schema.js';

/** What stands for a task of a plan where the plan is put. */
export type NewIds = ReadonlyMap<string, string>;

const byOrder = (a: { wbsOrder: number }, b: { wbsOrder: number }): number => a.wbsOrder - b.wbsOrder;

/** The plan that a template holds. Who changes it meanwhile does not wait: a task that comes or goes, does so as a whole. */
export async function planOfTemplate(connection: Connection, templateId: string): Promise<RelativePlan> {
  const tasks = await statesOf<TemplateTaskState>(connection, TemplateTaskSchema, 'templateId', [templateId]);
  const links = await statesOf<TemplateDependencyState>(connection, TemplateDependencySchema, 'templateId', [templateId]);
  const lines = await linesOf(connection, 'template_task', templateId);
  const known = new Set(tasks.map(({ id }) => id));
  return {
    tasks: tasks.sort(byOrder),
    links: links.filter(({ predecessorId, successorId }) => known.has(predecessorId) && known.has(successorId)),
    lines: lines.filter(({ taskId }) => known.has(taskId)),
  };
}

/** The plan of a project, as it can be put elsewhere. Hold the plan first. */
export async function planOfProject(connection: Connection, project: ProjectState): Promise<RelativePlan> {
  const tasks = await statesOf<ProjectTaskState>(connection, ProjectTaskSchema, 'projectId', [project.id]);
  const links = await statesOf<TaskDependencyState>(connection, TaskDependencySchema, 'projectId', [project.id]);
  return {
    tasks: relativeTasks(project, tasks.sort(byOrder), DEFAULT_CALENDAR),
    links,
    lines: await linesOf(connection, 'project_task', project.id),
  };
}

const OWNERS = {
  project_task: { task: 'task_id', whole: 'project_id' },
  template_task: { task: 'template_task_id', whole: 'template_id' },
} as const;

async function linesOf(connection: Connection, table: keyof typeof OWNERS, wholeId: string): Promise<RelativePlan['lines']> {
  const { task, whole } = OWNERS[table];
  const rows = await connection.rows<{ task_id: string; position: number; text: string }>(
    `SELECT c.${task} AS task_id, c.position, c.text FROM ${table} t JOIN checklist_item c ON c.${task} = t.id WHERE t.${whole} = ? ORDER BY c.position, c.id`,
    [wholeId],
  );
  return rows.map(({ task_id, position, text }) => ({ taskId: task_id, position, text }));
}

/** Writes the links and the checklists of a plan whose tasks have been written to a project. Returns the links. */
export async function writeToProject(
  tx: Transaction<any>,
  projectId: string,
  plan: RelativePlan,
  ids: NewIds,
): Promise<TaskDependencyState[]> {
  const links = plan.links.map((link): TaskDependencyState => ({ ...recordAt(tx), projectId, ...linkOf(link, ids) }));
  await tx.insertMany(TaskDependencySchema, links);
  await writeLines(tx, plan, (taskId) => ({ taskId: ids.get(taskId)!, templateTaskId: null }));
  return links;
}

/** Writes a plan, its tasks first, to a template that has none. */
export async function writeToTemplate(tx: Transaction<any>, templateId: string, plan: RelativePlan): Promise<void> {
  const ids = new Map(plan.tasks.map(({ id }) => [id, newId()]));
  const tasks = plan.tasks.map(
    (task): TemplateTaskState => ({
      ...task,
      ...recordAt(tx),
      id: ids.get(task.id)!,
      templateId,
      parentId: task.parentId === null ? null : ids.get(task.parentId)!,
    }),
  );
  await tx.insertMany(TemplateTaskSchema, tasks);
  const links = plan.links.map((link): TemplateDependencyState => ({ ...recordAt(tx), templateId, ...linkOf(link, ids) }));
  await tx.insertMany(TemplateDependencySchema, links);
  await writeLines(tx, plan, (taskId) => ({ taskId: null, templateTaskId: ids.get(taskId)! }));
}

const recordAt = (tx: Transaction<any>) => ({ id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1 });

function linkOf(link: LinkDetails, ids: NewIds): LinkDetails {
  const { type, lagMinutes, lagElapsedMinutes, lagPercent } = link;
  const ends = { predecessorId: ids.get(link.predecessorId)!, successorId: ids.get(link.successorId)! };
  return { ...ends, type, lagMinutes, lagElapsedMinutes, lagPercent };
}

/** Nothing of it is done. */
async function writeLines(tx: Transaction<any>, plan: RelativePlan, owner: (taskId: string) => ChecklistOwnerIds): Promise<void> {
  const items = plan.lines.map(({ taskId, position, text }) => ChecklistItem.add(newId(), owner(taskId), { position, text }, tx.now).state);
  await tx.insertMany(ChecklistItemSchema, items);
}

/** Where the tasks of a project end, and whether there are any. */
export interface LastPlaces {
  readonly tasks: number;
  /** The number of tasks at the top. */
  readonly top: number;
  readonly order: number;
}

/** Hold the plan first. */
export async function lastPlaces(connection: Connection, projectId: string): Promise<LastPlaces> {
  const [row] = await connection.rows<Record<string, number>>(
    `SELECT COUNT(*) AS tasks, COALESCE(MAX(CASE WHEN t.parent_id IS NULL THEN t.position END) + 1, 0) AS top,
       COALESCE(MAX(t.wbs_order), 0) AS last FROM project_task t WHERE t.project_id = ?`,
    [projectId],
  );
  return { tasks: Number(row!.tasks), top: Number(row!.top), order: Number(row!.last) };
}
