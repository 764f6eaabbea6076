import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, instant, integer, json, key, longText, looseReference, optional, reference, text } from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

export class Cases1760000000007 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'service_case',
      {
        ...record,
        number: text(40),
        shortDescription: text(160),
        description: optional(longText()),
        channel: text(10),
        state: text(20),
        priority: integer(4),
        category: text(20),
        impact: optional(integer()),
        urgency: optional(integer()),
        location: optional(text(200)),
        accountId: optional(reference('account')),
        contactId: optional(reference('person')),
        consumerId: optional(reference('person')),
        partnerId: optional(reference('account')),
        partnerContactId: optional(reference('person')),
        projectId: optional(reference('project')),
        projectTaskId: optional(reference('project_task')),
        assetId: optional(reference('asset')),
        issueId: optional(looseReference()),
        changeRequestId: optional(looseReference()),
        assignmentGroupId: optional(reference('user_group')),
        assignedToId: optional(reference('person')),
        assignedOn: optional(instant()),
        watchList: json(),
        workNotesList: json(),
        openedAt: instant(),
        openedById: optional(reference('person')),
        resolvedAt: optional(instant()),
        resolvedById: optional(reference('person')),
        closedAt: optional(instant()),
        closedById: optional(reference('person')),
        resolutionCode: optional(text(100)),
        cause: optional(text(1000)),
        resolutionNotes: optional(longText()),
        reassignmentCount: integer(0),
        reopenCount: integer(0),
        parentId: optional(reference('service_case')),
      },
      {
        unique: [['number']],
        index: [
          ['accountId', 'openedAt', 'id'],
          ['contactId', 'openedAt', 'id'],
          ['consumerId', 'openedAt', 'id'],
          ['partnerId', 'openedAt', 'id'],
          ['partnerContactId', 'openedAt', 'id'],
          ['openedById', 'openedAt', 'id'],
          ['projectId', 'openedAt', 'id'],
          ['projectTaskId', 'openedAt', 'id'],
          ['assignedToId', 'openedAt', 'id'],
          ['parentId'],
          ['assignmentGroupId', 'openedAt', 'id'],
          ['state', 'openedAt', 'id'],
          ['priority', 'openedAt', 'id'],
          ['priority', 'id'],
          ['channel', 'openedAt', 'id'],
          ['openedAt', 'id'],
          ['createdAt', 'id'],
          ['updatedAt', 'id'],
        ],
      },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.dropTable('service_case');
  }
}
