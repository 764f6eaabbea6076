import { type AccessControl, DEFAULT_ACCESS_CONTROLS, STAKEHOLDER_ROLE } from './access-controls.js';
import { FLOWS } from './flows.js';
import { everything, FORMS } from './form-layouts.js';
import { type SetUp, setupSteps } from './guided-setup.js';
import { CUSTOMER_PROJECTS, FIELD_SERVICE_FOR_PROJECTS, PLUGINS, PROJECT_PORTFOLIO } from './plugins.js';

const fresh: SetUp = {
  activePlugins: new Set(PLUGINS.map(({ id }) => id)),
  layouts: new Map(FORMS.map((form) => [form.form, everything(form)])),
  activeFlows: new Set(FLOWS.filter(({ active }) => active).map(({ key }) => key)),
  accessControls: DEFAULT_ACCESS_CONTROLS,
};
const open = (...controls: Pick<AccessControl, 'table' | 'role'>[]): SetUp => ({
  ...fresh,
  accessControls: controls.map((control) => ({ ...control, operation: 'read', enabled: true })),
});
const undone = (setUp: SetUp): string[] =>
  setupSteps(setUp)
    .filter(({ done }) => !done)
    .map(({ key }) => key);

describe('the guided setup', () => {
  it('section 5: seven steps in their order; on a fresh database the access controls are left to do', () => {
    expect(setupSteps(fresh).map(({ key }) => key)).toEqual([
      'activate_ppm',
      'activate_cpm',
      'form_views',
      'related_lists',
      'assignment_notification',
      'flows',
      'access_controls',
    ]);
    expect(undone(fresh)).toEqual(['access_controls']);
  });

  it.each([
    [PROJECT_PORTFOLIO, 'activate_ppm'],
    [CUSTOMER_PROJECTS, 'activate_cpm'],
  ])('asks whether %s is active', (plugin, key) => {
    const activePlugins = new Set([...fresh.activePlugins].filter((id) => id !== plugin));
    expect(undone({ ...fresh, activePlugins })).toContain(key);
  });

  it.each(['project', 'projectTask', 'issue', 'changeRequest'])('asks for %s on the case form', (field) => {
    const form = fresh.layouts.get('case')!;
    const layouts = new Map([...fresh.layouts, ['case', { ...form, fields: form.fields.filter((name) => name !== field) }]]);
    expect(undone({ ...fresh, layouts })).toContain('form_views');
  });

  it.each([
    ['account', 'projects'],
    ['contact', 'projects'],
    ['project-task', 'work_orders'],
  ])('asks on the %s form for its %s', (form, list) => {
    const layout = fresh.layouts.get(form)!;
    const without = { ...layout, relatedLists: layout.relatedLists.filter((name) => name !== list) };
    const layouts = new Map([...fresh.layouts, [form, without]]);
    expect(undone({ ...fresh, layouts })).toContain('related_lists');
  });

  it('BR-181 asks for no work orders where a plugin is off', () => {
    const activePlugins = new Set([...fresh.activePlugins].filter((id) => id !== FIELD_SERVICE_FOR_PROJECTS));
    const layouts = new Map([...fresh.layouts, ['project-task', { relatedLists: [], fields: [] }]]);
    expect(undone({ ...fresh, activePlugins, layouts })).not.toContain('related_lists');
    expect(undone({ ...fresh, layouts })).toContain('related_lists');
  });

  it('asks for the mail about an assignment, and for the flows that copy; those that close cases are a choice', () => {
    const only = (...keys: (typeof FLOWS)[number]['key'][]) => undone({ ...fresh, activeFlows: new Set(keys) });
    expect(only('create_issue_from_case', 'create_change_request_from_case')).toEqual(['assignment_notification', 'access_controls']);
    expect(only('send_email_on_task_assignment', 'create_issue_from_case')).toEqual(['flows', 'access_controls']);
    const flows = setupSteps(fresh).find(({ key }) => key === 'flows')!;
    expect(flows.checks.map(({ done, optional }) => [done, optional])).toEqual([
      [true, false],
      [true, false],
      [false, true],
      [false, true],
      [false, true],
    ]);
  });

  it('BR-182 asks for each of the three tables to be open to a role of the customer side; agents do not count', () => {
    const [customer, partner] = ['sn_customerservice.customer', 'sn_customerservice.partner'];
    const all = [
      { table: 'project_change_request', role: customer },
      { table: 'project_status', role: customer },
      { table: 'issue', role: partner },
    ] as const;
    expect(undone(open(...all))).toEqual([]);
    expect(undone(open(...all.slice(1)))).toEqual(['access_controls']);
    expect(undone(open(...all.map(({ table }) => ({ table, role: STAKEHOLDER_ROLE }))))).toEqual(['access_controls']);
  });
});
