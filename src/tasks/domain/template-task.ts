import { AggregateRoot, DAY_MINUTES, type RecordState, Refused } from '#libs/kernel';
import type { LinkDetails, RelativeTask } from './relative-plan.js';

/** A task of a template (1.11), a node of its tree. */
export interface TemplateTaskState extends RecordState, Omit<RelativeTask, 'id'> {
  readonly templateId: string;
}

/** One task of a template waits for another. */
export interface TemplateDependencyState extends RecordState, LinkDetails {
  readonly templateId: string;
}

/** What is said about a template task by hand and has no rule of its own. */
export type TemplateTaskDetails = Pick<
  TemplateTaskState,
  'shortDescription' | 'description' | 'priority' | 'visibleToCustomer' | 'keyMilestone'
>;

/** What is said about when it is to be done. */
export type RelativePlanning = Partial<
  Pick<TemplateTaskState, 'startOffsetMinutes' | 'plannedDurationMinutes' | 'milestone' | 'timeConstraint' | 'constraintOffsetMinutes'>
>;

/** Where a new task of a template comes from. */
export interface TemplateTaskOrigin {
  readonly id: string;
  readonly templateId: string;
  readonly now: Date;
}

export class TemplateTask extends AggregateRoot<TemplateTaskState> {
  /** A day long, with the project's start, as soon as possible, hidden from the customer; its place is still to be found. */
  static add(
    { id, templateId, now }: TemplateTaskOrigin,
    details: Partial<TemplateTaskDetails> & { shortDescription: string },
  ): TemplateTask {
    return new TemplateTask(
      {
        id,
        createdAt: now,
        updatedAt: now,
        version: 1,
        templateId,
        parentId: null,
        position: 0,
        wbs: '',
        wbsOrder: 0,
        description: null,
        priority: 4,
        visibleToCustomer: false,
        keyMilestone: false,
        ...details,
        plannedDurationMinutes: DAY_MINUTES,
        durationElapsed: false,
        startOffsetMinutes: 0,
        milestone: false,
        timeConstraint: 'as_soon_as_possible',
        constraintOffsetMinutes: null,
        assignedToId: null,
        assignmentGroupId: null,
      },
      true,
    );
  }

  describe(details: Partial<TemplateTaskDetails>): void {
    this.change(details);
  }

  /** When it is to be done, counted from the start of the project. @throws Refused for a milestone that takes time (BR-157) */
  plan(said: RelativePlanning, mostMinutes: number): void {
    const { milestone, minutes } = this.durationOf(said);
    if (minutes > mostMinutes)
      throw Refused.field('plannedDurationMinutes', 'too_long', `A task takes at most ${mostMinutes / DAY_MINUTES} days.`);
    const startOffsetMinutes = said.startOffsetMinutes ?? this.state.startOffsetMinutes;
    const durationElapsed = this.state.durationElapsed && said.plannedDurationMinutes === undefined && !milestone;
    this.change({ startOffsetMinutes, plannedDurationMinutes: minutes, durationElapsed, milestone });
    this.change(this.constraintOf(said));
  }

  assign(assignedToId: string | null): void {
    this.change({ assignedToId });
  }

  assignToGroup(assignmentGroupId: string | null): void {
    this.change({ assignmentGroupId });
  }

  put(place: Pick<TemplateTaskState, 'parentId' | 'position' | 'wbs' | 'wbsOrder'>): void {
    const { parentId, position, wbs, wbsOrder } = place;
    this.change({ parentId, position, wbs, wbsOrder });
  }

  /** BR-157. A milestone takes no time, and what takes no time is one. */
  private durationOf({ milestone, plannedDurationMinutes: typed }: RelativePlanning): { milestone: boolean; minutes: number } {
    const { milestone: was, plannedDurationMinutes: before } = this.state;
    if (milestone === undefined) return { milestone: typed === undefined ? was : typed === 0, minutes: typed ?? before };
    if (milestone && typed) throw Refused.field('plannedDurationMinutes', 'milestone_takes_no_time', 'A milestone takes no time.');
    if (!milestone && typed === 0)
      throw Refused.field('plannedDurationMinutes', 'milestone_takes_no_time', 'What takes no time is a milestone.');
    return { milestone, minutes: milestone ? 0 : (typed ?? (before || DAY_MINUTES)) };
  }

  /**
   * BR-146. A start that somebody types holds: as soon as possible becomes no earlier than that. A constraint without its
   * date takes the planned one.
   */
  private constraintOf(said: RelativePlanning): Pick<TemplateTaskState, 'timeConstraint' | 'constraintOffsetMinutes'> {
    const { startOffsetMinutes: start, plannedDurationMinutes: minutes, timeConstraint: was } = this.state;
    const typed = said.startOffsetMinutes !== undefined && said.startOffsetMinutes !== this.before.startOffsetMinutes;
    const holds = typed && said.timeConstraint === undefined && was === 'as_soon_as_possible';
    const timeConstraint = holds ? 'start_no_earlier_than' : (said.timeConstraint ?? was);
    if (timeConstraint === 'as_soon_as_possible' || timeConstraint === 'as_late_as_possible') {
      if (said.constraintOffsetMinutes)
        throw Refused.field('constraintOffsetMinutes', 'constraint_without_date', 'This time constraint goes without a date.');
      return { timeConstraint, constraintOffsetMinutes: null };
    }
    const starts = timeConstraint.startsWith('start_');
    const kept = timeConstraint === was && !(starts && typed) ? this.state.constraintOffsetMinutes : null;
    return { timeConstraint, constraintOffsetMinutes: said.constraintOffsetMinutes ?? kept ?? (starts ? start : start + minutes) };
  }
}
