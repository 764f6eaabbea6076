import type { RecordState } from '#libs/kernel';
import type { DependencyType, TaskState, TaskStatus, TimeConstraint } from './task-state.js';

/** A task of a customer project (1.9), a node of the project's tree. */
export interface ProjectTaskState extends RecordState {
  readonly number: string;
  readonly projectId: string;
  /** The project's account, kept in step with it. */
  readonly accountId: string;
  /** Null directly under the project. */
  readonly parentId: string | null;
  /** Its place among its siblings, from 0. */
  readonly position: number;
  /** `1.2.3`, derived from the places of the task and of those above it (BR-158). */
  readonly wbs: string;
  /** Its place in the whole tree, read from top to bottom, from 1. */
  readonly wbsOrder: number;
  readonly shortDescription: string;
  readonly description: string | null;
  readonly priority: number;
  readonly state: TaskState;
  /** By how near the planned end is (BR-136); null until it was first looked at. */
  readonly status: TaskStatus | null;
  /** Somebody has set the status by hand; it is no longer computed. */
  readonly overrideStatus: boolean;
  readonly assignedToId: string | null;
  readonly assignmentGroupId: string | null;
  readonly visibleToCustomer: boolean;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  /** Working minutes, or minutes of any time when the duration is elapsed; of a parent the working time of its span. */
  readonly plannedDurationMinutes: number;
  /** The duration counts nights and free days too. Only imports bring such tasks. */
  readonly durationElapsed: boolean;
  readonly timeConstraint: TimeConstraint;
  readonly constraintDate: Date | null;
  readonly milestone: boolean;
  readonly keyMilestone: boolean;
  readonly actualStart: Date | null;
  readonly actualEnd: Date | null;
  /** Working minutes from the actual start to the actual end of what is closed; of a parent once all below it is complete (BR-130). */
  readonly actualDurationMinutes: number | null;
  /** 0 to 100, with at most two decimals. */
  readonly percentComplete: number;
  /** Whether a delay would delay the project; null until it was scheduled. */
  readonly critical: boolean | null;
  /** BR-152. A constraint holds it where its dependencies would not let it be. */
  readonly scheduleConflict: boolean;
  /** A calendar of its own; null for the project's. */
  readonly calendarId: string | null;
  /** Has tasks below it: its state, dates, duration and percent are rolled up (BR-102). */
  readonly isParent: boolean;
}

/** One task waits for another (1.10). At most one of the three lags is set. */
export interface TaskDependencyState extends RecordState {
  readonly projectId: string;
  readonly predecessorId: string;
  readonly successorId: string;
  readonly type: DependencyType;
  /** Working time, signed. */
  readonly lagMinutes: number | null;
  /** Any time, signed. */
  readonly lagElapsedMinutes: number | null;
  /** Of the predecessor's duration, signed. */
  readonly lagPercent: number | null;
}

/** A dependency as far as dates follow from it. */
export type ScheduleLink = Pick<
  TaskDependencyState,
  'predecessorId' | 'successorId' | 'type' | 'lagMinutes' | 'lagElapsedMinutes' | 'lagPercent'
>;
