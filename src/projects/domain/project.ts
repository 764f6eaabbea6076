import { AggregateRoot, Conflict, Refused } from '#libs/kernel';
import type { ProjectFigures, ProjectState } from './project-state.js';
import { isClosed, type WorkState } from './work-state.js';

/** What is said about a project by hand. Its place, its state and its figures have rules of their own. */
export type ProjectDetails = Pick<
  ProjectState,
  'name' | 'description' | 'projectManagerId' | 'priority' | 'phase' | 'status' | 'approvedStart' | 'approvedEnd'
>;

/** What a template says of the projects that are made from it; what it leaves out, stays. */
export type ProjectHeader = Partial<Pick<ProjectState, 'description' | 'priority' | 'phase' | 'calculation'>>;

/** Where a new project comes from. */
export interface ProjectOrigin {
  readonly id: string;
  readonly number: string;
  readonly now: Date;
  readonly accountId: string;
  readonly plannedStart: Date;
  readonly parent: Project | null;
  readonly calculation?: ProjectState['calculation'] | undefined;
  readonly calendarId?: string | null | undefined;
}

/** A project for a customer account, with its tasks, contacts and sub projects around it. */
export class Project extends AggregateRoot<ProjectState> {
  /** BR-030, BR-032. Starts in Pending. A sub project takes over the approved dates that it is not given (1.8). */
  static open(origin: ProjectOrigin, details: Partial<ProjectDetails> & { name: string }): Project {
    const { id, number, now, accountId, plannedStart, parent, calculation = 'automatic', calendarId = null } = origin;
    const state: ProjectState = {
      id,
      number,
      createdAt: now,
      updatedAt: now,
      version: 1,
      accountId,
      parentId: parent?.id ?? null,
      templateId: null,
      description: null,
      projectManagerId: null,
      priority: 4,
      state: 'pending',
      phase: 'initiating',
      status: null,
      calculation,
      approvedStart: parent?.state.approvedStart ?? null,
      approvedEnd: parent?.state.approvedEnd ?? null,
      calendarId,
      plannedStart,
      plannedEnd: null,
      plannedDurationMinutes: 0,
      actualStart: null,
      actualEnd: null,
      actualDurationMinutes: null,
      percentComplete: 0,
      ...details,
    };
    const project = new Project(state, true);
    project.checkApprovedDates();
    return project;
  }

  get isClosed(): boolean {
    return isClosed(this.state.state);
  }

  describe(details: Partial<ProjectDetails>): void {
    this.change(details);
    this.checkApprovedDates();
  }

  /**
   * BR-101, BR-105, BR-106. Moves the project to another state by hand. Starting fills the actual start with the planned
   * one. Closing a project without tasks closes it as a task would be; with tasks its figures are theirs, and the event
   * closes them in the same transaction.
   * @throws Conflict when it is closed and would be opened again
   */
  moveTo(state: WorkState, hasTasks: boolean, now: Date): void {
    const from = this.state.state;
    if (state === from) return;
    this.refuseUnless(!this.isClosed || isClosed(state), REOPENED_BY_HAND);
    if (isClosed(state)) this.close(state, hasTasks, now);
    else if (state === 'work_in_progress') this.start(now);
    else this.change({ state, ...(hasTasks ? {} : { actualStart: null }) });
  }

  /** A new planned start; the tasks move with it. @throws Conflict once work has begun (BR-155) */
  startOn(plannedStart: Date, mayAlterBegun: boolean, now: Date): void {
    if (plannedStart.getTime() === this.state.plannedStart.getTime()) return;
    const begun = this.isClosed || this.state.state === 'work_in_progress';
    this.refuseUnless(!begun || mayAlterBegun, PLAN_FIXED);
    const from = this.state.plannedStart.toISOString();
    this.change({ plannedStart }, this.event('projects.planned-start-changed', now, { from, to: plannedStart.toISOString() }));
  }

  /** @throws Conflict: an automatic project with tasks cannot become manual */
  calculate(calculation: ProjectState['calculation'], hasTasks: boolean, now: Date): void {
    if (calculation === this.state.calculation) return;
    this.refuseUnless(!hasTasks || calculation !== 'manual', CALCULATION_FIXED);
    this.change({ calculation }, this.event('projects.calculation-changed', now, { to: calculation }));
  }

  /** Another calendar, or the standard one; what is planned by it is planned anew. */
  follow(calendarId: string | null, now: Date): void {
    const from = this.state.calendarId;
    if (calendarId === from) return;
    this.change({ calendarId }, this.event('projects.calendar-changed', now, { from, to: calendarId }));
  }

  /** What the tasks add up to; also reopens a closed project to which work was added (BR-107). */
  rollUp(figures: ProjectFigures, now: Date): void {
    const from = this.state.state;
    const to = figures.state ?? from;
    this.change(figures);
    if (from === to) return;
    if (isClosed(to) && !isClosed(from)) this.record(this.event('projects.project-closed', now, { rolledUp: true }));
    if (isClosed(from) && !isClosed(to)) this.record(this.event('projects.project-reopened', now, {}));
  }

  place(accountId: string, parentId: string | null, now: Date): void {
    const from = this.state.accountId;
    const moved = accountId === from ? [] : [this.event('projects.account-changed', now, { from, to: accountId })];
    this.change({ accountId, parentId }, ...moved);
  }

  /** The colour of the newest status report (1.7). */
  report(status: ProjectState['status']): void {
    this.change({ status });
  }

  /**
   * BR-087. Begins anew from a template: pending, at this start, as if nothing had been done. Only while it has neither
   * tasks nor sub projects; nothing then hangs on its dates or its state.
   */
  beginFrom(template: { readonly id: string; readonly header: ProjectHeader }, plannedStart: Date, now: Date): void {
    const { calculation = this.state.calculation } = template.header;
    const news = this.isClosed ? [this.event('projects.project-reopened', now, {})] : [];
    const from = this.state.plannedStart.toISOString();
    news.push(this.event('projects.planned-start-changed', now, { from, to: plannedStart.toISOString() }));
    this.calculate(calculation, false, now);
    const unbegun = {
      plannedEnd: null,
      plannedDurationMinutes: 0,
      actualStart: null,
      actualEnd: null,
      percentComplete: 0,
      actualDurationMinutes: null,
    };
    this.change({ ...template.header, templateId: template.id, state: 'pending', plannedStart, ...unbegun }, ...news);
  }

  private start(now: Date): void {
    const actualStart = this.state.actualStart ?? this.state.plannedStart;
    this.change({ state: 'work_in_progress', actualStart }, this.event('projects.project-started', now, {}));
  }

  private close(state: WorkState, hasTasks: boolean, now: Date): void {
    if (this.isClosed) {
      this.change({ state });
      return;
    }
    const { plannedStart, percentComplete } = this.state;
    const actualStart = this.state.actualStart ?? (plannedStart < now ? plannedStart : now);
    const figures: ProjectFigures = hasTasks
      ? {}
      : { actualStart, actualEnd: now, percentComplete: state === 'closed_complete' ? 100 : percentComplete };
    this.change({ state, ...figures }, this.event('projects.project-closed', now, { rolledUp: false }));
  }

  private checkApprovedDates(): void {
    const { approvedStart, approvedEnd } = this.state;
    this.refuseUnless(!approvedStart || !approvedEnd || approvedStart <= approvedEnd, END_BEFORE_START);
  }

  private event(type: string, occurredAt: Date, payload: Record<string, unknown>) {
    return { type, aggregateId: this.id, occurredAt, payload: { projectId: this.id, ...payload } };
  }
}

const REOPENED_BY_HAND = new Conflict('project_closed', 'A closed project is not opened again by hand. Reopen or add a task instead.');
const PLAN_FIXED = new Conflict('planned_start_fixed', 'Work on the project has begun, so its planned start stands.');
const CALCULATION_FIXED = new Conflict(
  'calculation_fixed',
  'A project with tasks that is calculated automatically cannot become a manual one.',
);
const END_BEFORE_START = Refused.field('approvedEnd', 'end_before_start', 'The approved end lies before the approved start.');
