import { Database } from '#libs/persistence';
import { everything, FORMS } from '../../src/administration/domain/form-layouts.js';
import { CUSTOMER_PROJECTS } from '../../src/administration/index.js';
import { caseShape } from '../../src/cases/case.shape.js';
import { accountShape } from '../../src/customers/account.shape.js';
import { contactShape } from '../../src/customers/contact.shape.js';
import { projectTaskShape } from '../../src/tasks/index.js';
import type { Answer } from '../support/client.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const NARROW = { relatedLists: ['project_tasks'], fields: ['name', 'email', 'account'] };

describe('form layouts', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());
  afterEach(() => test.get(Database).run('DELETE FROM form_layout'));

  const put = (form: string, body: unknown) => admin.api.put(`/admin/form-layouts/${form}`, body);
  const configured = async (form: string) => (await admin.api.get(`/admin/form-layouts/${form}`)).body;
  const faultsOf = ({ status, body }: Answer) => [status, body.code, body.errors?.map(({ pointer }: { pointer: string }) => pointer)];

  it('A03, X05: at first each form shows all that it may show', async () => {
    for (const definition of FORMS) {
      const { form } = definition;
      const all = everything(definition);
      const answer = await admin.api.get(`/admin/form-layouts/${form}`);
      expect([answer.status, answer.body]).toEqual([200, { form, ...all, offered: all }]);
      expect((await admin.api.get(`/form-layouts/${form}`)).body).toEqual({ form, ...all });
    }
    expect((await configured('contact')).relatedLists).toEqual(['projects', 'project_tasks', 'cases']);
    expect((await configured('account')).relatedLists).toEqual(['projects', 'contacts', 'cases']);
  });

  it('an administrator chooses lists and fields and their order; audited; the same again is no change', async () => {
    const known = (await admin.api.all('/admin/audit?record=contact')).length;
    const answer = await put('contact', NARROW);
    expect([answer.status, answer.body]).toEqual([200, { form: 'contact', ...NARROW, offered: everything(FORMS[0]!) }]);
    expect(await configured('contact')).toEqual(answer.body);
    expect((await put('contact', NARROW)).body).toEqual(answer.body);
    const entries = await admin.api.all('/admin/audit?record=contact');
    expect(entries).toHaveLength(known + 1);
    expect(entries[0]).toMatchObject({
      action: 'updated',
      recordType: 'FormLayout',
      recordNumber: 'contact',
      before: { relatedLists: ['projects', 'project_tasks', 'cases'] },
      after: NARROW,
    });
    expect((await put('contact', { relatedLists: [], fields: [] })).body).toMatchObject({ relatedLists: [], fields: [] });
    expect((await configured('account')).relatedLists).toEqual(['projects', 'contacts', 'cases']);
  });

  it('two administrators at the same moment: the form has the layout of one of them', async () => {
    const other = await test.given.admin();
    const wishes = [NARROW, { relatedLists: ['cases'], fields: ['name'] }];
    for (let i = 0; i < 3; i += 1) {
      const answers = await Promise.all([put('contact', wishes[0]), other.api.put('/admin/form-layouts/contact', wishes[1])]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const { relatedLists, fields } = await configured('contact');
      expect(wishes).toContainEqual({ relatedLists, fields });
      await test.get(Database).run('DELETE FROM form_layout');
    }
  });

  it('refuses what is malformed with 400, and what the form does not have with 422 at each place; nothing is set', async () => {
    for (const [pointer, body] of [
      ['/relatedLists', { fields: [] }],
      ['/fields', { relatedLists: [] }],
      ['/relatedLists', { ...NARROW, relatedLists: 'projects' }],
      ['/relatedLists', { ...NARROW, relatedLists: null }],
      ['/relatedLists', { ...NARROW, relatedLists: [1] }],
      ['/relatedLists', { ...NARROW, relatedLists: ['cases', 'cases'] }],
      ['/fields', { ...NARROW, fields: [['name']] }],
      ['/columns', { ...NARROW, columns: [] }],
    ] as const)
      expect([pointer, ...faultsOf(await put('contact', body))]).toEqual([pointer, 400, 'invalid_input', [pointer]]);
    expect(faultsOf(await put('contact', { relatedLists: ['contacts', 'cases', 'none'], fields: ['name', 'path', 'password'] }))).toEqual([
      422,
      'layout_refused',
      ['/relatedLists/0', '/relatedLists/2', '/fields/1', '/fields/2'],
    ]);
    expect((await configured('contact')).relatedLists).toHaveLength(3);
  });

  it('404 for a form that there is not, before the body is looked at', async () => {
    for (const form of ['project', 'none', 'constructor', 'Contact']) {
      expect((await put(form, { nonsense: 1 })).status).toBe(404);
      expect((await admin.api.get(`/admin/form-layouts/${form}`)).status).toBe(404);
      expect((await admin.api.get(`/form-layouts/${form}`)).status).toBe(404);
    }
  });

  describe('who may', () => {
    const INTERNAL = [
      ROLE.agent,
      ROLE.agentWithStakeholder,
      ROLE.agentManager,
      ROLE.stakeholder,
      ROLE.projectManager,
      ['wm_admin'],
      ['it_project_manager'],
      [],
    ];
    const EXTERNAL = [ROLE.customer, ROLE.customerCaseManager, ROLE.customerAdmin, ROLE.partner, ROLE.partnerAdmin];

    it('A03 every internal user reads what to show; only administrators set it', async () => {
      await put('contact', NARROW);
      for (const roles of INTERNAL) {
        const { api } = await test.given.user(roles);
        const read = await api.get('/form-layouts/contact');
        expect([roles, read.status, read.body]).toEqual([roles, 200, { form: 'contact', ...NARROW }]);
        for (const form of ['contact', 'none']) {
          expect((await api.get(`/admin/form-layouts/${form}`)).status).toBe(403);
          expect((await api.put(`/admin/form-layouts/${form}`, '{')).status).toBe(403);
        }
      }
      expect((await configured('contact')).relatedLists).toEqual(['project_tasks']);
    });

    it('these are forms of the vendor: external people get 403, strangers 401', async () => {
      const account = await test.given.account();
      const people = [await test.given.consumer()];
      for (const roles of EXTERNAL) people.push(await test.given.contact(account, roles));
      for (const { api } of people)
        for (const path of ['/form-layouts/contact', '/form-layouts/none', '/admin/form-layouts/contact'])
          expect([path, (await api.get(path)).status]).toEqual([path, 403]);
      expect((await test.stranger.get('/form-layouts/contact')).status).toBe(401);
    });
  });

  it('A03 says what to show and is no access rule: a list that is not shown is still there by its address', async () => {
    const account = await test.given.account();
    const contact = await test.given.contact(account);
    const project = await test.given.project({ account, contacts: [contact] });
    const agent = await test.given.user(ROLE.agentWithStakeholder);
    await put('contact', { relatedLists: [], fields: [] });
    const { status, body } = await agent.api.get(`/contacts/${contact.id}/projects`);
    expect([status, body.items.map(({ id }: { id: string }) => id)]).toEqual([200, [project.id]]);
    expect((await agent.api.get(`/contacts/${contact.id}`)).body.name).toBe(contact.name);
  });

  it('decision 24 while a plugin is off its lists, fields and forms are not shown, and nothing that was set is lost', async () => {
    const agent = await test.given.user(ROLE.agent);
    const plugin = (what: string) => admin.api.post(`/admin/plugins/${CUSTOMER_PROJECTS}/${what}`);
    const layout = { relatedLists: ['projects', 'cases', 'project_tasks'], fields: ['name'] };
    await put('contact', layout);
    expect((await plugin('deactivate')).status).toBe(200);
    expect((await agent.api.get('/form-layouts/contact')).body).toEqual({ form: 'contact', relatedLists: ['cases'], fields: ['name'] });
    const { fields } = (await agent.api.get('/form-layouts/case')).body;
    for (const field of ['project', 'projectTask', 'issue', 'changeRequest']) expect(fields).not.toContain(field);
    expect((await agent.api.get('/form-layouts/project-task')).status).toBe(404);
    expect(await configured('contact')).toMatchObject(layout);
    await plugin('activate');
    expect((await agent.api.get('/form-layouts/contact')).body).toEqual({ form: 'contact', ...layout });
    expect((await agent.api.get('/form-layouts/project-task')).status).toBe(200);
  });

  it('offers only fields that the records have', () => {
    const shapes = { contact: contactShape, account: accountShape, case: caseShape, 'project-task': projectTaskShape };
    // BR-072, BR-073: what was opened from a case is shown on its form.
    const more: Record<string, string[]> = { case: ['issue', 'changeRequest'] };
    for (const definition of FORMS) {
      const { fields, gathered } = shapes[definition.form as keyof typeof shapes];
      const there = [...fields.keys(), ...Object.keys(gathered?.fields ?? {}), ...(more[definition.form] ?? [])];
      const unknown = everything(definition).fields.filter((name) => !there.includes(name));
      expect([definition.form, unknown]).toEqual([definition.form, []]);
    }
  });
});
