import { choice, recordShape, reference, value } from '#libs/records';
import { ProjectRef } from '../projects/index.js';
import { DEPENDENCY_TYPES } from './domain/task-state.js';
import { TaskDependencySchema } from './persistence/project-task.schema.js';
import { ProjectTaskRef } from './project-task.shape.js';

export const taskDependencyShape = recordShape(TaskDependencySchema, {
  title: 'TaskDependency',
  defaultSort: 'createdAt',
  fields: {
    project: reference('projectId', ProjectRef),
    predecessor: reference('predecessorId', ProjectTaskRef, { filter: true }),
    successor: reference('successorId', ProjectTaskRef, { filter: true }),
    type: choice('type', DEPENDENCY_TYPES, { description: 'Finish to start, start to start, finish to finish, start to finish.' }),
    lagMinutes: value('lagMinutes', { description: 'Working time, signed; null where the lag is of another kind.', example: 0 }),
    lagElapsedMinutes: value('lagElapsedMinutes', { description: 'Any time, signed.', example: null }),
    lagPercent: value('lagPercent', { description: "Of the predecessor's duration, signed.", example: null }),
  },
});
