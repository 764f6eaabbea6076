import { Refused } from '#libs/kernel';
import type { TaskTree } from './task-tree.js';

/** Which task waits for which. */
export interface LinkEnds {
  readonly predecessorId: string;
  readonly successorId: string;
}

/** BR-149. A task and one that it lies below do not wait for each other. @throws Refused */
export function refuseKin(tree: Pick<TaskTree, 'isWithin'>, { predecessorId, successorId }: LinkEnds, field: string): void {
  if (tree.isWithin(predecessorId, successorId) || tree.isWithin(successorId, predecessorId))
    throw Refused.field(field, 'dependency_on_ancestor', 'A task cannot depend on itself, nor on a task that it lies below or above.');
}

/** BR-149. @throws Refused */
export const refuseCycle = (field: string): never => {
  throw Refused.field(field, 'dependency_cycle', 'The tasks would wait for each other.');
};
