import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { contactShape, keepingOf, ownAccount } from '../../customers/index.js';
import { PROFILE_FIELDS, ProfileService } from '../../identity/index.js';
import { FORM_FIELDS } from '../portal.fields.js';
import { accountName, contactList } from '../portal.views.js';
import { offers } from '../portal-access.js';
import { type Form, fieldsOf } from './form.js';

const DISABLE = { key: 'disable_login', label: 'Disable Login' };
const ENABLE = { key: 'enable_login', label: 'Enable Login' };
const EDIT_ROLES = { key: 'edit_roles', label: 'Edit Roles' };
const INVITE = { key: 'invite', label: 'Send Invitation' };

const NO_ACTIVITY = { comment: false, attach: false };

/** The form of a contact, with the roles that may be given to it. */
export interface ContactForm extends Form {
  readonly assignableRoles: readonly string[];
}

/** The people that a person keeps: contacts of the accounts it administers (P17), and itself. */
@Injectable()
export class PersonForms {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
    private readonly profiles: ProfileService,
  ) {}

  /** Those that the person may change. @throws NotFound for whoever administers no account */
  async contacts(caller: Caller, query: RawQuery): Promise<Page> {
    requireContacts(caller);
    return this.reader.page(caller, contactList, query, caller.ability.where('update', 'Contact', 't'));
  }

  /** @throws NotFound for whoever administers no account, and for a contact of another one */
  async contact(caller: Caller, key: string): Promise<ContactForm> {
    requireContacts(caller);
    const { ability } = caller;
    const record = await this.reader.one(caller, contactShape, key);
    const state = { id: String(record.id), accountId: (record.account as { id: string }).id };
    const keeping = await keepingOf(this.database, caller, state, record.roles as string[]);
    const writable = ability.can('update', 'Contact', state) ? ability.fieldsOn('update', 'Contact', state) : new Set<string>();
    const may = (name: string): boolean => (writable === 'all' || writable.has(name)) && !keeping.kept.has(name);
    const invites = ability.can('invite', 'Contact', state) && record.active === true && !keeping.kept.has('email');
    return {
      record,
      // Requests name the account by its id.
      fields: fieldsOf(record, FORM_FIELDS.contact, (name) => may(name === 'account' ? 'accountId' : name)),
      relatedLists: [],
      actions: [
        ...(may('active') ? [record.active ? DISABLE : ENABLE] : []),
        ...(may('roles') ? [EDIT_ROLES] : []),
        ...(invites ? [INVITE] : []),
      ],
      activity: NO_ACTIVITY,
      assignableRoles: may('roles') ? keeping.rolesToAdd : [],
    };
  }

  /** The own profile, with which mails to get (BR-171, BR-174). */
  async profile(caller: Caller): Promise<Form> {
    const [own] = caller.ability.canAny('read', 'Account') ? ownAccount(caller.actor).values : [];
    const record: RecordJson = { ...(await this.profiles.show(caller)), ...(own ? { account: await this.account(caller, own) } : {}) };
    const changed: readonly string[] = [...PROFILE_FIELDS, 'mails'];
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.profile, (name) => changed.includes(name)),
      relatedLists: [],
      actions: [],
      activity: NO_ACTIVITY,
    };
  }

  private async account(caller: Caller, key: string): Promise<RecordJson> {
    const { id, number, name } = await this.reader.one(caller, accountName, key);
    return { id, number, name };
  }
}

function requireContacts(caller: Caller): void {
  if (!offers.contacts(caller)) throw new NotFound();
}
