/** The states of a task, the same six as a project's (1.9). */
export const TASK_STATES = ['pending', 'open', 'work_in_progress', 'closed_complete', 'closed_incomplete', 'closed_skipped'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const CLOSED_TASK_STATES = ['closed_complete', 'closed_incomplete', 'closed_skipped'] as const satisfies readonly TaskState[];

export const isClosed = (state: TaskState): boolean => (CLOSED_TASK_STATES as readonly TaskState[]).includes(state);
/** Pending or open: work has not begun. */
export const isNotStarted = (state: TaskState): boolean => state === 'pending' || state === 'open';

export const TASK_STATUSES = ['green', 'yellow', 'red'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const TASK_PRIORITIES = [1, 2, 3, 4] as const;

/** When a task is to be scheduled. All but the first two go with a constraint date. */
export const TIME_CONSTRAINTS = [
  'as_soon_as_possible',
  'as_late_as_possible',
  'start_on',
  'start_no_earlier_than',
  'start_no_later_than',
  'finish_on',
  'finish_no_earlier_than',
  'finish_no_later_than',
] as const;
export type TimeConstraint = (typeof TIME_CONSTRAINTS)[number];

/** What ties two tasks: finish to start, start to start, finish to finish, start to finish (1.10). */
export const DEPENDENCY_TYPES = ['fs', 'ss', 'ff', 'sf'] as const;
export type DependencyType = (typeof DEPENDENCY_TYPES)[number];
