import { Injectable } from '@nestjs/common';
import { type AppAbility, touchEveryonesAccess } from '#libs/authorization';
import { Conflict, Refused } from '#libs/kernel';
import { isBrokenReference, type Transaction } from '#libs/persistence';
import { loadRecord, resolveReference, unknownReference } from '#libs/records';
import { CustomersApi } from '../customers.api.js';
import { Account, type AccountState } from '../domain/account.js';
import type { ContactState } from '../domain/contact.js';
import { AccountSchema } from './account.schema.js';
import { ContactSchema } from './customer.schemas.js';

const TAKEN = new Conflict('already_exists', 'An account with this registration code exists already.');

const IN_USE = new Conflict('account_in_use', 'Accounts, contacts or other records belong to this account.');

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

  /**
   * The account that a body names, kept from being deleted until the end: nothing but this holds an account to which no
   * foreign key points.
   * @throws Refused
   */
  async kept(tx: Transaction<any>, ability: AppAbility, field: string, key: string): Promise<Account> {
    const account = await this.named(tx, ability, field, key);
    if (tx.forShare && !(await tx.rows(`SELECT a.id FROM account a WHERE a.id = ?${tx.forShare}`, [account.id])).length)
      throw unknownReference(field);
    return account;
  }

  /** Lets one after the other decide about what an account has only once. */
  async hold(tx: Transaction<any>, accountId: string): Promise<void> {
    if (tx.forUpdate) await tx.rows(`SELECT a.id FROM account a WHERE a.id = ?${tx.forUpdate}`, [accountId]);
  }

  /** @throws Conflict while something refers to it */
  async remove(tx: Transaction<any>, { id, version }: AccountState): Promise<void> {
    await this.hold(tx, id);
    if ((await this.customers.contactsOf(tx, id)).length) throw IN_USE;
    await tx.remove(AccountSchema, id, version).catch((error: unknown) => {
      throw isBrokenReference(error) ? IN_USE : error;
    });
  }

  /**
   * Keeps the tree as it is until the end of the transaction: of two moves at one moment the second begins when the first
   * is done, and sees it. What was read of the tree before does not count. Only administrators wait here.
   */
  holdTree(tx: Transaction<any>): Promise<void> {
    return touchEveryonesAccess(tx);
  }

  /** BR-002. The length of the longest path at or below a path. */
  async longestPathAt(tx: Transaction<any>, path: string): Promise<number> {
    const [row] = await tx.rows<{ longest: number | null }>(
      'SELECT MAX(LENGTH(a.path)) AS longest FROM account a WHERE a.path >= ? AND a.path < ?',
      [path, `${path}0`],
    );
    return Number(row!.longest ?? 0);
  }

  /** BR-002. Puts the accounts below a moved one under its new path; answers how many. */
  moveDescendants(tx: Transaction<any>, from: string, to: string): Promise<number> {
    const moved = tx.dialect === 'sqlite' ? '? || SUBSTR(path, ?)' : 'CONCAT(?, SUBSTR(path, ?))';
    return tx.run(`UPDATE account SET path = ${moved} WHERE path > ? AND path < ?`, [to, from.length + 1, `${from}/`, `${from}0`]);
  }
}
