import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { AccessStampSchema, touchAccess } from '#libs/authorization';
import { newId } from '#libs/kernel';
import { Numbering, rowsIn, type Transaction } from '#libs/persistence';
import { namesOf, newPerson, PersonSchema } from '../../identity/index.js';
import { Account } from '../domain/account.js';
import { AccountSchema } from '../persistence/account.schema.js';
import { ContactRelationshipSchema } from '../persistence/customer.schemas.js';
import { codeOf } from './account.service.js';

/** A contact that an import refers to. */
export interface NamedContact {
  readonly id: string;
  readonly accountId: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Accounts and contacts that an import only refers to: found by name, made when missing, in few statements. */
@Injectable()
export class NamedCustomers {
  constructor(private readonly numbering: Numbering) {}

  /** The ids of accounts. One that is missing is made, flagged customer, at the top of the tree. */
  async accounts(tx: Transaction<any>, names: readonly string[]): Promise<Map<string, string>> {
    const rows = await rowsIn<Named>(tx, 'SELECT id, name FROM account WHERE name IN (:values) ORDER BY id', names);
    // Of several with one name the oldest counts.
    const ids = new Map([...rows].reverse().map(({ id, name }) => [name, id]));
    const missing = names.filter((name) => !ids.has(name));
    const numbers = await this.numbers(tx, 'ACCT', missing.length);
    const accounts = missing.map((name, i) => {
      const identity = { id: newId(), number: numbers[i]!, code: codeOf(numbers[i]!), now: tx.now };
      return Account.open(identity, { name, customer: true, country: null }, null).state;
    });
    await tx.insertMany(AccountSchema, accounts);
    for (const { id, name, number } of accounts) {
      ids.set(name, id);
      audit(tx, { action: 'created', recordType: 'Account', recordId: id, recordNumber: number, after: { name, customer: true } });
    }
    return ids;
  }

  /**
   * Contacts by name, with the account each has. One that is missing is made in the account given for it, inactive,
   * without user name and role; one without an account cannot be made and is not in the answer.
   */
  async contacts(tx: Transaction<any>, accountOf: ReadonlyMap<string, string | null>): Promise<Map<string, NamedContact>> {
    const names = [...accountOf.keys()];
    const rows = await rowsIn<Named & { account_id: string }>(
      tx,
      "SELECT id, name, account_id FROM person WHERE kind = 'contact' AND name IN (:values) ORDER BY id",
      names,
    );
    const found = new Map([...rows].reverse().map((row) => [row.name, { id: row.id, accountId: row.account_id }]));
    const missing = names.filter((name) => !found.has(name) && accountOf.get(name));
    const numbers = await this.numbers(tx, 'CNT', missing.length);
    const people = missing.map((name, i) =>
      newPerson('contact', { ...namesOf(name), number: numbers[i]!, accountId: accountOf.get(name)!, active: false }, tx.now),
    );
    await tx.insertMany(PersonSchema, people);
    await tx.insertMany(
      AccessStampSchema,
      people.map(({ id }) => ({ id, value: 0 })),
    );
    people.forEach(({ id, number, accountId }, i) => {
      found.set(missing[i]!, { id, accountId: accountId! });
      const after = { name: missing[i], accountId, active: false };
      audit(tx, { action: 'created', recordType: 'Contact', recordId: id, recordNumber: number, after });
    });
    return found;
  }

  /** Lets contacts act for further accounts, where they do not already (1.4). */
  async relate(tx: Transaction<any>, wanted: readonly { readonly contactId: string; readonly accountId: string }[]): Promise<void> {
    const contacts = [...new Set(wanted.map(({ contactId }) => contactId))];
    const rows = await rowsIn<{ contact_id: string; account_id: string }>(
      tx,
      'SELECT contact_id, account_id FROM contact_relationship WHERE contact_id IN (:values)',
      contacts,
    );
    const known = new Set(rows.map((row) => `${row.contact_id} ${row.account_id}`));
    const relationships = wanted
      .filter(({ contactId, accountId }) => !known.has(`${contactId} ${accountId}`))
      .map((pair) => ({ id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1, ...pair, responsibility: null }));
    await tx.insertMany(ContactRelationshipSchema, relationships);
    for (const { id, contactId, accountId } of relationships)
      audit(tx, { action: 'created', recordType: 'ContactRelationship', recordId: id, after: { contactId, accountId } });
    await touchAccess(tx, [...new Set(relationships.map(({ contactId }) => contactId))]);
  }

  private async numbers(tx: Transaction<any>, prefix: 'ACCT' | 'CNT', count: number): Promise<string[]> {
    return count ? this.numbering.take(tx, prefix, count) : [];
  }
}
