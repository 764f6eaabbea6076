import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import type { Connection } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import type { ProjectTaskState } from './domain/project-task-state.js';
import { ProjectTaskSchema } from './persistence/project-task.schema.js';

/** What contexts further right ask about tasks. */
@Injectable()
export class TasksApi {
  /** A task by id or number, under the caller's read rules. @throws NotFound when it is hidden or does not exist */
  get(connection: Connection, ability: AppAbility, key: string): Promise<ProjectTaskState> {
    return loadRecord<ProjectTaskState>(connection, ability, ProjectTaskSchema, key);
  }
}
