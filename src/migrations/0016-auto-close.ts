import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, addIndex, dropIndex, instant, optional } from '#libs/persistence';

/** Resolved cases are found by how long they wait, and the customer is reminded of each once. */
export class AutoClose1760000000016 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await addColumn(q, 'service_case', 'remindedAt', optional(instant()));
    await addIndex(q, 'service_case', ['state', 'resolvedAt', 'id']);
  }

  async down(q: QueryRunner): Promise<void> {
    await dropIndex(q, 'service_case', ['state', 'resolvedAt', 'id']);
    await q.dropColumn('service_case', 'reminded_at');
  }
}
