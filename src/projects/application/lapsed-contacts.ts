import { Injectable } from '@nestjs/common';
import type { SqlText } from '#libs/authorization';
import type { Transaction } from '#libs/persistence';
import { eligibleFor } from '../../customers/index.js';
import { postLine } from './contact-journal.js';

/**
 * Decision 36. Who is no longer eligible for a project stays among its contacts, without effect; the project's activity
 * stream says so. Access itself ends by reach, with the person's next request.
 */
@Injectable()
export class LapsedContacts {
  /** Notes those contacts of the account's projects who are not eligible any more. `people` is over the alias `p`. */
  async note(tx: Transaction<any>, accountId: string, people: SqlText): Promise<void> {
    const eligible = eligibleFor(accountId);
    const rows = await tx.rows<{ project_id: string; name: string }>(
      `SELECT c.project_id, p.name FROM project j JOIN project_contact c ON c.project_id = j.id JOIN person p ON p.id = c.contact_id
       WHERE j.account_id = ? AND ${people.sql} AND NOT ${eligible.sql} ORDER BY c.id`,
      [accountId, ...people.params, ...eligible.params],
    );
    for (const { project_id, name } of rows)
      postLine(tx, project_id, `${name} is no longer eligible as a project contact and sees the project again only when eligible again`);
  }

  /** The accounts of the projects that a person is a contact of. */
  async accountsOf(tx: Transaction<any>, contactId: string): Promise<string[]> {
    const rows = await tx.rows<{ account_id: string }>(
      'SELECT DISTINCT j.account_id FROM project_contact c JOIN project j ON j.id = c.project_id WHERE c.contact_id = ? ORDER BY j.account_id',
      [contactId],
    );
    return rows.map(({ account_id }) => account_id);
  }
}
