import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { DEFAULT_CALENDAR, newId, Refused } from '#libs/kernel';
import { Numbering, type Transaction } from '#libs/persistence';
import { type ProjectState, spanOf } from '../../projects/index.js';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';
import { numberedAfter, type PlanStart, plannedTasks, type RelativePlan, withoutAssignee } from '../domain/relative-plan.js';
import { statusOf } from '../domain/task-status.js';
import { wholePlan } from '../domain/whole-plan.js';
import { AssigneeQueries } from '../persistence/assignee.queries.js';
import { ProjectTaskSchema } from '../persistence/project-task.schema.js';
import { lastPlaces, writeToProject } from '../persistence/relative-plan.rows.js';
import { INTERNAL_TASK_FIELDS, projectTaskShape } from '../project-task.shape.js';
import { statusBoundsOf } from './task-input.js';
import { TaskPlan } from './task-plan.js';

/** Puts whole plans into projects: as many statements for fifty tasks as for five. */
@Injectable()
export class PlanAdditions {
  constructor(
    private readonly plan: TaskPlan,
    private readonly people: AssigneeQueries,
    private readonly numbering: Numbering,
  ) {}

  /**
   * BR-087 to BR-089, BR-091. Adds the tasks of a plan after the last task of a project, pending, with their links and
   * checklists, and brings the project into order. The project's plan must be held, unless nobody else sees the project yet.
   * @param start where the plan begins; the next working time counts
   * @returns how many tasks there were
   * @throws Refused when the plan would end beyond what is allowed
   */
  async add(tx: Transaction<Caller>, project: ProjectState, given: RelativePlan, start: Date): Promise<number> {
    const plan = { ...given, tasks: await this.assignable(tx, given.tasks) };
    if (!plan.tasks.length) return 0;
    const numbers = await this.numbering.take(tx, 'PRJTASK', plan.tasks.length);
    const identities = new Map(plan.tasks.map(({ id }, i) => [id, { id: newId(), number: numbers[i]! }]));
    const planned = plannedTasks(plan, startOf(project, start), (id) => identities.get(id)!);
    checkLast(tx, planned);
    const { tasks } = wholePlan(project, planned, tx.now, DEFAULT_CALENDAR);
    const bounds = statusBoundsOf(tx, DEFAULT_CALENDAR);
    const coloured = tasks.map((task) => ({ ...task, status: statusOf(task, bounds) }));
    const added = numberedAfter(coloured, await lastPlaces(tx, project.id));
    await tx.insertMany(ProjectTaskSchema, added);
    const links = await writeToProject(tx, project.id, plan, new Map([...identities].map(([id, identity]) => [id, identity.id])));
    await this.writeDown(tx, added, links);
    await this.bringIntoOrder(tx, project.id);
    return added.length;
  }

  /** Once the tasks and the links are there: what they add up to, for the tasks above them and for the project (BR-107). */
  private async bringIntoOrder(tx: Transaction<Caller>, projectId: string): Promise<void> {
    await this.plan.rework(tx, projectId, (tree) => tree.rollUpAll());
  }

  /** Whoever has left since, or never was internal, gets no task by it. */
  private async assignable(tx: Transaction<Caller>, tasks: RelativePlan['tasks']): Promise<RelativePlan['tasks']> {
    const carriable = await this.people.carriable(tx, tasks);
    return tasks.map((task) => (carriable(task) ? task : withoutAssignee(task)));
  }

  private async writeDown(
    tx: Transaction<Caller>,
    tasks: readonly ProjectTaskState[],
    links: readonly TaskDependencyState[],
  ): Promise<void> {
    const { personId: byId } = tx.origin;
    for (const state of tasks) {
      recordChange(tx, projectTaskShape, { before: state, state, changes: {}, isNew: true }, { internalFields: INTERNAL_TASK_FIELDS });
      if (state.assignedToId === null) continue;
      const payload = {
        taskId: state.id,
        projectId: state.projectId,
        assignedToId: state.assignedToId,
        external: false,
        previousId: null,
        byId,
      };
      await tx.raise({ type: 'tasks.task-assigned', aggregateId: state.id, occurredAt: tx.now, payload });
    }
    for (const { id, projectId, predecessorId, successorId, type, lagMinutes, lagElapsedMinutes, lagPercent } of links) {
      const after = { projectId, predecessorId, successorId, type, lagMinutes, lagElapsedMinutes, lagPercent };
      audit(tx, { action: 'dependency_added', recordType: 'TaskDependency', recordId: id, after });
    }
  }
}

const startOf = ({ plannedStart, calculation }: ProjectState, start: Date): PlanStart => ({
  start: DEFAULT_CALENDAR.nextStart(start),
  projectStart: DEFAULT_CALENDAR.nextStart(plannedStart),
  manual: calculation === 'manual',
  calendar: DEFAULT_CALENDAR,
});

/** 1.7. No task starts beyond the span, which the start of the whole alone does not tell. */
function checkLast(tx: Transaction<Caller>, tasks: readonly { readonly plannedStart: Date }[]): void {
  const years = spanOf(tx.origin.actor.properties);
  const latest = new Date(tx.now).setUTCFullYear(tx.now.getUTCFullYear() + years);
  if (tasks.some(({ plannedStart }) => plannedStart.getTime() > latest))
    throw Refused.field('startDate', 'date_out_of_span', `The tasks must start within ${years} years of today.`);
}
