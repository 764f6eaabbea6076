import { MAIL_KINDS } from '../domain/mail-kinds.js';

export const TOKEN_PAIR_SCHEMA = {
  type: 'object',
  properties: {
    accessToken: { type: 'string', example: 'eyJhbGciOiJIUzI1NiJ9.eyJzaWQiOiIuLi4ifQ.c2lnbmF0dXJl' },
    tokenType: { type: 'string', enum: ['Bearer'] },
    expiresIn: { type: 'integer', description: 'Seconds until the access token ends.', example: 600 },
    refreshToken: { type: 'string', description: 'Works once.', example: 'q3Jk0vZl7c6F2x8t1bY5nW4mR9sD0aPu' },
    mustChangePassword: { type: 'boolean', example: false },
  },
  required: ['accessToken', 'tokenType', 'expiresIn', 'refreshToken', 'mustChangePassword'],
  additionalProperties: false,
};

const REFERENCE = {
  type: ['object', 'null'],
  properties: {
    id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
    number: { type: ['string', 'null'], example: 'ACCT0000001' },
    name: { type: 'string', example: 'Boxeo' },
  },
  required: ['id', 'name'],
};

export const ME_SCHEMA = {
  type: 'object',
  properties: {
    user: {
      type: 'object',
      properties: {
        id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
        userName: { type: ['string', 'null'], example: 'demo.customer' },
        name: { type: 'string', example: 'Ada Boxeo' },
        email: { type: ['string', 'null'], example: 'ada@boxeo.example' },
        kind: { type: 'string', enum: ['internal', 'contact', 'consumer'] },
      },
      required: ['id', 'userName', 'name', 'email', 'kind'],
    },
    roles: { type: 'array', items: { type: 'string' }, example: ['sn_customerservice.customer', 'snc_external'] },
    account: { ...REFERENCE, description: 'The account of a contact.' },
    contact: { ...REFERENCE, description: 'The contact that the user is.' },
    permissions: {
      type: 'object',
      additionalProperties: { type: 'array', items: { type: 'string' } },
      example: { ServiceCase: ['read', 'create', 'comment'] },
    },
    mustChangePassword: { type: 'boolean', example: false },
  },
  required: ['user', 'roles', 'account', 'contact', 'permissions', 'mustChangePassword'],
};

const NAMES = { type: 'array', items: { type: 'string' } };
const TOKEN = {
  id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
  name: { type: 'string', example: 'Nightly export' },
  scopes: { type: 'array', items: { type: 'string', enum: ['read', 'write'] }, example: ['read'] },
  expiresAt: { type: ['string', 'null'], format: 'date-time', example: '2027-01-01T00:00:00.000Z' },
};

/** An object whose fields are all present. */
const closed = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

export const ACCESS_TOKEN_SCHEMA = closed({
  ...TOKEN,
  createdAt: { type: 'string', format: 'date-time', example: '2026-03-02T08:00:00.000Z' },
});

export const NEW_ACCESS_TOKEN_SCHEMA = closed({
  ...TOKEN,
  token: { type: 'string', description: 'Shown this once.', example: 'qsp_q3Jk0vZl7c6F2x8t1bY5nW4mR9sD0aPu' },
});

const text = (example: string) => ({ type: 'string', example });
const optionalText = (example: string) => ({ type: ['string', 'null'], example });

export const PROFILE_SCHEMA = closed({
  id: text('0193a1b2c3d47e5f8a9b0c1d2e3f4a5b'),
  kind: { type: 'string', enum: ['internal', 'contact', 'consumer'] },
  number: { ...optionalText('CNT0000001'), description: 'Of contacts and consumers.' },
  name: text('Ada Byron'),
  firstName: text('Ada'),
  lastName: text('Byron'),
  userName: optionalText('ada.byron'),
  email: optionalText('ada@boxeo.example'),
  title: optionalText('Site manager'),
  phone: optionalText('+1 555 0100'),
  mobilePhone: optionalText('+1 555 0101'),
  timeZone: optionalText('Europe/Berlin'),
  language: optionalText('en'),
  notifications: { type: 'boolean', description: 'Whether you get mails at all.', example: true },
  mails: {
    ...closed(
      Object.fromEntries(Object.entries(MAIL_KINDS).map(([kind, description]) => [kind, { type: 'boolean', description, example: true }])),
    ),
    description: 'Which mails you get.',
  },
  updatedAt: { type: 'string', format: 'date-time', example: '2026-03-02T08:00:00.000Z' },
  version: { type: 'integer', example: 3 },
});

/** Says nothing of whether anything came of it. */
export const ACCEPTED_SCHEMA = closed({ accepted: { type: 'boolean', enum: [true] } });

export const PASSWORD_CHOSEN_SCHEMA = closed({ userName: { ...text('ada.byron'), description: 'The name to sign in with.' } });

export const ROLE_SCHEMA = closed({
  name: { type: 'string', example: 'sn_customerservice_manager' },
  class: { type: 'string', enum: ['internal', 'external'] },
  contains: { ...NAMES, description: 'Directly.', example: ['sn_customerservice_agent', 'sn_customerservice.consumer_agent'] },
  description: { type: 'string', example: 'Agent who also manages accounts and relationships' },
  effective: {
    ...NAMES,
    description: 'The role with all it contains.',
    example: ['sn_customerservice_manager', 'sn_customerservice_agent'],
  },
});
