import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import type { WorkingCalendar } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { type ProjectState, ProjectsApi } from '../../projects/index.js';
import { measure } from '../domain/actual-duration.js';
import { startWhatWaited } from '../domain/auto-start.js';
import { closeBegunMilestones, closeBelow, reopenBelow } from '../domain/cascades.js';
import { type MovedTask, movesIn } from '../domain/moves.js';
import { moveTo } from '../domain/outline.js';
import type { ProjectTask } from '../domain/project-task.js';
import { reschedule } from '../domain/reschedule.js';
import { isClosed, type TaskState } from '../domain/task-state.js';
import { recolour } from '../domain/task-status.js';
import { DERIVED_FIELDS, NODE_FIELDS, type NodeChange, TaskTree } from '../domain/task-tree.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { familyOf, wholeTree, writeNodes } from '../persistence/task-node.rows.js';
import { INTERNAL_TASK_FIELDS, projectTaskShape } from '../project-task.shape.js';
import { PlanSchedule } from './plan-schedule.js';
import { TaskAssignment } from './task-assignment.js';
import { closesMilestones, statusBoundsOf } from './task-input.js';
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

/** A project's plan that this transaction has taken: whoever else would change it waits. */
export interface HeldPlan {
  readonly project: ProjectState;
  readonly calendar: WorkingCalendar;
}

const MOVES_START = 'com.snc.project.rollup_project_start_date';

/** The tree of a project's tasks: loaded as far as a change needs it, scheduled, rolled up, and written back with the project. */
@Injectable()
export class TaskPlan {
  constructor(
    private readonly tasks: ProjectTaskRepository,
    private readonly projects: ProjectsApi,
    private readonly assignment: TaskAssignment,
    private readonly links: TaskLinks,
    private readonly schedule: PlanSchedule,
  ) {}

  /**
   * Takes the plan. First of all that changes the tree, its figures or its links.
   * @param which the project's id, or the project as it was read in this transaction
   */
  async hold(tx: Transaction<any>, which: string | ProjectState): Promise<HeldPlan> {
    await this.tasks.hold(tx, typeof which === 'string' ? which : which.id);
    const project = typeof which === 'string' ? await this.projects.hold(tx, which) : which;
    return { project, calendar: await this.schedule.calendarOf(tx, project) };
  }

  /** The tasks of a plan that dates do not follow from each other: what a place below a task, or at the top, depends on; else all. */
  async around({ project, calendar }: HeldPlan, tx: Transaction<any>, taskId: string | null): Promise<TaskTree> {
    if (project.calculation === 'automatic') return wholeTree(tx, project.id, calendar);
    return new TaskTree(await familyOf(tx, project.id, taskId), calendar);
  }

  whole({ project, calendar }: HeldPlan, tx: Transaction<any>): Promise<TaskTree> {
    return wholeTree(tx, project.id, calendar);
  }

  /**
   * Saves a changed task, and what its change means for those that depend on it, for those above and below it and for the
   * project.
   * @param plan needed for whatever is more than a description
   * @returns what else it moved
   * @throws Refused for a place that is none @throws Conflict for a state that a parent cannot be given by hand
   */
  async save(tx: Transaction<Caller>, task: ProjectTask, plan: HeldPlan | null, reach: Reach = {}): Promise<MovedTask[]> {
    const { parentId } = task.before;
    const tree = plan && (await this.treeFor(tx, plan, task, reach));
    if (plan && tree) {
      tree.put(task.node);
      if (reach.moveTo) await this.move(tx, tree, task, reach.moveTo);
      if (reach.cascade) await this.cascade(tx, tree, task, reach.cascade);
      tree.rollUpFrom(task.id);
      if (reach.moveTo) tree.rollUpFrom(parentId);
      if (reach.moveTo || reach.cascade || touches(task.changes, SCHEDULES))
        await this.reschedule(tx, plan, tree, reach.moveTo || reach.cascade ? undefined : task.id);
      measure(tree, task.id);
      task.takeOver(tree.get(task.id)!, tx.now);
    }
    if (plan) task.colour(statusBoundsOf(tx, plan.calendar));
    await this.tasks.save(tx, task);
    if (plan && tree) await this.settle(tx, plan, tree, task);
    const action = reach.action ? { action: reach.action } : {};
    recordChange(tx, projectTaskShape, task, { ...action, internalFields: INTERNAL_TASK_FIELDS, derived: MARKS });
    return tree ? movesIn(tree, task.id) : [];
  }

  /** Saves a new task that was put into its parent's family, schedules it and rolls it up. */
  async add(tx: Transaction<any>, plan: HeldPlan, task: ProjectTask, tree: TaskTree): Promise<void> {
    tree.put(task.node);
    tree.rollUpFrom(task.state.parentId);
    await this.reschedule(tx, plan, tree, task.id);
    measure(tree, task.id);
    task.takeOver(tree.get(task.id)!, tx.now);
    task.colour(statusBoundsOf(tx, plan.calendar));
    await this.tasks.save(tx, task);
    await this.settle(tx, plan, tree, task);
    recordChange(tx, projectTaskShape, task);
  }

  /** Changes the whole plan of a project at once, and schedules it. */
  async rework(
    tx: Transaction<any>,
    which: string | ProjectState,
    change: (tree: TaskTree, project: ProjectState) => void,
  ): Promise<MovedTask[]> {
    const plan = await this.hold(tx, which);
    const tree = await this.whole(plan, tx);
    if (tree.childrenOf(null).length === 0) return [];
    change(tree, plan.project);
    await this.reschedule(tx, plan, tree);
    await this.settle(tx, plan, tree);
    return movesIn(tree);
  }

  /** Schedules what depends on tasks of a plan whose links have changed. */
  async relink(tx: Transaction<any>, plan: HeldPlan, tree: TaskTree, successorId: string): Promise<MovedTask[]> {
    await this.reschedule(tx, plan, tree, successorId);
    await this.settle(tx, plan, tree);
    return movesIn(tree);
  }

  /**
   * Writes what was changed in a tree, with audit, history and events, and what it adds up to for the project.
   * @param saved the task that the change began with, which is saved already
   */
  async settle(tx: Transaction<any>, { project, calendar }: HeldPlan, tree: TaskTree, saved?: ProjectTask): Promise<void> {
    recolour(tree, statusBoundsOf(tx, calendar));
    measure(tree);
    const changes = tree.changes().filter(({ after }) => after.id !== saved?.id);
    await writeNodes(tx, changes);
    for (const change of changes) await this.writeDown(tx, project.id, change);
    await this.rollUpProject(tx, project, tree);
  }

  /**
   * BR-110, BR-131, BR-145, BR-147. Puts tasks where what they depend on wants them, and begins what waited for what was closed.
   * In a manual project nothing but that a milestone may be done with its beginning (BR-153).
   * @param changed the one task that was changed in a plan that was in order; the whole plan when left out
   */
  async reschedule(tx: Transaction<any>, { project }: HeldPlan, tree: TaskTree, changed?: string): Promise<void> {
    const closes = closesMilestones(tx);
    if (closes) closeBegunMilestones(tree);
    if (project.calculation !== 'automatic') return;
    const rules = await this.schedule.rulesOf(tx, project, tree);
    const touched = (): string[] | undefined =>
      changed === undefined ? undefined : [changed, ...tree.changes().map(({ after }) => after.id)];
    reschedule(tree, rules, touched());
    // A milestone that begins and is done with that, may be what others wait for.
    while (startWhatWaited(tree, rules.links, closedIn(tree)).length) {
      if (closes) closeBegunMilestones(tree);
      reschedule(tree, rules, touched());
    }
  }

  private async treeFor(tx: Transaction<any>, plan: HeldPlan, task: ProjectTask, reach: Reach): Promise<TaskTree | null> {
    if (reach.moveTo || reach.cascade) return this.whole(plan, tx);
    if (!touches(task.changes, CONNECTED)) return null;
    if (!touches(task.changes, SCHEDULES)) return new TaskTree(await familyOf(tx, plan.project.id, task.id), plan.calendar);
    return this.around(plan, tx, task.id);
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

  /** The project takes over what its tasks add up to (BR-103, BR-128 to BR-130, BR-144, BR-156). */
  private async rollUpProject(tx: Transaction<any>, which: ProjectState, tree: TaskTree): Promise<void> {
    const properties = (tx.origin as Partial<Caller>).actor?.properties;
    await this.projects.rollUp(tx, which, (project) => {
      const figures = tree.figures(project.state);
      if (!figures) return { percentComplete: 0, plannedDurationMinutes: 0, plannedEnd: null, actualDurationMinutes: null };
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
    const changed = NODE_FIELDS.filter((name) => !DERIVED_FIELDS.includes(name) && !same(before[name], after[name]));
    const changes = Object.fromEntries(changed.map((name) => [name, after[name]]));
    if (!changed.length) return;
    const options = { action: 'followed', internalFields: INTERNAL_TASK_FIELDS };
    recordChange(tx, projectTaskShape, { before, state: after, changes, isNew: false }, options);
    if (before.state === after.state) return;
    const payload = { taskId: after.id, projectId, from: before.state, to: after.state };
    await tx.raise({ type: 'tasks.task-state-changed', aggregateId: after.id, occurredAt: tx.now, payload });
  }
}

/** The tasks that a change has closed. */
const closedIn = (tree: TaskTree): Set<string> =>
  new Set(
    tree
      .changes()
      .filter(({ before, after }) => isClosed(after.state) && !isClosed(before.state))
      .map(({ after }) => after.id),
  );

/** What concerns a task alone, though the tree knows it. */
const ALONE: ReadonlySet<string> = new Set([
  'assignedToId',
  'visibleToCustomer',
  'critical',
  'scheduleConflict',
  'status',
  'overrideStatus',
]);
/** What the figures of others depend on. */
const CONNECTED: readonly string[] = NODE_FIELDS.filter((name) => !ALONE.has(name));
/** What dates depend on. */
const SCHEDULES: readonly string[] = [
  'state',
  'plannedStart',
  'plannedEnd',
  'plannedDurationMinutes',
  'durationElapsed',
  'timeConstraint',
  'constraintDate',
  'actualStart',
  'actualEnd',
  'milestone',
  'calendarId',
];
/** What follows from other fields of a task: no line of its history. */
const MARKS = ['critical', 'scheduleConflict', 'actualDurationMinutes'];
const touches = (changes: object, names: readonly string[]): boolean => names.some((name) => name in changes);
const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
const same = (one: unknown, other: unknown): boolean => plain(one) === plain(other);
