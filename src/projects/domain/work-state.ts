/** The states of planned work: projects and their tasks have the same six (1.7). */
export const WORK_STATES = ['pending', 'open', 'work_in_progress', 'closed_complete', 'closed_incomplete', 'closed_skipped'] as const;
export type WorkState = (typeof WORK_STATES)[number];

export const CLOSED_STATES = ['closed_complete', 'closed_incomplete', 'closed_skipped'] as const satisfies readonly WorkState[];

export const isClosed = (state: WorkState): boolean => (CLOSED_STATES as readonly WorkState[]).includes(state);

/** Traffic-light colours of a project, a task, a status report. */
export const HEALTH_COLOURS = ['green', 'yellow', 'red'] as const;
export type HealthColour = (typeof HEALTH_COLOURS)[number];
