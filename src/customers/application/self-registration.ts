import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { Refused } from '#libs/kernel';
import { Database, UnitOfWork } from '#libs/persistence';
import { emailKey, SignInDelays } from '../../identity/index.js';
import { Registration } from '../domain/registration.js';
import type { RegistrationDto } from '../dto/registration.dto.js';
import { alreadyRegistered, RegistrationRepository } from '../persistence/registration.repository.js';

/**
 * BR-009. Takes requests of people who are not signed in. Without a valid code nothing is said about e-mail addresses.
 * With one, somebody learns of an address only what the people of that account may know: whether it is one of theirs. An
 * address that is in use elsewhere gets the same answer as a new one, no request, and a mail to its owner.
 */
@Injectable()
export class SelfRegistration {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: RegistrationRepository,
    private readonly delays: SignInDelays,
  ) {}

  /**
   * @throws Refused for a code that no account has, Conflict for a contact of the account and for one who waits already
   * @throws HttpProblem 429 with Retry-After for who tries one after the other
   */
  async register({ registrationCode, ...applicant }: RegistrationDto, address: string, requestId: string): Promise<void> {
    const key = `registration:${address}`;
    await this.delays.check(key, address);
    const accountId = await this.registrations.accountWith(this.database, registrationCode.trim());
    if (!accountId) {
      await this.delays.failed(key, address);
      throw Refused.field('registrationCode', 'registration_code_unknown', 'This registration code is not valid.');
    }
    const taken = await this.unitOfWork.run({ personId: null, personName: 'Self-registration', requestId }, async (tx) => {
      const use = await this.registrations.useOf(tx, emailKey(applicant.email)!, accountId);
      if (use === 'in_account') return true;
      const registration = Registration.by({ ...applicant, accountId }, use === 'elsewhere', tx.now);
      const { id, state } = registration.state;
      await this.registrations.save(tx, registration);
      audit(tx, { action: 'created', recordType: 'Registration', recordId: id, after: { accountId, state } });
      return false;
    });
    if (!taken) return;
    await this.delays.failed(key, address);
    throw alreadyRegistered();
  }
}
