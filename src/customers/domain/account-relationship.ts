import { AggregateRoot, newId, type RecordState, Refused } from '#libs/kernel';
import type { AccountState } from './account.js';
import type { AccountRelationshipEnded } from './events.js';

export const ACCOUNT_SIDES = ['account', 'partner'] as const;
/** What the account at one end of a relationship must be: a customer account or a partner account. */
export type AccountSide = (typeof ACCOUNT_SIDES)[number];

export interface AccountRelationshipTypeState extends RecordState {
  readonly name: string;
  readonly fromSide: AccountSide;
  readonly toSide: AccountSide;
  readonly label: string;
  readonly reverseLabel: string;
  /** Only active types can be used for new relationships. */
  readonly active: boolean;
}

/** A kind of relationship between accounts, as "Partner of" and, seen from the other end, "Customer of". */
export class AccountRelationshipType extends AggregateRoot<AccountRelationshipTypeState> {
  static define(fields: Omit<AccountRelationshipTypeState, keyof RecordState>, now: Date): AccountRelationshipType {
    return new AccountRelationshipType({ id: newId(), createdAt: now, updatedAt: now, version: 1, ...fields }, true);
  }

  /** What may change later: never the sides, which relationships were made for (1.2). */
  describe(fields: Partial<Pick<AccountRelationshipTypeState, 'name' | 'label' | 'reverseLabel' | 'active'>>): void {
    this.change(fields);
  }

  /** BR-004. Whether the relationships of this type need new labels. */
  get relabeled(): boolean {
    return this.state.label !== this.before.label || this.state.reverseLabel !== this.before.reverseLabel;
  }
}

/** One direction of a relationship; the other is its mirror (BR-003). */
export interface AccountRelationshipState extends RecordState {
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly typeId: string;
  readonly label: string;
  readonly reverseLabel: string;
  readonly mirrorId: string;
  /** Whether this is the direction that came by itself with the other. */
  readonly mirror: boolean;
  /** Whether the `from` account stands here as a partner of the `to` account, so that its people reach it. */
  readonly fromIsPartner: boolean;
}

const fits = (account: AccountState, side: AccountSide): boolean => (side === 'partner' ? account.partner : account.customer);
const WORD: Record<AccountSide, string> = { account: 'a customer account', partner: 'a partner account' };

export class AccountRelationship extends AggregateRoot<AccountRelationshipState> {
  /**
   * BR-003, BR-005. Both directions of a new relationship.
   * @throws Refused when the type is not active, an account does not fit its side, or both are the same
   */
  static between(
    from: AccountState,
    type: AccountRelationshipTypeState,
    to: AccountState,
    now: Date,
  ): { relationship: AccountRelationship; mirror: AccountRelationshipState } {
    if (!type.active) throw Refused.field('typeId', 'type_not_active', 'This type is not active.');
    if (from.id === to.id) throw Refused.field('toAccountId', 'same_account', 'An account has no relationship with itself.');
    if (!fits(from, type.fromSide)) throw wrongSide('fromAccountId', type.fromSide);
    if (!fits(to, type.toSide)) throw wrongSide('toAccountId', type.toSide);
    const [there, back] = [newId(), newId()];
    const record = { createdAt: now, updatedAt: now, version: 1, typeId: type.id };
    const { label, reverseLabel, fromSide, toSide } = type;
    const relationship = new AccountRelationship(
      {
        id: there,
        ...record,
        fromAccountId: from.id,
        toAccountId: to.id,
        label,
        reverseLabel,
        mirrorId: back,
        mirror: false,
        fromIsPartner: serves(fromSide, toSide),
      },
      true,
    );
    const mirror: AccountRelationshipState = {
      id: back,
      ...record,
      fromAccountId: to.id,
      toAccountId: from.id,
      label: reverseLabel,
      reverseLabel: label,
      mirrorId: there,
      mirror: true,
      fromIsPartner: serves(toSide, fromSide),
    };
    return { relationship, mirror };
  }

  /** The fact that it is over, with its mirror. */
  ended(now: Date): AccountRelationshipEnded {
    const { fromAccountId, toAccountId } = this.state;
    return {
      type: 'customers.account-relationship-ended',
      aggregateId: this.id,
      occurredAt: now,
      payload: { fromAccountId, toAccountId },
    };
  }
}

const serves = (side: AccountSide, other: AccountSide): boolean => side === 'partner' && other === 'account';
const wrongSide = (field: string, side: AccountSide): Refused =>
  Refused.field(field, 'account_does_not_fit', `This end of the relationship must be ${WORD[side]}.`);
