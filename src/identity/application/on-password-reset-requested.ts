import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { DomainEvents } from '#libs/outbox';
import type { Transaction } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { PASSWORD_RESET_REQUESTED } from '../domain/events.js';
import { PersonSchema, type PersonState } from '../persistence/person.schema.js';
import { PasswordLinks } from './password-links.js';

/** Mails a link to each of the people who may have asked for another password. */
@Injectable()
export class OnPasswordResetRequested {
  constructor(
    events: DomainEvents,
    private readonly links: PasswordLinks,
  ) {
    events.after(PASSWORD_RESET_REQUESTED, 'mail-password-reset', ({ payload }, tx) => this.send(tx, payload.personIds as string[]));
  }

  /** Who never got a user name has no password to reset; an invitation is what such a person needs. */
  private async send(tx: Transaction, personIds: readonly string[]): Promise<void> {
    for (const person of await statesOf<PersonState>(tx, PersonSchema, 'id', personIds)) {
      const { id, email, userName, active } = person;
      if (!active || !email || !userName || (await this.links.areTooMany(tx, id))) continue;
      await this.links.send(tx, { ...person, email }, 'reset');
      audit(tx, { action: 'password_reset_requested', recordType: 'Person', recordId: id });
    }
  }
}
