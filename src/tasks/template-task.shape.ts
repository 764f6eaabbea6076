import { choice, PersonRef, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { GroupRef } from '../identity/index.js';
import { DEPENDENCY_TYPES, TASK_PRIORITIES, TIME_CONSTRAINTS } from './domain/task-state.js';
import { TemplateDependencySchema, TemplateTaskSchema } from './persistence/project-template.schema.js';
import { ProjectTemplateRef } from './project-template.shape.js';

const TemplateTaskRef: ReferenceTarget = { table: 'template_task', shown: { name: 'short_description' }, guard: 'TemplateTask' };

export const templateTaskShape = recordShape(TemplateTaskSchema, {
  title: 'TemplateTask',
  defaultSort: 'wbs',
  fields: {
    wbs: value('wbs', { sort: 'wbsOrder', description: 'The place in the tree, derived from the order of the tasks.', example: '1.2' }),
    template: reference('templateId', ProjectTemplateRef),
    parent: reference('parentId', TemplateTaskRef, { description: 'Null at the top of the template.' }),
    position: value('position', { description: 'The place among the tasks there, from 0.', example: 0 }),
    shortDescription: value('shortDescription', { search: true, example: 'Lay the floor' }),
    description: value('description', { list: false, search: true, example: 'Concrete, 20 cm, with a vapour barrier.' }),
    priority: choice('priority', TASK_PRIORITIES),
    visibleToCustomer: value('visibleToCustomer'),
    startOffsetMinutes: value('startOffsetMinutes', { description: 'Working minutes from the start of the project.', example: 480 }),
    plannedDurationMinutes: value('plannedDurationMinutes', { description: 'Working minutes; 480 is a day.', example: 480 }),
    timeConstraint: choice('timeConstraint', TIME_CONSTRAINTS),
    constraintOffsetMinutes: value('constraintOffsetMinutes', {
      description: 'The date of the constraint, in working minutes from the start of the project.',
      example: null,
    }),
    milestone: value('milestone', { example: false }),
    keyMilestone: value('keyMilestone', { example: false }),
    assignedTo: reference('assignedToId', PersonRef, { description: 'An internal user; never an external person.' }),
    assignmentGroup: reference('assignmentGroupId', GroupRef),
  },
});

export const templateDependencyShape = recordShape(TemplateDependencySchema, {
  title: 'TemplateDependency',
  defaultSort: 'createdAt',
  fields: {
    template: reference('templateId', ProjectTemplateRef),
    predecessor: reference('predecessorId', TemplateTaskRef),
    successor: reference('successorId', TemplateTaskRef),
    type: choice('type', DEPENDENCY_TYPES, { description: 'Finish to start, start to start, finish to finish, start to finish.' }),
    lagMinutes: value('lagMinutes', { description: 'Working time, signed; null where the lag is of another kind.', example: 0 }),
    lagElapsedMinutes: value('lagElapsedMinutes', { description: 'Any time, signed.', example: null }),
    lagPercent: value('lagPercent', { description: "Of the predecessor's duration, signed.", example: null }),
  },
});
