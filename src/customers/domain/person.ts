import { AggregateRoot, type RecordState } from '#libs/kernel';

/** What contacts and consumers have in common. */
export interface CustomerPersonState extends RecordState {
  readonly number: string;
  /** Null for somebody who cannot sign in. Unique, without regard to case. */
  readonly userName: string | null;
  readonly firstName: string;
  readonly lastName: string;
  /** First and last name. */
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobilePhone: string | null;
  readonly title: string | null;
  readonly timeZone: string | null;
  readonly language: string | null;
  /** Whether mails are sent to this person at all (BR-174). */
  readonly notifications: boolean;
  readonly active: boolean;
}

/** The fields that describe a person, as requests write them. */
export type PersonFields = Partial<Omit<CustomerPersonState, keyof RecordState | 'number' | 'name'>>;

/** A person of the outside world: a contact or a consumer. */
export abstract class CustomerPerson<S extends CustomerPersonState> extends AggregateRoot<S> {
  /** Changes the fields that are named; the name follows the first and last name. */
  describe(fields: PersonFields): void {
    const { firstName, lastName } = { ...this.state, ...fields };
    const userName = fields.userName === undefined ? this.state.userName : fields.userName?.trim().toLowerCase() || null;
    this.change({ ...fields, userName, name: `${firstName} ${lastName}`.trim() } as Partial<S>);
  }

  /** A password needs a user name: the e-mail address, where there is none. */
  makeReadyToSignIn(): void {
    if (!this.state.userName) this.describe({ userName: this.state.email });
  }
}
