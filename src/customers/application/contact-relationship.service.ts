import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import { authorize, type Caller, touchAccess } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, Refused } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader, resolveReference } from '#libs/records';
import { CustomersApi } from '../customers.api.js';
import type { ContactState } from '../domain/contact.js';
import { ContactRelationship, type ContactRelationshipState } from '../domain/contact-relationship.js';
import type { CreateContactRelationshipDto, UpdateContactRelationshipDto } from '../dto/relationship.dto.js';
import { AccountRepository } from '../persistence/account.repository.js';
import { ContactRelationshipSchema, ContactSchema } from '../persistence/customer.schemas.js';
import { contactRelationshipShape } from '../relationship.shapes.js';

const TAKEN = new Conflict('already_exists', 'The contact has a relationship to this account already.');
const UNIQUE = 'sn_customerservice.contact_relationship.unique_responsibilities';
const WITHIN_HIERARCHY = 'sn_customerservice.contact_relationship.restrict_within_account_hierarchy';

/** Lets contacts act for accounts that are not their own, from the next request on (1.4). */
@Injectable()
export class ContactRelationshipService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly customers: CustomersApi,
    private readonly reader: RecordReader,
  ) {}

  /** @throws Conflict for a pair that stands already, and for a responsibility that another contact of the account has */
  create(caller: Caller, payload: Payload<CreateContactRelationshipDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { accountId, contactId, responsibility = null } = payload.read();
      const account = await this.accounts.named(tx, caller.ability, 'accountId', accountId);
      const contact = await resolveReference<ContactState>(tx, caller.ability, ContactSchema, 'contactId', contactId);
      await this.checkHierarchy(tx, caller, contact, account.id);
      const relationship = ContactRelationship.between(contact.id, account.id, responsibility, tx.now);
      await this.checkResponsibility(tx, caller, relationship);
      await tx.save(ContactRelationshipSchema, relationship, TAKEN);
      recordChange(tx, contactRelationshipShape, relationship);
      await touchAccess(tx, [contact.id]);
      return this.reader.one(caller, contactRelationshipShape, relationship.id, tx);
    });
  }

  /** Changes the responsibility; account and contact stay. @throws Conflict for one that another contact of the account has */
  update(caller: Caller, key: string, payload: Payload<UpdateContactRelationshipDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const relationship = await this.get(tx, caller, key, 'update');
      const { responsibility } = payload.read();
      checkVersion(caller, relationship.state);
      if (responsibility !== undefined) relationship.describe(responsibility);
      if (relationship.state.responsibility !== relationship.before.responsibility)
        await this.checkResponsibility(tx, caller, relationship);
      await tx.save(ContactRelationshipSchema, relationship);
      recordChange(tx, contactRelationshipShape, relationship);
      return this.reader.one(caller, contactRelationshipShape, relationship.id, tx);
    });
  }

  /** Decision 36: what the contact had through it stays without effect. */
  async delete(caller: Caller, key: string): Promise<void> {
    await this.unitOfWork.run(caller, async (tx) => {
      const relationship = await this.get(tx, caller, key, 'delete');
      const { state } = relationship;
      checkVersion(caller, state);
      await tx.remove(ContactRelationshipSchema, state.id, state.version);
      audit(tx, { action: 'deleted', recordType: 'ContactRelationship', recordId: state.id, before: { ...state } });
      await tx.raise(relationship.ended(tx.now));
      await touchAccess(tx, [state.contactId]);
    });
  }

  private async get(tx: Transaction<any>, caller: Caller, key: string, action: string): Promise<ContactRelationship> {
    const state = await loadRecord<ContactRelationshipState>(tx, caller.ability, ContactRelationshipSchema, key);
    authorize(caller.ability, action, 'ContactRelationship', state);
    return new ContactRelationship(state);
  }

  /** 1.4: within the hierarchy of the contact's account and its account relationships, unless the property is off. */
  private async checkHierarchy(tx: Transaction<any>, caller: Caller, contact: ContactState, accountId: string): Promise<void> {
    if (caller.actor.properties.get(WITHIN_HIERARCHY) === false) return;
    if (await this.customers.sameHierarchyOrRelated(tx, contact.accountId, accountId)) return;
    throw Refused.field('contactId', 'outside_hierarchy', "The contact's account is neither in the account's hierarchy nor related to it.");
  }

  /** 1.4: some responsibilities an account gives once. Those who give one at the same moment come one after the other. */
  private async checkResponsibility(tx: Transaction<any>, caller: Caller, { state }: ContactRelationship): Promise<void> {
    const wanted = folded(state.responsibility);
    const unique = (caller.actor.properties.get(UNIQUE) as string[] | undefined) ?? [];
    if (!wanted || !unique.some((one) => folded(one) === wanted)) return;
    await this.accounts.hold(tx, state.accountId);
    const rows = await tx.rows<{ responsibility: string | null }>(
      'SELECT r.responsibility FROM contact_relationship r WHERE r.account_id = ? AND r.id <> ?',
      [state.accountId, state.id],
    );
    if (rows.some(({ responsibility }) => folded(responsibility) === wanted))
      throw new Conflict('responsibility_taken', 'Another contact has this responsibility for the account.');
  }
}

const folded = (text: string | null): string => text?.trim().toLowerCase() ?? '';
