import { Injectable } from '@nestjs/common';
import { PublicUrl } from '#libs/http';
import { newId } from '#libs/kernel';
import { Mails } from '#libs/outbox';
import { type Connection, type Transaction, toDatabase } from '#libs/persistence';
import { type Addressee, invitationLetter, type LinkLetter, resetLetter } from '../domain/link-letters.js';
import { type LinkPurpose, PasswordLinkSchema } from '../persistence/password-link.schema.js';
import { hashOf, newSecret } from './access-tokens.js';

/** Somebody to whom a link is mailed. */
export interface LinkReader extends Addressee {
  readonly id: string;
  readonly email: string;
}

/** The person whose link somebody came with. */
export interface LinkOwner {
  readonly personId: string;
  readonly name: string;
}

const MINUTE = 60_000;
const DAYS = 7;
const MINUTES = 60;
const LASTS_MS: Readonly<Record<LinkPurpose, number>> = { invitation: DAYS * 24 * 60 * MINUTE, reset: MINUTES * MINUTE };
/** Links for one person within an hour; more would only fill somebody's mailbox. */
const MOST_AN_HOUR = 5;

const PAGES: Readonly<Record<LinkPurpose, string>> = { invitation: 'invitation', reset: 'password-reset' };
const stored = (moment: Date): unknown => toDatabase(moment, { kind: 'instant' });

/** Links to choose a password: 256 bits, kept as a hash, good once and for a while. */
@Injectable()
export class PasswordLinks {
  constructor(
    private readonly mails: Mails,
    private readonly publicUrl: PublicUrl,
  ) {}

  /** Mails a link, also to somebody who wants no mails: without it there would be no way in. */
  async send(tx: Transaction<any>, person: LinkReader, purpose: LinkPurpose): Promise<void> {
    const token = newSecret();
    await tx.insert(PasswordLinkSchema, {
      id: newId(tx.now.getTime()),
      personId: person.id,
      purpose,
      tokenHash: hashOf(token),
      createdAt: tx.now,
      expiresAt: new Date(tx.now.getTime() + LASTS_MS[purpose]),
    });
    const link = this.publicUrl.page(PAGES[purpose], { token });
    const letter = purpose === 'invitation' ? invitationLetter(person, link, DAYS) : resetLetter(person, link, MINUTES);
    await this.mails.mail(tx, { personId: null, to: person.email, secret: true, ...letter });
  }

  /** Mails something about signing in to the person's address. */
  async tell(tx: Transaction<any>, { email }: LinkReader, letter: LinkLetter): Promise<void> {
    await this.mails.mail(tx, { personId: null, to: email, ...letter });
  }

  /** Whether so many links were mailed to the person that the next one has to wait. */
  async areTooMany(tx: Transaction<any>, personId: string): Promise<boolean> {
    const [row] = await tx.rows<{ n: number }>('SELECT COUNT(*) AS n FROM password_link WHERE person_id = ? AND created_at > ?', [
      personId,
      stored(new Date(tx.now.getTime() - 60 * MINUTE)),
    ]);
    return Number(row!.n) >= MOST_AN_HOUR;
  }

  /** Whose link this is, while it may still be used and the person may sign in. */
  async ownerOf(connection: Connection, token: string, purpose: LinkPurpose, now: Date): Promise<LinkOwner | undefined> {
    const [row] = await connection.rows<{ personId: string; name: string }>(
      `SELECT l.person_id AS personId, p.name FROM password_link l JOIN person p ON p.id = l.person_id
       WHERE l.token_hash = ? AND l.purpose = ? AND l.expires_at > ? AND p.active = 1`,
      [hashOf(token), purpose, stored(now)],
    );
    return row;
  }

  /** Uses the link up. Of several who try at the same moment one succeeds. @returns whether it was this one */
  async use(tx: Transaction<any>, token: string): Promise<boolean> {
    return (await tx.run('DELETE FROM password_link WHERE token_hash = ? AND expires_at > ?', [hashOf(token), stored(tx.now)])) === 1;
  }

  /** Ends what was mailed to the person so far. */
  async withdraw(tx: Transaction<any>, personId: string): Promise<void> {
    await tx.run('DELETE FROM password_link WHERE person_id = ?', [personId]);
  }
}
