import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { shift } from '../domain/cascades.js';
import { TaskPlan } from './task-plan.js';

/** BR-102. A project's planned start may be changed while it has tasks; those that nothing else holds go with it. */
@Injectable()
export class OnPlannedStartChanged {
  constructor(events: DomainEvents, plan: TaskPlan) {
    events.during('projects.planned-start-changed', async ({ aggregateId, payload }, tx) => {
      const [from, to] = [new Date(String(payload.from)), new Date(String(payload.to))];
      await plan.rework(tx, aggregateId, (tree) => shift(tree, from, to));
    });
  }
}
