import type { Persona, PersonKind } from '#libs/authorization';

const CSM = 'sn_customerservice';

/** Roles of customer service, one of which a stakeholder needs as well (decision 34). */
const CSM_ROLES = [
  'sn_customerservice_agent',
  'sn_customerservice_manager',
  `${CSM}.consumer_agent`,
  `${CSM}.case_viewer`,
  `${CSM}.case_task_agent`,
  `${CSM}.case_task_viewer`,
  `${CSM}.customer_data_viewer`,
];

/** One role that makes one hat. */
const BY_ROLE: Readonly<Record<string, Persona>> = {
  [`${CSM}.customer`]: 'customer',
  [`${CSM}.customer_case_manager`]: 'customer_case_manager',
  [`${CSM}.customer_admin`]: 'customer_admin',
  [`${CSM}.partner`]: 'partner',
  [`${CSM}.partner_admin`]: 'partner_admin',
  [`${CSM}.consumer`]: 'consumer',
  sn_customerservice_agent: 'agent',
  [`${CSM}.consumer_agent`]: 'consumer_agent',
  sn_customerservice_manager: 'agent_manager',
  [`${CSM}.case_viewer`]: 'case_viewer',
  [`${CSM}.customer_data_viewer`]: 'customer_data_viewer',
  wm_read: 'wm_read',
  wm_basic: 'wm_basic',
  wm_initiator: 'wm_initiator',
  wm_qualifier: 'wm_qualifier',
  wm_dispatcher: 'wm_dispatcher',
  wm_agent: 'wm_agent',
  wm_admin: 'wm_admin',
  csm_guided_setup_user: 'guided_setup_user',
  admin: 'admin',
};

/** Who a person with these effective roles is to the rules. Two hats need two roles together (decisions 12 and 34). */
export function personasOf(kind: PersonKind, roles: ReadonlySet<string>): Set<Persona> {
  const personas = new Set<Persona>([kind === 'internal' ? 'internal' : 'external']);
  for (const role of roles) {
    const persona = BY_ROLE[role];
    if (persona) personas.add(persona);
  }
  if (roles.has('it_project_manager') && roles.has(`${CSM}.projectmanager`)) personas.add('customer_project_manager');
  if (roles.has(`${CSM}.projectstakeholder`) && CSM_ROLES.some((role) => roles.has(role))) personas.add('project_stakeholder');
  return personas;
}
