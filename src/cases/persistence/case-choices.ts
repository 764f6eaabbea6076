import type { AppAbility, SqlText } from '#libs/authorization';
import { type Connection, tableNamed } from '#libs/persistence';
import { likePattern } from '#libs/records';

/** What a look-up of the case form offers. */
export interface Choice {
  readonly id: string;
  readonly number: string | null;
  readonly name: string;
}

/** Other fields of the form that narrow a choice, by id or number. */
export const NARROWING = [
  'account',
  'contact',
  'consumer',
  'partner',
  'partnerContact',
  'project',
  'projectTask',
  'assignmentGroup',
] as const;
export type Narrowing = Readonly<Partial<Record<(typeof NARROWING)[number], string>>>;

interface LookUp {
  /** The subject whose read rules apply. */
  readonly subject?: string;
  readonly table: string;
  readonly number: string;
  readonly name: string;
  /** Unique, so that the choices stand in one order. */
  readonly order: string;
  narrow(by: Narrowing): SqlText[];
}

const named = (table: string, key: string): SqlText => ({
  sql: `(SELECT x.id FROM \`${table}\` x WHERE x.id = ? OR x.number = ?)`,
  params: [key, key],
});
const where = (before: string, inner: SqlText, after = ''): SqlText => ({ sql: `${before}${inner.sql}${after}`, params: inner.params });
const plain = (sql: string): SqlText => ({ sql, params: [] });

const PARTNERS_OF = 'IN (SELECT r.from_account_id FROM account_relationship r WHERE r.from_is_partner = 1 AND r.to_account_id IN ';
const ACCOUNT = { subject: 'Account', table: 'account', number: 't.number', name: 't.name', order: 't.name, t.id' };
const CONTACT = { subject: 'Contact', table: 'person', number: 't.number', name: 't.name', order: 't.name, t.id' };

/** The look-ups of the agent's case form (BR-052, BR-053, BR-054, decision 38). */
const LOOK_UPS = {
  account: { ...ACCOUNT, narrow: () => [] },
  contact: {
    ...CONTACT,
    narrow: ({ account }) => [plain('t.active = 1'), ...(account ? [contactsOf(named('account', account))] : [])],
  },
  partner: {
    ...ACCOUNT,
    narrow: ({ account }) => [plain('t.partner = 1'), ...(account ? [where(`t.id ${PARTNERS_OF}`, named('account', account), ')')] : [])],
  },
  partnerContact: {
    ...CONTACT,
    narrow: ({ account, partner }) => [
      plain('t.active = 1 AND t.account_id IN (SELECT a.id FROM account a WHERE a.partner = 1)'),
      ...(partner ? [where('t.account_id IN ', named('account', partner))] : []),
      ...(account ? [where(`t.account_id ${PARTNERS_OF}`, named('account', account), ')')] : []),
    ],
  },
  project: {
    subject: 'Project',
    table: 'project',
    number: 't.number',
    name: 't.name',
    order: 't.name, t.id',
    narrow: ({ account }) => (account ? [where('t.account_id IN ', named('account', account))] : []),
  },
  projectTask: {
    subject: 'ProjectTask',
    table: 'project_task',
    number: 't.number',
    name: 't.short_description',
    order: 't.number',
    narrow: ({ account, project }) => [
      ...(project ? [where('t.project_id IN ', named('project', project))] : []),
      ...(account ? [where('t.account_id IN ', named('account', account))] : []),
    ],
  },
  assignedTo: {
    table: 'person',
    number: 'NULL',
    name: 't.name',
    order: 't.name, t.id',
    narrow: ({ assignmentGroup }) => [
      plain("t.kind = 'internal' AND t.active = 1"),
      ...(assignmentGroup
        ? [{ sql: 't.id IN (SELECT m.person_id FROM group_member m WHERE m.group_id = ?)', params: [assignmentGroup] }]
        : []),
    ],
  },
} satisfies Record<string, LookUp>;

export type ChoiceField = keyof typeof LOOK_UPS;

function contactsOf(account: SqlText): SqlText {
  return {
    sql: `(t.account_id IN ${account.sql} OR t.id IN (SELECT r.contact_id FROM contact_relationship r WHERE r.account_id IN ${account.sql}))`,
    params: [...account.params, ...account.params],
  };
}

/** The records that the person may see and choose for a field, as the other fields stand; one statement. */
export function choicesFor(
  connection: Connection,
  ability: AppAbility,
  field: ChoiceField,
  q: string | null,
  by: Narrowing,
  most: number,
): Promise<Choice[]> {
  const lookUp: LookUp = LOOK_UPS[field];
  const parts = [...lookUp.narrow(by)];
  if (lookUp.subject) parts.push(ability.where('read', lookUp.subject, 't'));
  if (q) {
    const pattern = `%${likePattern(q)}%`;
    const columns = [lookUp.name, lookUp.number].filter((column) => column !== 'NULL');
    parts.push({
      sql: `(${columns.map((column) => `LOWER(${column}) LIKE ? ESCAPE '!'`).join(' OR ')})`,
      params: columns.map(() => pattern),
    });
  }
  const table = lookUp.subject ? tableNamed(lookUp.subject).table : lookUp.table;
  return connection.rows<Choice & Record<string, unknown>>(
    `SELECT t.id AS id, ${lookUp.number} AS number, ${lookUp.name} AS name FROM \`${table}\` t WHERE ${parts.map(({ sql }) => sql).join(' AND ') || '1=1'} ORDER BY ${lookUp.order} LIMIT ${most}`,
    parts.flatMap(({ params }) => params),
  );
}
