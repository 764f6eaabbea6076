import { authorize, type Caller, type SqlText } from '#libs/authorization';
import { isId, NotFound, type RecordState } from '#libs/kernel';
import type { Connection } from '#libs/persistence';
import { loadRecord, type RecordShape, withLinks } from '#libs/records';
import type { ActivitySubject } from './activity-subjects.js';

/** A loaded record, as far as its stream is concerned with it. */
export interface StreamRecord extends RecordState {
  readonly number?: string | null;
}

/**
 * The record under this id or number, if the caller may do the action to it, as FROM and WHERE of a sub-select over `t`.
 * @throws NotFound for a key that no record of the kind can have
 */
export function permitted(caller: Caller, shape: RecordShape, key: string, action = 'read'): SqlText {
  const byId = isId(key);
  if (!byId && !shape.hasNumber) throw new NotFound();
  const rule = caller.ability.where(action, shape.subject, 't');
  return {
    sql: `FROM \`${shape.table.table}\` t WHERE t.\`${byId ? 'id' : 'number'}\` = ? AND ${rule.sql}`,
    params: [key, ...rule.params],
  };
}

/** @throws NotFound when the record does not exist or the caller may not see it */
export async function requireReadable(connection: Connection, caller: Caller, shape: RecordShape, key: string): Promise<void> {
  const record = permitted(caller, shape, key);
  const [found] = await connection.rows(`SELECT t.id ${record.sql}`, record.params);
  if (!found) throw new NotFound();
}

/**
 * The record on which the caller may do the action, in the order that decision 10 gives: found, then permitted.
 * @throws NotFound when it does not exist or the caller may not see it
 * @throws Forbidden when the caller sees it and may not do this
 */
export async function recordToAct(
  connection: Connection,
  caller: Caller,
  { schema, shape }: ActivitySubject,
  key: string,
  action: string,
): Promise<StreamRecord> {
  const state: StreamRecord = await loadRecord<StreamRecord>(connection, caller.ability, schema, key);
  authorize(caller.ability, action, shape.subject, await withLinks(connection, caller.ability, schema, state));
  return state;
}
