import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Forbidden, newId } from '#libs/kernel';
import { Numbering, type Transaction } from '#libs/persistence';
import { unknownReference } from '#libs/records';
import { type ProjectState, ProjectsApi } from '../../projects/index.js';
import { lastPlace } from '../domain/outline.js';
import { ProjectTask } from '../domain/project-task.js';
import type { TaskTree } from '../domain/task-tree.js';
import type { CreateTaskDto } from '../dto/project-task.dto.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { TaskAssignment } from './task-assignment.js';
import { detailsOf, has, PROGRESS, planningOf, planningRules, progressOf, progressRules } from './task-input.js';
import { type HeldPlan, TaskPlan } from './task-plan.js';

/** One new task, at the end of the tasks below its parent. */
@Injectable()
export class TaskAdditions {
  constructor(
    private readonly projects: ProjectsApi,
    private readonly tasks: ProjectTaskRepository,
    private readonly plan: TaskPlan,
    private readonly assignment: TaskAssignment,
    private readonly numbering: Numbering,
  ) {}

  async projectAt(tx: Transaction<Caller>, key: string): Promise<ProjectState> {
    const project = await this.projects.get(tx, tx.origin.ability, key);
    if (!tx.origin.ability.canAny('create', 'ProjectTask')) throw new Forbidden('You may not add tasks to this project.');
    return project;
  }

  projectNamed(tx: Transaction<Caller>, key: string): Promise<ProjectState> {
    return this.projects.named(tx, tx.origin.ability, 'projectId', key);
  }

  async add(tx: Transaction<Caller>, project: ProjectState, body: CreateTaskDto): Promise<ProjectTask> {
    const { actor } = tx.origin;
    const plan = await this.plan.hold(tx, project);
    const { tree, parentId } = await this.placeFor(tx, plan, body.parentId ?? null);
    const { makesRoom, ...place } = lastPlace(tree, parentId);
    if (makesRoom) await this.tasks.makeRoom(tx, project.id, place.wbsOrder, 1);
    const identity = { id: newId(), number: await this.numbering.next(tx, 'PRJTASK'), now: tx.now };
    const origin = { id: project.id, accountId: project.accountId, plannedStart: plan.calendar.nextStart(project.plannedStart) };
    const details = { ...detailsOf(body), shortDescription: body.shortDescription };
    const task = ProjectTask.add({ ...identity, project: origin, place }, details);
    task.plan(planningOf(body, plan.calendar), planningRules(actor.properties, plan, tx.now));
    if (has(body, PROGRESS)) task.progress(progressOf(body, task.state, actor, tx.now), progressRules(actor.properties, plan), tx.now);
    const { assignedToId, assignmentGroupId, visibleToCustomer } = body;
    await this.assignment.apply(tx, task, { assignedToId, assignmentGroupId, visibleToCustomer });
    await this.plan.add(tx, plan, task, tree);
    return task;
  }

  /** The tasks that the place depends on, and the one above it. Whoever reads all tasks finds it among those that are loaded anyway. */
  private async placeFor(
    tx: Transaction<Caller>,
    plan: HeldPlan,
    parentKey: string | null,
  ): Promise<{ tree: TaskTree; parentId: string | null }> {
    const { ability } = tx.origin;
    if (plan.project.calculation === 'automatic' && ability.always('read', 'ProjectTask')) {
      const tree = await this.plan.whole(plan, tx);
      const parent =
        parentKey === null ? null : tree.descendantsOf(null).find(({ id, number }) => id === parentKey || number === parentKey);
      if (parent === undefined) throw unknownReference('parentId');
      return { tree, parentId: parent?.id ?? null };
    }
    const parentId = parentKey === null ? null : await this.tasks.parentNamed(tx, ability, plan.project.id, parentKey);
    return { tree: await this.plan.around(plan, tx, parentId), parentId };
  }
}
