import { instant, key, reference, tableSchema, text } from '#libs/persistence';

/** What a link lets its reader do: choose the first password, or another one. */
export type LinkPurpose = 'invitation' | 'reset';

/** A link that was mailed to a person, to choose a password, once. Only the hash of its token is kept. */
export interface PasswordLink {
  id: string;
  personId: string;
  purpose: LinkPurpose;
  tokenHash: string;
  createdAt: Date;
  expiresAt: Date;
}

export const PasswordLinkSchema = tableSchema<PasswordLink>(
  'PasswordLink',
  'password_link',
  {
    id: key(),
    personId: reference('person', 'CASCADE'),
    purpose: text(20),
    tokenHash: text(64),
    createdAt: instant(),
    expiresAt: instant(),
  },
  { unique: [['tokenHash']], index: [['personId', 'createdAt'], ['expiresAt']] },
);

/** A kind of mail that a person does not want; what is not named here is sent. */
export const MutedMailSchema = tableSchema<{ personId: string; kind: string }>('MutedMail', 'muted_mail', {
  personId: { kind: 'id', primary: true, references: 'person', onDelete: 'CASCADE' },
  kind: { kind: 'text', length: 40, primary: true },
});
