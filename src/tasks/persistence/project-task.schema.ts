import {
  decimal,
  flag,
  instant,
  integer,
  longText,
  looseReference,
  optional,
  recordSchema,
  reference,
  tableSchema,
  text,
} from '#libs/persistence';
import type { ProjectTaskState, TaskDependencyState } from '../domain/project-task-state.js';

export const ProjectTaskSchema = recordSchema<ProjectTaskState>(
  'ProjectTask',
  'project_task',
  {
    number: text(40),
    projectId: reference('project', 'CASCADE'),
    accountId: reference('account'),
    parentId: optional(reference('project_task')),
    position: integer(0),
    wbs: longText(),
    wbsOrder: integer(0),
    shortDescription: text(200),
    description: optional(longText()),
    priority: integer(4),
    state: text(20),
    status: optional(text(10)),
    overrideStatus: flag(false),
    assignedToId: optional(reference('person')),
    assignmentGroupId: optional(reference('user_group')),
    visibleToCustomer: flag(false),
    plannedStart: instant(),
    plannedEnd: instant(),
    plannedDurationMinutes: integer(),
    durationElapsed: flag(false),
    timeConstraint: text(30),
    constraintDate: optional(instant()),
    milestone: flag(false),
    keyMilestone: flag(false),
    actualStart: optional(instant()),
    actualEnd: optional(instant()),
    actualDurationMinutes: optional(integer()),
    percentComplete: decimal(),
    critical: optional(flag()),
    scheduleConflict: flag(false),
    calendarId: optional(looseReference()),
    isParent: flag(false),
  },
  {
    unique: [['number']],
    index: [
      ['projectId', 'number', 'id'],
      ['projectId', 'wbsOrder', 'id'],
      ['projectId', 'parentId', 'position'],
      ['projectId', 'visibleToCustomer', 'number', 'id'],
      ['parentId', 'number', 'id'],
      ['accountId', 'id'],
      ['assignedToId', 'number', 'id'],
      ['assignmentGroupId', 'id'],
      ['calendarId', 'id'],
      ['state', 'number', 'id'],
      ['state', 'status', 'plannedEnd', 'id'],
      ['visibleToCustomer', 'number', 'id'],
      ['milestone', 'number', 'id'],
      ['wbsOrder', 'id'],
      ['plannedStart', 'id'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
  },
);

export const TaskDependencySchema = recordSchema<TaskDependencyState>(
  'TaskDependency',
  'task_dependency',
  {
    projectId: reference('project', 'CASCADE'),
    predecessorId: reference('project_task', 'CASCADE'),
    successorId: reference('project_task', 'CASCADE'),
    type: text(2),
    lagMinutes: optional(integer()),
    lagElapsedMinutes: optional(integer()),
    lagPercent: optional(decimal()),
  },
  {
    unique: [['predecessorId', 'successorId']],
    index: [
      ['projectId', 'createdAt', 'id'],
      ['successorId', 'id'],
    ],
  },
);

/**
 * One row for each project that has tasks, written first by every change that may move the roll-up: two writers on one
 * plan come one after the other, on a cluster too, and each adds up what the other left.
 */
export interface ProjectPlanRow {
  readonly id: string;
  readonly revision: number;
  /** Nothing that is free to move begins before it (1.7, constraint date). Null: when the project was planned to begin. */
  readonly startFrom: Date | null;
}

export const ProjectPlanSchema = tableSchema<ProjectPlanRow>('ProjectPlan', 'project_plan', {
  id: { kind: 'id', primary: true, references: 'project', onDelete: 'CASCADE' },
  revision: integer(0),
  startFrom: optional(instant()),
});
