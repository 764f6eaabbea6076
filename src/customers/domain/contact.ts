import type { ContactMoved } from './events.js';
import { CustomerPerson, type CustomerPersonState } from './person.js';

export interface ContactState extends CustomerPersonState {
  readonly accountId: string;
}

/** A person of a customer or partner account; the person's id is the contact's (decision 47). */
export class Contact extends CustomerPerson<ContactState> {
  /** Moves the contact to another account; what it was eligible for there stays without effect (decision 36). */
  moveTo(accountId: string, now: Date): void {
    const from = this.state.accountId;
    if (accountId === from) return;
    const moved: ContactMoved = {
      type: 'customers.contact-moved',
      aggregateId: this.id,
      occurredAt: now,
      payload: { from, to: accountId },
    };
    this.change({ accountId }, moved);
  }
}
