import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, date, decimal, instant, integer, key, longText, looseReference, optional, reference, text } from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

export class Projects1760000000005 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'project',
      {
        ...record,
        number: text(40),
        name: text(200),
        accountId: reference('account'),
        parentId: optional(reference('project')),
        templateId: optional(looseReference()),
        description: optional(longText()),
        projectManagerId: optional(reference('person')),
        priority: integer(4),
        state: text(20),
        phase: text(20),
        status: optional(text(10)),
        calculation: text(10),
        approvedStart: optional(date()),
        approvedEnd: optional(date()),
        calendarId: optional(looseReference()),
        plannedStart: instant(),
        plannedEnd: optional(instant()),
        plannedDurationMinutes: integer(0),
        actualStart: optional(instant()),
        actualEnd: optional(instant()),
        percentComplete: decimal(),
      },
      {
        unique: [['number']],
        index: [
          ['accountId', 'number', 'id'],
          ['parentId', 'number', 'id'],
          ['projectManagerId', 'number', 'id'],
          ['state', 'number', 'id'],
          ['phase', 'number', 'id'],
          ['status', 'number', 'id'],
          ['name', 'id'],
          ['plannedStart', 'id'],
          ['plannedEnd', 'id'],
          ['createdAt', 'id'],
          ['updatedAt', 'id'],
        ],
      },
    );
    await createTable(
      q,
      'project_contact',
      { ...record, projectId: reference('project', 'CASCADE'), contactId: reference('person', 'CASCADE') },
      {
        unique: [['projectId', 'contactId']],
        index: [
          ['contactId', 'projectId'],
          ['projectId', 'createdAt', 'id'],
          ['projectId', 'updatedAt', 'id'],
        ],
      },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['project_contact', 'project']) await q.dropTable(table);
  }
}
