import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, decimal, instant, integer, key, looseReference, optional, reference, text, textKey } from '#libs/persistence';

/** Baselines of projects; what is done once a day, and when it was done last. */
export class Baselines1760000000014 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'project_baseline',
      {
        id: key(),
        createdAt: instant(),
        updatedAt: instant(),
        version: integer(),
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
    await createTable(q, 'baseline_task', {
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
    await createTable(q, 'scheduled_job', { id: textKey(60), lastRun: optional(instant()), claimedUntil: optional(instant()) });
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['scheduled_job', 'baseline_task', 'project_baseline']) await q.dropTable(table);
  }
}
