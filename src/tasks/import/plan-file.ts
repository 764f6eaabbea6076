import { type CalendarDefinition } from '#libs/kernel';

/** When a task is to be scheduled; the same names as `timeConstraint` of a project task. */
export type PlanConstraint =
  | 'as_soon_as_possible'
  | 'as_late_as_possible'
  | 'start_on'
  | 'finish_on'
  | 'start_no_earlier_than'
  | 'start_no_later_than'
  | 'finish_no_earlier_than'
  | 'finish_no_later_than';

export type PlanTaskState = 'pending' | 'work_in_progress' | 'closed_complete';

/** What ties two tasks: finish to start, start to start, finish to finish, start to finish. */
export type PlanLinkType = 'fs' | 'ss' | 'ff' | 'sf';

/**
 * A task as the plan file has it. Dates are the file's, not ours: the scheduler comes later.
 * For a summary the dates, duration, percent and state are only what the file shows; ours are the roll-up.
 */
export interface PlanTask {
  readonly uid: number;
  /** Line of the file where the task begins. */
  readonly line: number;
  /** "(no name)" where the file has none. */
  readonly name: string;
  /** Null directly under the project. */
  readonly parentUid: number | null;
  /** Whether it has tasks below it; the flag of the file is not asked. */
  readonly isSummary: boolean;
  readonly start: Date | null;
  readonly finish: Date | null;
  /** Whole minutes of working time, or null where the file has no duration. */
  readonly durationMinutes: number | null;
  /** The duration is in elapsed time: nights and free days count, so it is not working time. */
  readonly durationElapsed: boolean;
  /** Never for a summary. */
  readonly milestone: boolean;
  /** 0 to 100. */
  readonly percentComplete: number;
  readonly actualStart: Date | null;
  readonly actualFinish: Date | null;
  readonly constraint: PlanConstraint;
  /** Set for all constraints but the first two. */
  readonly constraintDate: Date | null;
  /** Scheduled by hand, hence "start on" its start; its links are kept and do not move it (BR-145). Never for a summary. */
  readonly manual: boolean;
  readonly state: PlanTaskState;
  /** The notes somebody wrote on the task. */
  readonly notes: string | null;
  /** A calendar of the file, where the task does not follow that of the project. */
  readonly calendarUid: number | null;
  /** Why the dates of the file do not follow from calendars, links and constraints; null where they should. */
  readonly beyondModel: string | null;
  /** The resources that work on it, by their UIDs. */
  readonly resourceUids: readonly number[];
}

/** A calendar of the file, whole: what it takes from another one is in it. */
export interface PlanCalendar {
  readonly uid: number;
  readonly definition: CalendarDefinition;
}

/** Somebody, or something, that works on tasks. */
export interface PlanResource {
  readonly uid: number;
  readonly name: string;
  readonly email: string | null;
}

/** The dates that were agreed on at some time. */
export interface PlanBaseline {
  readonly name: string;
  /** By the UIDs of the tasks; summaries among them. */
  readonly tasks: ReadonlyMap<number, { readonly start: Date; readonly finish: Date; readonly durationMinutes: number }>;
}

/** Time between the two ends of a link, negative for an overlap: minutes of work, minutes of any time, or percent of the predecessor's duration. */
export type PlanLag = { readonly lagMinutes: number } | { readonly lagElapsedMinutes: number } | { readonly lagPercent: number };

export type PlanLink = PlanLag & {
  readonly predecessorUid: number;
  readonly successorUid: number;
  readonly type: PlanLinkType;
  /** Line of the file where the link begins. */
  readonly line: number;
};

/** A project plan read from a file: whole, that is without cycles, double links, links to nothing or tasks without a parent. */
export interface PlanFile {
  readonly name: string;
  /** Start of the project, else of its earliest task; null when the file has no date at all. */
  readonly start: Date | null;
  /** In the order of the file, each parent before its children. */
  readonly tasks: readonly PlanTask[];
  readonly links: readonly PlanLink[];
  readonly calendars: readonly PlanCalendar[];
  /** The project's own calendar; null for the default one. */
  readonly calendarUid: number | null;
  readonly resources: readonly PlanResource[];
  readonly baselines: readonly PlanBaseline[];
  /** What was left out or read otherwise, one line each, `FILE:LINE: TEXT`; for the report of the import. */
  readonly notes: readonly string[];
}
