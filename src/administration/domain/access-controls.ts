/** Tables whose rows an administrator gives to a role or takes from it (decision 11). */
export const CONTROLLED_TABLES = [
  'customer_project_task',
  'project_contact',
  'sub_project',
  'wm_order',
  'project_change_request',
  'project_status',
  'issue',
] as const;

export type ControlledTable = (typeof CONTROLLED_TABLES)[number];

export interface AccessControl {
  readonly table: ControlledTable;
  readonly role: string;
  readonly operation: 'read';
  readonly enabled: boolean;
}

export const EXTERNAL_ROLES = [
  'sn_customerservice.customer',
  'sn_customerservice.customer_case_manager',
  'sn_customerservice.customer_admin',
  'sn_customerservice.partner',
  'sn_customerservice.partner_admin',
] as const;

/** Agents and stakeholders have their rows under this role (decision 29). */
export const STAKEHOLDER_ROLE = 'sn_customerservice.projectstakeholder';
const CONSUMER_ROLE = 'sn_customerservice.consumer';

const ON_FOR_EXTERNALS: ReadonlySet<ControlledTable> = new Set(['customer_project_task', 'project_contact', 'sub_project', 'wm_order']);

/** The access controls of a fresh database. */
export const DEFAULT_ACCESS_CONTROLS: readonly AccessControl[] = [
  ...EXTERNAL_ROLES.flatMap((role) =>
    CONTROLLED_TABLES.map((table): AccessControl => ({ table, role, operation: 'read', enabled: ON_FOR_EXTERNALS.has(table) })),
  ),
  { table: 'wm_order', role: CONSUMER_ROLE, operation: 'read', enabled: true },
  ...CONTROLLED_TABLES.map((table): AccessControl => ({ table, role: STAKEHOLDER_ROLE, operation: 'read', enabled: true })),
];

/** What tells one access control from another. */
export const keyOf = ({ table, role, operation }: AccessControl): string => `${table} ${role} ${operation}`;
