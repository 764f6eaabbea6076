import { integer, type Transaction, tableSchema, textKey } from '#libs/persistence';

/**
 * One row for everyone, and one for each person whose rights have changed since it was added. A row's value rises with whatever changes what its people may do, so
 * that a request can tell in one statement whether the rights it has in memory still hold.
 */
export const AccessStampSchema = tableSchema<{ id: string; value: number }>('AccessStamp', 'access_stamp', {
  id: textKey(32),
  value: integer(0),
});

const EVERYONE = 'everyone';

/** Whose stamp a transaction has raised already: once in each is enough. */
const raised = new WeakMap<Transaction<any>, Set<string>>();

/** The rights of these people have changed: their next request reads them anew. */
export async function touchAccess(tx: Transaction<any>, personIds: readonly string[]): Promise<void> {
  const done = raised.get(tx) ?? new Set();
  raised.set(tx, done);
  const ids = [...new Set(personIds)].filter((id) => !done.has(id));
  if (!ids.length) return;
  const known =
    tx.dialect === 'sqlite' ? 'ON CONFLICT (id) DO UPDATE SET value = access_stamp.value + 1' : 'ON DUPLICATE KEY UPDATE value = value + 1';
  await tx.run(`INSERT INTO access_stamp (id, value) VALUES ${ids.map(() => '(?, 1)').join(', ')} ${known}`, ids);
  for (const id of ids) done.add(id);
}

/** What many people's rights rest on has changed: roles, access controls, plugins, properties, the tree of accounts. */
export const touchEveryonesAccess = (tx: Transaction<any>): Promise<void> => touchAccess(tx, [EVERYONE]);
