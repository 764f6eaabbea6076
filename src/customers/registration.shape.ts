import { choice, PersonRef, recordShape, reference, value } from '#libs/records';
import { AccountRef } from './account.shape.js';
import { REGISTRATION_STATES } from './domain/registration.js';
import { RegistrationSchema } from './persistence/registration.schema.js';

export const registrationShape = recordShape(RegistrationSchema, {
  title: 'Registration',
  defaultSort: '-createdAt',
  fields: {
    state: choice('state', REGISTRATION_STATES, { filter: true, description: 'Pending until somebody decides.' }),
    firstName: value('firstName', { example: 'Ada' }),
    lastName: value('lastName', { example: 'Byron' }),
    name: value('name', { search: true, example: 'Ada Byron' }),
    email: value('email', { search: true, example: 'ada@boxeo.example' }),
    account: reference('accountId', AccountRef, { filter: true }),
    contact: reference('contactId', PersonRef, { description: 'The contact that an approval made.' }),
    decidedBy: reference('decidedById', PersonRef),
    decidedAt: value('decidedAt', { example: '2026-03-02T08:00:00.000Z' }),
  },
});
