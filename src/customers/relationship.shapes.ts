import { choice, PersonRef, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { AccountRef } from './account.shape.js';
import { ACCOUNT_SIDES } from './domain/account-relationship.js';
import { AccountRelationshipSchema, AccountRelationshipTypeSchema, ContactRelationshipSchema } from './persistence/customer.schemas.js';

const TypeRef: ReferenceTarget = { table: 'account_relationship_type', shown: { name: 'name' } };

export const accountRelationshipTypeShape = recordShape(AccountRelationshipTypeSchema, {
  title: 'AccountRelationshipType',
  defaultSort: 'name',
  fields: {
    name: value('name', { filter: true, sort: true, search: true, example: 'Partner' }),
    from: choice('fromSide', ACCOUNT_SIDES, { description: 'What the account at the one end must be.' }),
    label: value('label', { example: 'Partner of' }),
    to: choice('toSide', ACCOUNT_SIDES, { description: 'What the account at the other end must be.' }),
    reverseLabel: value('reverseLabel', { example: 'Customer of' }),
    active: value('active', { filter: true, description: 'Only active types can be used for new relationships.' }),
  },
});

export const accountRelationshipShape = recordShape(AccountRelationshipSchema, {
  title: 'AccountRelationship',
  defaultSort: 'createdAt',
  fields: {
    fromAccount: reference('fromAccountId', AccountRef, { filter: true }),
    type: reference('typeId', TypeRef, { filter: true }),
    label: value('label', { example: 'Partner of' }),
    toAccount: reference('toAccountId', AccountRef, { filter: true }),
    reverseLabel: value('reverseLabel', { example: 'Customer of' }),
    mirrorId: value('mirrorId', { description: 'The same relationship seen from the other end.' }),
  },
});

export const contactRelationshipShape = recordShape(ContactRelationshipSchema, {
  title: 'ContactRelationship',
  defaultSort: 'createdAt',
  fields: {
    account: reference('accountId', AccountRef, { filter: true }),
    contact: reference('contactId', PersonRef, { filter: true }),
    responsibility: value('responsibility', { example: 'Authorized representative' }),
  },
});
