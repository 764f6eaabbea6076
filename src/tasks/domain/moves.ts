import type { TaskNode, TaskTree } from './task-tree.js';

type Dates = Pick<TaskNode, 'plannedStart' | 'plannedEnd'>;

/** A task that another change has moved. */
export interface MovedTask {
  readonly id: string;
  readonly number: string;
  readonly from: Dates;
  readonly to: Dates;
}

const datesOf = ({ plannedStart, plannedEnd }: TaskNode): Dates => ({ plannedStart, plannedEnd });

/** What a change of a plan moved, from when to when, from top to bottom; without the task that the change began with. */
export const movesIn = (tree: TaskTree, except?: string): MovedTask[] =>
  tree
    .changes()
    .filter(
      ({ before, after }) =>
        after.id !== except &&
        (before.plannedStart.getTime() !== after.plannedStart.getTime() || before.plannedEnd.getTime() !== after.plannedEnd.getTime()),
    )
    .map(({ before, after }) => ({ id: after.id, number: after.number, from: datesOf(before), to: datesOf(after) }));
