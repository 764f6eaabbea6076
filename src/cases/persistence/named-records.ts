import type { AppAbility } from '#libs/authorization';
import { isId } from '#libs/kernel';
import { type Connection, tableNamed } from '#libs/persistence';
import { unknownReference } from '#libs/records';

/** A record that a body names, with what the rules about a case ask of it. */
export interface NamedRecord {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
  /** The account it belongs to; of an account the account itself. */
  readonly accountId: string | null;
  /** The project that a task belongs to; of a project the project itself. */
  readonly projectId: string | null;
  /** Of a person: internal, contact, consumer. */
  readonly kind: string | null;
}

interface Kind {
  /** The subject whose read rules decide, or none where everyone who may write the field may choose among all. */
  readonly subject?: string;
  readonly table: string;
  readonly numbered: boolean;
  readonly name: string;
  readonly accountId: string;
  readonly projectId: string;
  readonly personKind?: string;
  readonly condition?: string;
}

const NONE = { accountId: 'NULL', projectId: 'NULL' };
const ACCOUNT: Kind = { subject: 'Account', table: 'account', numbered: true, name: 't.name', accountId: 't.id', projectId: 'NULL' };
const PERSON = { table: 'person', name: 't.name', accountId: 't.account_id', projectId: 'NULL', personKind: 't.kind' };
const CONTACT: Kind = { ...PERSON, subject: 'Contact', numbered: true };

/** The references of a case, by the field of the request. */
const KINDS: Readonly<Record<string, Kind>> = {
  accountId: ACCOUNT,
  partnerId: { ...ACCOUNT, condition: 't.partner = 1' },
  contactId: CONTACT,
  partnerContactId: CONTACT,
  consumerId: { ...PERSON, subject: 'Consumer', numbered: true },
  projectId: { subject: 'Project', table: 'project', numbered: true, name: 't.name', accountId: 't.account_id', projectId: 't.id' },
  projectTaskId: {
    subject: 'ProjectTask',
    table: 'project_task',
    numbered: true,
    name: 't.short_description',
    accountId: 't.account_id',
    projectId: 't.project_id',
  },
  assetId: { subject: 'Asset', table: 'asset', numbered: false, name: 't.name', accountId: 't.account_id', projectId: 'NULL' },
  assignmentGroupId: { ...NONE, table: 'user_group', numbered: false, name: 't.name' },
  assignedToId: { ...PERSON, numbered: false, condition: "t.kind = 'internal' AND t.active = 1" },
  parentId: {
    subject: 'ServiceCase',
    table: 'service_case',
    numbered: true,
    name: 't.short_description',
    accountId: 't.account_id',
    projectId: 'NULL',
  },
  watchList: { ...PERSON, numbered: true },
  workNotesList: { ...PERSON, numbered: false, condition: "t.kind = 'internal'" },
};

/**
 * Finds what a body names, by id or number and under the caller's rules, all in one statement.
 * @param keys by field; several for a list
 * @throws Refused (422), the same for what does not exist and what the caller may not see (decision 49)
 */
export async function namedRecords(
  connection: Connection,
  ability: AppAbility,
  keys: Readonly<Record<string, string | readonly string[]>>,
): Promise<ReadonlyMap<string, readonly NamedRecord[]>> {
  const found = new Map<string, NamedRecord[]>();
  const wanted = Object.entries(keys).map(([field, given]) => [field, typeof given === 'string' ? [given] : given] as const);
  const selects = wanted.filter(([, given]) => given.length).map(([field, given]) => select(field, given, ability));
  if (!selects.length) return found;
  const rows = await connection.rows<NamedRecord & { field: string }>(
    selects.map(({ sql }) => sql).join(' UNION ALL '),
    selects.flatMap(({ params }) => params),
  );
  for (const [field, given] of wanted) {
    const mine = rows.filter((row) => row.field === field);
    if (given.some((key) => !mine.some(({ id, number }) => key === id || key === number))) throw unknownReference(field);
    found.set(field, mine);
  }
  return found;
}

function select(field: string, keys: readonly string[], ability: AppAbility): { sql: string; params: unknown[] } {
  const kind = KINDS[field]!;
  const rule = kind.subject ? ability.where('read', kind.subject, 't') : { sql: '1=1', params: [] };
  const by = (column: string, some: readonly string[]) => (some.length ? [`t.${column} IN (${some.map(() => '?').join(', ')})`] : []);
  const [ids, numbers] = [keys.filter(isId), kind.numbered ? keys.filter((key) => !isId(key)) : []];
  const named = [...by('id', ids), ...by('number', numbers)].join(' OR ') || '1=0';
  const columns = `? AS field, t.id AS id, ${kind.numbered ? 't.number' : 'NULL'} AS number, ${kind.name} AS name, ${kind.accountId} AS accountId, ${kind.projectId} AS projectId, ${kind.personKind ?? 'NULL'} AS kind`;
  return {
    sql: `SELECT ${columns} FROM ${tableOf(kind)} t WHERE (${named})${kind.condition ? ` AND ${kind.condition}` : ''} AND ${rule.sql}`,
    params: [field, ...ids, ...numbers, ...rule.params],
  };
}

const tableOf = (kind: Kind): string => (kind.subject ? tableNamed(kind.subject).table : kind.table);

/** Whether an internal user is a member of a group. */
export async function isGroupMember(connection: Connection, groupId: string, personId: string): Promise<boolean> {
  const rows = await connection.rows('SELECT m.person_id FROM group_member m WHERE m.group_id = ? AND m.person_id = ?', [
    groupId,
    personId,
  ]);
  return rows.length > 0;
}
