import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { shift } from '../domain/cascades.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { TaskPlan } from './task-plan.js';

/**
 * BR-102. A project's planned start may be changed while it has tasks: those that nothing else holds begin with it. In a
 * manual project they keep their distance from it.
 */
@Injectable()
export class OnPlannedStartChanged {
  constructor(events: DomainEvents, plan: TaskPlan, tasks: ProjectTaskRepository) {
    events.during('projects.planned-start-changed', async ({ aggregateId, payload }, tx) => {
      const [from, to] = [new Date(String(payload.from)), new Date(String(payload.to))];
      await tasks.startFrom(tx, aggregateId, to);
      await plan.rework(tx, aggregateId, (tree, { calculation }) => {
        if (calculation === 'manual') shift(tree, from, to);
      });
    });
  }
}
