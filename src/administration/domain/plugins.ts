/** A feature that an administrator may switch off. */
export interface PluginDefinition {
  readonly id: string;
  readonly name: string;
  /** Plugins that must be active for this one to be. */
  readonly requires: readonly string[];
}

export const CUSTOMER_SERVICE = 'com.sn_customerservice';
export const PROJECT_PORTFOLIO = 'com.snc.financial_planning_pmo';
export const CUSTOMER_PROJECTS = 'com.snc.csm_ppm';
export const FIELD_SERVICE = 'com.snc.work_management';
export const CUSTOMER_PORTAL = 'com.sn_customerservice_portal';
export const FIELD_SERVICE_FOR_CASES = 'com.snc.csm_fsm_integration';
export const FIELD_SERVICE_FOR_PROJECTS = 'com.snc.wm_ppm';

/** All plugins, each after what it requires. Active on a fresh database. */
export const PLUGINS: readonly PluginDefinition[] = [
  { id: CUSTOMER_SERVICE, name: 'Customer Service', requires: [] },
  { id: PROJECT_PORTFOLIO, name: 'Project Portfolio Management Standard', requires: [] },
  { id: CUSTOMER_PROJECTS, name: 'Customer Project Management', requires: [CUSTOMER_SERVICE, PROJECT_PORTFOLIO] },
  { id: FIELD_SERVICE, name: 'Field Service Management', requires: [] },
  { id: CUSTOMER_PORTAL, name: 'Customer Service Portal', requires: [CUSTOMER_SERVICE] },
  {
    id: FIELD_SERVICE_FOR_CASES,
    name: 'Customer Service with Field Service',
    requires: [FIELD_SERVICE, CUSTOMER_SERVICE, CUSTOMER_PORTAL],
  },
  { id: FIELD_SERVICE_FOR_PROJECTS, name: 'Field Service with Project Management', requires: [FIELD_SERVICE, PROJECT_PORTFOLIO] },
];

/** Decision 24. The prerequisites of a plugin that are not active. */
export const missingFor = (plugin: PluginDefinition, active: ReadonlySet<string>): PluginDefinition[] =>
  PLUGINS.filter(({ id }) => plugin.requires.includes(id) && !active.has(id));

/** Decision 24. The active plugins that need this one. */
export const dependantsOf = (plugin: PluginDefinition, active: ReadonlySet<string>): PluginDefinition[] =>
  PLUGINS.filter(({ id, requires }) => active.has(id) && requires.includes(plugin.id));
