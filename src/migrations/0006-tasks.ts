import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, decimal, flag, instant, integer, key, longText, looseReference, optional, reference, text } from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

export class Tasks1760000000006 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'project_plan', {
      id: { kind: 'id', primary: true, references: 'project', onDelete: 'CASCADE' },
      revision: integer(0),
      startFrom: optional(instant()),
    });
    await createTable(
      q,
      'project_task',
      {
        ...record,
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
    await createTable(
      q,
      'task_dependency',
      {
        ...record,
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
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['task_dependency', 'project_task', 'project_plan']) await q.dropTable(table);
  }
}
