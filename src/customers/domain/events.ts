import type { DomainEvent } from '#libs/kernel';

/** A contact belongs to another account now; payload: the ids of the accounts. */
export interface ContactMoved extends DomainEvent {
  readonly type: 'customers.contact-moved';
  readonly payload: { readonly from: string; readonly to: string };
}

/** A contact no longer acts for an account that is not its own (1.4). */
export interface ContactRelationshipEnded extends DomainEvent {
  readonly type: 'customers.contact-relationship-ended';
  readonly payload: { readonly contactId: string; readonly accountId: string };
}

/** Two accounts no longer stand in a relationship. */
export interface AccountRelationshipEnded extends DomainEvent {
  readonly type: 'customers.account-relationship-ended';
  readonly payload: { readonly fromAccountId: string; readonly toAccountId: string };
}

/** Somebody asks to become a contact of an account (BR-009). */
export interface RegistrationRequested extends DomainEvent {
  readonly type: 'customers.registration-requested';
}
