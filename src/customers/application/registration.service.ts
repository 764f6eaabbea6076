import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict } from '#libs/kernel';
import { RowRaced, type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { emailKey, PasswordLinks } from '../../identity/index.js';
import type { Contact } from '../domain/contact.js';
import { CUSTOMER_ROLE } from '../domain/contact-roles.js';
import type { Registration } from '../domain/registration.js';
import type { DecideRegistrationDto } from '../dto/registration.dto.js';
import { ContactRepository } from '../persistence/person.repository.js';
import { alreadyRegistered, RegistrationRepository } from '../persistence/registration.repository.js';
import { registrationShape } from '../registration.shape.js';

/** BR-009. Decides on who asks to become a contact; any one of those who administer the account is enough. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registrations: RegistrationRepository,
    private readonly contacts: ContactRepository,
    private readonly links: PasswordLinks,
    private readonly reader: RecordReader,
  ) {}

  /**
   * Makes the contact, a customer with the e-mail address as user name, and mails the link to choose a password.
   * @throws Conflict when it was decided before, or the address became a person's meanwhile
   */
  approve(caller: Caller, key: string, payload: Payload<DecideRegistrationDto>): Promise<RecordJson> {
    return this.decide(caller, key, payload, 'approve', async (tx, registration) => {
      const contact = await this.contactFor(tx, registration);
      registration.approve(contact.id, caller.personId, tx.now);
      const { id, name, userName, email } = contact.state;
      await this.links.send(tx, { id, name, userName, email: email! }, 'invitation');
    });
  }

  /** @throws Conflict when it was decided before */
  reject(caller: Caller, key: string, payload: Payload<DecideRegistrationDto>): Promise<RecordJson> {
    return this.decide(caller, key, payload, 'reject', async (tx, registration) => registration.reject(caller.personId, tx.now));
  }

  private decide(
    caller: Caller,
    key: string,
    payload: Payload<DecideRegistrationDto>,
    action: 'approve' | 'reject',
    work: (tx: Transaction<any>, registration: Registration) => Promise<void>,
  ): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const registration = await this.registrations.get(tx, caller.ability, key);
      authorize(caller.ability, action, 'Registration', registration.state);
      payload.read();
      checkVersion(caller, registration.state);
      registration.requirePending();
      await work(tx, registration);
      await this.registrations.save(tx, registration);
      const { id, state, contactId } = registration.state;
      audit(tx, {
        action: 'updated',
        recordType: 'Registration',
        recordId: id,
        before: { state: registration.before.state },
        after: { state, contactId },
      });
      return this.reader.one(caller, registrationShape, id, tx);
    });
  }

  private async contactFor(tx: Transaction<any>, registration: Registration): Promise<Contact> {
    const { accountId, firstName, lastName, email, emailKey: address } = registration.state;
    if (await this.registrations.isPersons(tx, address)) throw alreadyRegistered();
    const userName = emailKey(email);
    const contact = await this.contacts
      .add(tx, { accountId, firstName, lastName, email, userName }, [CUSTOMER_ROLE])
      .catch((error: unknown) => {
        // Somebody has made such a person since; decided anew, the request says how.
        throw error instanceof Conflict ? new RowRaced() : error;
      });
    const { id, number } = contact.state;
    const after = { accountId, firstName, lastName, email, userName, roles: [CUSTOMER_ROLE] };
    audit(tx, { action: 'created', recordType: 'Contact', recordId: id, recordNumber: number, after });
    return contact;
  }
}
