import { AggregateRoot, Conflict, type DomainEvent, Invalid } from '#libs/kernel';
import { type Planning, type PlanningRules, planned } from './planning.js';
import { type Progress, type ProgressRules, progressed, TASK_CLOSED } from './progress.js';
import type { ProjectTaskState } from './project-task-state.js';
import { isClosed, type TaskState } from './task-state.js';
import { mayRecolour, type SaidStatus, type StatusBounds, statusByHand, statusOf } from './task-status.js';
import { nodeOf, type TaskNode } from './task-tree.js';

/** What is said about a task by hand and has no rule of its own. */
export type TaskDetails = Pick<ProjectTaskState, 'shortDescription' | 'description' | 'priority' | 'keyMilestone'>;

/** Where a new task comes from and where it stands. */
export interface TaskOrigin {
  readonly id: string;
  readonly number: string;
  readonly now: Date;
  readonly project: { readonly id: string; readonly accountId: string; readonly plannedStart: Date };
  readonly place: Pick<ProjectTaskState, 'parentId' | 'position' | 'wbs' | 'wbsOrder'>;
}

/** Somebody a task may be assigned to. */
export interface Assignee {
  readonly id: string;
  readonly external: boolean;
}

/** Fields that the tasks below a parent decide (BR-102). */
const ROLLED_UP = ['plannedStart', 'plannedDurationMinutes', 'milestone', 'actualStart', 'actualEnd', 'percentComplete'] as const;

/** A task of a customer project: a leaf that people work on, or a parent that adds up what lies below it. */
export class ProjectTask extends AggregateRoot<ProjectTaskState> {
  /** A pending leaf, as soon as possible, a day long (1.9). */
  static add({ id, number, now, project, place }: TaskOrigin, details: Partial<TaskDetails> & { shortDescription: string }): ProjectTask {
    return new ProjectTask(
      {
        id,
        number,
        createdAt: now,
        updatedAt: now,
        version: 1,
        projectId: project.id,
        accountId: project.accountId,
        description: null,
        priority: 4,
        keyMilestone: false,
        ...details,
        ...place,
        state: 'pending',
        status: null,
        overrideStatus: false,
        assignedToId: null,
        assignmentGroupId: null,
        visibleToCustomer: false,
        plannedStart: project.plannedStart,
        plannedEnd: project.plannedStart,
        plannedDurationMinutes: 480,
        durationElapsed: false,
        timeConstraint: 'as_soon_as_possible',
        constraintDate: null,
        milestone: false,
        actualStart: null,
        actualEnd: null,
        actualDurationMinutes: null,
        percentComplete: 0,
        critical: null,
        scheduleConflict: false,
        calendarId: null,
        isParent: false,
      },
      true,
    );
  }

  /** The task's part in the tree. */
  get node(): TaskNode {
    return nodeOf(this.state);
  }

  get isClosed(): boolean {
    return isClosed(this.state.state);
  }

  /**
   * BR-102, BR-122. What of these may be changed now: nothing of a closed task, but that it is opened again or hidden from
   * the customer (decision 36); of a parent nothing that its tasks decide.
   * @throws Conflict @throws Invalid
   */
  checkWritable(fields: readonly string[], state: TaskState | undefined): void {
    const reopens = state !== undefined && !isClosed(state);
    const others = fields.filter((name) => name !== 'visibleToCustomer');
    this.refuseUnless(!this.isClosed || reopens || others.length === 0, TASK_CLOSED);
    const rolledUp = this.state.isParent ? ROLLED_UP.filter((name) => fields.includes(name)) : [];
    const message = 'The tasks below this one decide it.';
    const errors = rolledUp.map((name) => ({ pointer: `/${name}`, code: 'rolled_up', message }));
    this.refuseUnless(errors.length === 0, new Invalid('invalid_input', 'Fields of a parent task follow from the tasks below it.', errors));
  }

  /** @throws Refused for a status by hand that shall not stand */
  describe({ status, overrideStatus, ...details }: Partial<TaskDetails> & SaidStatus): void {
    this.change({ ...details, ...statusByHand({ status, overrideStatus }) });
  }

  /** BR-136. After a change: the status follows the planned end, unless it was set by hand or the task is closed. */
  colour(bounds: StatusBounds): void {
    if (this.isNew || mayRecolour(this.before, this.state)) this.change({ status: statusOf(this.state, bounds) });
  }

  /** See `planned`; of a parent only the constraint. @throws Refused @throws Conflict */
  plan(said: Planning, rules: PlanningRules): void {
    const plan = planned(this.state, said, rules);
    const { timeConstraint, constraintDate } = plan;
    this.change(this.state.isParent ? { timeConstraint, constraintDate } : plan);
  }

  /** See `progressed`. @throws Refused @throws Conflict */
  progress(said: Progress, rules: ProgressRules, now: Date): void {
    this.moved(this.state.state, now, progressed(this.state, said, rules));
  }

  /** BR-126. Mark Complete: done now. A start that was planned or said for later is now too. @throws Conflict when closed */
  complete(now: Date): void {
    this.refuseUnless(!this.isClosed, TASK_CLOSED);
    const begun = this.state.actualStart ?? this.state.plannedStart;
    const actualStart = begun < now ? begun : now;
    this.moved(this.state.state, now, { state: 'closed_complete', actualStart, actualEnd: now, percentComplete: 100 });
  }

  /**
   * Decision 45: whether a parent may be moved to this state by hand. Its tasks follow.
   * @throws Conflict for anything but closing it complete and opening it again
   */
  checkParentState(state: TaskState): void {
    const allowed = state === this.state.state || (this.isClosed ? !isClosed(state) : state === 'closed_complete');
    this.refuseUnless(allowed, PARENT_STATE);
  }

  /** What the tasks below add up to (BR-103, BR-128, BR-129, BR-144), and where the task stands among the others. */
  takeOver(node: TaskNode, now: Date): void {
    const { id: _same, number: _too, ...rest } = node;
    this.moved(this.state.state, now, rest);
  }

  /**
   * BR-015, BR-016. Whoever it is assigned to sees it: a task of an external person is visible to the customer, and stays
   * so when it goes to somebody else.
   * @param byId who assigns it; nobody is told of the own doing (BR-177)
   */
  assign(to: Assignee | null, byId: string, now: Date): void {
    const visibleToCustomer = this.state.visibleToCustomer || (to?.external ?? false);
    const assignedToId = to?.id ?? null;
    const payload = { assignedToId, external: to?.external ?? false, previousId: this.before.assignedToId, byId };
    const news = assignedToId === this.state.assignedToId ? [] : [this.event('tasks.task-assigned', now, payload)];
    this.change({ assignedToId, visibleToCustomer }, ...news);
  }

  assignToGroup(groupId: string | null): void {
    this.change({ assignmentGroupId: groupId });
  }

  /** BR-017, decision 36. @throws Conflict for an open task of an external assignee */
  show(visible: boolean, assignedExternally: boolean): void {
    this.refuseUnless(visible || this.isClosed || !assignedExternally, ASSIGNEE_MUST_SEE);
    this.change({ visibleToCustomer: visible });
  }

  private moved(from: TaskState, now: Date, changes: Partial<ProjectTaskState>): void {
    const to = changes.state ?? from;
    this.change(changes, ...(from === to ? [] : [this.event('tasks.task-state-changed', now, { from, to })]));
  }

  private event(type: string, occurredAt: Date, payload: Record<string, unknown>): DomainEvent {
    return { type, aggregateId: this.id, occurredAt, payload: { taskId: this.id, projectId: this.state.projectId, ...payload } };
  }
}

const PARENT_STATE = new Conflict(
  'parent_state',
  'The tasks below this one decide its state. It can only be closed complete, which closes them, or be opened again.',
);
const ASSIGNEE_MUST_SEE = new Conflict(
  'assignee_must_see',
  'The task is assigned to an external person, who must see it. Assign it to somebody else first.',
);
