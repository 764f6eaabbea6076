import { Injectable } from '@nestjs/common';
import { audit, post } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Forbidden, newId } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { type ProjectState, ProjectsApi } from '../../projects/index.js';
import { baselineShape } from '../baseline.shape.js';
import { type BaselineState, type BroughtTask, spanOfTasks } from '../domain/baseline.js';
import type { CreateBaselineDto } from '../dto/baseline.dto.js';
import { BaselineRepository } from '../persistence/baseline.repository.js';
import { lastPlaces } from '../persistence/relative-plan.rows.js';
import { TaskPlan } from './task-plan.js';

/** Keeps the planned dates of projects and their tasks as they stood, for later comparison (BR-159). */
@Injectable()
export class Baselines {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectsApi,
    private readonly plan: TaskPlan,
    private readonly baselines: BaselineRepository,
    private readonly reader: RecordReader,
  ) {}

  /** Takes down the plan as it stands; as many statements for many tasks as for a few. @throws Conflict for a name that is taken */
  create(caller: Caller, projectKey: string, payload: Payload<CreateBaselineDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const seen = await this.projects.get(tx, caller.ability, projectKey);
      if (!caller.ability.canAny('create', 'ProjectBaseline')) throw new Forbidden('You may not make baselines of this project.');
      const { name } = payload.read();
      const { project } = await this.plan.hold(tx, seen.id);
      const { tasks } = await lastPlaces(tx, project.id);
      const baseline = drawUp(tx, project, name, project, tasks);
      await this.baselines.add(tx, baseline);
      await this.baselines.takeTasks(tx, baseline);
      writeDown(tx, baseline, 'created');
      return this.reader.one(caller, baselineShape, baseline.id, tx);
    });
  }

  /**
   * A baseline that comes with a plan from elsewhere. The project and its calendar must be there; what the project was
   * planned to last, follows from the tasks.
   * @returns its id @throws Conflict for a name that is taken
   */
  async bring(tx: Transaction<any>, projectId: string, name: string, tasks: readonly BroughtTask[]): Promise<string> {
    const { project, calendar } = await this.plan.hold(tx, projectId);
    const baseline = drawUp(tx, project, name, spanOfTasks(tasks, project.plannedStart, calendar), tasks.length);
    await this.baselines.add(tx, baseline);
    await this.baselines.addTasks(tx, baseline.id, tasks);
    writeDown(tx, baseline, 'imported');
    return baseline.id;
  }

  /** With its tasks. */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const baseline = await this.baselines.get(tx, caller.ability, key);
      authorize(caller.ability, 'delete', 'ProjectBaseline', baseline);
      checkVersion(caller, baseline);
      await this.baselines.remove(tx, baseline);
      writeDown(tx, baseline, 'deleted');
    });
  }
}

type Span = Pick<BaselineState, 'plannedStart' | 'plannedEnd' | 'plannedDurationMinutes'>;

function drawUp(tx: Transaction<any>, project: ProjectState, name: string, span: Span, taskCount: number): BaselineState {
  const record = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1 };
  const { plannedStart, plannedEnd, plannedDurationMinutes } = span;
  const dates = { plannedStart, plannedEnd, plannedDurationMinutes };
  return { ...record, projectId: project.id, name: name.trim(), createdById: tx.origin.personId, ...dates, taskCount };
}

/** It is no news for customers: a baseline tells of tasks that these do not see. */
function writeDown(tx: Transaction<any>, baseline: BaselineState, action: 'created' | 'imported' | 'deleted'): void {
  const { id, projectId, name, taskCount } = baseline;
  const row = { projectId, name, taskCount };
  const [before, after] = action === 'deleted' ? [row, null] : [null, row];
  audit(tx, { action, recordType: 'ProjectBaseline', recordId: id, before, after });
  const what = action === 'deleted' ? 'was deleted' : `was made of ${taskCount} ${taskCount === 1 ? 'task' : 'tasks'}`;
  post(tx, { recordType: 'Project', recordId: projectId, kind: 'system', audience: 'internal', text: `The baseline "${name}" ${what}` });
}
