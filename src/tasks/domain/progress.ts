import { Conflict, endOf, Refused, type WorkingCalendar } from '#libs/kernel';
import type { ProjectTaskState } from './project-task-state.js';
import { isClosed, isNotStarted, type TaskState } from './task-state.js';

/** What somebody says about the progress of a task without tasks below it. What is left out follows from the rest. */
export interface Progress {
  readonly state?: TaskState;
  readonly percentComplete?: number;
  readonly actualStart?: Date | null;
  readonly actualEnd?: Date | null;
}

/** What progress depends on beside the task. */
export interface ProgressRules {
  readonly calendar: WorkingCalendar;
  /** BR-131. A milestone that begins is done. */
  readonly autoCloseMilestones: boolean;
}

type Changes = Partial<ProjectTaskState>;

/**
 * What a task becomes by what was said about its progress (BR-120 to BR-124, BR-127, BR-143). A closed task is read-only
 * but for being opened again.
 * @throws Conflict for a closed task that is not opened again
 * @throws Refused for dates or percents that contradict the state, or an end before its start
 */
export function progressed(task: ProjectTaskState, said: Progress, rules: ProgressRules): Changes {
  const reopened = isClosed(task.state);
  if (reopened && (said.state === undefined || isClosed(said.state))) throw TASK_CLOSED;
  const from = reopened ? { ...task, actualEnd: null, percentComplete: task.percentComplete < 100 ? task.percentComplete : 0 } : task;
  const state = stateAfter(from, said);
  if (isNotStarted(state)) return notStarted(from, state, said, rules);
  const begun = beginning(from, state, said, rules);
  if (state !== 'work_in_progress') return ended(from, state, said, begun.actualStart);
  if (said.actualEnd) throw contradiction('actualEnd', 'A task in progress has no actual end.');
  if (task.milestone && rules.autoCloseMilestones && task.state !== 'work_in_progress')
    return ended(from, 'closed_complete', {}, begun.actualStart);
  return { state, actualEnd: null, percentComplete: said.percentComplete ?? from.percentComplete, ...begun };
}

/** BR-120, BR-121. The state that was said, else the one that follows from an end, a start or a percentage. */
function stateAfter({ state, percentComplete }: ProjectTaskState, said: Progress): TaskState {
  if (said.state !== undefined) return said.state;
  if (said.actualEnd) return 'closed_complete';
  if (isNotStarted(state) && (said.actualStart || (said.percentComplete ?? percentComplete) > 0)) return 'work_in_progress';
  return state;
}

function notStarted(task: ProjectTaskState, state: TaskState, said: Progress, { calendar }: ProgressRules): Changes {
  if (said.percentComplete) throw contradiction('percentComplete', 'A task that has not begun is at 0 percent.');
  if (said.actualStart) throw contradiction('actualStart', 'A task that has not begun has no actual start.');
  if (said.actualEnd) throw contradiction('actualEnd', 'A task that has not begun has no actual end.');
  const plannedEnd = endOf(calendar, task.plannedStart, task.plannedDurationMinutes, task.durationElapsed);
  return { state, percentComplete: 0, actualStart: null, actualEnd: null, plannedEnd };
}

/** BR-120, BR-127, BR-143. A start that was not said is the planned one; work in progress plans its end from there. */
function beginning(task: ProjectTaskState, state: TaskState, said: Progress, { calendar }: ProgressRules) {
  if (state !== 'work_in_progress') return { actualStart: said.actualStart === undefined ? task.actualStart : said.actualStart };
  if (said.actualStart === null) throw contradiction('actualStart', 'A task in progress has an actual start.');
  const actualStart = said.actualStart ?? task.actualStart ?? task.plannedStart;
  return { actualStart, plannedEnd: endOf(calendar, actualStart, task.plannedDurationMinutes, task.durationElapsed) };
}

/** BR-121 to BR-124, BR-127. Only what is complete is at 100 percent, and only that gets an end nobody said. */
function ended(task: ProjectTaskState, state: TaskState, said: Progress, begun: Date | null): Changes {
  const complete = state === 'closed_complete';
  if (complete && said.percentComplete !== undefined && said.percentComplete < 100)
    throw contradiction('percentComplete', 'A task that is complete is at 100 percent.');
  if (complete && said.actualEnd === null) throw contradiction('actualEnd', 'A task that is complete has an actual end.');
  const actualEnd = said.actualEnd ?? (complete ? laterOf(task.plannedEnd, begun) : null);
  const actualStart = begun ?? (actualEnd && (task.plannedStart < actualEnd ? task.plannedStart : actualEnd));
  if (actualStart && actualEnd && actualEnd < actualStart)
    throw Refused.field('actualEnd', 'end_before_start', 'The actual end lies before the actual start.');
  return { state, actualStart, actualEnd, percentComplete: complete ? 100 : (said.percentComplete ?? task.percentComplete) };
}

const laterOf = (one: Date, other: Date | null): Date => (other && other > one ? other : one);

const contradiction = (field: string, message: string): Refused => Refused.field(field, 'contradicts_state', message);

export const TASK_CLOSED = new Conflict('task_closed', 'The task is closed. Open it again before you change it.');
