import { Injectable } from '@nestjs/common';
import { tableOf } from '#libs/persistence';
import { toState } from '#libs/records';
import { KeyMilestones } from '../../projects/index.js';
import type { ProjectTaskState } from '../domain/project-task-state.js';
import { isClosed } from '../domain/task-state.js';
import { ProjectTaskSchema } from '../persistence/project-task.schema.js';

/** Tells status reports the key milestones of a project (1.9, 1.18). */
@Injectable()
export class KeyMilestonesOfProject {
  constructor(milestones: KeyMilestones) {
    milestones.answerBy(async (connection, projectId) => {
      const rows = await connection.rows(
        'SELECT t.* FROM project_task t WHERE t.project_id = ? AND t.key_milestone = 1 ORDER BY t.planned_end, t.number',
        [projectId],
      );
      return rows
        .map((row) => toState<ProjectTaskState>(tableOf(ProjectTaskSchema), row))
        .map(({ state, ...task }) => ({ ...task, closed: isClosed(state) }));
    });
  }
}
