import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addIndex, dropIndex } from '#libs/persistence';

/** Indexes that the lists of users, groups, tokens, the audit log and the outbox read along, and housekeeping deletes along. */
const ADDED: readonly [table: string, ...properties: string[]][] = [
  ['person', 'kind', 'userName', 'id'],
  ['person_role', 'role', 'personId'],
  ['user_group', 'createdAt', 'id'],
  ['user_group', 'updatedAt', 'id'],
  ['access_token', 'personId', 'createdAt', 'id'],
  ['sign_in_delay', 'nextAt'],
  ['audit_entry', 'recordId', 'at', 'id'],
  ['audit_entry', 'recordNumber', 'at', 'id'],
  ['audit_entry', 'personId', 'at', 'id'],
  ['audit_entry', 'at', 'id'],
  ['outbox_message', 'state', 'createdAt', 'id'],
  ['outbox_message', 'kind', 'createdAt', 'id'],
  ['outbox_message', 'createdAt', 'id'],
  ['outbox_handled', 'handledAt'],
];

/** Those that the new ones begin with. */
const REPLACED: readonly [table: string, ...properties: string[]][] = [
  ['access_token', 'personId'],
  ['audit_entry', 'recordId', 'at'],
  ['audit_entry', 'personId', 'at'],
  ['audit_entry', 'at'],
  ['outbox_message', 'createdAt'],
];

export class Identity1760000000010 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    for (const [table, ...properties] of ADDED) await addIndex(q, table, properties);
    for (const [table, ...properties] of REPLACED) await dropIndex(q, table, properties);
  }

  async down(q: QueryRunner): Promise<void> {
    for (const [table, ...properties] of REPLACED) await addIndex(q, table, properties);
    for (const [table, ...properties] of ADDED) await dropIndex(q, table, properties);
  }
}
