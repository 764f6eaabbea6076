import { Injectable } from '@nestjs/common';
import { Conflict } from '#libs/kernel';
import { ProjectGuards } from '../../projects/index.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';

const ACCOUNT_FIXED = new Conflict('account_fixed', 'The account stands while tasks of the project are assigned to external persons.');

/** What tasks say before their project changes (decisions 3 and 16, BR-102). */
@Injectable()
export class ProjectChecks {
  constructor(guards: ProjectGuards, tasks: ProjectTaskRepository) {
    guards.answerHasTasks((connection, projectId) => tasks.existIn(connection, projectId));
    guards.beforeAccountChange(async (tx, projectId) => {
      await tasks.hold(tx, projectId);
      if (await tasks.hasExternalAssignee(tx, projectId)) throw ACCOUNT_FIXED;
    });
    guards.beforeContactRemoval(async (tx, projectId, contactId) => {
      await tasks.hold(tx, projectId);
      const numbers = await tasks.openTasksOf(tx, projectId, contactId);
      if (numbers.length) throw new Conflict('contact_has_tasks', `The person still has open tasks: ${numbers.join(', ')}.`);
    });
  }
}
