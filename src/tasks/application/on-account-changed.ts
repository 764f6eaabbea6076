import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';

/** Tasks bear the account of their project. */
@Injectable()
export class OnAccountChanged {
  constructor(events: DomainEvents, tasks: ProjectTaskRepository) {
    events.during('projects.account-changed', ({ aggregateId, payload }, tx) => tasks.moveToAccount(tx, aggregateId, String(payload.to)));
  }
}
