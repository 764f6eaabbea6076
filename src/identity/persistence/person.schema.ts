import type { PersonKind } from '#libs/authorization';
import type { RecordState } from '#libs/kernel';
import {
  flag,
  instant,
  integer,
  looseReference,
  narrowedSchema,
  optional,
  recordSchema,
  reference,
  tableSchema,
  text,
} from '#libs/persistence';

/** Anybody who can be named or sign in: internal user, contact, consumer. A contact's id is its person's (decision 47). */
export interface PersonState extends RecordState {
  readonly kind: PersonKind;
  /** Of contacts and consumers. */
  readonly number: string | null;
  /** The account that a contact belongs to. */
  readonly accountId: string | null;
  /** Null for somebody who cannot sign in. Unique, without regard to case. */
  readonly userName: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly email: string | null;
  /** The e-mail address in lower case, by which people are found. */
  readonly emailKey: string | null;
  readonly phone: string | null;
  readonly mobilePhone: string | null;
  readonly title: string | null;
  readonly timeZone: string | null;
  readonly language: string | null;
  /** Whether mails are sent to this person at all (BR-174). */
  readonly notifications: boolean;
  readonly active: boolean;
}

export const PersonSchema = recordSchema<PersonState>(
  'Person',
  'person',
  {
    kind: text(10),
    number: optional(text(40)),
    // No foreign key: accounts belong to a context further right.
    accountId: optional(looseReference()),
    userName: optional(text(100)),
    firstName: text(100),
    lastName: text(100),
    name: text(201),
    email: optional(text(200)),
    emailKey: optional(text(200)),
    phone: optional(text(40)),
    mobilePhone: optional(text(40)),
    title: optional(text(100)),
    timeZone: optional(text(60)),
    language: optional(text(10)),
    notifications: flag(true),
    active: flag(true),
  },
  {
    unique: [['userName'], ['number']],
    index: [
      ['kind', 'name', 'id'],
      ['kind', 'createdAt', 'id'],
      ['kind', 'updatedAt', 'id'],
      ['kind', 'userName', 'id'],
      ['accountId', 'name', 'id'],
      ['email', 'id'],
      ['emailKey', 'id'],
    ],
  },
);

/** People of the vendor, who sign in with a user name. Contacts and consumers are none. */
export const UserSchema = narrowedSchema<PersonState>('User', PersonSchema, { kind: 'internal' });

export interface Credential {
  /** The person's id. */
  id: string;
  passwordHash: string;
  mustChange: boolean;
  changedAt: Date;
}
/** Apart from the person, so that no query about persons can show a hash. */
export const CredentialSchema = tableSchema<Credential>('Credential', 'credential', {
  id: { kind: 'id', primary: true, references: 'person', onDelete: 'CASCADE' },
  passwordHash: text(200),
  mustChange: flag(false),
  changedAt: instant(),
});

export const PersonRoleSchema = tableSchema<{ personId: string; role: string }>(
  'PersonRole',
  'person_role',
  {
    personId: { kind: 'id', primary: true, references: 'person', onDelete: 'CASCADE' },
    role: { kind: 'text', length: 100, primary: true },
  },
  { index: [['role', 'personId']] },
);

export interface GroupState extends RecordState {
  readonly name: string;
  readonly managerId: string | null;
}
export const GroupSchema = recordSchema<GroupState>(
  'Group',
  'user_group',
  { name: text(100), managerId: optional(reference('person')) },
  {
    unique: [['name']],
    index: [
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
  },
);

export const GroupRoleSchema = tableSchema<{ groupId: string; role: string }>('GroupRole', 'group_role', {
  groupId: { kind: 'id', primary: true, references: 'user_group', onDelete: 'CASCADE' },
  role: { kind: 'text', length: 100, primary: true },
});

export const GroupMemberSchema = tableSchema<{ groupId: string; personId: string }>(
  'GroupMember',
  'group_member',
  {
    groupId: { kind: 'id', primary: true, references: 'user_group', onDelete: 'CASCADE' },
    personId: { kind: 'id', primary: true, references: 'person', onDelete: 'CASCADE' },
  },
  { index: [['personId']] },
);

/** A sign-in. Its refresh tokens are one family: the reuse of one ends them all. */
export interface Session {
  id: string;
  personId: string;
  createdAt: Date;
  endedAt: Date | null;
  endReason: string | null;
}
export const SessionSchema = tableSchema<Session>(
  'Session',
  'session',
  {
    id: { kind: 'id', primary: true },
    personId: reference('person', 'CASCADE'),
    createdAt: instant(),
    endedAt: optional(instant()),
    endReason: optional(text(40)),
  },
  { index: [['personId']] },
);

export interface RefreshToken {
  id: string;
  sessionId: string;
  tokenHash: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}
export const RefreshTokenSchema = tableSchema<RefreshToken>(
  'RefreshToken',
  'refresh_token',
  {
    id: { kind: 'id', primary: true },
    sessionId: reference('session', 'CASCADE'),
    tokenHash: text(64),
    createdAt: instant(),
    expiresAt: instant(),
    usedAt: optional(instant()),
  },
  { unique: [['tokenHash']], index: [['sessionId'], ['expiresAt']] },
);

/** Failed sign-ins for one user name or one address; each makes the next wait longer, none locks for good. */
export const SignInDelaySchema = tableSchema<{ id: string; failures: number; nextAt: Date }>(
  'SignInDelay',
  'sign_in_delay',
  {
    id: { kind: 'text', length: 130, primary: true },
    failures: integer(0),
    nextAt: instant(),
  },
  { index: [['nextAt']] },
);
