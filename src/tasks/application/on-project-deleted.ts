import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';

/** Matrix 2.2. The tasks of a project go with it. */
@Injectable()
export class OnProjectDeleted {
  constructor(events: DomainEvents, tasks: ProjectTaskRepository) {
    events.during('projects.project-deleted', ({ aggregateId }, tx) => tasks.removeAll(tx, aggregateId));
  }
}
