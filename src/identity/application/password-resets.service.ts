import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { Clock, newId, Refused } from '#libs/kernel';
import { Database, type Transaction, UnitOfWork } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { PASSWORD_RESET_REQUESTED } from '../domain/events.js';
import { chosenLetter } from '../domain/link-letters.js';
import { emailKey, IdentityApi } from '../identity.api.js';
import type { LinkPurpose } from '../persistence/password-link.schema.js';
import { PersonSchema, type PersonState } from '../persistence/person.schema.js';
import { PasswordLinks } from './password-links.js';
import { checkPassword, hashPassword } from './passwords.js';
import { SignInDelays } from './sign-in-delays.js';

/** Who asks, as far as that is known of somebody who is not signed in. */
export interface Asking {
  readonly address: string;
  readonly requestId: string;
}

/** Somebody may share an e-mail address with a few others (decision 47). */
const MOST_PEOPLE = 5;

const notValid = (): Refused => Refused.field('token', 'link_not_valid', 'This link is not valid any more. Ask for a new one.');

/** Lets people choose a password by a link that is mailed to them. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly delays: SignInDelays,
    private readonly links: PasswordLinks,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /**
   * The same answer, after the same work, whether or not there is such a person: links and mails are made after the
   * commit.
   * @throws HttpProblem 429 with Retry-After for who asks for one name, or from one address, again and again
   */
  async request(by: 'userName' | 'email', given: string, { address, requestId }: Asking): Promise<void> {
    const name = given.trim().toLowerCase();
    const key = `reset:${name}`;
    await this.delays.check(key, address);
    await this.delays.failed(key, address);
    const column = by === 'userName' ? 'user_name' : 'email_key';
    const rows = await this.database.rows<{ id: string }>(
      `SELECT p.id FROM person p WHERE p.${column} = ? AND p.active = 1 ORDER BY p.id LIMIT ${MOST_PEOPLE}`,
      [emailKey(name)],
    );
    await this.unitOfWork.run({ personId: null, personName: 'Password reset', requestId }, (tx) =>
      tx.raise({
        type: PASSWORD_RESET_REQUESTED,
        aggregateId: newId(),
        occurredAt: tx.now,
        payload: { personIds: rows.map(({ id }) => id) },
      }),
    );
  }

  /**
   * Chooses a password with the token of a link; every session of the person ends.
   * @returns the name to sign in with; who had none gets one
   * @throws Refused for a weak password, and alike for a token that never was, was used, has ended or whose owner is disabled
   * @throws HttpProblem 429 with Retry-After for who tries one token after the other
   */
  async redeem(purpose: LinkPurpose, token: string, newPassword: string, { address, requestId }: Asking): Promise<{ userName: string }> {
    const key = `link:${address}`;
    await this.delays.check(key, address);
    const owner = await this.links.ownerOf(this.database, token, purpose, this.clock.now());
    if (!owner) {
      await this.delays.failed(key, address);
      throw notValid();
    }
    checkPassword(newPassword, 'newPassword');
    const passwordHash = await hashPassword(newPassword);
    const { personId, name } = owner;
    const userName = await this.unitOfWork.run({ personId, personName: name, requestId }, async (tx) => {
      if (!(await this.links.use(tx, token))) throw notValid();
      const person = await this.named(tx, personId);
      await this.identity.setPassword(tx, personId, passwordHash, false);
      audit(tx, { action: 'password_chosen', recordType: 'Person', recordId: personId, after: { by: purpose } });
      if (person.email) await this.links.tell(tx, { ...person, email: person.email }, chosenLetter(person));
      return person.userName!;
    });
    await this.delays.succeeded(userName);
    return { userName };
  }

  /** The person, with a user name: the e-mail address, or the number where that is taken. */
  private async named(tx: Transaction<any>, personId: string): Promise<PersonState> {
    const [person] = await statesOf<PersonState>(tx, PersonSchema, 'id', [personId]);
    if (person!.userName) return person!;
    const userName = await this.identity.freeUserName(tx, person!);
    audit(tx, { action: 'user_name_given', recordType: 'Person', recordId: personId, after: { userName } });
    return this.identity.changePerson(tx, person!, { userName });
  }
}
