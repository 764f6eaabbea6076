import type { RecordState } from '#libs/kernel';
import type { HealthColour, WorkState } from './work-state.js';

export const PROJECT_PHASES = ['initiating', 'planning', 'executing', 'delivering', 'closing'] as const;
export type ProjectPhase = (typeof PROJECT_PHASES)[number];

/** Whether planned dates follow from the tasks and their dependencies, or are set by hand. */
export const CALCULATIONS = ['automatic', 'manual'] as const;
export type Calculation = (typeof CALCULATIONS)[number];

export const PRIORITIES = [1, 2, 3, 4] as const;

/** A project for a customer account; a sub project has a parent. */
export interface ProjectState extends RecordState {
  readonly number: string;
  readonly name: string;
  readonly accountId: string;
  readonly parentId: string | null;
  /** The template it was made from, if any. */
  readonly templateId: string | null;
  readonly description: string | null;
  readonly projectManagerId: string | null;
  readonly priority: number;
  readonly state: WorkState;
  readonly phase: ProjectPhase;
  /** From the newest status report; never computed. */
  readonly status: HealthColour | null;
  readonly calculation: Calculation;
  /** Plain dates, YYYY-MM-DD. */
  readonly approvedStart: string | null;
  readonly approvedEnd: string | null;
  readonly calendarId: string | null;
  readonly plannedStart: Date;
  /** The following are computed from the tasks; null, or 0, while there are none. */
  readonly plannedEnd: Date | null;
  readonly plannedDurationMinutes: number;
  readonly actualStart: Date | null;
  readonly actualEnd: Date | null;
  /** Working minutes from the actual start to the actual end, once all tasks are complete (BR-130). */
  readonly actualDurationMinutes: number | null;
  readonly percentComplete: number;
}

/** What a project's tasks add up to (BR-102, BR-128, BR-129, BR-130, BR-144). Fields that are left out stay as they are. */
export type ProjectFigures = Partial<
  Pick<
    ProjectState,
    | 'state'
    | 'percentComplete'
    | 'plannedStart'
    | 'plannedEnd'
    | 'plannedDurationMinutes'
    | 'actualStart'
    | 'actualEnd'
    | 'actualDurationMinutes'
  >
>;
