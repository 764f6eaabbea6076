import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { TaskPlan } from './task-plan.js';

/** A calendar has other working times: the projects that follow it, or have tasks that do, are scheduled anew. */
@Injectable()
export class OnCalendarChanged {
  constructor(events: DomainEvents, plan: TaskPlan, tasks: ProjectTaskRepository) {
    events.after('administration.calendar-changed', 'reschedule-projects', async ({ aggregateId }, tx) => {
      for (const projectId of await tasks.projectsFollowing(tx, aggregateId)) await plan.rework(tx, projectId, () => {});
    });
  }
}
