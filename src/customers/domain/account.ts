import { AggregateRoot, type RecordState, Refused } from '#libs/kernel';

export interface AccountState extends RecordState {
  readonly number: string;
  readonly name: string;
  readonly parentId: string | null;
  /** Unique among all accounts; given once (BR-001). */
  readonly code: string;
  /** The codes from the root down to this account, joined by slashes. */
  readonly path: string;
  readonly customer: boolean;
  readonly partner: boolean;
  readonly phone: string | null;
  readonly website: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly stateProvince: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly notes: string | null;
  readonly registrationCode: string | null;
  readonly primaryContactId: string | null;
}

/** The columns an account is described by; the rest is its place in the tree. */
export type AccountDetails = Omit<AccountState, 'id' | 'createdAt' | 'updatedAt' | 'version' | 'number' | 'code' | 'path' | 'parentId'>;

/** What a column holds: about a hundred accounts below one another. */
export const LONGEST_PATH = 700;

/** An organisation that is served: a customer, a partner, or both, in a tree of accounts. */
export class Account extends AggregateRoot<AccountState> {
  /** BR-001. The path is the parent's and the own code. @throws Refused when the tree becomes too deep */
  static open(
    identity: { id: string; number: string; code: string; now: Date },
    details: Partial<AccountDetails> & { name: string },
    parent: Account | null,
  ): Account {
    const { id, number, code, now } = identity;
    const state: AccountState = {
      id,
      number,
      code,
      createdAt: now,
      updatedAt: now,
      version: 1,
      customer: false,
      partner: false,
      phone: null,
      website: null,
      street: null,
      city: null,
      stateProvince: null,
      zip: null,
      country: 'USA',
      notes: null,
      registrationCode: null,
      primaryContactId: null,
      ...details,
      parentId: parent?.id ?? null,
      path: pathBelow(parent, code),
    };
    requireRoom(state.path.length);
    return new Account(state, true);
  }

  describe(details: Partial<AccountDetails>): void {
    this.change(details);
  }

  /**
   * BR-002. Moves the account below another one, or to the top. The caller moves the descendants along.
   * @param longestBelow the length of the longest path of the account and those below it
   * @throws Refused when that would make a circle, or the tree too deep
   */
  moveBelow(parent: Account | null, now: Date, longestBelow: number): void {
    if (parent)
      this.refuseUnless(
        !parent.isAtOrBelow(this.state.path),
        Refused.field('parentId', 'account_cycle', 'An account cannot lie below itself.'),
      );
    const path = pathBelow(parent, this.state.code);
    if (path === this.state.path) return;
    requireRoom(longestBelow - this.state.path.length + path.length);
    this.change(
      { parentId: parent?.id ?? null, path },
      { type: 'customers.account-moved', aggregateId: this.id, occurredAt: now, payload: { from: this.state.path, to: path } },
    );
  }

  isAtOrBelow(path: string): boolean {
    return this.state.path === path || this.state.path.startsWith(`${path}/`);
  }
}

const pathBelow = (parent: Account | null, code: string): string => (parent ? `${parent.state.path}/${code}` : code);

function requireRoom(length: number): void {
  if (length > LONGEST_PATH) throw Refused.field('parentId', 'tree_too_deep', 'There are too many accounts above one another.');
}
