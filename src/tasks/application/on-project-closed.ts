import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { closeBelow } from '../domain/cascades.js';
import { TaskPlan } from './task-plan.js';

/** BR-105. Closing a project closes all its open tasks as complete, in the same transaction. */
@Injectable()
export class OnProjectClosed {
  constructor(events: DomainEvents, plan: TaskPlan) {
    events.during('projects.project-closed', async ({ aggregateId, payload }, tx) => {
      // The tasks closed it themselves.
      if (!payload.rolledUp) await plan.rework(tx, aggregateId, (tree) => closeBelow(tree, null, null));
    });
  }
}
