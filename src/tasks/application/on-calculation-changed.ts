import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { TaskPlan } from './task-plan.js';

/** BR-153. A project that becomes automatic, or follows another calendar, has its tasks put where they belong. */
@Injectable()
export class OnCalculationChanged {
  constructor(events: DomainEvents, plan: TaskPlan) {
    for (const type of ['projects.calculation-changed', 'projects.calendar-changed'])
      events.during(type, async ({ aggregateId }, tx) => void (await plan.rework(tx, aggregateId, () => {})));
  }
}
