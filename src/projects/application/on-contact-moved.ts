import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { LapsedContacts } from './lapsed-contacts.js';

/** Decision 36. A contact who moved to another account may no longer be eligible for projects of the former one. */
@Injectable()
export class OnContactMoved {
  constructor(events: DomainEvents, lapsed: LapsedContacts) {
    events.during('customers.contact-moved', async ({ aggregateId }, tx) => {
      const person = { sql: 'p.id = ?', params: [aggregateId] };
      for (const accountId of await lapsed.accountsOf(tx, aggregateId)) await lapsed.note(tx, accountId, person);
    });
  }
}
