import { instant, looseReference, optional, recordSchema, reference, text } from '#libs/persistence';
import type { RegistrationState } from '../domain/registration.js';

export const RegistrationSchema = recordSchema<RegistrationState>(
  'Registration',
  'registration',
  {
    accountId: reference('account'),
    firstName: text(100),
    lastName: text(100),
    name: text(201),
    email: text(200),
    emailKey: text(200),
    waitingFor: optional(text(200)),
    state: text(20),
    contactId: optional(looseReference()),
    decidedById: optional(looseReference()),
    decidedAt: optional(instant()),
  },
  {
    unique: [['waitingFor']],
    index: [
      ['accountId', 'createdAt', 'id'],
      ['state', 'createdAt', 'id'],
      ['emailKey', 'createdAt'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
  },
);
