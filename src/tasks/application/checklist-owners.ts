import { Injectable } from '@nestjs/common';
import { post } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { Database, type Transaction } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import type { ChecklistOwnerIds } from '../domain/checklist-item.js';
import { TASK_CLOSED } from '../domain/progress.js';
import type { ProjectTaskState } from '../domain/project-task-state.js';
import type { ProjectTemplate } from '../domain/project-template.js';
import { isClosed } from '../domain/task-state.js';
import type { TemplateTask } from '../domain/template-task.js';
import { ProjectTaskSchema } from '../persistence/project-task.schema.js';
import { ProjectTemplateRepository } from '../persistence/project-template.repository.js';
import { TaskPlan } from './task-plan.js';

/** Where a checklist is found: at a task of a project, or at one of a template. */
export interface ChecklistAddress {
  readonly template?: string;
  readonly task: string;
}

/** The task that has the checklist. */
export interface ChecklistOwner {
  readonly ids: ChecklistOwnerIds;
  /** @throws Forbidden for who sees the task and keeps no checklists */
  authorize(): void;
  /** @throws Conflict for a task that is closed (BR-122) */
  checkOpen(): void;
  /** Whoever else adds, moves or removes lines waits. */
  hold(tx: Transaction<Caller>): Promise<void>;
  /** Into the stream of the task, or of the template. Checklists are internal. */
  post(tx: Transaction<Caller>, text: string): void;
}

/** Finds the tasks that checklists belong to, under the caller's rules. */
@Injectable()
export class ChecklistOwners {
  constructor(
    private readonly database: Database,
    private readonly templates: ProjectTemplateRepository,
    private readonly plan: TaskPlan,
  ) {}

  /** The id of the task, to read its checklist. @throws NotFound */
  async idOf(caller: Caller, { template, task }: ChecklistAddress & { readonly template: string }): Promise<string> {
    return (await this.templates.task(this.database, caller.ability, template, task)).id;
  }

  /** @throws NotFound */
  async find(tx: Transaction<Caller>, { template, task }: ChecklistAddress): Promise<ChecklistOwner> {
    if (template === undefined) return this.ofTask(tx, await loadRecord<ProjectTaskState>(tx, tx.origin.ability, ProjectTaskSchema, task));
    const found = await this.templates.get(tx, tx.origin.ability, template);
    return this.ofTemplateTask(tx, found, await this.templates.task(tx, tx.origin.ability, found.id, task));
  }

  private ofTask({ origin }: { readonly origin: Caller }, task: ProjectTaskState): ChecklistOwner {
    return {
      ids: { taskId: task.id, templateTaskId: null },
      authorize: () => authorize(origin.ability, 'keep_checklist', 'ProjectTask', task),
      checkOpen: () => {
        if (isClosed(task.state)) throw TASK_CLOSED;
      },
      hold: async (tx) => void (await this.plan.hold(tx, task.projectId)),
      post: (tx, text) => void post(tx, { recordType: 'ProjectTask', recordId: task.id, kind: 'system', audience: 'internal', text }),
    };
  }

  private ofTemplateTask({ origin }: { readonly origin: Caller }, template: ProjectTemplate, task: TemplateTask): ChecklistOwner {
    return {
      ids: { taskId: null, templateTaskId: task.id },
      authorize: () => authorize(origin.ability, 'update', 'ProjectTemplate', template.state),
      checkOpen: () => {},
      hold: (tx) => this.templates.hold(tx, template.id),
      post: (tx, text) => void post(tx, { recordType: 'ProjectTemplate', recordId: template.id, kind: 'system', text }),
    };
  }
}
