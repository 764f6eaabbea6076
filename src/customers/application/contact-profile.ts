import type { Caller } from '#libs/authorization';
import type { Database } from '#libs/persistence';

/** What a contact is told of itself: the account it belongs to, and its own number. Null for anybody else. */
export const contactProfile =
  (database: Database) =>
  async (caller: Caller): Promise<Record<string, unknown>> => {
    if (caller.actor.kind !== 'contact') return {};
    const [row] = await database.rows<Record<string, string>>(
      'SELECT p.number, a.id AS account_id, a.number AS account_number, a.name AS account_name FROM person p JOIN account a ON a.id = p.account_id WHERE p.id = ?',
      [caller.personId],
    );
    if (!row) return {};
    return {
      account: { id: row.account_id, number: row.account_number, name: row.account_name },
      contact: { id: caller.personId, number: row.number, name: caller.personName },
    };
  };
