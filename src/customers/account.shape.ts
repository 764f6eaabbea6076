import { PersonRef, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { AccountSchema } from './persistence/account.schema.js';

/** How an account is named in other records. Always shown, on a record that is visible (decision 31). */
export const AccountRef: ReferenceTarget = { table: 'account', shown: { number: 'number', name: 'name' } };

export const accountShape = recordShape(AccountSchema, {
  title: 'Account',
  defaultSort: 'name',
  fields: {
    number: value('number', { filter: true, sort: true, search: true, example: 'ACCT0000001' }),
    name: value('name', { filter: true, sort: true, search: true, example: 'Boxeo' }),
    parent: reference('parentId', AccountRef, { filter: true }),
    path: value('path', { description: 'Codes from the root down to this account.', example: '1/3' }),
    customer: value('customer', { filter: true }),
    partner: value('partner', { filter: true }),
    phone: value('phone', { example: '+1 555 0100' }),
    website: value('website', { example: 'https://boxeo.example' }),
    street: value('street', { example: '1 Main Street' }),
    city: value('city', { example: 'Springfield' }),
    stateProvince: value('stateProvince', { example: 'IL' }),
    zip: value('zip', { example: '62701' }),
    country: value('country', { example: 'USA' }),
    notes: value('notes', { list: false }),
    registrationCode: value('registrationCode', { list: false, example: 'BOXEO-2026' }),
    primaryContact: reference('primaryContactId', PersonRef),
  },
});

/** What external people read of an account in reach (decision 35). */
export const REACHED_ACCOUNT_FIELDS = ['number', 'name'] as const;

/** What they read of the own account, and administrators of those below it: no notes, no codes. */
export const OWN_ACCOUNT_FIELDS = [
  ...REACHED_ACCOUNT_FIELDS,
  'parent',
  'customer',
  'partner',
  'phone',
  'website',
  'street',
  'city',
  'stateProvince',
  'zip',
  'country',
  'primaryContact',
] as const;
