import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { contactShape } from '../contact.shape.js';
import type { Contact } from '../domain/contact.js';
import type { CreateContactDto, UpdateContactDto } from '../dto/contact.dto.js';
import { AccountRepository } from '../persistence/account.repository.js';
import { ContactSchema } from '../persistence/customer.schemas.js';
import { ContactRepository } from '../persistence/person.repository.js';
import { PersonLogins } from './person-logins.js';

/** Adds and keeps the contacts of accounts (1.3). */
@Injectable()
export class ContactService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contacts: ContactRepository,
    private readonly accounts: AccountRepository,
    private readonly logins: PersonLogins,
    private readonly reader: RecordReader,
  ) {}

  /** BR-006, BR-008. A contact of an account for which the caller may add contacts. */
  async create(caller: Caller, payload: Payload<CreateContactDto>): Promise<RecordJson> {
    const { accountId, roles, password, ...fields } = payload.read(caller.ability.fieldsFor('create', 'Contact'));
    const passwordHash = await this.logins.hash(password);
    return this.unitOfWork.run(caller, async (tx) => {
      const account = await this.accounts.named(tx, caller.ability, 'accountId', accountId);
      authorize(caller.ability, 'create', 'Contact', { accountId: account.id });
      const given = this.logins.rolesOfNew(caller, roles);
      const userName = fields.userName ?? (passwordHash ? fields.email : null);
      const contact = await this.contacts.add(tx, { ...fields, userName, accountId: account.id }, given);
      await this.logins.setPassword(tx, contact, 'Contact', passwordHash);
      recordChange(tx, contactShape, contact);
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
      const { accountId, roles, password: _hashed, ...fields } = payload.read(writable);
      checkVersion(caller, contact.state);
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

  /** The caller must be one who may add contacts to the other account. */
  private async move(tx: Transaction<Caller>, caller: Caller, contact: Contact, accountId: string): Promise<void> {
    const account = await this.accounts.named(tx, caller.ability, 'accountId', accountId);
    authorize(caller.ability, 'create', 'Contact', { accountId: account.id });
    contact.moveTo(account.id, tx.now);
  }
}
