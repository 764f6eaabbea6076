import { hash, verify } from '@node-rs/argon2';
import { Refused } from '#libs/kernel';

/** 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const LEAST = 12;
const MOST = 200;

const COMMON =
  /^(password|passwort|qwerty|letmein|welcome|admin|iloveyou|dragon|monkey|football|baseball|sunshine|princess|trustno1|abc|azerty|quayside|servicenow|changeme|1234567890|0123456789)+[0-9!.?*#]*$/i;

/** Long enough, and tried first all the same: from published lists of the commonest passwords. */
const COMMON_LONG = new Set(
  `unbelievable 1q2w3e4r5t6y 1qaz2wsx3edc zaq12wsxcde3 qwerty123456 qwertyuiop123 123456qwerty 123456789abc abcd12345678 abc123456789
  administrator administrator1 superpassword mypassword12 mypassword123 thisismypassword letmeinplease iloveyousomuch iloveyouforever
  manchesterunited manchester123 liverpoolfc1 basketball12 football1234 baseball1234 sunshine1234 princess1234 starwars1234
  p@ssw0rd1234 p@ssword1234 passw0rd1234 password1!23 correcthorsebatterystaple trustnoone12 welcome12345`.split(/\s+/),
);

/** Rows of keys and of letters: a password that only walks along one of them is no secret. */
const WALKS = [
  '0123456789'.repeat(20),
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
];

const backwards = (text: string): string => [...text].reverse().join('');
const isCommon = (password: string): boolean => {
  const plain = password.toLowerCase();
  if (COMMON.test(plain) || COMMON_LONG.has(plain) || /^(.{1,4})\1+$/.test(plain)) return true;
  return WALKS.some((walk) => walk.includes(plain) || backwards(walk).includes(plain));
};

/**
 * Refuses a password that is short, long or common.
 * @throws Refused (422)
 */
export function checkPassword(password: string, field: string): void {
  const refuse = (code: string, message: string) => {
    throw Refused.field(field, code, message);
  };
  if (password.length < LEAST) refuse('password_too_short', `A password has at least ${LEAST} characters.`);
  if (password.length > MOST) refuse('password_too_long', `A password has at most ${MOST} characters.`);
  if (isCommon(password)) refuse('password_too_common', 'This password is too easy to guess.');
}

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let decoy: Promise<string> | undefined;

/** Checks a password. Without a hash (no such user) it works as long, so that the time tells nothing. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const matched = await verify(passwordHash ?? (await decoy), password.slice(0, MOST)).catch(() => false);
  return matched && passwordHash !== null && password.length <= MOST;
}
