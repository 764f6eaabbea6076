import type { FactSet } from './fact-set.js';

export type PersonKind = 'internal' | 'contact' | 'consumer';

/**
 * Who somebody is to the rules: one hat or several. A person's roles decide which; some need two roles together.
 * The order is the order in which the matrix shows them.
 */
export const PERSONAS = [
  'customer',
  'customer_case_manager',
  'customer_admin',
  'partner',
  'partner_admin',
  'consumer',
  'customer_project_manager',
  'project_stakeholder',
  'agent',
  'consumer_agent',
  'agent_manager',
  'case_viewer',
  'customer_data_viewer',
  'wm_read',
  'wm_basic',
  'wm_initiator',
  'wm_qualifier',
  'wm_dispatcher',
  'wm_agent',
  'wm_admin',
  'guided_setup_user',
  'internal',
  'external',
  'admin',
] as const;

export type Persona = (typeof PERSONAS)[number];

/** A person as the rules see one: who it is and the facts the rules speak of, read from the database, never from a token. */
export interface Actor {
  readonly personId: string;
  readonly personName: string;
  readonly kind: PersonKind;
  /** Effective roles: granted, by group, and by containment. */
  readonly roles: ReadonlySet<string>;
  readonly personas: ReadonlySet<Persona>;
  /** Sets of ids that contexts contribute, as the accounts in reach. */
  readonly facts: ReadonlyMap<string, FactSet>;
  /** Tables whose rows an access control gives to one of the roles. */
  readonly openTables: ReadonlySet<string>;
  /** Plugins that are active. */
  readonly plugins: ReadonlySet<string>;
  /** Properties that rules depend on. */
  readonly properties: ReadonlyMap<string, unknown>;
  /** Flows that are on, each with the fields that it copies. */
  readonly flows: ReadonlyMap<string, readonly { readonly from: string; readonly to: string }[]>;
}
