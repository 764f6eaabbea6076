import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Column, createTable, flag, instant, integer, json, key, looseReference, optional, reference, text } from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };
const part = (table: string): Column => ({ kind: 'id', primary: true, references: table, onDelete: 'CASCADE' });
const role: Column = { kind: 'text', length: 100, primary: true };

export class Identity1760000000003 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'person',
      {
        ...record,
        kind: text(10),
        number: optional(text(40)),
        accountId: optional(looseReference()),
        userName: optional(text(100)),
        firstName: text(100),
        lastName: text(100),
        name: text(201),
        email: optional(text(200)),
        phone: optional(text(40)),
        mobilePhone: optional(text(40)),
        title: optional(text(100)),
        timeZone: optional(text(60)),
        language: optional(text(10)),
        notifications: flag(true),
        active: flag(true),
      },
      {
        unique: [['userName'], ['number']],
        index: [
          ['kind', 'name', 'id'],
          ['kind', 'createdAt', 'id'],
          ['kind', 'updatedAt', 'id'],
          ['accountId', 'name', 'id'],
          ['email', 'id'],
        ],
      },
    );
    await createTable(q, 'credential', { id: part('person'), passwordHash: text(200), mustChange: flag(false), changedAt: instant() });
    await createTable(q, 'person_role', { personId: part('person'), role });
    await createTable(q, 'user_group', { ...record, name: text(100), managerId: optional(reference('person')) }, { unique: [['name']] });
    await createTable(q, 'group_role', { groupId: part('user_group'), role });
    await createTable(q, 'group_member', { groupId: part('user_group'), personId: part('person') }, { index: [['personId']] });
    await createTable(
      q,
      'session',
      {
        id: key(),
        personId: reference('person', 'CASCADE'),
        createdAt: instant(),
        endedAt: optional(instant()),
        endReason: optional(text(40)),
      },
      { index: [['personId']] },
    );
    await createTable(
      q,
      'refresh_token',
      {
        id: key(),
        sessionId: reference('session', 'CASCADE'),
        tokenHash: text(64),
        createdAt: instant(),
        expiresAt: instant(),
        usedAt: optional(instant()),
      },
      { unique: [['tokenHash']], index: [['sessionId'], ['expiresAt']] },
    );
    await createTable(q, 'sign_in_delay', { id: { kind: 'text', length: 130, primary: true }, failures: integer(0), nextAt: instant() });
    await createTable(
      q,
      'access_token',
      {
        id: key(),
        personId: reference('person', 'CASCADE'),
        name: text(100),
        tokenHash: text(64),
        scopes: json(),
        createdAt: instant(),
        expiresAt: optional(instant()),
        revokedAt: optional(instant()),
      },
      { unique: [['tokenHash']], index: [['personId']] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of [
      'access_token',
      'sign_in_delay',
      'refresh_token',
      'session',
      'group_member',
      'group_role',
      'user_group',
      'person_role',
      'credential',
      'person',
    ])
      await q.dropTable(table);
  }
}
