import { flag, longText, looseReference, optional, recordSchema, reference, text } from '#libs/persistence';
import type { AccountState } from '../domain/account.js';

export const AccountSchema = recordSchema<AccountState>(
  'Account',
  'account',
  {
    number: text(40),
    name: text(80),
    parentId: optional(reference('account')),
    code: text(40),
    path: text(700),
    customer: flag(false),
    partner: flag(false),
    phone: optional(text(40)),
    website: optional(text(200)),
    street: optional(text(200)),
    city: optional(text(100)),
    stateProvince: optional(text(100)),
    zip: optional(text(20)),
    country: optional(text(100)),
    notes: optional(longText()),
    registrationCode: optional(text(40)),
    primaryContactId: optional(looseReference()),
  },
  {
    unique: [['number'], ['code'], ['path'], ['registrationCode']],
    index: [
      ['parentId', 'name', 'id'],
      ['name', 'id'],
      ['customer', 'name', 'id'],
      ['partner', 'name', 'id'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
  },
);
