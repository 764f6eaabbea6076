import { Injectable } from '@nestjs/common';
import { type PersonKind, touchAccess } from '#libs/authorization';
import { Conflict, newId } from '#libs/kernel';
import { type Connection, isDuplicate, type Transaction } from '#libs/persistence';
import { PasswordLinks } from './application/password-links.js';
import { checkPassword, hashPassword } from './application/passwords.js';
import { SignInService } from './application/sign-in.service.js';
import { type RoleClass, rolesFor } from './domain/roles.js';
import { PersonRoleSchema, PersonSchema, type PersonState } from './persistence/person.schema.js';

/** What a person is described by. */
export interface PersonDetails {
  /** Of contacts and consumers. */
  readonly number?: string | null;
  /** The account that a contact belongs to. */
  readonly accountId?: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string | null;
  readonly userName?: string | null;
  readonly phone?: string | null;
  readonly mobilePhone?: string | null;
  readonly title?: string | null;
  readonly timeZone?: string | null;
  readonly language?: string | null;
  readonly notifications?: boolean;
  readonly active?: boolean;
}

const classOf = (kind: PersonKind): RoleClass => (kind === 'internal' ? 'internal' : 'external');

const LONGEST_USER_NAME = 100;

/** What nobody's rights hang on. */
const WITHOUT_RIGHTS: ReadonlySet<string> = new Set(['title', 'phone', 'mobilePhone', 'timeZone', 'language', 'notifications']);

/** What other contexts ask of identity: persons, their roles and passwords. */
@Injectable()
export class IdentityApi {
  constructor(
    private readonly signIn: SignInService,
    private readonly links: PasswordLinks,
  ) {}

  /**
   * Adds a person with roles. User names are unique without regard to case.
   * @throws Conflict when the user name is taken
   * @throws Refused for an unknown role, or one of the other class (BR-007)
   */
  async addPerson(tx: Transaction<any>, kind: PersonKind, details: PersonDetails, roles: readonly string[] = []): Promise<PersonState> {
    const wanted = rolesFor(classOf(kind), roles);
    const person = newPerson(kind, details, tx.now);
    await tx.insert(PersonSchema, person).catch(taken);
    await tx.insert(PersonRoleSchema, ...wanted.map((role) => ({ personId: person.id, role })));
    return person;
  }

  /**
   * Changes a person; who is disabled loses access with the next request. Another e-mail address ends the links to choose
   * a password that were sent to the one before.
   * @throws Conflict when the user name is taken
   */
  async changePerson(tx: Transaction<any>, person: PersonState, details: Partial<PersonDetails>): Promise<PersonState> {
    const changed = {
      ...details,
      ...(details.userName === undefined ? {} : { userName: folded(details.userName) }),
      ...(details.email === undefined ? {} : { emailKey: emailKey(details.email) }),
    };
    const name = fullName(details.firstName ?? person.firstName, details.lastName ?? person.lastName);
    const renamed = name === person.name ? {} : { name };
    await tx.update(PersonSchema, person.id, person.version, { ...changed, ...renamed } as Partial<PersonState>).catch(taken);
    if (Object.keys({ ...changed, ...renamed }).some((field) => !WITHOUT_RIGHTS.has(field))) await touchAccess(tx, [person.id]);
    // A link that was mailed to the old address is in the hands of whoever reads it.
    if (details.email !== undefined && details.email !== person.email) await this.links.withdraw(tx, person.id);
    return { ...person, ...changed, name, version: person.version + 1, updatedAt: tx.now } as PersonState;
  }

  /**
   * Sets the roles a person is granted directly, in place of what was.
   * @throws Refused for an unknown role, or one of the other class (BR-007)
   */
  async setRoles(tx: Transaction<any>, person: Pick<PersonState, 'id' | 'kind'>, roles: readonly string[]): Promise<void> {
    const wanted = rolesFor(classOf(person.kind), roles);
    await tx.run('DELETE FROM person_role WHERE person_id = ?', [person.id]);
    await tx.insert(PersonRoleSchema, ...wanted.map((role) => ({ personId: person.id, role })));
    await touchAccess(tx, [person.id]);
  }

  /** The roles a person is granted directly. */
  async rolesOf(connection: Connection, personId: string): Promise<string[]> {
    const rows = await connection.rows<{ role: string }>('SELECT role FROM person_role WHERE person_id = ? ORDER BY role', [personId]);
    return rows.map(({ role }) => role);
  }

  /** A user name for somebody who has none: the e-mail address, or the number where somebody else has taken that. */
  async freeUserName(connection: Connection, { email, number }: Pick<PersonState, 'email' | 'number'>): Promise<string> {
    const wanted = emailKey(email);
    const fallback = folded(number) ?? newId();
    if (!wanted || wanted.length > LONGEST_USER_NAME) return fallback;
    const taken = await connection.rows('SELECT p.id FROM person p WHERE p.user_name = ?', [wanted]);
    return taken.length ? fallback : wanted;
  }

  /** A password's hash, made before the transaction: it takes a tenth of a second. @throws Refused when it is weak */
  hashPassword(password: string, field = 'password'): Promise<string> {
    checkPassword(password, field);
    return hashPassword(password);
  }

  /** The hash of a password that whoever installs the program chose; the settings have checked it. */
  hashGivenPassword(password: string): Promise<string> {
    return hashPassword(password);
  }

  /** Gives a person a password; every session of that person ends. */
  setPassword(tx: Transaction<any>, personId: string, passwordHash: string, mustChange = true): Promise<void> {
    return this.signIn.setPassword(tx, personId, passwordHash, mustChange);
  }
}

/** An e-mail address as people are found by it. */
export const emailKey = (email: string | null | undefined): string | null => email?.trim().toLowerCase() || null;
const folded = (userName: string | null | undefined): string | null => userName?.trim().toLowerCase() || null;
const fullName = (firstName: string, lastName: string): string => `${firstName} ${lastName}`.trim();

/** A person as it is first written. */
export function newPerson(kind: PersonKind, details: PersonDetails, now: Date): PersonState {
  return {
    id: newId(),
    createdAt: now,
    updatedAt: now,
    version: 1,
    kind,
    number: null,
    accountId: null,
    email: null,
    phone: null,
    mobilePhone: null,
    title: null,
    timeZone: null,
    language: null,
    notifications: true,
    active: true,
    ...details,
    userName: folded(details.userName),
    emailKey: emailKey(details.email),
    name: fullName(details.firstName, details.lastName),
  };
}

const taken = (error: unknown): never => {
  throw isDuplicate(error) ? new Conflict('user_name_taken', 'This user name is taken.') : error;
};
