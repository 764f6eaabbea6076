import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigInteger,
  createTable,
  flag,
  instant,
  integer,
  json,
  key,
  longText,
  looseReference,
  NUMBER_PREFIXES,
  optional,
  text,
  textKey,
} from '#libs/persistence';

/** Tables of the libs: numbers, stamps of rights, first answers, activity, audit, attachments, outbox. */
export class Platform1760000000001 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(q, 'number_counter', { id: textKey(10), nextValue: integer(1) });
    for (const [prefix, first] of Object.entries(NUMBER_PREFIXES))
      await q.query(`INSERT INTO number_counter (id, next_value) VALUES ('${prefix}', ${first})`);
    await createTable(q, 'access_stamp', { id: textKey(32), value: integer(0) });
    await q.query("INSERT INTO access_stamp (id, value) VALUES ('everyone', 0)");
    await createTable(
      q,
      'idempotent_answer',
      {
        id: textKey(64),
        personId: looseReference(),
        hash: text(64),
        status: integer(),
        body: longText(),
        accessStamp: text(40),
        createdAt: instant(),
      },
      { index: [['createdAt']] },
    );
    await createTable(
      q,
      'activity_entry',
      {
        id: key(),
        recordType: text(40),
        recordId: looseReference(),
        kind: text(20),
        audience: text(12),
        at: instant(),
        byId: optional(looseReference()),
        text: optional(longText()),
        changes: optional(json()),
        attachmentId: optional(looseReference()),
      },
      { index: [['recordId', 'at', 'id']] },
    );
    await createTable(
      q,
      'audit_entry',
      {
        id: key(),
        at: instant(),
        personId: optional(looseReference()),
        personName: text(200),
        requestId: text(64),
        action: text(60),
        recordType: text(40),
        recordId: optional(looseReference()),
        recordNumber: optional(text(40)),
        before: optional(json()),
        after: optional(json()),
      },
      { index: [['recordId', 'at'], ['personId', 'at'], ['at']] },
    );
    await createTable(
      q,
      'attachment',
      {
        id: key(),
        recordType: text(40),
        recordId: looseReference(),
        fileName: text(255),
        contentType: text(100),
        sizeBytes: bigInteger(),
        sha256: text(64),
        storageKey: text(100),
        byId: optional(looseReference()),
        createdAt: instant(),
        deleted: flag(false),
      },
      { index: [['recordId', 'id']] },
    );
    await createTable(
      q,
      'outbox_message',
      {
        id: key(),
        kind: text(10),
        topic: text(100),
        payload: json(),
        state: text(10),
        attempts: integer(0),
        availableAt: instant(),
        claimedUntil: optional(instant()),
        doneAt: optional(instant()),
        lastError: optional(longText()),
        causedById: optional(looseReference()),
        createdAt: instant(),
      },
      { index: [['state', 'availableAt'], ['createdAt']] },
    );
    await createTable(q, 'outbox_handled', { id: textKey(140), handledAt: instant() });
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of [
      'outbox_handled',
      'outbox_message',
      'attachment',
      'audit_entry',
      'activity_entry',
      'idempotent_answer',
      'access_stamp',
      'number_counter',
    ])
      await q.dropTable(table);
  }
}
