import type { PlanBaseline, PlanCalendar, PlanConstraint, PlanLag, PlanLinkType, PlanResource } from '../import/plan-file.js';

/** A task as it leaves us. UIDs are numbers from 1, each once; 0 is the project itself. */
export interface ExportedTask {
  readonly uid: number;
  /** 1 directly under the project; a level is at most one more than that of the task before. */
  readonly outlineLevel: number;
  readonly wbs: string;
  readonly name: string;
  readonly start: Date | null;
  readonly finish: Date | null;
  /** Minutes of working time, of any time where it is elapsed. */
  readonly durationMinutes: number | null;
  readonly durationElapsed: boolean;
  readonly milestone: boolean;
  /** 0 to 100. */
  readonly percentComplete: number;
  readonly actualStart: Date | null;
  readonly actualFinish: Date | null;
  readonly constraint: PlanConstraint;
  readonly constraintDate: Date | null;
  /** Placed by hand: it stays where it is, whatever its links say. */
  readonly manual: boolean;
  /** Null for the calendar of the project. */
  readonly calendarUid: number | null;
  /** Who works on it, by the UIDs of the resources. */
  readonly resourceUids: readonly number[];
  readonly notes: string | null;
}

export type ExportedLink = PlanLag & {
  readonly predecessorUid: number;
  readonly successorUid: number;
  readonly type: PlanLinkType;
};

export interface ExportedBaseline {
  /** 0 to 10; 0 is the one that MS Project compares with. */
  readonly number: number;
  /** By the UIDs of the tasks. */
  readonly tasks: PlanBaseline['tasks'];
}

/** A project plan as it leaves us, independent of how we keep it. */
export interface ExportedPlan {
  readonly name: string;
  /** IANA name of the zone whose wall clock the file shows: plan files know no zones. That of the project's calendar. */
  readonly timeZone: string;
  readonly start: Date | null;
  /** All that the project and its tasks follow. */
  readonly calendars: readonly PlanCalendar[];
  /** The project's own; null leaves the choice to the program that opens the file. */
  readonly calendarUid: number | null;
  /** In outline order, each parent before its children. */
  readonly tasks: readonly ExportedTask[];
  readonly links: readonly ExportedLink[];
  readonly resources: readonly PlanResource[];
  readonly baselines: readonly ExportedBaseline[];
}
