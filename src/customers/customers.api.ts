import { Injectable } from '@nestjs/common';
import type { AppAbility, SqlText } from '#libs/authorization';
import { Refused } from '#libs/kernel';
import type { Connection } from '#libs/persistence';
import { likePattern } from '#libs/records';
import { ELIGIBLE_FOR, eligibleParams } from './eligibility.js';

/** A record that a look-up offers. */
export interface Choice {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

const MOST_CHOICES = 20;

/** What contexts further right ask about accounts and contacts. One statement each. */
@Injectable()
export class CustomersApi {
  /**
   * The id of a customer's account, by id or number, whatever the caller may see: for the command line.
   * @throws Refused when there is none, or when it is not flagged customer (BR-030)
   */
  async customerAccount(connection: Connection, key: string): Promise<string> {
    const [account] = await connection.rows<{ id: string; customer: number }>(
      'SELECT id, customer FROM account WHERE id = ? OR number = ?',
      [key, key],
    );
    if (!account) throw Refused.field('account', 'unknown_reference', `There is no account ${key}.`);
    if (!account.customer) throw Refused.field('account', 'not_a_customer', `The account ${key} is not flagged as a customer.`);
    return account.id;
  }

  /** The account a contact belongs to; null for anybody who is no contact. */
  async accountOfContact(connection: Connection, contactId: string): Promise<string | null> {
    const [row] = await connection.rows<{ account_id: string }>("SELECT account_id FROM person WHERE id = ? AND kind = 'contact'", [
      contactId,
    ]);
    return row?.account_id ?? null;
  }

  /**
   * BR-010. Whether the person is a contact of the account, of a partner that serves it, or has a contact relationship to
   * it. Contacts of parent and child accounts are not eligible by the hierarchy alone.
   */
  async isEligibleFor(connection: Connection, contactId: string, accountId: string): Promise<boolean> {
    const rows = await connection.rows(`SELECT p.id FROM person p WHERE p.id = ? AND ${ELIGIBLE_FOR}`, [
      contactId,
      ...eligibleParams(accountId),
    ]);
    return rows.length > 0;
  }

  /** BR-010. The active eligible contacts that the person may see and whose name or number has the text, by name. */
  async eligibleContacts(
    connection: Connection,
    ability: AppAbility,
    accountId: string,
    q: string | null = null,
    limit = MOST_CHOICES,
  ): Promise<Choice[]> {
    const found: SqlText[] = [
      { sql: `p.active = 1 AND ${ELIGIBLE_FOR}`, params: eligibleParams(accountId) },
      ability.where('read', 'Contact', 'p'),
    ];
    if (q) {
      const pattern = `%${likePattern(q)}%`;
      found.push({ sql: "(LOWER(p.name) LIKE ? ESCAPE '!' OR LOWER(p.number) LIKE ? ESCAPE '!')", params: [pattern, pattern] });
    }
    return connection.rows<Choice & Record<string, unknown>>(
      `SELECT p.id, p.number, p.name FROM person p WHERE ${found.map(({ sql }) => sql).join(' AND ')} ORDER BY p.name, p.id LIMIT ${Math.trunc(limit)}`,
      found.flatMap(({ params }) => params),
    );
  }

  /** BR-033. Whether two accounts are the same, have the same root, or are joined by an account relationship. */
  async sameHierarchyOrRelated(connection: Connection, accountA: string, accountB: string): Promise<boolean> {
    const rows = await connection.rows<{ path: string; related: number }>(
      `SELECT a.path, EXISTS (SELECT 1 FROM account_relationship r WHERE r.from_account_id = ? AND r.to_account_id = ?) AS related
       FROM account a WHERE a.id IN (?, ?)`,
      [accountA, accountB, accountA, accountB],
    );
    if (rows.length < new Set([accountA, accountB]).size) return false;
    return rows.some(({ related }) => Number(related) === 1) || new Set(rows.map(rootOf)).size === 1;
  }

  /** Whether the one account serves the other as a partner (1.2). */
  async isPartnerOf(connection: Connection, partnerId: string, accountId: string): Promise<boolean> {
    const rows = await connection.rows(
      'SELECT r.id FROM account_relationship r WHERE r.from_account_id = ? AND r.to_account_id = ? AND r.from_is_partner = 1 LIMIT 1',
      [partnerId, accountId],
    );
    return rows.length > 0;
  }

  /** Decision 38. Whether the contact acts for an account that is not its own (1.4). */
  async hasContactRelationship(connection: Connection, contactId: string, accountId: string): Promise<boolean> {
    const rows = await connection.rows('SELECT r.id FROM contact_relationship r WHERE r.contact_id = ? AND r.account_id = ?', [
      contactId,
      accountId,
    ]);
    return rows.length > 0;
  }

  /** The ids of an account's own contacts, disabled ones included. */
  async contactsOf(connection: Connection, accountId: string): Promise<string[]> {
    const rows = await connection.rows<{ id: string }>('SELECT id FROM person WHERE account_id = ?', [accountId]);
    return rows.map(({ id }) => id);
  }
}

const rootOf = ({ path }: { path: string }): string => path.split('/')[0]!;
