import { type AccessControl, type ControlledTable, EXTERNAL_ROLES } from './access-controls.js';
import type { FlowKey } from './flows.js';
import type { FormLayout } from './form-layouts.js';
import { CUSTOMER_PROJECTS, FIELD_SERVICE_FOR_CASES, FIELD_SERVICE_FOR_PROJECTS, PROJECT_PORTFOLIO } from './plugins.js';

/** What an administrator has set, as far as the steps ask about it. */
export interface SetUp {
  readonly activePlugins: ReadonlySet<string>;
  /** By form. */
  readonly layouts: ReadonlyMap<string, FormLayout>;
  readonly activeFlows: ReadonlySet<FlowKey>;
  readonly accessControls: readonly AccessControl[];
}

/** Something to be set in a step. */
export interface SetupCheck {
  readonly label: string;
  readonly done: boolean;
  /** The step is done without it. */
  readonly optional: boolean;
}

/** One of the steps of section 5. Done once each of its checks is that is not optional. */
export interface SetupStep {
  readonly key: string;
  readonly label: string;
  /** The address where it is done, below the base of the API. */
  readonly path: string;
  readonly done: boolean;
  readonly checks: readonly SetupCheck[];
}

const CASE_FIELDS = { project: 'Project', projectTask: 'Project Task', issue: 'Issue', changeRequest: 'Project Change Request' };

const FLOW_LABELS: readonly (readonly [key: FlowKey, label: string, optional: boolean])[] = [
  ['create_issue_from_case', 'Create Project Issue from Case', false],
  ['create_change_request_from_case', 'Create Project Change Request from Case', false],
  ['close_case_on_issue_closure', 'Update and Close Case Record on Issue Closure', true],
  ['close_case_on_change_closure', 'Update and Close Case Record on Project Change Closure', true],
  ['auto_close_resolved_cases', 'Auto Close Resolved Cases', true],
];

const CONTROLLED: readonly (readonly [table: ControlledTable, label: string])[] = [
  ['project_change_request', 'Project Change Request'],
  ['project_status', 'Status Report'],
  ['issue', 'Issue'],
];

/** Section 5. The seven steps in their order, each as far as it is done now. */
export function setupSteps(setUp: SetUp): SetupStep[] {
  const { activePlugins } = setUp;
  const active = (id: string, label: string): SetupCheck => check(`${label} is active`, activePlugins.has(id));
  return [
    step('activate_ppm', 'Activate Project Portfolio Management', '/admin/plugins', [
      active(PROJECT_PORTFOLIO, 'Project Portfolio Management Standard'),
    ]),
    step('activate_cpm', 'Activate Customer Project Management', '/admin/plugins', [
      active(CUSTOMER_PROJECTS, 'Customer Project Management'),
    ]),
    step('form_views', 'Add the project fields to the case form', '/admin/form-layouts/case', caseFields(setUp)),
    step('related_lists', 'Add the related lists', '/admin/form-layouts', relatedLists(setUp)),
    step('assignment_notification', 'Notify contacts of assigned tasks', '/admin/flows', [
      check('Send Email to Contact when Customer Project Task is assigned', setUp.activeFlows.has('send_email_on_task_assignment')),
    ]),
    step(
      'flows',
      'Set the flows of cases',
      '/admin/flows',
      FLOW_LABELS.map(([key, label, optional]) => check(label, setUp.activeFlows.has(key), optional)),
    ),
    step(
      'access_controls',
      'Open change requests, status reports and issues to customers',
      '/admin/access-controls',
      CONTROLLED.map(([table, label]) => check(`${label} is open to a role of customers or partners`, isOpen(setUp, table))),
    ),
  ];
}

const check = (label: string, done: boolean, optional = false): SetupCheck => ({ label, done, optional });

const step = (key: string, label: string, path: string, checks: readonly SetupCheck[]): SetupStep => ({
  key,
  label,
  path,
  done: checks.every(({ done, optional }) => done || optional),
  checks,
});

const caseFields = ({ layouts }: SetUp): SetupCheck[] =>
  Object.entries(CASE_FIELDS).map(([name, label]) =>
    check(`${label} stands on the case form`, layouts.get('case')?.fields.includes(name) === true),
  );

/** BR-181. Work orders of a project task need both plugins; without them there is nothing to add. */
function relatedLists({ layouts, activePlugins }: SetUp): SetupCheck[] {
  const shows = (form: string, list: string): boolean => layouts.get(form)?.relatedLists.includes(list) === true;
  const withOrders = activePlugins.has(FIELD_SERVICE_FOR_CASES) && activePlugins.has(FIELD_SERVICE_FOR_PROJECTS);
  return [
    check('Projects stand on the account form', shows('account', 'projects')),
    check('Projects stand on the contact form', shows('contact', 'projects')),
    check('Work orders stand on the project task form', shows('project-task', 'work_orders'), !withOrders),
  ];
}

/** Which of the roles are to see the table is for the administrator to say; that none does is what nobody has set yet. */
const isOpen = ({ accessControls }: SetUp, wanted: ControlledTable): boolean =>
  accessControls.some(({ table, role, enabled }) => enabled && table === wanted && (EXTERNAL_ROLES as readonly string[]).includes(role));
