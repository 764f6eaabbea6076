import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, createTable, dropIndex, flag, instant, integer, key, longText, optional, reference, text } from '#libs/persistence';

/** The tasks of cases; the cases below a case are listed by when they were opened. */
export class CaseTasks1760000000015 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await addIndex(q, 'service_case', ['parentId', 'openedAt', 'id']);
    await dropIndex(q, 'service_case', ['parentId']);
    await createTable(
      q,
      'case_task',
      {
        id: key(),
        createdAt: instant(),
        updatedAt: instant(),
        version: integer(),
        number: text(40),
        caseId: reference('service_case'),
        shortDescription: text(160),
        description: optional(longText()),
        state: text(20),
        priority: integer(4),
        assignedToId: optional(reference('person')),
        visibleToCustomer: flag(false),
      },
      {
        unique: [['number']],
        index: [
          ['caseId', 'createdAt', 'id'],
          ['assignedToId', 'createdAt', 'id'],
          ['state', 'createdAt', 'id'],
          ['priority', 'createdAt', 'id'],
          ['visibleToCustomer', 'createdAt', 'id'],
          ['createdAt', 'id'],
          ['updatedAt', 'id'],
        ],
      },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('case_task');
    await addIndex(q, 'service_case', ['parentId']);
    await dropIndex(q, 'service_case', ['parentId', 'openedAt', 'id']);
  }
}
