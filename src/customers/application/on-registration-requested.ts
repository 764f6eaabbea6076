import { Injectable } from '@nestjs/common';
import { DomainEvents, Mails } from '#libs/outbox';
import type { Transaction } from '#libs/persistence';
import { registrationKnownLetter, registrationRequestedLetter } from '../domain/registration-letters.js';
import { RegistrationRepository } from '../persistence/registration.repository.js';

const ADMINISTRATORS = ['sn_customerservice.customer_admin', 'sn_customerservice.partner_admin'];

/** BR-009. Tells those who may decide of a request; of one with an address that is in use elsewhere, only its owner. */
@Injectable()
export class OnRegistrationRequested {
  constructor(
    events: DomainEvents,
    private readonly registrations: RegistrationRepository,
    private readonly mails: Mails,
  ) {
    events.after('customers.registration-requested', 'mail-registration', ({ aggregateId }, tx) => this.tell(tx, aggregateId));
  }

  private async tell(tx: Transaction, id: string): Promise<void> {
    const registration = await this.registrations.byId(tx, id);
    if (registration?.state === 'duplicate' && !(await this.registrations.wasToldLately(tx, registration)))
      await this.mails.mail(tx, { personId: null, to: registration.email, ...registrationKnownLetter });
    if (registration?.state !== 'pending') return;
    const [account] = await tx.rows<{ name: string; number: string; path: string }>(
      'SELECT a.name, a.number, a.path FROM account a WHERE a.id = ?',
      [registration.accountId],
    );
    const letter = registrationRequestedLetter(registration, account!);
    const people = await administratorsAt(tx, account!.path);
    await this.mails.mail(tx, ...people.map((personId) => ({ personId, ...letter })));
  }
}

/** Those who administer the account at this path: of the account itself and of those above it. */
async function administratorsAt(tx: Transaction, path: string): Promise<string[]> {
  const codes = path.split('/');
  const paths = codes.map((_, i) => codes.slice(0, i + 1).join('/'));
  const any = (values: readonly string[]): string => values.map(() => '?').join(', ');
  const rows = await tx.rows<{ id: string }>(
    `SELECT DISTINCT p.id FROM account a JOIN person p ON p.account_id = a.id JOIN person_role r ON r.person_id = p.id
     WHERE a.path IN (${any(paths)}) AND p.active = 1 AND r.role IN (${any(ADMINISTRATORS)}) ORDER BY p.id`,
    [...paths, ...ADMINISTRATORS],
  );
  return rows.map(({ id }) => id);
}
