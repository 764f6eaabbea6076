import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, flag, instant, integer, key, longText, looseReference, optional, reference, text } from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };
const byTime = [
  ['createdAt', 'id'],
  ['updatedAt', 'id'],
];

/** The type of relationship that every database begins with. */
const PARTNER_TYPE_ID = '0199c82cc00070008000000000000001';

export class Customers1760000000004 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'account',
      {
        ...record,
        number: text(40),
        name: text(80),
        parentId: optional(reference('account')),
        code: text(40),
        path: text(700),
        customer: flag(false),
        partner: flag(false),
        phone: optional(text(40)),
        website: optional(text(200)),
        street: optional(text(200)),
        city: optional(text(100)),
        stateProvince: optional(text(100)),
        zip: optional(text(20)),
        country: optional(text(100)),
        notes: optional(longText()),
        registrationCode: optional(text(40)),
        primaryContactId: optional(looseReference()),
      },
      {
        unique: [['number'], ['code'], ['path'], ['registrationCode']],
        index: [['parentId', 'name', 'id'], ['name', 'id'], ['customer', 'name', 'id'], ['partner', 'name', 'id'], ...byTime],
      },
    );
    await createTable(
      q,
      'account_relationship_type',
      { ...record, name: text(100), fromSide: text(10), toSide: text(10), label: text(100), reverseLabel: text(100), active: flag(true) },
      { unique: [['name']], index: byTime },
    );
    const now = new Date().toISOString().replace('T', ' ').replace('Z', '');
    await q.query(
      'INSERT INTO account_relationship_type (id, created_at, updated_at, version, name, from_side, to_side, label, reverse_label, active) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, 1)',
      [PARTNER_TYPE_ID, now, now, 'Partner', 'partner', 'account', 'Partner of', 'Customer of'],
    );
    await createTable(
      q,
      'account_relationship',
      {
        ...record,
        fromAccountId: reference('account'),
        toAccountId: reference('account'),
        typeId: reference('account_relationship_type'),
        label: text(100),
        reverseLabel: text(100),
        mirrorId: { kind: 'id' },
        mirror: flag(false),
        fromIsPartner: flag(false),
      },
      {
        unique: [['fromAccountId', 'toAccountId', 'typeId', 'fromIsPartner'], ['mirrorId']],
        index: [['toAccountId', 'id'], ['typeId', 'id'], ...byTime],
      },
    );
    await createTable(
      q,
      'contact_relationship',
      { ...record, accountId: reference('account'), contactId: reference('person', 'CASCADE'), responsibility: optional(text(100)) },
      { unique: [['contactId', 'accountId']], index: [['accountId', 'id'], ...byTime] },
    );
    await createTable(
      q,
      'asset',
      {
        ...record,
        assetTag: text(100),
        name: text(200),
        serialNumber: optional(text(100)),
        accountId: optional(reference('account')),
        location: optional(text(200)),
      },
      { unique: [['assetTag']], index: [['accountId', 'assetTag', 'id'], ['name', 'id'], ['serialNumber', 'id'], ...byTime] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['asset', 'contact_relationship', 'account_relationship', 'account_relationship_type', 'account'])
      await q.dropTable(table);
  }
}
