import type { Caller, SqlText } from '#libs/authorization';
import { isReadable, type RecordShape } from '#libs/records';
import { permitted } from './permitted-record.js';

/**
 * The entries `e` of one record that the caller may see, as a condition. All of it is decided inside the statement, so
 * that no count and no page length tells of an entry that is not shown (BR-020, decision 42).
 * @throws NotFound for a key that no record of the kind can have
 */
export function visibleEntries(caller: Caller, shape: RecordShape, key: string): SqlText {
  const record = permitted(caller, shape, key);
  const parts: SqlText[] = [
    { sql: `e.record_id = (SELECT t.id ${record.sql})`, params: record.params },
    { sql: 'e.record_type = ?', params: [shape.subject] },
    audience(caller, shape, key),
    ...readableChanges(caller, shape),
  ];
  return { sql: parts.map((part) => part.sql).join(' AND '), params: parts.flatMap((part) => part.params) };
}

/** BR-021: work notes never reach external people, whatever a rule says; internal ones read them where the rules let them. */
function audience(caller: Caller, shape: RecordShape, key: string): SqlText {
  if (caller.actor.kind !== 'internal') return { sql: "e.audience = 'everyone'", params: [] };
  if (!caller.ability.canAny('read_work_notes', shape.subject)) return { sql: "e.audience IN ('everyone', 'internal')", params: [] };
  const record = permitted(caller, shape, key, 'read_work_notes');
  return {
    sql: `(e.audience IN ('everyone', 'internal') OR (e.audience = 'work_notes' AND EXISTS (SELECT 1 ${record.sql})))`,
    params: record.params,
  };
}

/**
 * An entry that tells only of fields the caller may not read is no entry for the caller. Changes are stored as JSON that
 * names each field as `"field":"state"`; within a text the quotes would be escaped, so nothing else can look like it.
 */
function readableChanges(caller: Caller, shape: RecordShape): SqlText[] {
  const readable = caller.ability.fieldsFor('read', shape.subject);
  if (readable === 'all') return [];
  const names = [...new Set([...shape.fields.keys(), ...readable])].filter((name) => isReadable(name, readable));
  const named = names.map(() => 'INSTR(e.changes, ?) > 0').join(' OR ');
  return [{ sql: `(e.kind <> 'field_change' OR ${named})`, params: names.map((name) => `"field":${JSON.stringify(name)}`) }];
}
