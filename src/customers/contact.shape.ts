import { recordShape, reference, value } from '#libs/records';
import { AccountRef } from './account.shape.js';
import { givenRoles } from './given-roles.js';
import { ConsumerSchema, ContactSchema } from './persistence/customer.schemas.js';

/** What contacts and consumers show alike. */
const person = {
  name: value('name', { sort: true, search: true, description: 'First and last name.', example: 'Ada Byron' }),
  firstName: value('firstName', { example: 'Ada' }),
  lastName: value('lastName', { example: 'Byron' }),
  email: value('email', { filter: true, search: true, example: 'ada@boxeo.example' }),
  phone: value('phone', { example: '+1 555 0100' }),
  mobilePhone: value('mobilePhone', { example: '+1 555 0101' }),
  title: value('title', { example: 'Site manager' }),
  timeZone: value('timeZone', { example: 'Europe/Berlin' }),
  language: value('language', { example: 'en' }),
  notifications: value('notifications', { description: 'Whether mails are sent to this person at all.' }),
  userName: value('userName', { description: 'Null for somebody who cannot sign in.', example: 'ada.byron' }),
  active: value('active', { filter: true, description: 'False: cannot sign in.' }),
};

export const contactShape = recordShape(ContactSchema, {
  title: 'Contact',
  defaultSort: 'name',
  fields: {
    number: value('number', { filter: true, sort: true, search: true, example: 'CNT0000001' }),
    ...person,
    account: reference('accountId', AccountRef, { filter: true }),
  },
  gathered: givenRoles,
});

export const consumerShape = recordShape(ConsumerSchema, {
  title: 'Consumer',
  defaultSort: 'name',
  fields: { number: value('number', { filter: true, sort: true, search: true, example: 'CSMR0000001' }), ...person },
});

/** What contacts read of the other contacts of their own account (decision 35). */
export const COLLEAGUE_FIELDS = ['name', 'firstName', 'lastName', 'title', 'email', 'phone', 'mobilePhone', 'account', 'active'] as const;
