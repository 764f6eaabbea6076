import { type RecordState, type WorkingCalendar } from '#libs/kernel';

/** The planned dates of a project and of all its tasks, as they stood at a moment (BR-159). They never change. */
export interface BaselineState extends RecordState {
  readonly projectId: string;
  /** Within the project it is one of a kind. */
  readonly name: string;
  readonly createdById: string | null;
  readonly plannedStart: Date;
  readonly plannedEnd: Date | null;
  readonly plannedDurationMinutes: number;
  readonly taskCount: number;
}

/** A task as it was planned; it may have been deleted since. */
export interface BaselineTask {
  readonly baselineId: string;
  readonly taskId: string;
  readonly number: string;
  readonly wbs: string;
  readonly wbsOrder: number;
  readonly shortDescription: string;
  readonly plannedStart: Date;
  readonly plannedEnd: Date;
  readonly plannedDurationMinutes: number;
  readonly percentComplete: number;
}

/** A task of a baseline that is brought from elsewhere. */
export type BroughtTask = Omit<BaselineTask, 'baselineId'>;

type Span = Pick<BaselineState, 'plannedStart' | 'plannedEnd' | 'plannedDurationMinutes'>;

/** BR-144. What the tasks of a brought baseline add up to. @param start of the project, where it has no tasks */
export function spanOfTasks(tasks: readonly BroughtTask[], start: Date, calendar: WorkingCalendar): Span {
  if (!tasks.length) return { plannedStart: start, plannedEnd: null, plannedDurationMinutes: 0 };
  const plannedStart = tasks.reduce((least, task) => (task.plannedStart < least ? task.plannedStart : least), tasks[0]!.plannedStart);
  const plannedEnd = tasks.reduce((most, task) => (task.plannedEnd > most ? task.plannedEnd : most), tasks[0]!.plannedEnd);
  return { plannedStart, plannedEnd, plannedDurationMinutes: calendar.minutesBetween(plannedStart, plannedEnd) };
}
