import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, instant, integer, key, longText, optional, reference, text } from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

export class FieldService1760000000008 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'work_order',
      {
        ...record,
        number: text(40),
        caseId: optional(reference('service_case')),
        projectTaskId: optional(reference('project_task')),
        accountId: optional(reference('account')),
        consumerId: optional(reference('person')),
        contactId: optional(reference('person')),
        assetId: optional(reference('asset')),
        partnerId: optional(reference('account')),
        partnerContactId: optional(reference('person')),
        companyId: optional(reference('account')),
        callerId: optional(reference('person')),
        shortDescription: text(160),
        description: optional(longText()),
        priority: integer(4),
        location: optional(text(200)),
        qualificationGroupId: optional(reference('user_group')),
        assignmentGroupId: optional(reference('user_group')),
        billable: flag(false),
        state: text(30),
        active: flag(true),
        scheduledStart: optional(instant()),
        estimatedEnd: optional(instant()),
        workStart: optional(instant()),
        workEnd: optional(instant()),
        openedAt: instant(),
        openedById: optional(reference('person')),
      },
      {
        unique: [['number']],
        index: [
          ['caseId', 'openedAt', 'id'],
          ['projectTaskId', 'openedAt', 'id'],
          ['accountId', 'openedAt', 'id'],
          ['consumerId', 'openedAt', 'id'],
          ['contactId', 'openedAt', 'id'],
          ['assetId', 'openedAt', 'id'],
          ['partnerId', 'openedAt', 'id'],
          ['partnerContactId', 'openedAt', 'id'],
          ['companyId', 'id'],
          ['callerId', 'id'],
          ['qualificationGroupId', 'id'],
          ['assignmentGroupId', 'id'],
          ['openedById', 'openedAt', 'id'],
          ['state', 'openedAt', 'id'],
          ['priority', 'openedAt', 'id'],
          ['active', 'openedAt', 'id'],
          ['openedAt', 'id'],
          ['createdAt', 'id'],
          ['updatedAt', 'id'],
        ],
      },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('work_order');
  }
}
