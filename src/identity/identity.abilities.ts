import type { AbilityTable, RuleWriter } from '#libs/authorization';

/** What people who assign work read of internal users: no roles, no groups. */
const USER_BASICS = ['name', 'firstName', 'lastName', 'userName', 'email', 'active'] as const;
const GROUP_BASICS = ['name', 'manager'] as const;

const assigns = ({ can }: RuleWriter): void => {
  can('read', 'User', USER_BASICS).because('you assign work to internal users');
  can('read', 'Group', GROUP_BASICS).because('you assign work to groups');
};

/** Who reads internal users and groups (matrix 2.2, "User, group, role"). Only administrators keep them; no external person sees any. */
export const identityAbilities: AbilityTable = {
  agent: assigns,
  consumer_agent: assigns,
  // Who are agents as well.
  agent_manager({ can }) {
    can('read', 'User', ['groups']).because('agent managers see who belongs to which group');
    can('read', 'Group', ['members']).because('agent managers see who belongs to which group');
  },
  customer_project_manager: assigns,
  wm_dispatcher: assigns,
};
