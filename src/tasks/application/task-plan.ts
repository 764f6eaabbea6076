import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { DEFAULT_CALENDAR } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { type ProjectState, ProjectsApi } from '../../projects/index.js';
import { closeBelow, reopenBelow } from '../domain/cascades.js';
import { moveTo } from '../domain/outline.js';
import type { ProjectTask } from '../domain/project-task.js';
import { isClosed, type TaskState } from '../domain/task-state.js';
import { NODE_FIELDS, type NodeChange, TaskTree } from '../domain/task-tree.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { familyOf, wholeTree, writeNodes } from '../persistence/task-node.rows.js';
import { INTERNAL_TASK_FIELDS, projectTaskShape } from '../project-task.shape.js';
import { TaskAssignment } from './task-assignment.js';
import { TaskLinks } from './task-links.js';

/** How a change of one task goes beyond it. */
export interface Reach {
  /** The state that a parent is given by hand, its tasks with it; and the moment, when it is done now. */
  readonly cascade?: { readonly state: TaskState; readonly at: Date | null } | undefined;
  /** The task it is put below, by id, and the place there. */
  readonly moveTo?: { readonly parentId: string | null; readonly position: number | null } | undefined;
  /** What the audit log calls it; "updated" when left out. */
  readonly action?: string;
}

const MOVES_START = 'com.snc.project.rollup_project_start_date';
/** The place of a task follows from the order of the tree; that others moved is no news of this one. */
const PLACE: ReadonlySet<string> = new Set(['position', 'wbs', 'wbsOrder']);

/** The tree of a project's tasks: loaded as far as a change needs it, rolled up, and written back with the project. */
@Injectable()
export class TaskPlan {
  constructor(
    private readonly tasks: ProjectTaskRepository,
    private readonly projects: ProjectsApi,
    private readonly assignment: TaskAssignment,
    private readonly links: TaskLinks,
  ) {}

  /** See the repository. First of all that changes the tree, its figures or its links. */
  hold(tx: Transaction<any>, projectId: string): Promise<void> {
    return this.tasks.hold(tx, projectId);
  }

  /** What a place below a task, or at the top of the project, depends on. */
  async family(tx: Transaction<any>, projectId: string, taskId: string | null): Promise<TaskTree> {
    return new TaskTree(await familyOf(tx, projectId, taskId), DEFAULT_CALENDAR);
  }

  async whole(tx: Transaction<any>, projectId: string): Promise<TaskTree> {
    return new TaskTree(await wholeTree(tx, projectId), DEFAULT_CALENDAR);
  }

  async isManual(tx: Transaction<any>, projectId: string): Promise<boolean> {
    return (await this.projects.hold(tx, projectId)).calculation === 'manual';
  }

  /**
   * Saves a changed task, and what its change means for those above and below it and for the project. The plan must be
   * held.
   * @throws Refused for a place that is none @throws Conflict for a state that a parent cannot be given by hand
   */
  async save(tx: Transaction<Caller>, task: ProjectTask, reach: Reach = {}): Promise<void> {
    const { projectId, parentId } = task.before;
    const tree = await this.treeFor(tx, task, reach);
    if (tree) {
      tree.put(task.node);
      if (reach.moveTo) await this.move(tx, tree, task, reach.moveTo);
      if (reach.cascade) await this.cascade(tx, tree, task, reach.cascade);
      tree.rollUpFrom(task.id);
      if (reach.moveTo) tree.rollUpFrom(parentId);
      task.takeOver(tree.get(task.id)!, tx.now);
    }
    await this.tasks.save(tx, task);
    if (tree) await this.settle(tx, projectId, tree, task);
    const action = reach.action ? { action: reach.action } : {};
    recordChange(tx, projectTaskShape, task, { ...action, internalFields: INTERNAL_TASK_FIELDS });
  }

  /** Saves a new task that was put into its parent's family, and rolls it up. The plan must be held. */
  async add(tx: Transaction<any>, project: ProjectState, task: ProjectTask, family: TaskTree): Promise<void> {
    family.put(task.node);
    family.rollUpFrom(task.state.parentId);
    await this.tasks.save(tx, task);
    await this.settle(tx, project, family, task);
    recordChange(tx, projectTaskShape, task);
  }

  /** Changes the whole plan of a project at once. */
  async rework(tx: Transaction<any>, projectId: string, change: (tree: TaskTree) => void): Promise<void> {
    await this.hold(tx, projectId);
    const tree = await this.whole(tx, projectId);
    if (tree.childrenOf(null).length === 0) return;
    change(tree);
    await this.settle(tx, projectId, tree);
  }

  /**
   * Writes what was changed in a tree, with audit, history and events, and what it adds up to for the project.
   * @param which the project's id, or the project as it was read in this transaction
   * @param saved the task that the change began with, which is saved already
   */
  async settle(tx: Transaction<any>, which: string | ProjectState, tree: TaskTree, saved?: ProjectTask): Promise<void> {
    const projectId = typeof which === 'string' ? which : which.id;
    const changes = tree.changes().filter(({ after }) => after.id !== saved?.id);
    await writeNodes(tx, changes);
    for (const change of changes) await this.writeDown(tx, projectId, change);
    await this.rollUpProject(tx, which, tree);
  }

  private async treeFor(tx: Transaction<any>, task: ProjectTask, reach: Reach): Promise<TaskTree | null> {
    const { projectId } = task.state;
    if (reach.moveTo || reach.cascade) return this.whole(tx, projectId);
    const matters = NODE_FIELDS.some((name) => name in task.changes && !UNCONNECTED.has(name));
    return matters ? this.family(tx, projectId, task.id) : null;
  }

  private async move(tx: Transaction<any>, tree: TaskTree, task: ProjectTask, to: NonNullable<Reach['moveTo']>): Promise<void> {
    moveTo(tree, task.id, to.parentId, to.position);
    await this.links.check(tx, task.state.projectId, tree, 'parentId');
  }

  private async cascade(tx: Transaction<Caller>, tree: TaskTree, task: ProjectTask, to: NonNullable<Reach['cascade']>): Promise<void> {
    task.checkParentState(to.state);
    if (isClosed(to.state) === task.isClosed) return;
    if (isClosed(to.state)) closeBelow(tree, task.id, to.at);
    else {
      tree.put({ ...tree.get(task.id)!, state: to.state });
      reopenBelow(tree, task.id, to.state, tx.now);
      await this.assignment.renewBelow(tx, task.state.projectId, tree);
    }
  }

  /** The project takes over what its tasks add up to (BR-103, BR-128, BR-129, BR-144, BR-156). */
  private async rollUpProject(tx: Transaction<any>, which: string | ProjectState, tree: TaskTree): Promise<void> {
    const properties = (tx.origin as Partial<Caller>).actor?.properties;
    await this.projects.rollUp(tx, which, (project) => {
      const figures = tree.figures(project.state);
      if (!figures) return { percentComplete: 0, plannedDurationMinutes: 0, plannedEnd: null };
      const { plannedStart, actualStart, ...rest } = figures;
      // A project that was started by hand has an actual start before any of its tasks has one (BR-101).
      const begun = figures.state === 'work_in_progress' ? project.actualStart : null;
      const moves = properties?.get(MOVES_START) !== false;
      const { state, ...sums } = rest;
      // Closed is closed: which way a project was closed by hand, its tasks do not say (BR-105).
      const moved = isClosed(state) && isClosed(project.state) ? {} : { state };
      return { ...sums, ...moved, actualStart: actualStart ?? begun, ...(moves ? { plannedStart } : {}) };
    });
  }

  private async writeDown(tx: Transaction<any>, projectId: string, { before, after }: NodeChange): Promise<void> {
    const changed = NODE_FIELDS.filter((name) => !PLACE.has(name) && !same(before[name], after[name]));
    const changes = Object.fromEntries(changed.map((name) => [name, after[name]]));
    const options = { action: 'followed', internalFields: INTERNAL_TASK_FIELDS };
    recordChange(tx, projectTaskShape, { before, state: after, changes, isNew: false }, options);
    if (before.state === after.state) return;
    const payload = { taskId: after.id, projectId, from: before.state, to: after.state };
    await tx.raise({ type: 'tasks.task-state-changed', aggregateId: after.id, occurredAt: tx.now, payload });
  }
}

/** What concerns a task alone, though the tree knows it. */
const UNCONNECTED: ReadonlySet<string> = new Set(['timeConstraint', 'constraintDate', 'assignedToId', 'visibleToCustomer']);
const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
const same = (one: unknown, other: unknown): boolean => plain(one) === plain(other);
