import { integer, type Transaction, tableSchema, textKey } from '#libs/persistence';

/**
 * One row for each person and one for everyone. A row's value rises with whatever changes what its people may do, so
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
  const known = raised.get(tx) ?? new Set();
  raised.set(tx, known);
  const ids = [...new Set(personIds)].filter((id) => !known.has(id));
  if (!ids.length) return;
  await tx.run(`UPDATE access_stamp SET value = value + 1 WHERE id IN (${ids.map(() => '?').join(', ')})`, ids);
  for (const id of ids) known.add(id);
}

/** What many people's rights rest on has changed: roles, access controls, plugins, properties, the tree of accounts. */
export const touchEveryonesAccess = (tx: Transaction<any>): Promise<void> => touchAccess(tx, [EVERYONE]);
