import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict } from '#libs/kernel';
import { type Connection, type Transaction, toDatabase } from '#libs/persistence';
import { loadRecord, statesOf } from '#libs/records';
import { Registration, type RegistrationState } from '../domain/registration.js';
import { RegistrationSchema } from './registration.schema.js';

/** Where an e-mail address is in use already. */
export type AddressUse = 'none' | 'in_account' | 'elsewhere';

const DAY = 24 * 3_600_000;
const PLACES = `SELECT p.account_id FROM person p WHERE p.email_key = ? OR p.user_name = ?
  UNION ALL SELECT r.account_id FROM registration r WHERE r.waiting_for = ?`;

/** BR-009. That there is such a person, or such a request, is told only to whom the account's people may be known. */
export const alreadyRegistered = (): Conflict =>
  new Conflict('already_registered', 'This e-mail address belongs to a contact, or waits for approval, already.');

@Injectable()
export class RegistrationRepository {
  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<Registration> {
    return new Registration(await loadRecord<RegistrationState>(tx, ability, RegistrationSchema, key));
  }

  /** Without rules: for the program's own use. */
  async byId(tx: Transaction<any>, id: string): Promise<RegistrationState | undefined> {
    return (await statesOf<RegistrationState>(tx, RegistrationSchema, 'id', [id]))[0];
  }

  /** The account with a registration code, to the letter. */
  async accountWith(connection: Connection, code: string): Promise<string | undefined> {
    const [row] = await connection.rows<{ id: string; registration_code: string }>(
      'SELECT a.id, a.registration_code FROM account a WHERE a.registration_code = ?',
      [code],
    );
    return row?.registration_code === code ? row.id : undefined;
  }

  /** BR-009. Whether the address is a person's, or waits in another request, and whether people of the account may know that. */
  async useOf(tx: Transaction<any>, emailKey: string, accountId: string): Promise<AddressUse> {
    const rows = await tx.rows<{ account_id: string | null }>(PLACES, [emailKey, emailKey, emailKey]);
    if (!rows.length) return 'none';
    return rows.some(({ account_id }) => account_id === accountId) ? 'in_account' : 'elsewhere';
  }

  /** Whether somebody has the address by now, as an e-mail address or as a user name. */
  async isPersons(tx: Transaction<any>, emailKey: string): Promise<boolean> {
    const rows = await tx.rows('SELECT p.id FROM person p WHERE p.email_key = ? OR p.user_name = ?', [emailKey, emailKey]);
    return rows.length > 0;
  }

  /** Whether the same address was told of an earlier request within a day. */
  async wasToldLately(tx: Transaction<any>, { id, emailKey }: RegistrationState): Promise<boolean> {
    const rows = await tx.rows(
      "SELECT r.id FROM registration r WHERE r.email_key = ? AND r.created_at > ? AND r.state = 'duplicate' AND r.id < ?",
      [emailKey, toDatabase(new Date(tx.now.getTime() - DAY), { kind: 'instant' }), id],
    );
    return rows.length > 0;
  }

  /** @throws Conflict when the address waits already */
  save(tx: Transaction<any>, registration: Registration): Promise<boolean> {
    return tx.save(RegistrationSchema, registration, alreadyRegistered());
  }
}
