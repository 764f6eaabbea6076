import { flag, narrowedSchema, optional, recordSchema, reference, text } from '#libs/persistence';
import { PersonSchema } from '../../identity/index.js';
import type { AccountRelationshipState, AccountRelationshipTypeState } from '../domain/account-relationship.js';
import type { AssetState } from '../domain/asset.js';
import type { ConsumerState } from '../domain/consumer.js';
import type { ContactState } from '../domain/contact.js';
import type { ContactRelationshipState } from '../domain/contact-relationship.js';

/** Contacts and consumers are persons; these are the rows of each kind. */
export const ContactSchema = narrowedSchema<ContactState>('Contact', PersonSchema, { kind: 'contact' });
export const ConsumerSchema = narrowedSchema<ConsumerState>('Consumer', PersonSchema, { kind: 'consumer' });

const byTime = [
  ['createdAt', 'id'],
  ['updatedAt', 'id'],
];

export const ContactRelationshipSchema = recordSchema<ContactRelationshipState>(
  'ContactRelationship',
  'contact_relationship',
  { accountId: reference('account'), contactId: reference('person', 'CASCADE'), responsibility: optional(text(100)) },
  { unique: [['contactId', 'accountId']], index: [['accountId', 'id'], ...byTime] },
);

export const AccountRelationshipTypeSchema = recordSchema<AccountRelationshipTypeState>(
  'AccountRelationshipType',
  'account_relationship_type',
  { name: text(100), fromSide: text(10), toSide: text(10), label: text(100), reverseLabel: text(100), active: flag(true) },
  { unique: [['name']], index: byTime },
);

export const AccountRelationshipSchema = recordSchema<AccountRelationshipState>(
  'AccountRelationship',
  'account_relationship',
  {
    fromAccountId: reference('account'),
    toAccountId: reference('account'),
    typeId: reference('account_relationship_type'),
    label: text(100),
    reverseLabel: text(100),
    mirrorId: { kind: 'id' },
    mirror: flag(false),
    fromIsPartner: flag(false),
  },
  {
    unique: [['fromAccountId', 'toAccountId', 'typeId', 'fromIsPartner'], ['mirrorId']],
    index: [['toAccountId', 'id'], ['typeId', 'id'], ...byTime],
  },
);

export const AssetSchema = recordSchema<AssetState>(
  'Asset',
  'asset',
  {
    assetTag: text(100),
    name: text(200),
    serialNumber: optional(text(100)),
    accountId: optional(reference('account')),
    location: optional(text(200)),
  },
  { unique: [['assetTag']], index: [['accountId', 'assetTag', 'id'], ['name', 'id'], ['serialNumber', 'id'], ...byTime] },
);
