import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Settings } from './settings.js';

/**
 * The secret that access tokens are signed with: JWT_SECRET, else a random one. Beside an embedded database it is kept
 * in a file that only its owner can read, so that a restart ends nobody's session.
 */
export function signingSecret(settings: Settings): string {
  if (settings.jwtSecret) return settings.jwtSecret;
  if (!settings.databaseUrl.startsWith('sqlite:')) return randomBytes(48).toString('base64url');
  const file = `${settings.databaseUrl.slice('sqlite:'.length)}.signing-key`;
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = randomBytes(48).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
