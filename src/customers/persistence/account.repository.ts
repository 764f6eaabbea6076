import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict, Refused } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { loadRecord, resolveReference } from '#libs/records';
import { CustomersApi } from '../customers.api.js';
import { Account, type AccountState } from '../domain/account.js';
import type { ContactState } from '../domain/contact.js';
import { AccountSchema } from './account.schema.js';
import { ContactSchema } from './customer.schemas.js';

const TAKEN = new Conflict('already_exists', 'An account with this registration code exists already.');

/** Accounts under the caller's rules. */
@Injectable()
export class AccountRepository {
  constructor(private readonly customers: CustomersApi) {}

  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<Account> {
    return new Account(await loadRecord<AccountState>(tx, ability, AccountSchema, key));
  }

  /** The account that a body names. @throws Refused */
  async named(tx: Transaction<any>, ability: AppAbility, field: string, key: string): Promise<Account> {
    return new Account(await resolveReference<AccountState>(tx, ability, AccountSchema, field, key));
  }

  /**
   * The contact that a body names as an account's primary one: its own, or one with a relationship to it (1.1, 1.4).
   * @throws Refused
   */
  async contactOf(tx: Transaction<any>, ability: AppAbility, account: Account, key: string): Promise<string> {
    const contact = await resolveReference<ContactState>(tx, ability, ContactSchema, 'primaryContactId', key);
    if (!(await this.customers.isEligibleFor(tx, contact.id, account.id)))
      throw Refused.field('primaryContactId', 'contact_of_other_account', 'This contact does not act for the account.');
    return contact.id;
  }

  save(tx: Transaction<any>, account: Account): Promise<boolean> {
    return tx.save(AccountSchema, account, TAKEN);
  }

  /** BR-002. Puts the accounts below a moved one under its new path; answers how many. */
  moveDescendants(tx: Transaction<any>, from: string, to: string): Promise<number> {
    const moved = tx.dialect === 'sqlite' ? '? || SUBSTR(path, ?)' : 'CONCAT(?, SUBSTR(path, ?))';
    return tx.run(`UPDATE account SET path = ${moved} WHERE path > ? AND path < ?`, [to, from.length + 1, `${from}/`, `${from}0`]);
  }
}
