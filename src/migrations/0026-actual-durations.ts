import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, integer, optional } from '#libs/persistence';

/** How long closed tasks and projects took. */
export class ActualDurations1760000000026 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const table of ['project', 'project_task']) await addColumn(q, table, 'actualDurationMinutes', optional(integer()));
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['project', 'project_task']) await q.dropColumn(table, 'actual_duration_minutes');
  }
}
