import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict } from '#libs/kernel';
import { type Connection, isDuplicate, RowRaced, type Transaction, toDatabase } from '#libs/persistence';
import { loadRecord, resolveReference, unknownReference } from '#libs/records';
import { ProjectTask } from '../domain/project-task.js';
import type { ProjectTaskState } from '../domain/project-task-state.js';
import { CLOSED_TASK_STATES } from '../domain/task-state.js';
import { ProjectTaskSchema } from './project-task.schema.js';

const TAKEN = new Conflict('already_exists', 'A task with this number exists already.');
const OPEN = `t.state NOT IN (${CLOSED_TASK_STATES.map((state) => `'${state}'`).join(', ')})`;

/** Tasks, under the caller's rules where an ability is asked for. */
@Injectable()
export class ProjectTaskRepository {
  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<ProjectTask> {
    return new ProjectTask(await loadRecord<ProjectTaskState>(tx, ability, ProjectTaskSchema, key));
  }

  /** The id of the task of the same project that a body names as the one above. @throws Refused */
  async parentNamed(tx: Transaction<any>, ability: AppAbility, projectId: string, key: string): Promise<string> {
    const parent = await resolveReference<ProjectTaskState>(tx, ability, ProjectTaskSchema, 'parentId', key);
    if (parent.projectId !== projectId) throw unknownReference('parentId');
    return parent.id;
  }

  save(tx: Transaction<any>, task: ProjectTask): Promise<boolean> {
    return tx.save(ProjectTaskSchema, task, TAKEN);
  }

  remove(tx: Transaction<any>, task: ProjectTask): Promise<void> {
    return tx.remove(ProjectTaskSchema, task.id, task.before.version);
  }

  /**
   * Takes the project's plan for this transaction: whoever else changes its tasks waits, and starts from what is left
   * here. The row is written, not only locked, so that a cluster of databases keeps the order too.
   */
  async hold(tx: Transaction<any>, projectId: string): Promise<void> {
    if ((await tx.run('UPDATE project_plan SET revision = revision + 1 WHERE id = ?', [projectId])) === 1) return;
    const insert = 'INSERT INTO project_plan (id, revision, start_from) SELECT p.id, 1, p.planned_start FROM project p WHERE p.id = ?';
    await tx.run(insert, [projectId]).catch((error) => {
      throw isDuplicate(error) ? new RowRaced() : error;
    });
  }

  /** From when on tasks of a plan may begin that nothing else holds (1.7, constraint date). */
  async startFrom(tx: Transaction<any>, projectId: string, start: Date): Promise<void> {
    await tx.run('UPDATE project_plan SET start_from = ?, revision = revision + 1 WHERE id = ?', [
      toDatabase(start, { kind: 'instant' }),
      projectId,
    ]);
  }

  /** Makes room in the order of a tree, before the place at which tasks are put in. */
  async makeRoom(tx: Transaction<any>, projectId: string, from: number, count: number): Promise<void> {
    await tx.run('UPDATE project_task SET wbs_order = wbs_order + ? WHERE project_id = ? AND wbs_order >= ?', [count, projectId, from]);
  }

  /** The projects that follow a calendar, or have tasks that do. */
  async projectsFollowing(connection: Connection, calendarId: string): Promise<string[]> {
    const rows = await connection.rows<{ id: string }>(
      'SELECT p.id FROM project p WHERE p.calendar_id = ? UNION SELECT t.project_id AS id FROM project_task t WHERE t.calendar_id = ?',
      [calendarId, calendarId],
    );
    return rows.map(({ id }) => id);
  }

  async existIn(connection: Connection, projectId: string): Promise<boolean> {
    return (await connection.rows('SELECT t.id FROM project_task t WHERE t.project_id = ? LIMIT 1', [projectId])).length > 0;
  }

  /** Decision 3: the numbers of the open tasks of a project that are assigned to a person, a few of them. */
  async openTasksOf(tx: Transaction<any>, projectId: string, personId: string): Promise<string[]> {
    const rows = await tx.rows<{ number: string }>(
      `SELECT t.number FROM project_task t WHERE t.project_id = ? AND t.assigned_to_id = ? AND ${OPEN} ORDER BY t.number LIMIT 20`,
      [projectId, personId],
    );
    return rows.map(({ number }) => number);
  }

  /** The numbers of tasks that follow a calendar, a few of them. */
  async numbersFollowing(tx: Transaction<any>, calendarId: string): Promise<string[]> {
    const rows = await tx.rows<{ number: string }>('SELECT t.number FROM project_task t WHERE t.calendar_id = ? LIMIT 20', [calendarId]);
    return rows.map(({ number }) => number).sort();
  }

  /** Decision 16: whether any task of the project is assigned to an external person. */
  async hasExternalAssignee(tx: Transaction<any>, projectId: string): Promise<boolean> {
    const rows = await tx.rows(
      "SELECT t.id FROM project_task t JOIN person p ON p.id = t.assigned_to_id WHERE t.project_id = ? AND p.kind <> 'internal' LIMIT 1",
      [projectId],
    );
    return rows.length > 0;
  }

  async moveToAccount(tx: Transaction<any>, projectId: string, accountId: string): Promise<void> {
    await tx.run('UPDATE project_task SET account_id = ? WHERE project_id = ?', [accountId, projectId]);
  }

  /** All tasks of a project that is deleted. Their tree is taken apart first: a parent stands as long as it has children. */
  async removeAll(tx: Transaction<any>, projectId: string): Promise<void> {
    await tx.run('UPDATE project_task SET parent_id = NULL WHERE project_id = ?', [projectId]);
    await tx.removeAll(ProjectTaskSchema, 'projectId', projectId);
  }
}
