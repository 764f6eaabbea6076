import { instant, json, optional, reference, tableSchema, text } from '#libs/persistence';

/** What a token may be used for: to read, or to read and write. */
export const SCOPES = ['read', 'write'] as const;

/** A personal access token: for a program that acts for a person. Only its hash is kept. */
export interface AccessToken {
  id: string;
  personId: string;
  name: string;
  tokenHash: string;
  scopes: (typeof SCOPES)[number][];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export const AccessTokenSchema = tableSchema<AccessToken>(
  'AccessToken',
  'access_token',
  {
    id: { kind: 'id', primary: true },
    personId: reference('person', 'CASCADE'),
    name: text(100),
    tokenHash: text(64),
    scopes: json(),
    createdAt: instant(),
    expiresAt: optional(instant()),
    revokedAt: optional(instant()),
  },
  { unique: [['tokenHash']], index: [['personId', 'createdAt', 'id']] },
);
