import { AccessStampSchema } from '#libs/authorization';
import { newId } from '#libs/kernel';
import { codeOf } from '../../customers/application/account.service.js';
import { Account, type AccountDetails } from '../../customers/domain/account.js';
import { AccountRelationship, type AccountRelationshipTypeState } from '../../customers/domain/account-relationship.js';
import { AccountSchema, type AccountState } from '../../customers/index.js';
import { AccountRelationshipSchema, ContactRelationshipSchema } from '../../customers/persistence/customer.schemas.js';
import { newPerson, type PersonDetails, PersonSchema, type PersonState } from '../../identity/index.js';
import { CredentialSchema, GroupMemberSchema, GroupSchema, PersonRoleSchema } from '../../identity/persistence/person.schema.js';
import type { RecordBatch } from './record-batch.js';

const KINDS = { internal: 'Person', contact: 'Contact', consumer: 'Consumer' } as const;

/** An account, below another one where that is given. */
export function addAccount(
  batch: RecordBatch,
  number: string,
  details: Partial<AccountDetails> & { name: string },
  parent: AccountState | null = null,
): AccountState {
  const identity = { id: newId(), number, code: codeOf(number), now: batch.maker.now };
  const { state } = Account.open(identity, details, parent && new Account(parent));
  const { name, customer, partner } = state;
  return batch.record(AccountSchema, state as AccountState, { name, customer, partner }, { number });
}

/** An account relationship, with its mirror (BR-003). */
export function addRelationship(batch: RecordBatch, type: AccountRelationshipTypeState, from: AccountState, to: AccountState): void {
  const { relationship, mirror } = AccountRelationship.between(from, type, to, batch.maker.now);
  const after = { fromAccountId: from.id, toAccountId: to.id };
  batch.record(AccountRelationshipSchema, relationship.state, after);
  batch.add(AccountRelationshipSchema, mirror);
}

/** Somebody, with roles; and with a password where a hash is given. */
export function addPerson(
  batch: RecordBatch,
  kind: keyof typeof KINDS,
  details: PersonDetails,
  roles: readonly string[],
  passwordHash?: string,
): PersonState {
  const person = newPerson(kind, details, batch.maker.now);
  const traces = { recordType: KINDS[kind], ...(person.number ? { number: person.number } : {}) };
  batch.record(PersonSchema, person, { name: person.name, userName: person.userName, roles }, traces);
  batch.add(AccessStampSchema, { id: person.id, value: 0 });
  batch.add(PersonRoleSchema, ...roles.map((role) => ({ personId: person.id, role })));
  if (passwordHash) batch.add(CredentialSchema, { id: person.id, passwordHash, mustChange: false, changedAt: batch.maker.now });
  return person;
}

/** A contact acts for an account that is not its own. */
export function addContactRelationship(batch: RecordBatch, contactId: string, accountId: string, responsibility: string): void {
  const { now } = batch.maker;
  const pair = { contactId, accountId, responsibility };
  batch.record(ContactRelationshipSchema, { id: newId(), createdAt: now, updatedAt: now, version: 1, ...pair }, pair);
}

export function addGroup(batch: RecordBatch, name: string, manager: PersonState, members: readonly PersonState[]): { id: string } {
  const { now } = batch.maker;
  const group = { id: newId(), createdAt: now, updatedAt: now, version: 1, name, managerId: manager.id };
  batch.record(GroupSchema, group, { name });
  batch.add(GroupMemberSchema, ...members.map(({ id }) => ({ groupId: group.id, personId: id })));
  return group;
}
