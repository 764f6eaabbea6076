import type { Transaction } from '#libs/persistence';
import { message } from './domain-events.js';
import { OutboxMessageSchema } from './outbox-message.schema.js';

/** A mail to one person, or to an address that belongs to none. */
export interface Letter {
  /** The person it is for; null for somebody who is no person of the program yet. */
  readonly personId: string | null;
  /** The address; the person's own when left out. */
  readonly to?: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Whether the text lets its reader in somewhere: it is not kept once a mail server has taken it. */
  readonly secret?: boolean;
  /** What kind of mail it is, as `task_assigned`. */
  readonly template: string;
  /** Its Message-ID before the `@`, so that what is told twice is one message; an own one when left out. */
  readonly messageId?: string;
  /** The Message-ID before the `@` of the mail that its thread begins with. */
  readonly thread?: string;
}

interface Recipient {
  readonly id: string;
  readonly email: string | null;
  readonly notifications: number;
  readonly active: number;
  /** A kind of mail that this person does not want, among those that are to be sent. */
  readonly muted: string | null;
}

/** Where mails are written: into the outbox, with the change they tell of. */
export class Mails {
  /** @param delivered whether a mail server takes them; otherwise they are kept in the outbox, to be read there */
  constructor(private readonly delivered: boolean) {}

  /**
   * Writes mails with the transaction; they leave after it is committed. None goes to a person who is disabled, wants no
   * mail (BR-174) or none of this kind (BR-171), or caused the mail (BR-177), and none to a person without an address.
   * One statement, and the insert.
   * @returns how many were written
   */
  async mail(tx: Transaction<any>, ...letters: readonly Letter[]): Promise<number> {
    const people = await recipients(tx, letters);
    const messages = letters.flatMap(({ personId, to, template, ...content }) => {
      const person = personId === null ? [] : (people.get(personId) ?? []);
      if (personId !== null && !wants(tx, person, template)) return [];
      const address = to ?? person[0]?.email;
      if (!address) return [];
      const payload = { to: address, ...content };
      return [message('mail', template, payload, tx, this.delivered ? 'waiting' : 'kept')];
    });
    tx.append(OutboxMessageSchema, ...messages);
    return messages.length;
  }
}

/** Who they are, each with one row for every kind of mail that is not wanted. */
async function recipients(tx: Transaction<any>, letters: readonly Letter[]): Promise<ReadonlyMap<string, Recipient[]>> {
  const named = letters.filter(({ personId }) => personId !== null);
  const ids = [...new Set(named.map(({ personId }) => personId!))];
  if (!ids.length) return new Map();
  const kinds = [...new Set(named.map(({ template }) => template))];
  const rows = await tx.rows<Recipient>(
    `SELECT p.id, p.email, p.notifications, p.active, m.kind AS muted FROM person p
     LEFT JOIN muted_mail m ON m.person_id = p.id AND m.kind IN (${kinds.map(() => '?').join(', ')})
     WHERE p.id IN (${ids.map(() => '?').join(', ')})`,
    [...kinds, ...ids],
  );
  const people = new Map<string, Recipient[]>();
  for (const row of rows) people.set(row.id, [...(people.get(row.id) ?? []), row]);
  return people;
}

function wants(tx: Transaction<any>, rows: readonly Recipient[], kind: string): boolean {
  const [person] = rows;
  if (!person?.active || !person.notifications || person.id === tx.origin.personId) return false;
  return rows.every(({ muted }) => muted !== kind);
}
