import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, Refused } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { PasswordLinks } from '../../identity/index.js';
import { contactShape } from '../contact.shape.js';
import type { Contact } from '../domain/contact.js';
import type { CreateContactDto, InviteContactDto, UpdateContactDto } from '../dto/contact.dto.js';
import { AccountRepository } from '../persistence/account.repository.js';
import { ContactSchema } from '../persistence/customer.schemas.js';
import { ContactRepository } from '../persistence/person.repository.js';
import { PersonLogins } from './person-logins.js';

/** What decides on who signs in as a contact. */
export const SIGN_IN = ['email', 'userName', 'active', 'roles', 'accountId'] as const;
/** What follows from other fields. */
const DERIVED = { derived: ['emailKey'] };

/** Adds and keeps the contacts of accounts (1.3). */
@Injectable()
export class ContactService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contacts: ContactRepository,
    private readonly accounts: AccountRepository,
    private readonly logins: PersonLogins,
    private readonly links: PasswordLinks,
    private readonly reader: RecordReader,
  ) {}

  /**
   * BR-006, BR-008. A contact of an account for which the caller may add contacts. Who may sign in and got no password is
   * invited to choose one.
   */
  async create(caller: Caller, payload: Payload<CreateContactDto>): Promise<RecordJson> {
    const { accountId, roles, password, ...fields } = payload.read(caller.ability.fieldsFor('create', 'Contact'));
    const passwordHash = await this.logins.hash(password);
    return this.unitOfWork.run(caller, async (tx) => {
      const account = await this.accounts.kept(tx, caller.ability, 'accountId', accountId);
      authorize(caller.ability, 'create', 'Contact', { accountId: account.id });
      const given = this.logins.rolesOfNew(caller, account.state, roles);
      const userName = fields.userName ?? (passwordHash ? fields.email : null);
      const contact = await this.contacts.add(tx, { ...fields, userName, accountId: account.id }, given);
      await this.logins.setPassword(tx, contact, 'Contact', passwordHash);
      if (!passwordHash && contact.state.active) await this.sendInvitation(tx, contact);
      recordChange(tx, contactShape, contact, DERIVED);
      return this.reader.one(caller, contactShape, contact.id, tx);
    });
  }

  /** BR-006, BR-008, decision 36. Changes count for the contact from the next request on. */
  async update(caller: Caller, key: string, payload: Payload<UpdateContactDto>): Promise<RecordJson> {
    const passwordHash = await this.logins.hashForChange(caller, ContactSchema, key, payload);
    return this.unitOfWork.run(caller, async (tx) => {
      const contact = await this.contacts.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'Contact', contact.state);
      const writable = caller.ability.fieldsOn('update', 'Contact', contact.state);
      const body = payload.read(writable);
      const { accountId, roles, password: _hashed, ...fields } = body;
      checkVersion(caller, contact.state);
      if (SIGN_IN.some((field) => body[field] !== undefined)) await this.logins.requireNotBeyond(tx, caller, contact);
      contact.describe(fields);
      if (accountId !== undefined) await this.move(tx, caller, contact, accountId);
      this.logins.prepare(contact, passwordHash);
      const newRoles = await this.logins.changeRoles(tx, caller, contact, roles);
      await this.contacts.save(tx, contact, newRoles);
      await this.logins.setPassword(tx, contact, 'Contact', passwordHash);
      recordChange(tx, contactShape, contact);
      return this.reader.one(caller, contactShape, contact.id, tx);
    });
  }

  /**
   * Mails the contact a link to choose a password, once. Who has no role becomes a customer (BR-006).
   * @throws Conflict for a contact who is disabled, or was mailed to again and again; Refused for one without an address
   */
  invite(caller: Caller, key: string, payload: Payload<InviteContactDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const contact = await this.contacts.get(tx, caller.ability, key);
      authorize(caller.ability, 'invite', 'Contact', contact.state);
      payload.read();
      checkVersion(caller, contact.state);
      await this.logins.requireNotBeyond(tx, caller, contact);
      if (!contact.state.active) throw new Conflict('contact_disabled', 'The contact is disabled. Enable the sign-in first.');
      if (await this.links.areTooMany(tx, contact.id))
        throw new Conflict('invited_too_often', 'This contact was sent several links already. Try again in an hour.');
      if (await this.logins.makeCustomer(tx, caller, contact)) await this.contacts.save(tx, contact, true);
      await this.sendInvitation(tx, contact);
      const { id, number } = contact.state;
      audit(tx, { action: 'invited', recordType: 'Contact', recordId: id, recordNumber: number });
      return this.reader.one(caller, contactShape, id, tx);
    });
  }

  private async sendInvitation(tx: Transaction<any>, { state }: Contact): Promise<void> {
    const { id, name, userName, email } = state;
    if (!email) throw new Refused('email_missing', 'The contact has no e-mail address to send an invitation to.');
    await this.links.send(tx, { id, name, userName, email }, 'invitation');
  }

  /**
   * The caller must be one who may add contacts to the other account, and nobody moves itself.
   * @throws Forbidden also where a role of the contact would reach further there than the caller does
   */
  private async move(tx: Transaction<Caller>, caller: Caller, contact: Contact, accountId: string): Promise<void> {
    const account = await this.accounts.kept(tx, caller.ability, 'accountId', accountId);
    authorize(caller.ability, 'create', 'Contact', { accountId: account.id });
    if (account.id === contact.state.accountId) return;
    if (contact.id === caller.personId) throw Refused.field('accountId', 'own_account', 'You may not move yourself to another account.');
    contact.moveTo(account.id, tx.now);
    await this.logins.requireNotBeyond(tx, caller, contact);
  }
}
