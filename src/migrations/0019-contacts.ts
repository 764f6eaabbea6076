import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  addIndex,
  createTable,
  dropIndex,
  instant,
  integer,
  key,
  looseReference,
  optional,
  reference,
  text,
} from '#libs/persistence';

const BY_EMAIL = ['person', ['emailKey', 'id']] as const;

/** People are found by e-mail address; links to choose a password, mails that people switched off, self-registration. */
export class Contacts1760000000019 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await addColumn(q, 'person', 'emailKey', optional(text(200)));
    await q.query('UPDATE person SET email_key = LOWER(email)');
    await addIndex(q, ...BY_EMAIL);
    const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };
    const person = { kind: 'id', primary: true, references: 'person', onDelete: 'CASCADE' } as const;
    await createTable(
      q,
      'password_link',
      {
        id: key(),
        personId: reference('person', 'CASCADE'),
        purpose: text(20),
        tokenHash: text(64),
        createdAt: instant(),
        expiresAt: instant(),
      },
      { unique: [['tokenHash']], index: [['personId', 'createdAt'], ['expiresAt']] },
    );
    await createTable(q, 'muted_mail', { personId: person, kind: { kind: 'text', length: 40, primary: true } });
    await createTable(
      q,
      'registration',
      {
        ...record,
        accountId: reference('account'),
        firstName: text(100),
        lastName: text(100),
        name: text(201),
        email: text(200),
        emailKey: text(200),
        waitingFor: optional(text(200)),
        state: text(20),
        contactId: optional(looseReference()),
        decidedById: optional(looseReference()),
        decidedAt: optional(instant()),
      },
      {
        unique: [['waitingFor']],
        index: [
          ['accountId', 'createdAt', 'id'],
          ['state', 'createdAt', 'id'],
          ['emailKey', 'createdAt'],
          ['createdAt', 'id'],
          ['updatedAt', 'id'],
        ],
      },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['registration', 'muted_mail', 'password_link']) await q.dropTable(table);
    await dropIndex(q, ...BY_EMAIL);
    await q.dropColumn('person', 'email_key');
  }
}
