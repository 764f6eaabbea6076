import { randomBytes } from 'node:crypto';
import { audit } from '#libs/activity';
import type { Origin } from '#libs/persistence';
import { IdentityApi } from '../identity/index.js';
import type { ProgramParts } from './program-parts.js';

const ORIGIN = { personId: null, personName: 'First start', requestId: 'first-start' };

/**
 * Makes the user `admin` on a database that has nobody yet, with ADMIN_PASSWORD or a random password that is said once.
 * @returns whether the database was empty
 */
export async function ensureAdministrator(program: ProgramParts, say: (line: string) => void): Promise<boolean> {
  const [anybody] = await program.database.rows('SELECT id FROM person LIMIT 1');
  if (anybody) return false;
  const { adminPassword } = program.settings;
  const password = adminPassword ?? randomPassword();
  const identity = program.get(IdentityApi);
  // Chosen by whoever installs the program, and checked with the settings: the rules for people's own passwords come later.
  const passwordHash = await identity.hashGivenPassword(password);
  await program.unitOfWork.run(ORIGIN, async (tx) => {
    const admin = await identity.addPerson(tx, 'internal', { userName: 'admin', firstName: 'System', lastName: 'Administrator' });
    await identity.setRoles(tx, admin, ['admin']);
    await identity.setPassword(tx, admin.id, passwordHash, false);
    audit(tx, { action: 'created', recordType: 'Person', recordId: admin.id, after: { userName: 'admin', roles: ['admin'] } });
  });
  if (adminPassword === undefined) say(`Administrator: admin, password ${password} (shown once)`);
  return true;
}

/** 16 characters that nobody can guess. */
export const randomPassword = (): string => randomBytes(12).toString('base64url');

/** The user `admin`, to write in the name of. */
export async function administratorOf(program: ProgramParts): Promise<Origin & { readonly personId: string }> {
  const [admin] = await program.database.rows<{ id: string; name: string }>("SELECT id, name FROM person WHERE user_name = 'admin'");
  return { personId: admin!.id, personName: admin!.name, requestId: 'first-start' };
}
