import type { RefusalReport } from '#libs/import-files';

export type IncidentState = 'new' | 'open' | 'awaiting_info' | 'resolved' | 'closed';
export type IncidentChannel = 'web' | 'phone' | 'email' | 'chat' | 'social';

/** One row of the log: the case as it was from `at` on. Names are those of the log; null is no value. */
export interface IncidentEvent {
  readonly line: number;
  /** When the row was written (`sys_updated_at`). */
  readonly at: Date;
  readonly state: IncidentState;
  /** 1 high to 3 low. */
  readonly impact: number | null;
  /** 1 high to 3 low. */
  readonly urgency: number | null;
  /** 1 critical to 4 low. */
  readonly priority: number | null;
  readonly assignmentGroup: string | null;
  readonly assignedTo: string | null;
  /** Becomes an account. */
  readonly location: string | null;
  /** Becomes a contact. */
  readonly caller: string | null;
}

/** A case with its history; all but `number`, `line` and `events` is from the last row. */
export interface IncidentCase {
  readonly number: string;
  /** Line of the first row of the case. */
  readonly line: number;
  /** In the order of the file, at least one; the last one is the case as it is now. */
  readonly events: readonly IncidentEvent[];
  readonly state: IncidentState;
  readonly impact: number | null;
  readonly urgency: number | null;
  readonly priority: number | null;
  readonly assignmentGroup: string | null;
  readonly assignedTo: string | null;
  readonly location: string | null;
  readonly caller: string | null;
  readonly channel: IncidentChannel;
  /** The time of the first event where the log has none. */
  readonly openedAt: Date;
  /** Only when resolved or closed, although rows carry it ahead of time; the same holds for the next two. */
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  /** `closed_code`. */
  readonly resolutionCode: string | null;
  /** Only when closed. */
  readonly closedAt: Date | null;
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly symptom: string | null;
  /** "<category> / <subcategory> / <symptom>", without those that have no value. */
  readonly shortDescription: string;
  /** All columns that have no field of their own, one "Name: value" a line, for the description. */
  readonly details: string;
  readonly reassignmentCount: number;
  readonly reopenCount: number;
}

export interface IncidentLog {
  /** In the order in which their first rows stand in the file. */
  readonly cases: readonly IncidentCase[];
  /** Rows taken, which is the number of all events. */
  readonly events: number;
  readonly report: RefusalReport;
  /** What was read otherwise, one line each, `FILE:LINE: TEXT`. */
  readonly notes: readonly string[];
}
