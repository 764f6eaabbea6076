import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import type { Payload } from '#libs/http';
import { Refused } from '#libs/kernel';
import { Database, type EntitySchema, type Transaction, tableOf } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import { IdentityApi } from '../../identity/index.js';
import type { Contact } from '../domain/contact.js';
import { ASSIGNABLE_ROLES, CUSTOMER_ROLE, rolesToGive } from '../domain/contact-roles.js';
import type { CustomerPerson, CustomerPersonState } from '../domain/person.js';

/** The roles and passwords of contacts and consumers. */
@Injectable()
export class PersonLogins {
  constructor(
    private readonly identity: IdentityApi,
    private readonly database: Database,
  ) {}

  /** BR-006, BR-008. The roles of a new contact: customer when none is named. @throws Refused */
  rolesOfNew(caller: Caller, wanted: readonly string[] | undefined): string[] {
    return wanted === undefined ? [CUSTOMER_ROLE] : rolesToGive(wanted, [], assignableBy(caller));
  }

  /**
   * BR-006, BR-008. Gives a contact other roles; who has none yet becomes a customer with the user name.
   * @returns whether anything has changed
   * @throws Refused
   */
  async changeRoles(tx: Transaction<any>, caller: Caller, contact: Contact, wanted: readonly string[] | undefined): Promise<boolean> {
    const named = contact.state.userName !== null && contact.state.userName !== contact.before.userName;
    if (wanted === undefined && !named) return false;
    const held = await this.identity.rolesOf(tx, contact.id);
    if (wanted === undefined && held.length) return false;
    const roles = wanted === undefined ? [CUSTOMER_ROLE] : rolesToGive(wanted, held, assignableBy(caller));
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

/** The roles that the caller may give to a contact; null for whoever may give any. */
function assignableBy({ ability, actor }: Caller): readonly string[] | null {
  return ability.canAny('give_any_role', 'Contact') ? null : ((actor.properties.get(ASSIGNABLE_ROLES) as string[] | undefined) ?? []);
}

/** BR-008. The roles that whoever is no administrator may give to a contact. */
export const rolesToAssign = (caller: Caller): readonly string[] => assignableBy(caller) ?? [];
