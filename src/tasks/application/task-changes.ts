import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import type { MovedTask } from '../domain/moves.js';
import type { ProjectTask } from '../domain/project-task.js';
import { isClosed } from '../domain/task-state.js';
import type { CompleteTaskDto, MoveTaskDto, UpdateTaskDto } from '../dto/project-task.dto.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { projectTaskShape } from '../project-task.shape.js';
import { TaskAssignment } from './task-assignment.js';
import { DETAILS, detailsOf, has, PLANNING, PROGRESS, planningOf, planningRules, progressOf, progressRules } from './task-input.js';
import { type HeldPlan, type Reach, TaskPlan } from './task-plan.js';

const NOT_A_LEAF = new Conflict(
  'parent_task',
  'The task is complete when the tasks below it are. Whoever manages the project may close it with them.',
);

/** Takes the plan that a task belongs to. */
type Hold = (task: ProjectTask) => Promise<HeldPlan>;

/** Whether a body says more than what a task is about. */
const more = (body: UpdateTaskDto): boolean => Object.keys(body).some((name) => !(DETAILS as readonly string[]).includes(name));

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
    return this.inTurn(caller, async (tx, hold) => {
      const task = await this.tasks.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'ProjectTask', task.state);
      const body = payload.read(caller.ability.fieldsOn('update', 'ProjectTask', task.state));
      checkVersion(caller, task.state);
      task.checkWritable(Object.keys(body), body.state);
      const plan = more(body) ? await hold(task) : null;
      task.describe(detailsOf(body));
      if (plan) this.work(tx, task, body, plan);
      await this.assign(tx, task, body);
      const cascade = task.state.isParent && body.state !== undefined ? { state: body.state, at: null } : undefined;
      const { parentId } = body;
      const moves = parentId !== undefined;
      const reach = { cascade, moveTo: moves ? await this.place(tx, task, parentId, null) : undefined };
      return this.answer(tx, task, await this.plan.save(tx, task, plan, reach));
    });
  }

  /**
   * BR-126. Mark Complete. Whoever manages the project closes a parent with all that is open below it (BR-105).
   * @throws Conflict when it is closed, or a parent for somebody who may not close the tasks below it (decision 4)
   */
  complete(caller: Caller, key: string, payload: Payload<CompleteTaskDto>): Promise<RecordJson> {
    return this.inTurn(caller, async (tx, hold) => {
      const task = await this.tasks.get(tx, caller.ability, key);
      authorize(caller.ability, 'complete', 'ProjectTask', task.state);
      payload.read();
      checkVersion(caller, task.state);
      const withThoseBelow = task.state.isParent && !task.isClosed;
      if (withThoseBelow && !caller.ability.can('move', 'ProjectTask', task.state)) throw NOT_A_LEAF;
      const plan = await hold(task);
      if (!withThoseBelow) task.complete(tx.now);
      const moved = await this.plan.save(tx, task, plan, {
        action: 'completed',
        cascade: withThoseBelow ? { state: 'closed_complete', at: tx.now } : undefined,
      });
      return this.answer(tx, task, moved);
    });
  }

  /** BR-158. Puts a task elsewhere in the tree of its project; all that lies below it goes with it. */
  move(caller: Caller, key: string, payload: Payload<MoveTaskDto>): Promise<RecordJson> {
    return this.inTurn(caller, async (tx, hold) => {
      const task = await this.tasks.get(tx, caller.ability, key);
      authorize(caller.ability, 'move', 'ProjectTask', task.state);
      const { parentId = task.state.parentId, position = null } = payload.read();
      checkVersion(caller, task.state);
      const plan = await hold(task);
      const place = await this.place(tx, task, parentId, position);
      return this.answer(tx, task, await this.plan.save(tx, task, plan, { action: 'moved', moveTo: place }));
    });
  }

  /**
   * A transaction on a task and its plan. One that is repeated, because somebody moved the task while this waited for the
   * plan, takes the plan before it reads the task: nobody can move it a second time.
   */
  private inTurn<T>(caller: Caller, work: (tx: Transaction<Caller>, hold: Hold) => Promise<T>): Promise<T> {
    let projectId: string | undefined;
    return this.unitOfWork.run(caller, async (tx) => {
      const held = projectId === undefined ? undefined : await this.plan.hold(tx, projectId);
      return work(tx, (task) => {
        projectId = task.state.projectId;
        return held ? Promise.resolve(held) : this.plan.hold(tx, projectId);
      });
    });
  }

  /** What a body says about the plan, and about the progress of a leaf. A closed task is opened before it is planned. */
  private work(tx: Transaction<Caller>, task: ProjectTask, body: UpdateTaskDto, held: HeldPlan): void {
    const { actor } = tx.origin;
    const plan = (): void => {
      if (has(body, PLANNING)) task.plan(planningOf(body, held.calendar), planningRules(actor.properties, held, tx.now));
    };
    if (!task.isClosed) plan();
    if (has(body, PROGRESS) && !task.state.isParent)
      task.progress(progressOf(body, task.state, actor, tx.now), progressRules(actor.properties, held), tx.now);
    if (isClosed(task.before.state)) plan();
  }

  /** The task, and what its change moved besides: for those who plan, since it tells of tasks that others may not see. */
  private async answer(tx: Transaction<Caller>, task: ProjectTask, moved: readonly MovedTask[]): Promise<RecordJson> {
    const record = await this.reader.one(tx.origin, projectTaskShape, task.id, tx);
    return tx.origin.ability.canAny('move', 'ProjectTask') ? { ...record, moved } : record;
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
