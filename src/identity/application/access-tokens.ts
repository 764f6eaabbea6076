import { createHash, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';

export const ISSUER = 'quayside';
export const AUDIENCE = 'quayside-api';
/** How long an access token lasts, in seconds. */
export const ACCESS_SECONDS = 600;

/** The key that access tokens are signed with. */
export class SigningKey {
  readonly bytes: Uint8Array;

  constructor(readonly secret: string) {
    this.bytes = new TextEncoder().encode(secret);
  }
}

/** A token that carries who signed in and in which session; never what that person may do. */
export const signAccessToken = (key: SigningKey, personId: string, sessionId: string): Promise<string> =>
  new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(personId)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_SECONDS}s`)
    .sign(key.bytes);

/** A secret of 256 bits, shown once. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
/** What is kept of a secret. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
