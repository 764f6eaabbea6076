import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import type { ProjectTask } from '../domain/project-task.js';
import { isClosed } from '../domain/task-state.js';
import type { CompleteTaskDto, MoveTaskDto, UpdateTaskDto } from '../dto/project-task.dto.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { projectTaskShape } from '../project-task.shape.js';
import { TaskAssignment } from './task-assignment.js';
import { DETAILS, detailsOf, has, PLANNING, PROGRESS, planningOf, planningRules, progressOf, progressRules } from './task-input.js';
import { type Reach, TaskPlan } from './task-plan.js';

const NOT_A_LEAF = new Conflict(
  'parent_task',
  'The task is complete when the tasks below it are. Whoever manages the project may close it with them.',
);

/** Changes tasks; what that means for the tasks around them and for the project, the plan sees to. */
@Injectable()
export class TaskChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tasks: ProjectTaskRepository,
    private readonly plan: TaskPlan,
    private readonly assignment: TaskAssignment,
    private readonly reader: RecordReader,
  ) {}

  /** Changes the named fields. */
  update(caller: Caller, key: string, payload: Payload<UpdateTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.tasks.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'ProjectTask', task.state);
      const body = payload.read(caller.ability.fieldsOn('update', 'ProjectTask', task.state));
      checkVersion(caller, task.state);
      task.checkWritable(Object.keys(body), body.state);
      if (Object.keys(body).some((name) => !(DETAILS as readonly string[]).includes(name))) await this.tasks.hold(tx, task.state.projectId);
      task.describe(detailsOf(body));
      await this.work(tx, task, body);
      await this.assign(tx, task, body);
      const cascade = task.state.isParent && body.state !== undefined ? { state: body.state, at: null } : undefined;
      const { parentId } = body;
      const moves = parentId !== undefined;
      await this.plan.save(tx, task, { cascade, moveTo: moves ? await this.place(tx, task, parentId, null) : undefined });
      return this.reader.one(caller, projectTaskShape, task.id, tx);
    });
  }

  /**
   * BR-126. Mark Complete. Whoever manages the project closes a parent with all that is open below it (BR-105).
   * @throws Conflict when it is closed, or a parent for somebody who may not close the tasks below it (decision 4)
   */
  complete(caller: Caller, key: string, payload: Payload<CompleteTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.tasks.get(tx, caller.ability, key);
      authorize(caller.ability, 'complete', 'ProjectTask', task.state);
      payload.read();
      checkVersion(caller, task.state);
      const withThoseBelow = task.state.isParent && !task.isClosed;
      if (withThoseBelow && !caller.ability.can('move', 'ProjectTask', task.state)) throw NOT_A_LEAF;
      await this.tasks.hold(tx, task.state.projectId);
      if (!withThoseBelow) task.complete(tx.now);
      await this.plan.save(tx, task, {
        action: 'completed',
        cascade: withThoseBelow ? { state: 'closed_complete', at: tx.now } : undefined,
      });
      return this.reader.one(caller, projectTaskShape, task.id, tx);
    });
  }

  /** BR-158. Puts a task elsewhere in the tree of its project; all that lies below it goes with it. */
  move(caller: Caller, key: string, payload: Payload<MoveTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.tasks.get(tx, caller.ability, key);
      authorize(caller.ability, 'move', 'ProjectTask', task.state);
      const { parentId = task.state.parentId, position = null } = payload.read();
      checkVersion(caller, task.state);
      await this.tasks.hold(tx, task.state.projectId);
      await this.plan.save(tx, task, { action: 'moved', moveTo: await this.place(tx, task, parentId, position) });
      return this.reader.one(caller, projectTaskShape, task.id, tx);
    });
  }

  /** What a body says about the plan, and about the progress of a leaf. A closed task is opened before it is planned. */
  private async work(tx: Transaction<Caller>, task: ProjectTask, body: UpdateTaskDto): Promise<void> {
    const { actor } = tx.origin;
    const plan = async (): Promise<void> => {
      if (!has(body, PLANNING)) return;
      const manual = body.timeConstraint !== undefined && (await this.plan.isManual(tx, task.state.projectId));
      task.plan(planningOf(body), planningRules(actor.properties, manual, tx.now));
    };
    if (!task.isClosed) await plan();
    if (has(body, PROGRESS) && !task.state.isParent)
      task.progress(progressOf(body, task.state, actor, tx.now), progressRules(actor.properties), tx.now);
    if (isClosed(task.before.state)) await plan();
  }

  private async assign(tx: Transaction<Caller>, task: ProjectTask, body: UpdateTaskDto): Promise<void> {
    const { assignedToId, assignmentGroupId, visibleToCustomer } = body;
    await this.assignment.apply(tx, task, { assignedToId, assignmentGroupId, visibleToCustomer });
    const opened = body.state !== undefined && isClosed(task.before.state) && !isClosed(body.state);
    if (opened && assignedToId === undefined) await this.assignment.renew(tx, task);
  }

  private async place(tx: Transaction<Caller>, task: ProjectTask, key: string | null, position: number | null): Promise<Reach['moveTo']> {
    return { parentId: key === null ? null : await this.tasks.parentNamed(tx, tx.origin.ability, task.state.projectId, key), position };
  }
}
