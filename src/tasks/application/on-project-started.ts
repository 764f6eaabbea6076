import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { begin } from '../domain/cascades.js';
import { isNotStarted } from '../domain/task-state.js';
import type { TaskTree } from '../domain/task-tree.js';
import { TaskLinks } from './task-links.js';
import { TaskPlan } from './task-plan.js';

/**
 * BR-101. When a project begins, so do its tasks that start as soon as possible and wait for nothing; with a sub project
 * all of its tasks begin (1.8).
 */
@Injectable()
export class OnProjectStarted {
  constructor(events: DomainEvents, plan: TaskPlan, links: TaskLinks) {
    events.during('projects.project-started', async ({ aggregateId }, tx) => {
      const waiting = await links.waiting(tx, aggregateId);
      await plan.rework(tx, aggregateId, (tree, { parentId }) => begin(tree, parentId === null ? readyIn(tree, waiting) : unbegunIn(tree)));
    });
  }
}

const unbegunIn = (tree: TaskTree): string[] =>
  tree
    .descendantsOf(null)
    .filter((task) => !task.isParent && isNotStarted(task.state))
    .map(({ id }) => id);

/** A task also waits when one that it lies below waits. */
function readyIn(tree: TaskTree, waiting: ReadonlySet<string>): string[] {
  const waits = (id: string | null): boolean => id !== null && (waiting.has(id) || waits(tree.get(id)!.parentId));
  return tree
    .descendantsOf(null)
    .filter((task) => !task.isParent && isNotStarted(task.state) && task.timeConstraint === 'as_soon_as_possible' && !waits(task.id))
    .map(({ id }) => id);
}
