import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import type { Payload } from '#libs/http';
import { Forbidden, Refused } from '#libs/kernel';
import { type Connection, Database, type EntitySchema, type Transaction, tableOf } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import { IdentityApi } from '../../identity/index.js';
import type { AccountState } from '../domain/account.js';
import type { Contact } from '../domain/contact.js';
import { ASSIGNABLE_ROLES, CUSTOMER_ROLE, type Keeper, rolesBeyond, rolesToAdd, rolesToGive } from '../domain/contact-roles.js';
import type { CustomerPerson, CustomerPersonState } from '../domain/person.js';
import { accountTree } from '../reach.js';

/** The account that a contact belongs to, or will. */
export type ContactsAccount = Pick<AccountState, 'id' | 'partner'>;

/** The roles and passwords of contacts and consumers. */
@Injectable()
export class PersonLogins {
  constructor(
    private readonly identity: IdentityApi,
    private readonly database: Database,
  ) {}

  /** BR-006, BR-008. The roles of a new contact of the account: customer when none is named. @throws Refused */
  rolesOfNew(caller: Caller, account: ContactsAccount, wanted: readonly string[] | undefined): string[] {
    return wanted === undefined ? [CUSTOMER_ROLE] : rolesToGive(wanted, [], assignableBy(caller, keeperOf(caller, null, account)));
  }

  /**
   * BR-006, BR-008. Gives a contact other roles; who has none yet becomes a customer with the user name.
   * @returns whether anything has changed
   * @throws Refused
   */
  async changeRoles(tx: Transaction<any>, caller: Caller, contact: Contact, wanted: readonly string[] | undefined): Promise<boolean> {
    const named = contact.state.userName !== null && contact.state.userName !== contact.before.userName;
    if (wanted === undefined && !named) return false;
    return this.giveRoles(tx, caller, contact, wanted);
  }

  /** BR-006. Makes a contact that has no role a customer. @returns whether it had none */
  makeCustomer(tx: Transaction<any>, caller: Caller, contact: Contact): Promise<boolean> {
    return this.giveRoles(tx, caller, contact, undefined);
  }

  private async giveRoles(tx: Transaction<any>, caller: Caller, contact: Contact, wanted: readonly string[] | undefined): Promise<boolean> {
    const held = await this.identity.rolesOf(tx, contact.id);
    if (wanted === undefined && held.length) return false;
    const roles = wanted === undefined ? [CUSTOMER_ROLE] : rolesToGive(wanted, held, await this.assignable(tx, caller, contact));
    if (roles.length === held.length && roles.every((role) => held.includes(role))) return false;
    await this.identity.setRoles(tx, { id: contact.id, kind: 'contact' }, roles);
    const { id, number } = contact.state;
    audit(tx, {
      action: 'roles_changed',
      recordType: 'Contact',
      recordId: id,
      recordNumber: number,
      before: { roles: held },
      after: { roles },
    });
    return true;
  }

  /** The roles that the caller may add to a contact of the account it is in now; null for any. */
  private async assignable(tx: Transaction<any>, caller: Caller, contact: Contact): Promise<readonly string[] | null> {
    if (mayGiveAny(caller)) return null;
    return assignableBy(caller, keeperOf(caller, contact.id, await accountOf(tx, contact.state.accountId)));
  }

  /**
   * P17. Keeps whoever manages contacts away from the sign-in of those who reach further: an e-mail address that is
   * changed, or a role that moves with its contact into a partner account, would open what the caller does not reach.
   * @throws Forbidden
   */
  async requireNotBeyond(tx: Transaction<any>, caller: Caller, contact: Contact): Promise<void> {
    if (caller.actor.kind !== 'contact' || contact.id === caller.personId) return;
    const beyond = rolesBeyond(keeperOf(caller, contact.id, await accountOf(tx, contact.state.accountId)));
    if (!beyond.length) return;
    const held = await this.identity.rolesOf(tx, contact.id);
    if (held.some((role) => beyond.includes(role)))
      throw new Forbidden('This contact holds a role that reaches further than yours.', 'contact_reaches_further');
  }

  /** The hash of the password that a body gives to a new person; null where it gives none. @throws Refused when it is weak */
  async hash(password: string | undefined): Promise<string | null> {
    return password === undefined ? null : this.identity.hashPassword(password);
  }

  /**
   * The hash of the password that a change gives. Made before the transaction, since it takes long, and only after the
   * checks that come first: the person is there, may be changed, the fields are in order.
   * @throws NotFound, Forbidden, Invalid, Refused
   */
  async hashForChange<S extends CustomerPersonState>(
    caller: Caller,
    schema: EntitySchema<S>,
    key: string,
    payload: Payload<{ password?: string }>,
  ): Promise<string | null> {
    if (!payload.mentions('password')) return null;
    const subject = tableOf(schema).name;
    const state = await loadRecord<S>(this.database, caller.ability, schema, key);
    authorize(caller.ability, 'update', subject, state);
    return this.hash(payload.read(caller.ability.fieldsOn('update', subject, state)).password);
  }

  /** A password needs a user name: the e-mail address, where there is none. @throws Refused where there is neither */
  prepare(person: CustomerPerson<any>, passwordHash: string | null): void {
    if (!passwordHash) return;
    person.makeReadyToSignIn();
    if (!person.state.userName)
      throw Refused.field('password', 'user_name_missing', 'Somebody without user name and e-mail address cannot sign in.');
  }

  /** Gives the person the password; every session of that person ends. */
  async setPassword(tx: Transaction<any>, person: CustomerPerson<any>, subject: string, passwordHash: string | null): Promise<void> {
    if (!passwordHash) return;
    await this.identity.setPassword(tx, person.id, passwordHash);
    audit(tx, { action: 'password_set', recordType: subject, recordId: person.id, recordNumber: person.state.number });
  }
}

async function accountOf(connection: Connection, accountId: string): Promise<ContactsAccount> {
  const [row] = await connection.rows<{ partner: number }>('SELECT a.partner FROM account a WHERE a.id = ?', [accountId]);
  return { id: accountId, partner: Boolean(row?.partner) };
}

const mayGiveAny = ({ ability }: Caller): boolean => ability.canAny('give_any_role', 'Contact');

/** The roles that the caller may add to a contact; null for whoever may give any. */
function assignableBy(caller: Caller, keeper: Keeper): readonly string[] | null {
  return mayGiveAny(caller) ? null : rolesToAdd((caller.actor.properties.get(ASSIGNABLE_ROLES) as string[] | undefined) ?? [], keeper);
}

const keeperOf = ({ actor, personId }: Caller, contactId: string | null, { id, partner }: ContactsAccount): Keeper => ({
  roles: actor.roles,
  self: contactId === personId,
  partnerAccount: partner,
  inOwnTree: accountTree(actor).has(id),
});

/** BR-008. The roles that whoever is no administrator may add to a contact; without those that reach further than the own ones. */
export async function rolesToAssign(
  connection: Connection,
  caller: Caller,
  contact: { readonly id: string; readonly accountId: string },
): Promise<readonly string[]> {
  return assignableBy(caller, keeperOf(caller, contact.id, await accountOf(connection, contact.accountId))) ?? [];
}
