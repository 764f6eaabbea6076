import { decimal, flag, instant, integer, json, longText, optional, recordSchema, reference, text } from '#libs/persistence';
import type { ChecklistItemState } from '../domain/checklist-item.js';
import type { ProjectTemplateState } from '../domain/project-template.js';
import type { TemplateDependencyState, TemplateTaskState } from '../domain/template-task.js';

export const ProjectTemplateSchema = recordSchema<ProjectTemplateState>(
  'ProjectTemplate',
  'project_template',
  {
    name: text(200),
    description: optional(longText()),
    fields: json(),
    ownerId: reference('person'),
    revision: integer(0),
  },
  {
    unique: [['name']],
    index: [
      ['ownerId', 'name', 'id'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
  },
);

export const TemplateTaskSchema = recordSchema<TemplateTaskState>(
  'TemplateTask',
  'template_task',
  {
    templateId: reference('project_template', 'CASCADE'),
    parentId: optional(reference('template_task')),
    position: integer(0),
    wbs: longText(),
    wbsOrder: integer(0),
    shortDescription: text(200),
    description: optional(longText()),
    priority: integer(4),
    visibleToCustomer: flag(false),
    plannedDurationMinutes: integer(),
    durationElapsed: flag(false),
    startOffsetMinutes: integer(0),
    milestone: flag(false),
    keyMilestone: flag(false),
    timeConstraint: text(30),
    constraintOffsetMinutes: optional(integer()),
    assignedToId: optional(reference('person')),
    assignmentGroupId: optional(reference('user_group')),
  },
  {
    index: [
      ['templateId', 'wbsOrder', 'id'],
      ['templateId', 'createdAt', 'id'],
      ['templateId', 'updatedAt', 'id'],
      ['parentId', 'id'],
      ['assignedToId', 'id'],
      ['assignmentGroupId', 'id'],
    ],
  },
);

export const TemplateDependencySchema = recordSchema<TemplateDependencyState>(
  'TemplateDependency',
  'template_dependency',
  {
    templateId: reference('project_template', 'CASCADE'),
    predecessorId: reference('template_task', 'CASCADE'),
    successorId: reference('template_task', 'CASCADE'),
    type: text(2),
    lagMinutes: optional(integer()),
    lagElapsedMinutes: optional(integer()),
    lagPercent: optional(decimal()),
  },
  {
    unique: [['predecessorId', 'successorId']],
    index: [
      ['templateId', 'createdAt', 'id'],
      ['templateId', 'updatedAt', 'id'],
      ['successorId', 'id'],
    ],
  },
);

/** Lines of the checklists of project tasks and of template tasks; each has one owner, and goes with it. */
export const ChecklistItemSchema = recordSchema<ChecklistItemState>(
  'ChecklistItem',
  'checklist_item',
  {
    taskId: optional(reference('project_task', 'CASCADE')),
    templateTaskId: optional(reference('template_task', 'CASCADE')),
    position: integer(0),
    text: text(1000),
    done: flag(false),
    doneAt: optional(instant()),
    doneById: optional(reference('person')),
  },
  {
    index: [
      ['taskId', 'position', 'id'],
      ['templateTaskId', 'position', 'id'],
      ['doneById', 'id'],
    ],
    links: { task: { property: 'taskId', table: 'ProjectTask' } },
  },
);
