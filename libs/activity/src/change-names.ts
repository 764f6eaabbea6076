import type { Caller } from '#libs/authorization';
import type { Connection } from '#libs/persistence';
import type { RecordJson, RecordShape, ReferenceTarget } from '#libs/records';
import type { FieldChange } from './activity.schema.js';

/** Shows a stored value of a changed field: an id as the reference it stands for, anything else as it is. */
export type ShowValue = (field: string, stored: unknown) => unknown;

/**
 * Looks up all records that the changes refer to, in one statement or none. A guarded one is found only where its own
 * read rules let the caller see it, so it is shown as null elsewhere (decision 31).
 */
export async function namesIn(
  connection: Connection,
  caller: Caller,
  shape: RecordShape,
  changes: readonly FieldChange[],
): Promise<ShowValue> {
  const wanted = idsByTarget(shape, changes);
  const names = await lookUp(connection, caller, wanted);
  return (name, stored) => {
    const field = shape.fields.get(name);
    if (field?.kind !== 'reference') return stored;
    return names.get(field.target)?.get(String(stored)) ?? null;
  };
}

type Names = Map<ReferenceTarget, Map<string, RecordJson>>;

function idsByTarget(shape: RecordShape, changes: readonly FieldChange[]): Map<ReferenceTarget, Set<string>> {
  const wanted = new Map<ReferenceTarget, Set<string>>();
  for (const change of changes) {
    const field = shape.fields.get(change.field);
    if (field?.kind !== 'reference') continue;
    const ids = wanted.get(field.target) ?? new Set();
    for (const stored of [change.from, change.to]) if (typeof stored === 'string') ids.add(stored);
    if (ids.size) wanted.set(field.target, ids);
  }
  return wanted;
}

async function lookUp(connection: Connection, caller: Caller, wanted: Map<ReferenceTarget, Set<string>>): Promise<Names> {
  const names: Names = new Map();
  if (!wanted.size) return names;
  const targets = [...wanted.keys()];
  const width = Math.max(...targets.map((target) => Object.keys(target.shown).length));
  const params: unknown[] = [];
  const selects = targets.map((target, i) => {
    const ids = [...wanted.get(target)!];
    params.push(...ids);
    const columns = Object.values(target.shown).map((column) => `j.\`${column}\``);
    const padded = Array.from({ length: width }, (_, at) => `${columns[at] ?? 'NULL'} AS s${at}`);
    const guard = target.guard ? caller.ability.where('read', target.guard, 'j') : null;
    params.push(...(guard?.params ?? []));
    return `SELECT ${[`${i} AS target`, 'j.id AS id', ...padded].join(', ')} FROM \`${target.table}\` j WHERE j.id IN (${ids.map(() => '?').join(', ')})${guard ? ` AND ${guard.sql}` : ''}`;
  });
  for (const row of await connection.rows(selects.join(' UNION ALL '), params)) {
    const target = targets[Number(row.target)]!;
    const found = names.get(target) ?? new Map<string, RecordJson>();
    names.set(target, found.set(String(row.id), referenceOf(target, row)));
  }
  return names;
}

function referenceOf(target: ReferenceTarget, row: Record<string, unknown>): RecordJson {
  const json: RecordJson = { id: row.id };
  Object.keys(target.shown).forEach((key, at) => {
    json[key] = row[`s${at}`];
  });
  return json;
}
