import { Injectable } from '@nestjs/common';
import type { Connection } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { type LinkEnds, refuseCycle, refuseKin } from '../domain/links.js';
import type { TaskDependencyState } from '../domain/project-task-state.js';
import type { TaskTree } from '../domain/task-tree.js';
import { findLinkCycles } from '../import/link-cycles.js';
import { TaskDependencySchema } from '../persistence/project-task.schema.js';

/** What the dependencies of a project must never be (BR-149). */
@Injectable()
export class TaskLinks {
  /** The tasks of a project that wait for another one. */
  async waiting(connection: Connection, projectId: string): Promise<Set<string>> {
    const links = await statesOf<TaskDependencyState>(connection, TaskDependencySchema, 'projectId', [projectId]);
    return new Set(links.map(({ successorId }) => successorId));
  }

  /**
   * Checks all dependencies of a project over its whole tree. A dependency of a parent binds all tasks below it, so a
   * cycle may lead through the tree.
   * @throws Refused for one between a task and its ancestor, and for a cycle
   */
  async check(connection: Connection, projectId: string, tree: TaskTree, field: string): Promise<void> {
    const links: LinkEnds[] = await statesOf<TaskDependencyState>(connection, TaskDependencySchema, 'projectId', [projectId]);
    for (const link of links) refuseKin(tree, link, field);
    const tasks = tree.descendantsOf(null);
    const at = new Map(tasks.map(({ id }, i) => [id, i]));
    const parents = tasks.map(({ parentId }) => (parentId === null ? null : at.get(parentId)!));
    const ends = links.map(({ predecessorId, successorId }) => ({ from: at.get(predecessorId)!, to: at.get(successorId)! }));
    if (findLinkCycles(parents, ends, 1).length) refuseCycle(field);
  }
}
