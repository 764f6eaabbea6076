import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addIndex,
  createTable,
  decimal,
  dropIndex,
  flag,
  instant,
  integer,
  json,
  key,
  longText,
  optional,
  reference,
  text,
} from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

/** Templates of projects with their tasks; checklists; files that several records share. */
export class ProjectTemplates1760000000012 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'project_template',
      {
        ...record,
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
    await createTable(
      q,
      'template_task',
      {
        ...record,
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
    await createTable(
      q,
      'template_dependency',
      {
        ...record,
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
    await createTable(
      q,
      'checklist_item',
      {
        ...record,
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
      },
    );
    await addIndex(q, 'attachment', ['storageKey']);
  }

  async down(q: QueryRunner): Promise<void> {
    await dropIndex(q, 'attachment', ['storageKey']);
    for (const table of ['checklist_item', 'template_dependency', 'template_task', 'project_template']) await q.dropTable(table);
  }
}
