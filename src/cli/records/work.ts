import { DEFAULT_CALENDAR, newId } from '#libs/kernel';
import { blankCase, type CaseReferences } from '../../cases/domain/case-fields.js';
import { ServiceCaseSchema, type ServiceCaseState } from '../../cases/index.js';
import { Project, type ProjectDetails } from '../../projects/domain/project.js';
import { ProjectContactSchema, ProjectSchema, type ProjectState } from '../../projects/index.js';
import { type PlannedTask, ProjectTaskSchema, type ProjectTaskState, wholePlan } from '../../tasks/index.js';
import { ProjectPlanSchema } from '../../tasks/persistence/project-task.schema.js';
import type { RecordBatch } from './record-batch.js';

/** A project before its tasks are known. */
export interface ProjectDraft extends Partial<ProjectDetails> {
  readonly number: string;
  readonly name: string;
  readonly accountId: string;
  readonly plannedStart: Date;
  readonly parent?: ProjectState;
  readonly state?: ProjectState['state'];
  readonly status?: ProjectState['status'];
}

/** A project with its tasks, and with what these add up to. */
export function addProject(
  batch: RecordBatch,
  { number, accountId, plannedStart, parent, state = 'pending', status = null, ...details }: ProjectDraft,
  planned: readonly PlannedTask[],
): { project: ProjectState; tasks: readonly ProjectTaskState[] } {
  const { now } = batch.maker;
  const origin = { id: newId(), number, now, accountId, plannedStart, parent: parent ? new Project(parent) : null };
  const opened = { ...Project.open(origin, details).state, state, status };
  const { tasks, tree } = wholePlan(opened, planned, now, DEFAULT_CALENDAR);
  const project = { ...opened, ...tree.figures(state) };
  batch.record(ProjectSchema, project, { name: project.name, accountId, state: project.state }, { number, stream: true });
  if (tasks.length) batch.add(ProjectPlanSchema, { id: project.id, revision: 1, startFrom: plannedStart });
  for (const task of tasks) {
    const after = { shortDescription: task.shortDescription, projectId: project.id, state: task.state };
    batch.record(ProjectTaskSchema, task, after, { number: task.number, stream: true });
  }
  return { project, tasks };
}

export function addProjectContact(batch: RecordBatch, projectId: string, contactId: string): void {
  const { now } = batch.maker;
  const pair = { projectId, contactId };
  batch.record(ProjectContactSchema, { id: newId(), createdAt: now, updatedAt: now, version: 1, ...pair }, pair);
}

const NOBODY: CaseReferences = {
  accountId: null,
  contactId: null,
  consumerId: null,
  partnerId: null,
  partnerContactId: null,
  projectId: null,
  projectTaskId: null,
  assetId: null,
};

/** A case as it stands, whatever led there. */
export function addCase(
  batch: RecordBatch,
  number: string,
  fields: Partial<ServiceCaseState> & { readonly shortDescription: string },
): ServiceCaseState {
  const { personId, now } = batch.maker;
  const { openedAt: createdAt = now } = fields;
  const state = { ...blankCase({ personId, now }), ...NOBODY, createdAt, ...fields, id: newId(), number };
  const after = { shortDescription: state.shortDescription, state: state.state, accountId: state.accountId };
  return batch.record(ServiceCaseSchema, state, after, { number, stream: true });
}
