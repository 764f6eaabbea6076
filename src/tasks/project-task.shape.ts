import { choice, PersonRef, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { AccountRef } from '../customers/index.js';
import { GroupRef } from '../identity/index.js';
import { ProjectRef } from '../projects/index.js';
import { TASK_PRIORITIES, TASK_STATES, TASK_STATUSES, TIME_CONSTRAINTS } from './domain/task-state.js';
import { ProjectTaskSchema } from './persistence/project-task.schema.js';

/** How a task is named in other records: null for whoever may not see it (decision 31). */
export const ProjectTaskRef: ReferenceTarget = {
  table: 'project_task',
  shown: { number: 'number', name: 'short_description' },
  guard: 'ProjectTask',
};

export const projectTaskShape = recordShape(ProjectTaskSchema, {
  title: 'ProjectTask',
  defaultSort: 'number',
  fields: {
    number: value('number', { filter: true, sort: true, search: true, example: 'PRJTASK0010001' }),
    wbs: value('wbs', { sort: 'wbsOrder', description: 'The place in the tree, derived from the order of the tasks.', example: '1.2' }),
    project: reference('projectId', ProjectRef, { filter: true }),
    account: reference('accountId', AccountRef, { filter: true }),
    parent: reference('parentId', ProjectTaskRef, { filter: true, description: 'Null directly under the project.' }),
    shortDescription: value('shortDescription', { search: true, example: 'Lay the floor' }),
    description: value('description', { list: false, search: true, example: 'Concrete, 20 cm, with a vapour barrier.' }),
    priority: choice('priority', TASK_PRIORITIES),
    state: choice('state', TASK_STATES, { filter: true, sort: true }),
    status: choice('status', TASK_STATUSES, { description: 'By how near the planned end is (BR-136).' }),
    overrideStatus: value('overrideStatus', { example: false, description: 'The status was set by hand, and stays.' }),
    assignedTo: reference('assignedToId', PersonRef, { filter: true }),
    assignmentGroup: reference('assignmentGroupId', GroupRef, { filter: true }),
    visibleToCustomer: value('visibleToCustomer', { filter: true, sort: true }),
    plannedStart: value('plannedStart', { filter: true, sort: true }),
    plannedEnd: value('plannedEnd', { example: '2026-03-02T17:00:00.000Z' }),
    plannedDurationMinutes: value('plannedDurationMinutes', {
      description: 'Working minutes; of a parent those of its span.',
      example: 480,
    }),
    timeConstraint: choice('timeConstraint', TIME_CONSTRAINTS),
    constraintDate: value('constraintDate'),
    milestone: value('milestone', { filter: true, example: false }),
    keyMilestone: value('keyMilestone', { example: false }),
    actualStart: value('actualStart'),
    actualEnd: value('actualEnd'),
    actualDurationMinutes: value('actualDurationMinutes', {
      description: 'Working minutes from actual start to actual end of a closed task; of a parent once all below it is complete.',
      example: 960,
    }),
    percentComplete: value('percentComplete', { description: 'Of a parent the average of its tasks by planned duration.', example: 37.5 }),
    scheduleConflict: value('scheduleConflict', {
      description: 'A constraint holds it where its dependencies would not let it be (BR-152).',
      example: false,
    }),
    critical: value('critical', { description: 'Whether a delay would delay the project; null until it was scheduled.' }),
  },
});

/** What external people read of a task they see. The rest would tell of tasks that they do not see, or is internal. */
export const EXTERNAL_TASK_FIELDS = [
  'number',
  'project',
  'account',
  'parent',
  'shortDescription',
  'description',
  'priority',
  'state',
  'status',
  'assignedTo',
  'visibleToCustomer',
  'plannedStart',
  'plannedEnd',
  'plannedDurationMinutes',
  'actualStart',
  'actualEnd',
  'percentComplete',
  'milestone',
] as const;

/** The fields whose history external people must not read. */
export const INTERNAL_TASK_FIELDS: ReadonlySet<string> = new Set(
  [...projectTaskShape.fields.keys()].filter((name) => !(EXTERNAL_TASK_FIELDS as readonly string[]).includes(name)),
);
