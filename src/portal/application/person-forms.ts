import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { Database, type EntitySchema } from '#libs/persistence';
import { loadRecord, type Page, type RawQuery, RecordReader } from '#libs/records';
import { ConsumerSchema, ContactSchema, consumerShape, contactShape, rolesToAssign } from '../../customers/index.js';
import { FORM_FIELDS } from '../portal.fields.js';
import { contactList } from '../portal.views.js';
import { offers } from '../portal-access.js';
import { type Form, fieldsOf } from './form.js';

const DISABLE = { key: 'disable_login', label: 'Disable Login' };
const ENABLE = { key: 'enable_login', label: 'Enable Login' };
const EDIT_ROLES = { key: 'edit_roles', label: 'Edit Roles' };

const NO_ACTIVITY = { comment: false, attach: false };

/** What a request calls a field that is shown as another. */
const REQUESTED: Readonly<Record<string, string>> = { account: 'accountId' };

/** The form of a contact, with the roles that may be given to it. */
export interface ContactForm extends Form {
  readonly assignableRoles: readonly string[];
}

/** The people that a person keeps: contacts of the accounts it administers (P17), and itself. Changes go to /contacts. */
@Injectable()
export class PersonForms {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
  ) {}

  /** Those that the person may change. @throws NotFound for whoever administers no account */
  async contacts(caller: Caller, query: RawQuery): Promise<Page> {
    requireContacts(caller);
    return this.reader.page(caller, contactList, query, caller.ability.where('update', 'Contact', 't'));
  }

  /** @throws NotFound for whoever administers no account, and for a contact of another one */
  async contact(caller: Caller, key: string): Promise<ContactForm> {
    requireContacts(caller);
    const { form, writable } = await this.person(caller, ContactSchema, contactShape, key, FORM_FIELDS.contact);
    const { id, account } = form.record as { id: string; account: { id: string } };
    const may = (name: string): boolean => writable === 'all' || writable.has(name);
    return {
      ...form,
      actions: [...(may('active') ? [form.record.active ? DISABLE : ENABLE] : []), ...(may('roles') ? [EDIT_ROLES] : [])],
      assignableRoles: may('roles') ? await rolesToAssign(this.database, caller, { id, accountId: account.id }) : [],
    };
  }

  /** The profile with the notification preferences. @throws NotFound for whoever may not read the own one */
  async profile(caller: Caller): Promise<Form> {
    const ofConsumer = caller.actor.kind === 'consumer';
    const [schema, shape] = ofConsumer ? [ConsumerSchema, consumerShape] : [ContactSchema, contactShape];
    return (await this.person(caller, schema, shape, caller.personId, FORM_FIELDS.profile)).form;
  }

  private async person(
    caller: Caller,
    schema: EntitySchema<any>,
    shape: typeof contactShape,
    key: string,
    fields: (typeof FORM_FIELDS)['contact' | 'profile'],
  ): Promise<{ form: Form; writable: ReadonlySet<string> | 'all' }> {
    const { ability } = caller;
    const state = await loadRecord<{ id: string }>(this.database, ability, schema, key);
    const record = await this.reader.one(caller, shape, state.id);
    const writable = ability.can('update', shape.subject, state) ? ability.fieldsOn('update', shape.subject, state) : new Set<string>();
    const editable = (name: string): boolean => writable === 'all' || writable.has(REQUESTED[name] ?? name);
    const form = { record, fields: fieldsOf(record, fields, editable), relatedLists: [], actions: [], activity: NO_ACTIVITY };
    return { form, writable };
  }
}

function requireContacts(caller: Caller): void {
  if (!offers.contacts(caller)) throw new NotFound();
}
