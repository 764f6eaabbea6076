import { Injectable } from '@nestjs/common';
import { audit, post } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, Forbidden, NotFound, newId, Refused } from '#libs/kernel';
import { isDuplicate, type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader, resolveReference, unknownReference } from '#libs/records';
import { ProjectsApi } from '../../projects/index.js';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';
import type { CreateDependencyDto } from '../dto/task-dependency.dto.js';
import { ProjectTaskSchema, TaskDependencySchema } from '../persistence/project-task.schema.js';
import { taskDependencyShape } from '../task-dependency.shape.js';
import { TaskLinks } from './task-links.js';
import { TaskPlan } from './task-plan.js';

const TAKEN = new Conflict('already_exists', 'These two tasks depend on each other already.');

const END_OF_PARENT = Refused.field(
  'type',
  'end_of_parent',
  'When a task with tasks below it ends is up to these: only its start can wait for another task.',
);

/** Which task of a project waits for which (1.10, BR-149). */
@Injectable()
export class TaskDependencies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectsApi,
    private readonly plan: TaskPlan,
    private readonly links: TaskLinks,
    private readonly reader: RecordReader,
  ) {}

  /** @throws Conflict for a pair that is tied already @throws Refused for a cycle, an ancestor, a task of another project */
  add(caller: Caller, projectKey: string, payload: Payload<CreateDependencyDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { id: projectId } = await this.projectToPlan(tx, projectKey, 'create');
      const body = payload.read();
      const lag = lagOf(body);
      const plan = await this.plan.hold(tx, projectId);
      const predecessor = await this.taskOf(tx, projectId, 'predecessorId', body.predecessorId);
      const successor = await this.taskOf(tx, projectId, 'successorId', body.successorId);
      if (successor.isParent && (body.type === 'ff' || body.type === 'sf')) throw END_OF_PARENT;
      const ends = { predecessorId: predecessor.id, successorId: successor.id };
      const record = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1 };
      const row: TaskDependencyState = { ...record, projectId, ...ends, type: body.type ?? 'fs', ...lag };
      await tx.insert(TaskDependencySchema, row).catch((error) => {
        throw isDuplicate(error) ? TAKEN : error;
      });
      const tree = await this.plan.whole(plan, tx);
      await this.links.check(tx, projectId, tree, 'successorId');
      const moved = await this.plan.relink(tx, plan, tree, successor.id);
      writeDown(tx, row, 'added', `${successor.number} waits for ${predecessor.number}`);
      return { ...(await this.reader.one(caller, taskDependencyShape, row.id, tx)), moved };
    });
  }

  remove(caller: Caller, projectKey: string, id: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const project = await this.projectToPlan(tx, projectKey, 'delete');
      const row = await loadRecord<TaskDependencyState>(tx, caller.ability, TaskDependencySchema, id);
      if (row.projectId !== project.id) throw new NotFound();
      checkVersion(caller, row);
      const plan = await this.plan.hold(tx, project.id);
      await tx.remove(TaskDependencySchema, row.id, row.version);
      await this.plan.relink(tx, plan, await this.plan.whole(plan, tx), row.successorId);
      writeDown(tx, row, 'removed', 'A dependency was removed');
    });
  }

  /** @throws NotFound for a hidden project @throws Forbidden for who sees it and does not plan it */
  private async projectToPlan(tx: Transaction<Caller>, key: string, action: string): Promise<{ id: string }> {
    const project = await this.projects.get(tx, tx.origin.ability, key);
    if (!tx.origin.ability.canAny(action, 'TaskDependency')) throw new Forbidden('You may not change the plan of this project.');
    return project;
  }

  private async taskOf(tx: Transaction<Caller>, projectId: string, field: string, key: string): Promise<ProjectTaskState> {
    const task = await resolveReference<ProjectTaskState>(tx, tx.origin.ability, ProjectTaskSchema, field, key);
    if (task.projectId !== projectId) throw unknownReference(field);
    return task;
  }
}

type Lag = Pick<TaskDependencyState, 'lagMinutes' | 'lagElapsedMinutes' | 'lagPercent'>;

/** The one lag that was said; no lag is none of working time. @throws Refused for several */
export function lagOf(body: CreateDependencyDto): Lag {
  const { lagMinutes = null, lagElapsedMinutes = null, lagPercent = null } = body;
  const said = [lagMinutes, lagElapsedMinutes, lagPercent].filter((lag) => lag !== null).length;
  if (said > 1) throw Refused.field('lagMinutes', 'several_lags', 'A dependency has one lag: working time, any time, or percent.');
  return { lagMinutes: said ? lagMinutes : 0, lagElapsedMinutes, lagPercent };
}

/** Dependencies are no news for customers: they would tell of tasks that these do not see. */
function writeDown(tx: Transaction<Caller>, row: TaskDependencyState, what: 'added' | 'removed', text: string): void {
  const { id, projectId, predecessorId, successorId, type, lagMinutes, lagElapsedMinutes, lagPercent } = row;
  const values = { projectId, predecessorId, successorId, type, lagMinutes, lagElapsedMinutes, lagPercent };
  const [before, after] = what === 'added' ? [null, values] : [values, null];
  audit(tx, { action: `dependency_${what}`, recordType: 'TaskDependency', recordId: id, before, after });
  post(tx, { recordType: 'ProjectTask', recordId: successorId, kind: 'system', audience: 'internal', text });
}
