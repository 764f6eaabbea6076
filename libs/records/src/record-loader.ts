import type { AppAbility } from '#libs/authorization';
import { isId, NotFound, Refused } from '#libs/kernel';
import { type Connection, type EntitySchema, fromDatabase, type TableInfo, Transaction, tableNamed, tableOf } from '#libs/persistence';

const selectAll = (table: TableInfo): string => [...table.columns.values()].map(({ name }) => `t.\`${name}\``).join(', ');

/** A row as the state an aggregate is made of. */
export function toState<S>(table: TableInfo, row: Record<string, unknown>): S {
  const state: Record<string, unknown> = {};
  for (const [property, { name, column }] of table.columns) state[property] = fromDatabase(row[name], column);
  return state as S;
}

/**
 * A record's whole state by id or number, under the caller's read rules: the load that a change begins with. Links that
 * rules look through are loaded with it.
 * @throws NotFound, the same for a hidden record and one that never was
 */
export async function loadRecord<S>(
  connection: Connection,
  ability: AppAbility,
  schema: EntitySchema<S & object>,
  key: string,
): Promise<S> {
  const state = await find<S>(connection, ability, schema, key, connection instanceof Transaction ? connection.forUpdateWhenRepeated : '');
  if (!state) throw new NotFound();
  return state;
}

/** Like `loadRecord`, with null instead of an error; for a record that is only referred to. */
export function findRecord<S>(
  connection: Connection,
  ability: AppAbility,
  schema: EntitySchema<S & object>,
  key: string,
): Promise<S | null> {
  return find(connection, ability, schema, key, '');
}

async function find<S>(
  connection: Connection,
  ability: AppAbility,
  schema: EntitySchema<S & object>,
  key: string,
  lock: string,
): Promise<S | null> {
  const table = tableOf(schema);
  const byId = isId(key);
  if (!byId && !table.columns.has('number')) return null;
  const rule = ability.where('read', table.name, 't');
  const [row] = await connection.rows(
    `SELECT ${selectAll(table)} FROM \`${table.table}\` t WHERE t.\`${byId ? 'id' : 'number'}\` = ? AND ${rule.sql}${lock}`,
    [key, ...rule.params],
  );
  return row ? toState<S>(table, row) : null;
}

/** Records by ids, whatever the caller may see: for the program's own use inside a rule, never for an answer. */
export async function statesOf<S>(
  connection: Connection,
  schema: EntitySchema<S & object>,
  property: keyof S & string,
  ids: readonly unknown[],
): Promise<S[]> {
  if (!ids.length) return [];
  const table = tableOf(schema);
  const only = Object.entries(table.only ?? {});
  const rows = await connection.rows(
    `SELECT ${selectAll(table)} FROM \`${table.table}\` t WHERE t.\`${table.columns.get(property)!.name}\` IN (${ids.map(() => '?').join(', ')})${only.map(([name]) => ` AND t.\`${table.columns.get(name)!.name}\` = ?`).join('')}${table.columns.has('id') ? ' ORDER BY t.id' : ''}`,
    [...ids, ...only.map(([, wanted]) => wanted)],
  );
  return rows.map((row) => toState<S>(table, row));
}

/** The record as the rules need it: with the records its links name, null where a link is empty. */
export async function withLinks<S extends object>(
  connection: Connection,
  ability: AppAbility,
  schema: EntitySchema<S>,
  state: S,
): Promise<S & Record<string, unknown>> {
  const table = tableOf(schema);
  const linked: Record<string, unknown> = {};
  for (const name of ability.linksOf(table.name)) {
    const link = table.links.get(name)!;
    const target = tableNamed(link.table);
    const id = (state as Record<string, unknown>)[link.property];
    const [row] = id === null ? [] : await connection.rows(`SELECT ${selectAll(target)} FROM \`${target.table}\` t WHERE t.id = ?`, [id]);
    linked[name] = row ? toState(target, row) : null;
  }
  return { ...state, ...linked };
}

/**
 * The record that a body refers to by id or number. One and the same refusal for one that does not exist and one the
 * caller may not see (decision 49).
 * @throws Refused (422)
 */
export async function resolveReference<S>(
  connection: Connection,
  ability: AppAbility,
  schema: EntitySchema<S & object>,
  field: string,
  key: string,
): Promise<S> {
  const state = await findRecord<S>(connection, ability, schema, key);
  if (!state) throw unknownReference(field);
  return state;
}

export const unknownReference = (field: string): Refused =>
  Refused.field(field, 'unknown_reference', 'There is no such record, or you may not use it.');
