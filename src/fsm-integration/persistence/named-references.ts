import type { AppAbility } from '#libs/authorization';
import { isId } from '#libs/kernel';
import { type Connection, tableNamed } from '#libs/persistence';
import { unknownReference } from '#libs/records';

/** What a body names, with what the rules about an order ask of it. */
export interface NamedReference {
  readonly id: string;
  /** Of a contact or an asset: the account it belongs to. */
  readonly accountId: string | null;
  /** Of an account: whether it is a customer. */
  readonly customer: boolean;
}

interface Kind {
  readonly subject: string;
  readonly numbered: boolean;
  readonly accountId: string;
  readonly customer: string;
}

const ACCOUNT: Kind = { subject: 'Account', numbered: true, accountId: 't.id', customer: 't.customer' };
const CONTACT: Kind = { subject: 'Contact', numbered: true, accountId: 't.account_id', customer: '0' };
/** Everyone who may write these fields may choose any group. */
const GROUP: Kind = { subject: '', numbered: false, accountId: 'NULL', customer: '0' };

const KINDS = {
  accountId: ACCOUNT,
  companyId: ACCOUNT,
  partnerId: ACCOUNT,
  contactId: CONTACT,
  callerId: CONTACT,
  partnerContactId: CONTACT,
  consumerId: { ...CONTACT, subject: 'Consumer' },
  assetId: { subject: 'Asset', numbered: false, accountId: 't.account_id', customer: '0' },
  qualificationGroupId: GROUP,
  assignmentGroupId: GROUP,
} satisfies Record<string, Kind>;

/** The request fields that name another record. */
export type ReferenceField = keyof typeof KINDS;
export const REFERENCE_FIELDS = Object.keys(KINDS) as ReferenceField[];

/**
 * Finds what a body names, by id or number and under the caller's rules, all in one statement.
 * @throws Refused (422), the same for what does not exist and what the caller may not see (decision 49)
 */
export async function namedReferences(
  connection: Connection,
  ability: AppAbility,
  keys: Readonly<Partial<Record<ReferenceField, string>>>,
): Promise<Partial<Record<ReferenceField, NamedReference>>> {
  const wanted = Object.entries(keys) as [ReferenceField, string][];
  if (!wanted.length) return {};
  const selects = wanted.map(([field, key]) => select(field, key, ability));
  const rows = await connection.rows<{ field: ReferenceField; id: string; accountId: string | null; customer: number }>(
    selects.map(({ sql }) => sql).join(' UNION ALL '),
    selects.flatMap(({ params }) => params),
  );
  const found = new Map(rows.map((row) => [row.field, { id: row.id, accountId: row.accountId, customer: Number(row.customer) === 1 }]));
  const missing = wanted.find(([field]) => !found.has(field));
  if (missing) throw unknownReference(missing[0]);
  return Object.fromEntries(found);
}

function select(field: ReferenceField, key: string, ability: AppAbility): { sql: string; params: unknown[] } {
  const kind = KINDS[field];
  const rule = kind.subject ? ability.where('read', kind.subject, 't') : { sql: '1=1', params: [] };
  const table = kind.subject ? tableNamed(kind.subject).table : 'user_group';
  const by = isId(key) || !kind.numbered ? 'id' : 'number';
  return {
    sql: `SELECT ? AS field, t.id AS id, ${kind.accountId} AS accountId, ${kind.customer} AS customer FROM ${table} t WHERE t.${by} = ? AND ${rule.sql}`,
    params: [field, key, ...rule.params],
  };
}
