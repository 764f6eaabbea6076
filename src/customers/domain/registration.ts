import { AggregateRoot, Conflict, newId, type RecordState } from '#libs/kernel';
import type { RegistrationRequested } from './events.js';

/** Duplicate: the address belongs to somebody elsewhere already, which only its owner is told, by mail. */
export const REGISTRATION_STATES = ['pending', 'approved', 'rejected', 'duplicate'] as const;
export type RegistrationStateName = (typeof REGISTRATION_STATES)[number];

/** What those who decide get to see. */
export const DECIDABLE_STATES = ['pending', 'approved', 'rejected'] as const;

export interface RegistrationState extends RecordState {
  readonly accountId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly email: string;
  /** The e-mail address in lower case. */
  readonly emailKey: string;
  /** The same, while the request is pending: one address waits once (BR-009). */
  readonly waitingFor: string | null;
  readonly state: RegistrationStateName;
  /** The contact that an approval made. */
  readonly contactId: string | null;
  readonly decidedById: string | null;
  readonly decidedAt: Date | null;
}

/** Who asks to become a contact. */
export type Applicant = Pick<RegistrationState, 'accountId' | 'firstName' | 'lastName' | 'email'>;

/** BR-009. Somebody who has the registration code of an account asks to become its contact. */
export class Registration extends AggregateRoot<RegistrationState> {
  /** @param known whether the address is in use outside of what people of the account may know of */
  static by({ accountId, firstName, lastName, email }: Applicant, known: boolean, now: Date): Registration {
    const emailKey = email.trim().toLowerCase();
    const id = newId();
    const registration = new Registration(
      {
        id,
        createdAt: now,
        updatedAt: now,
        version: 1,
        accountId,
        firstName,
        lastName,
        name: `${firstName} ${lastName}`.trim(),
        email: email.trim(),
        emailKey,
        waitingFor: known ? null : emailKey,
        state: known ? 'duplicate' : 'pending',
        contactId: null,
        decidedById: null,
        decidedAt: null,
      },
      true,
    );
    const requested: RegistrationRequested = { type: 'customers.registration-requested', aggregateId: id, occurredAt: now, payload: {} };
    registration.record(requested);
    return registration;
  }

  /** @throws Conflict when it was decided before */
  approve(contactId: string, byId: string, now: Date): void {
    this.decide('approved', byId, now);
    this.change({ contactId });
  }

  /** @throws Conflict when it was decided before */
  reject(byId: string, now: Date): void {
    this.decide('rejected', byId, now);
  }

  /** @throws Conflict when it was decided before */
  requirePending(): void {
    const { state } = this.state;
    this.refuseUnless(state === 'pending', new Conflict('registration_decided', `This registration is ${state} already.`));
  }

  private decide(state: RegistrationStateName, decidedById: string, now: Date): void {
    this.requirePending();
    this.change({ state, decidedById, decidedAt: now, waitingFor: null });
  }
}
