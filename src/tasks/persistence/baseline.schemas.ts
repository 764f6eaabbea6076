import { decimal, instant, integer, looseReference, optional, recordSchema, reference, tableSchema, text } from '#libs/persistence';
import type { BaselineState, BaselineTask } from '../domain/baseline.js';

export const ProjectBaselineSchema = recordSchema<BaselineState>(
  'ProjectBaseline',
  'project_baseline',
  {
    projectId: reference('project', 'CASCADE'),
    name: text(200),
    createdById: optional(reference('person')),
    plannedStart: instant(),
    plannedEnd: optional(instant()),
    plannedDurationMinutes: integer(0),
    taskCount: integer(0),
  },
  {
    unique: [['projectId', 'name']],
    index: [['projectId', 'createdAt', 'id'], ['projectId', 'updatedAt', 'id'], ['createdById']],
  },
);

/** A baseline outlives the tasks that it names. */
export const BaselineTaskSchema = tableSchema<BaselineTask>('BaselineTask', 'baseline_task', {
  baselineId: { kind: 'id', primary: true, references: 'project_baseline', onDelete: 'CASCADE' },
  taskId: { ...looseReference(), primary: true },
  number: text(40),
  wbs: text(255),
  wbsOrder: integer(0),
  shortDescription: text(200),
  plannedStart: instant(),
  plannedEnd: instant(),
  plannedDurationMinutes: integer(0),
  percentComplete: decimal(),
});
