import { Refused } from '#libs/kernel';
import { checkLayout, everything, FORMS, type FormLayout, shownOf } from './form-layouts.js';
import { CUSTOMER_PROJECTS, CUSTOMER_SERVICE, FIELD_SERVICE_FOR_PROJECTS, PLUGINS } from './plugins.js';

const form = (name: string) => FORMS.find((one) => one.form === name)!;
const ALL = PLUGINS.map(({ id }) => id);
const without = (...off: string[]) => new Set(ALL.filter((id) => !off.includes(id)));

function faults(name: string, layout: FormLayout): [string, string][] {
  try {
    checkLayout(form(name), layout);
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.errors.map(({ pointer, code }) => [pointer, code]);
  }
}

describe('form layouts', () => {
  it('A03, section 5: at first a form shows all that it may show', () => {
    expect(FORMS.map((one) => [one.form, everything(one).relatedLists])).toEqual([
      ['contact', ['projects', 'project_tasks', 'cases']],
      ['account', ['projects', 'contacts', 'cases']],
      ['case', ['tasks', 'work_orders']],
      ['project-task', ['cases', 'work_orders', 'checklist']],
    ]);
    expect(everything(form('case')).fields).toEqual(expect.arrayContaining(['project', 'projectTask', 'issue', 'changeRequest']));
    for (const one of FORMS) expect(faults(one.form, everything(one))).toEqual([]);
    for (const { fields } of FORMS.map(everything)) expect(new Set(fields).size).toBe(fields.length);
  });

  it('take any part of it, in any order, and nothing else', () => {
    expect(faults('contact', { relatedLists: ['cases', 'projects'], fields: ['account', 'name'] })).toEqual([]);
    expect(faults('contact', { relatedLists: [], fields: [] })).toEqual([]);
    expect(faults('account', { relatedLists: ['projects', 'project_tasks'], fields: ['name', 'email', 'none'] })).toEqual([
      ['/relatedLists/1', 'unknown_related_list'],
      ['/fields/1', 'unknown_field'],
      ['/fields/2', 'unknown_field'],
    ]);
  });

  it('decision 24 what belongs to a plugin that is off is not shown, and comes back in its place', () => {
    const layout = { relatedLists: ['cases', 'projects', 'project_tasks'], fields: ['name'] };
    expect(shownOf(form('contact'), layout, without(CUSTOMER_PROJECTS))).toEqual({ relatedLists: ['cases'], fields: ['name'] });
    expect(shownOf(form('contact'), layout, without(CUSTOMER_SERVICE)).relatedLists).toEqual(['projects', 'project_tasks']);
    expect(shownOf(form('contact'), layout, without())).toEqual(layout);
    const ofCase = { relatedLists: ['work_orders'], fields: ['project', 'number', 'projectTask', 'issue', 'changeRequest'] };
    expect(shownOf(form('case'), ofCase, without(CUSTOMER_PROJECTS))).toEqual({ relatedLists: ['work_orders'], fields: ['number'] });
    const ofTask = everything(form('project-task'));
    expect(shownOf(form('project-task'), ofTask, without(FIELD_SERVICE_FOR_PROJECTS)).relatedLists).toEqual(['cases', 'checklist']);
  });
});
