import { AggregateRoot, newId, type RecordState } from '#libs/kernel';
import type { ContactRelationshipEnded } from './events.js';

export interface ContactRelationshipState extends RecordState {
  readonly accountId: string;
  readonly contactId: string;
  readonly responsibility: string | null;
}

/** A contact acts for an account that is not its own (1.4). */
export class ContactRelationship extends AggregateRoot<ContactRelationshipState> {
  static between(contactId: string, accountId: string, responsibility: string | null, now: Date): ContactRelationship {
    return new ContactRelationship({ id: newId(), createdAt: now, updatedAt: now, version: 1, accountId, contactId, responsibility }, true);
  }

  describe(responsibility: string | null): void {
    this.change({ responsibility });
  }

  /** The fact that the contact no longer acts for the account. */
  ended(now: Date): ContactRelationshipEnded {
    const { contactId, accountId } = this.state;
    return { type: 'customers.contact-relationship-ended', aggregateId: this.id, occurredAt: now, payload: { contactId, accountId } };
  }
}
