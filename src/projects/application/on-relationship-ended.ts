import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { LapsedContacts } from './lapsed-contacts.js';

/** Decision 36. A relationship that made contacts eligible has ended: of one person, or of a partner with all its people. */
@Injectable()
export class OnRelationshipEnded {
  constructor(events: DomainEvents, lapsed: LapsedContacts) {
    events.during('customers.contact-relationship-ended', async ({ payload }, tx) => {
      await lapsed.note(tx, String(payload.accountId), { sql: 'p.id = ?', params: [payload.contactId] });
    });
    events.during('customers.account-relationship-ended', async ({ payload }, tx) => {
      const ends = [String(payload.fromAccountId), String(payload.toAccountId)];
      for (const [account, partner] of [ends, [...ends].reverse()])
        await lapsed.note(tx, account!, { sql: 'p.account_id = ?', params: [partner] });
    });
  }
}
