import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict } from '#libs/kernel';
import { isDuplicate, type Transaction, tableOf } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import type { BaselineState, BroughtTask } from '../domain/baseline.js';
import { BaselineTaskSchema, ProjectBaselineSchema } from './baseline.schemas.js';

const TAKEN = new Conflict('already_exists', 'The project has a baseline with this name already.');

/** What a baseline takes over of a task, under the same names. */
const KEPT = ['number', 'wbs', 'wbsOrder', 'shortDescription', 'plannedStart', 'plannedEnd', 'plannedDurationMinutes', 'percentComplete'];
const KEPT_COLUMNS = KEPT.map((property) => `\`${tableOf(BaselineTaskSchema).columns.get(property)!.name}\``);

/** Baselines with their tasks, under the caller's rules where an ability is asked for. */
@Injectable()
export class BaselineRepository {
  /** @throws NotFound */
  get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<BaselineState> {
    return loadRecord<BaselineState>(tx, ability, ProjectBaselineSchema, key);
  }

  /** @throws Conflict when the project has one of this name */
  async add(tx: Transaction<any>, baseline: BaselineState): Promise<void> {
    await tx.insert(ProjectBaselineSchema, baseline).catch((error) => {
      throw isDuplicate(error) ? TAKEN : error;
    });
  }

  /** Takes over all tasks of the project as they stand: one statement, however many there are. Hold the plan first. */
  async takeTasks(tx: Transaction<any>, { id, projectId }: BaselineState): Promise<void> {
    await tx.run(
      `INSERT INTO baseline_task (baseline_id, task_id, ${KEPT_COLUMNS.join(', ')})
       SELECT ?, t.id, ${KEPT_COLUMNS.map((name) => `t.${name}`).join(', ')} FROM project_task t WHERE t.project_id = ?`,
      [id, projectId],
    );
  }

  addTasks(tx: Transaction<any>, baselineId: string, tasks: readonly BroughtTask[]): Promise<void> {
    return tx.insertMany(
      BaselineTaskSchema,
      tasks.map((task) => ({ ...task, baselineId })),
    );
  }

  /** With its tasks. */
  remove(tx: Transaction<any>, { id, version }: BaselineState): Promise<void> {
    return tx.remove(ProjectBaselineSchema, id, version);
  }
}
