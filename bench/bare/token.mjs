import { createHmac, timingSafeEqual } from 'node:crypto';

const ISSUER = 'quayside';
const AUDIENCE = 'quayside-api';
const LASTS_S = 24 * 3600;

const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (/** @type {string} */ secret, /** @type {string} */ text) => createHmac('sha256', secret).update(text).digest();

/**
 * An access token as the program makes it, but one that lasts as long as a measurement.
 * @param {string} secret
 * @param {{ id: string, sessionId: string }} person
 */
export function signToken(secret, { id, sessionId }) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sid: sessionId, sub: id, iss: ISSUER, aud: AUDIENCE, iat: now, exp: now + LASTS_S };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${signed(secret, text).toString('base64url')}`;
}

/**
 * The person of a token, or null where it does not hold.
 * @param {string} secret
 * @param {string | undefined} header
 * @returns {string | null}
 */
export function personOf(secret, header) {
  const [head, body, signature] = (header ?? '').replace(/^Bearer /, '').split('.');
  if (!head || !body || !signature) return null;
  const given = Buffer.from(signature, 'base64url');
  const right = signed(secret, `${head}.${body}`);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const holds = claims.iss === ISSUER && claims.aud === AUDIENCE && claims.exp * 1000 > Date.now();
  return holds ? claims.sub : null;
}
