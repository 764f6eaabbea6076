import { Refused } from '#libs/kernel';

/** Whether a role is for people of the vendor or for people of its customers and partners. Nobody holds both (BR-007). */
export type RoleClass = 'internal' | 'external';

export interface RoleDefinition {
  readonly name: string;
  readonly class: RoleClass;
  readonly contains: readonly string[];
  readonly description: string;
}

const internal = (name: string, description: string, contains: readonly string[] = []): RoleDefinition => ({
  name,
  class: 'internal',
  contains,
  description,
});
const external = (name: string, description: string, contains: readonly string[] = []): RoleDefinition => ({
  name,
  class: 'external',
  contains,
  description,
});

const CSM = 'sn_customerservice';

/** The roles, with what each contains (sections 2.1 and A13). A role is known by its exact name (decision 29). */
export const ROLES: readonly RoleDefinition[] = [
  external('snc_external', 'Any person of a customer, partner or consumer'),
  external('sn_esm_user', 'Basic use of the portal'),
  external('sn_esm_user_admin', 'Manages users of the own account'),
  external('sn_esm_partner', 'Basic use of the portal by partners'),
  external('sn_esm_partner_admin', 'Manages users of the own partner account'),
  external(`${CSM}.customer`, 'Contact: own cases', ['sn_esm_user', 'snc_external']),
  external(`${CSM}.customer_case_manager`, 'All cases of the account and its child accounts', [`${CSM}.customer`]),
  external(`${CSM}.customer_admin`, 'Account data, contacts, the hierarchy below', [`${CSM}.customer`, 'sn_esm_user_admin']),
  external(`${CSM}.partner`, 'Own account and related customer accounts', [`${CSM}.customer`, 'sn_esm_partner']),
  external(`${CSM}.partner_admin`, 'Manages users of partner and customer accounts, sees all partner cases', [
    `${CSM}.partner`,
    `${CSM}.customer_admin`,
    'sn_esm_partner_admin',
  ]),
  external(`${CSM}.consumer`, 'Private person: own cases', ['sn_esm_user', 'snc_external']),

  internal('snc_internal', 'Any person of the vendor'),
  internal('sn_esm_agent', 'Basic rights of agents', ['wm_read']),
  internal('timecard_user', 'Records time worked'),
  internal('sn_customerservice_agent', 'Works cases', ['sn_esm_agent', 'timecard_user']),
  internal(`${CSM}.consumer_agent`, 'Works consumer cases', ['sn_esm_agent']),
  internal('sn_customerservice_manager', 'Agent who also manages accounts and relationships', [
    'sn_customerservice_agent',
    `${CSM}.consumer_agent`,
  ]),
  internal(`${CSM}.customer_data_viewer`, 'Reads accounts, contacts, relationships, consumers'),
  internal(`${CSM}.projectmanager`, 'Customer project manager, together with it_project_manager', [`${CSM}.customer_data_viewer`]),
  internal(`${CSM}.projectstakeholder`, 'Sees customer projects, together with a customer service role'),
  internal(`${CSM}.case_viewer`, 'Reads all cases'),
  internal(`${CSM}.case_task_agent`, 'Works case tasks'),
  internal(`${CSM}.case_task_viewer`, 'Reads case tasks'),
  internal('project_manager', 'Basic project management'),
  internal('it_project_user', 'Reads projects'),
  internal('it_project_manager', 'Project management', ['it_project_user', 'project_manager']),
  internal('it_pps_admin', 'Settings of project management', ['it_project_manager']),

  internal('wm_read', 'Reads work orders'),
  internal('wm_basic', 'Creates work orders and follows own ones', ['wm_read']),
  internal('wm_initiator', 'Drafts work orders', ['wm_basic']),
  internal('wm_task_initiator', 'Drafts work orders and their tasks', ['wm_initiator']),
  internal('wm_qualifier', 'Qualifies work orders', ['wm_basic']),
  internal('wm_dispatcher', 'Assigns work order tasks', ['wm_basic', `${CSM}.customer_data_viewer`]),
  internal('wm_agent', 'Does the field work', ['wm_basic']),
  internal('wm_manager', 'Field work, skills and schedules', ['wm_agent']),
  internal('wm_approver_user', 'Approves work orders'),
  internal('wm_initiator_qualifier', 'Drafts and qualifies', ['wm_initiator', 'wm_qualifier']),
  internal('wm_initiator_qualifier_dispatcher', 'Drafts, qualifies and assigns', ['wm_initiator', 'wm_qualifier', 'wm_dispatcher']),
  internal('wm_admin', 'Everything in field service', ['wm_manager', 'wm_dispatcher', 'wm_qualifier', 'wm_initiator', 'wm_approver_user']),
  internal('sn_fsm_servicedesk_agent', 'Creates and follows work orders', ['wm_read']),

  internal('csm_guided_setup_user', 'Follows the guided setup'),
  internal('admin', 'Administrator'),
];

const BY_NAME = new Map(ROLES.map((role) => [role.name, role]));

export const roleNamed = (name: string): RoleDefinition | undefined => BY_NAME.get(name);

/** The granted roles with all they contain. An unknown name grants nothing. */
export function effectiveRoles(granted: Iterable<string>): Set<string> {
  const effective = new Set<string>();
  const add = (name: string): void => {
    const role = BY_NAME.get(name);
    if (!role || effective.has(name)) return;
    effective.add(name);
    for (const inner of role.contains) add(inner);
  };
  for (const name of granted) add(name);
  return effective;
}

/** BR-007. The first of the roles, or of those they contain, that is not for this class of people. */
function roleOfOtherClass(granted: Iterable<string>, wanted: RoleClass): string | undefined {
  return [...effectiveRoles(granted)].find((name) => BY_NAME.get(name)!.class !== wanted);
}

/** The roles, each once. @throws Refused for an unknown role, or one that is not for this class of people (BR-007) */
export function rolesFor(wanted: RoleClass, roles: readonly string[]): string[] {
  const each = [...new Set(roles)];
  const unknown = each.find((name) => !BY_NAME.has(name));
  if (unknown !== undefined) throw Refused.field('roles', 'unknown_role', `There is no role ${unknown.slice(0, 100)}.`);
  const other = roleOfOtherClass(each, wanted);
  const whom = wanted === 'internal' ? 'internal users' : 'external people';
  if (other) throw Refused.field('roles', 'mixed_role_classes', `${other} is not for ${whom}: nobody holds internal and external roles.`);
  return each;
}
