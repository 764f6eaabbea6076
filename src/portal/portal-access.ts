import type { Caller } from '#libs/authorization';
import { CUSTOMER_PROJECTS, FIELD_SERVICE_FOR_CASES, FIELD_SERVICE_FOR_PROJECTS } from '../administration/index.js';

/**
 * What the portal offers a person at all, by the rules of the other contexts and the plugins that are on. Rows are
 * decided by those rules in every statement; this only keeps away what would always be empty.
 */
export const offers = {
  cases: ({ ability }: Caller): boolean => ability.canAny('read', 'ServiceCase'),
  caseTasks: ({ ability }: Caller): boolean => ability.canAny('read', 'CaseTask'),
  projects: ({ ability, actor }: Caller): boolean => actor.plugins.has(CUSTOMER_PROJECTS) && ability.canAny('read', 'Project'),
  projectTasks: (caller: Caller): boolean => offers.projects(caller) && caller.ability.canAny('read', 'ProjectTask'),
  projectContacts: (caller: Caller): boolean => offers.projects(caller) && caller.ability.canAny('read', 'ProjectContact'),
  changeRequests: (caller: Caller): boolean => offers.projects(caller) && caller.ability.canAny('read', 'ProjectChangeRequest'),
  statusReports: (caller: Caller): boolean => offers.projects(caller) && caller.ability.canAny('read', 'StatusReport'),
  subProjects: (caller: Caller): boolean => offers.projects(caller) && caller.ability.canAny('list_sub_projects', 'Project'),
  workOrders: ({ ability, actor }: Caller): boolean => actor.plugins.has(FIELD_SERVICE_FOR_CASES) && ability.canAny('read', 'WorkOrder'),
  appointments: (caller: Caller): boolean => offers.workOrders(caller) && caller.ability.canAny('read', 'Appointment'),
  /** BR-181, BR-FSM-108. */
  projectWorkOrders: (caller: Caller): boolean =>
    offers.projects(caller) && offers.workOrders(caller) && caller.actor.plugins.has(FIELD_SERVICE_FOR_PROJECTS),
  /** Section 4: the administrators of an account and of a partner manage its contacts. */
  contacts: ({ ability }: Caller): boolean => ability.canAny('create', 'Contact'),
  /** Whether a case for a project can be opened at all. */
  projectCases: (caller: Caller): boolean => offers.projects(caller) && mayName(caller, 'projectId'),
};

/** Whether the person may name this field of a new case. */
export function mayName({ ability }: Caller, field: string): boolean {
  if (!ability.canAny('create', 'ServiceCase')) return false;
  const fields = ability.fieldsFor('create', 'ServiceCase');
  return fields === 'all' || fields.has(field);
}
