import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { renumber } from '../domain/outline.js';
import type { ProjectTask } from '../domain/project-task.js';
import type { CreateProjectTaskDto, CreateTaskDto } from '../dto/project-task.dto.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { projectTaskShape } from '../project-task.shape.js';
import { TaskAdditions } from './task-additions.js';
import { TaskPlan } from './task-plan.js';

const HAS_TASKS = new Conflict('task_has_tasks', 'There are tasks below this one. Delete or move them first.');

/** Adds tasks to plans and takes them away. */
@Injectable()
export class TaskOutline {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly additions: TaskAdditions,
    private readonly tasks: ProjectTaskRepository,
    private readonly plan: TaskPlan,
    private readonly reader: RecordReader,
  ) {}

  /** Below a project that the address names. @throws NotFound @throws Forbidden for who sees the project and plans none */
  createIn(caller: Caller, projectKey: string, payload: Payload<CreateTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const project = await this.additions.projectAt(tx, projectKey);
      return this.shown(tx, await this.additions.add(tx, project, payload.read()));
    });
  }

  /** In a project that the body names. */
  create(caller: Caller, payload: Payload<CreateProjectTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { projectId, ...body } = payload.read();
      const project = await this.additions.projectNamed(tx, projectId);
      return this.shown(tx, await this.additions.add(tx, project, body));
    });
  }

  /** BR-158. What follows it moves up. @throws Conflict while there are tasks below it, or cases of it */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.tasks.get(tx, caller.ability, key);
      authorize(caller.ability, 'delete', 'ProjectTask', task.state);
      checkVersion(caller, task.state);
      const { projectId, parentId, number, shortDescription } = task.state;
      const plan = await this.plan.hold(tx, projectId);
      if (task.state.isParent) throw HAS_TASKS;
      const tree = await this.plan.whole(plan, tx);
      tree.remove(task.id);
      renumber(tree);
      tree.rollUpFrom(parentId);
      await this.tasks.remove(tx, task);
      await this.plan.reschedule(tx, plan, tree);
      await this.plan.settle(tx, plan, tree);
      const before = { number, shortDescription, projectId, parentId };
      audit(tx, { action: 'deleted', recordType: 'ProjectTask', recordId: task.id, recordNumber: number, before });
      await tx.raise({ type: 'tasks.task-deleted', aggregateId: task.id, occurredAt: tx.now, payload: { taskId: task.id, projectId } });
    });
  }

  private shown(tx: Transaction<Caller>, task: ProjectTask): Promise<RecordJson> {
    return this.reader.one(tx.origin, projectTaskShape, task.id, tx);
  }
}
