import type { ProjectTemplateState } from '../../src/tasks/domain/project-template.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const NO_SUCH_ID = '0'.repeat(32);

describe('templates of projects', () => {
  let test: TestApp;
  let manager: Somebody;
  let other: Somebody;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    manager = await test.given.projectManager();
    other = await test.given.user(ROLE.projectManager, 'Otto Other');
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];
  const faults = ({ body }: { body: any }) =>
    body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);

  describe('1.11 a template', () => {
    it('has a unique name, a description, and fields for the projects that are made from it', async () => {
      const fields = { description: 'A hall', priority: 2, phase: 'planning', calculation: 'manual' };
      const { status, body, headers } = await manager.api.post('/project-templates', { name: 'Hall', description: 'Standard', fields });
      expect([status, headers.etag]).toEqual([201, '"1"']);
      expect(body).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        name: 'Hall',
        description: 'Standard',
        fields,
        createdBy: { id: manager.id, name: manager.name, kind: 'internal' },
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
        version: 1,
      });
      expect((await manager.api.get(`/project-templates/${body.id}`)).body).toEqual(body);
      expect(refusal(await other.api.post('/project-templates', { name: 'Hall' }))).toEqual([409, 'already_exists']);
    });

    it('says nothing of a field that is left out or null', async () => {
      const { body } = await manager.api.post('/project-templates', { name: 'Bare', fields: { priority: null } });
      expect(body).toMatchObject({ description: null, fields: { description: null, priority: null, phase: null, calculation: null } });
    });

    it('is changed, its fields as a whole, and tells what changed', async () => {
      const template = await test.given.template({ owner: manager, fields: { priority: 1, phase: 'closing' } });
      const url = `/project-templates/${template.id}`;
      expect((await manager.api.patch(url, { fields: { priority: 3 } })).body).toMatchObject({
        name: template.name,
        version: 2,
        fields: { description: null, priority: 3, phase: null, calculation: null },
      });
      expect((await manager.api.patch(url, { name: 'Renamed', description: null })).body).toMatchObject({
        name: 'Renamed',
        fields: { priority: 3 },
      });
      const changes = (await manager.api.get(`${url}/activity`)).body.items.flatMap((entry: any) => entry.changes ?? []);
      expect(changes.map(({ field }: { field: string }) => field)).toEqual(['name', 'fields']);
      const taken = await test.given.template({ owner: manager });
      expect(refusal(await manager.api.patch(url, { name: taken.name }))).toEqual([409, 'already_exists']);
    });

    it.each([
      [{}, '/name required'],
      [{ name: ' ' }, '/name blank'],
      [{ name: 'x'.repeat(201) }, '/name out_of_range'],
      [{ name: 'A', fields: null }, '/fields required'],
      [{ name: 'A', fields: 'priority' }, '/fields wrong_type'],
      [{ name: 'A', fields: [] }, '/fields wrong_type'],
      [{ name: 'A', fields: { priority: 5 } }, '/fields/priority not_a_choice'],
      [{ name: 'A', fields: { phase: 'never' } }, '/fields/phase not_a_choice'],
      [{ name: 'A', fields: { accountId: 'x' } }, '/fields/accountId unknown_field'],
      [{ name: 'A', state: 'open' }, '/state unknown_field'],
      [{ name: 'A', ownerId: NO_SUCH_ID }, '/ownerId unknown_field'],
    ])('is refused as %j', async (body, fault) => {
      const answer = await manager.api.post('/project-templates', body);
      expect([...refusal(answer), ...faults(answer)]).toEqual([400, 'invalid_input', fault]);
    });

    it('is not changed or deleted by somebody who read it before another change', async () => {
      const template = await test.given.template({ owner: manager });
      const url = `/project-templates/${template.id}`;
      expect((await manager.api.patch(url, { description: 'New' }, { 'if-match': '"1"' })).status).toBe(200);
      expect((await manager.api.patch(url, { description: 'Newer' }, { 'if-match': '"1"' })).status).toBe(412);
      expect((await manager.api.delete(url, { 'if-match': '"1"' })).status).toBe(412);
      expect((await manager.api.delete(url, { 'if-match': '"2"' })).status).toBe(204);
      expect((await manager.api.get(url)).status).toBe(404);
    });

    it('is deleted with a tree of tasks, their links and checklists; files are attached to it', async () => {
      const template = await test.given.template({ owner: manager });
      const parent = await test.given.templateTask({ template });
      const child = await test.given.templateTask({ template, parent });
      const last = await test.given.templateTask({ template });
      await test.given.templateDependency(child, last);
      await test.given.checklist(child, 'One');
      const url = `/project-templates/${template.id}`;
      const file = await manager.api.upload(`${url}/attachments`, 'plan.txt', 'A plan', 'text/plain');
      expect(file.status).toBe(201);
      expect((await other.api.get(`/attachments/${file.body.id}/content`)).raw).toBe('A plan');
      expect((await manager.api.delete(url)).status).toBe(204);
      expect((await manager.api.get(`${url}/tasks`)).status).toBe(404);
      expect((await manager.api.get(`/attachments/${file.body.id}`)).status).toBe(404);
    });

    it('is listed by name, found by text, and filtered by whose it is', async () => {
      const maker = await test.given.user(ROLE.projectManager, 'Mia Maker');
      for (const name of ['Zeta hall', 'Alpha hall']) await test.given.template({ owner: maker, name });
      const names = async (query: string) => (await manager.api.get(`/project-templates?${query}`)).body.items.map(({ name }: any) => name);
      expect(await names(`createdBy=${maker.id}`)).toEqual(['Alpha hall', 'Zeta hall']);
      expect(await names(`createdBy=${maker.id}&sort=-name`)).toEqual(['Zeta hall', 'Alpha hall']);
      expect(await names('q=zeta')).toEqual(['Zeta hall']);
      expect((await maker.api.get(`/project-templates?createdBy=me&limit=1&total=true`)).body).toMatchObject({
        total: 2,
        next: expect.any(String),
      });
      expect((await manager.api.get('/project-templates?revision=1')).status).toBe(400);
    });
  });

  describe('1.11 the tasks of a template', () => {
    let template: ProjectTemplateState;
    const url = () => `/project-templates/${template.id}/tasks`;
    beforeEach(async () => {
      template = await test.given.template({ owner: manager });
    });
    const add = async (body: object) => (await manager.api.post(url(), body)).body;
    const outline = async () => (await manager.api.all(url())).map(({ wbs, shortDescription }) => `${wbs} ${shortDescription}`);

    it('have what a template carries, and defaults for what is left out', async () => {
      const group = await test.given.group([manager]);
      const given = {
        shortDescription: 'Lay the floor',
        description: 'Concrete',
        priority: 2,
        visibleToCustomer: true,
        plannedDurationMinutes: 960,
        startOffsetMinutes: 480,
        timeConstraint: 'finish_no_later_than',
        constraintOffsetMinutes: 2400,
        keyMilestone: true,
      };
      const full = await manager.api.post(url(), { ...given, assignedToId: manager.id, assignmentGroupId: group.id });
      expect([full.status, full.body]).toEqual([
        201,
        expect.objectContaining({
          ...given,
          wbs: '1',
          position: 0,
          template: { id: template.id, name: template.name },
          parent: null,
          milestone: false,
          assignedTo: { id: manager.id, name: manager.name, kind: 'internal' },
          assignmentGroup: { id: group.id, name: group.name },
        }),
      ]);
      expect(await add({ shortDescription: 'Bare' })).toMatchObject({
        description: null,
        priority: 4,
        visibleToCustomer: false,
        plannedDurationMinutes: 480,
        startOffsetMinutes: 0,
        timeConstraint: 'as_soon_as_possible',
        constraintOffsetMinutes: null,
        milestone: false,
        keyMilestone: false,
        assignedTo: null,
        assignmentGroup: null,
      });
      expect((await manager.api.get(`${url()}/${full.body.id}`)).body).toEqual(full.body);
    });

    it('BR-158 are a tree, numbered anew as it changes', async () => {
      const a = await add({ shortDescription: 'a' });
      const b = await add({ shortDescription: 'b' });
      await add({ shortDescription: 'a1', parentId: a.id });
      const a2 = await add({ shortDescription: 'a2', parentId: a.id });
      await add({ shortDescription: 'first', position: 0 });
      expect(await outline()).toEqual(['1 first', '2 a', '2.1 a1', '2.2 a2', '3 b']);
      expect((await manager.api.patch(`${url()}/${b.id}`, { parentId: a.id, position: 1 })).body).toMatchObject({
        wbs: '2.2',
        position: 1,
        parent: { id: a.id, name: 'a' },
      });
      expect(await outline()).toEqual(['1 first', '2 a', '2.1 a1', '2.2 b', '2.3 a2']);
      await manager.api.patch(`${url()}/${a2.id}`, { parentId: null, position: 0 });
      await manager.api.patch(`${url()}/${a.id}`, { shortDescription: 'A', parentId: null });
      expect(await outline()).toEqual(['1 a2', '2 first', '3 A', '3.1 a1', '3.2 b']);
      expect((await manager.api.delete(`${url()}/${a2.id}`)).status).toBe(204);
      expect(await outline()).toEqual(['1 first', '2 A', '2.1 a1', '2.2 b']);
      expect(refusal(await manager.api.delete(`${url()}/${a.id}`))).toEqual([409, 'task_has_tasks']);
    });

    it('BR-158 never lie below themselves, or below a task of another template, and as deep as one likes', async () => {
      const a = await add({ shortDescription: 'a' });
      const below = await add({ shortDescription: 'below', parentId: a.id });
      for (const parentId of [a.id, below.id])
        expect(refusal(await manager.api.patch(`${url()}/${a.id}`, { parentId }))).toEqual([422, 'task_cycle']);
      const foreign = await test.given.templateTask({ template: await test.given.template({ owner: manager }) });
      for (const parentId of [foreign.id, NO_SUCH_ID, 'PRJTASK0010001']) {
        expect(refusal(await manager.api.patch(`${url()}/${a.id}`, { parentId }))).toEqual([422, 'unknown_reference']);
        expect(refusal(await manager.api.post(url(), { shortDescription: 'x', parentId }))).toEqual([422, 'unknown_reference']);
      }
      let deepest = below;
      for (let level = 3; level <= 30; level += 1) deepest = await add({ shortDescription: `${level}`, parentId: deepest.id });
      expect((await manager.api.post(url(), { shortDescription: 'x', parentId: deepest.id })).status).toBe(201);
    });

    it('BR-157 a milestone takes no time, and what takes no time is one', async () => {
      expect(await add({ shortDescription: 'm', milestone: true })).toMatchObject({ milestone: true, plannedDurationMinutes: 0 });
      const zero = await add({ shortDescription: 'z', plannedDurationMinutes: 0 });
      expect(zero).toMatchObject({ milestone: true });
      expect((await manager.api.patch(`${url()}/${zero.id}`, { milestone: false })).body).toMatchObject({ plannedDurationMinutes: 480 });
      for (const body of [
        { milestone: true, plannedDurationMinutes: 60 },
        { milestone: false, plannedDurationMinutes: 0 },
      ])
        expect(refusal(await manager.api.post(url(), { shortDescription: 'x', ...body }))).toEqual([422, 'milestone_takes_no_time']);
      const long = await manager.api.post(url(), { shortDescription: 'x', plannedDurationMinutes: 2601 * 480 });
      expect(refusal(long)).toEqual([422, 'too_long']);
    });

    it('BR-146 a start that is typed holds, and a constraint without a date takes the planned one', async () => {
      const typed = await add({ shortDescription: 'typed', startOffsetMinutes: 960 });
      expect(typed).toMatchObject({ timeConstraint: 'start_no_earlier_than', constraintOffsetMinutes: 960 });
      expect((await manager.api.patch(`${url()}/${typed.id}`, { startOffsetMinutes: 480 })).body).toMatchObject({
        timeConstraint: 'start_no_earlier_than',
        constraintOffsetMinutes: 480,
      });
      expect((await manager.api.patch(`${url()}/${typed.id}`, { timeConstraint: 'finish_on' })).body).toMatchObject({
        constraintOffsetMinutes: 960,
      });
      const soon = await manager.api.patch(`${url()}/${typed.id}`, { timeConstraint: 'as_soon_as_possible' });
      expect(soon.body).toMatchObject({ startOffsetMinutes: 480, constraintOffsetMinutes: null });
      const dated = { timeConstraint: 'as_late_as_possible', constraintOffsetMinutes: 480 };
      expect(refusal(await manager.api.post(url(), { shortDescription: 'x', ...dated }))).toEqual([422, 'constraint_without_date']);
    });

    it('decision 18 are assigned to internal users only, members of their group', async () => {
      const contact = await test.given.contact(await test.given.account());
      const member = await test.given.user(ROLE.agent);
      const group = await test.given.group([member]);
      const assign = async (assignedToId: unknown, more: object = {}) =>
        refusal(await manager.api.post(url(), { shortDescription: 'x', assignedToId, ...more }));
      expect(await assign(contact.id)).toEqual([422, 'external_assignee']);
      expect(await assign(NO_SUCH_ID)).toEqual([422, 'unknown_reference']);
      expect(await assign(manager.id, { assignmentGroupId: group.id })).toEqual([422, 'not_in_group']);
      expect(await assign(null, { assignmentGroupId: NO_SUCH_ID })).toEqual([422, 'unknown_reference']);
      const task = await add({ shortDescription: 'x', assignedToId: member.id, assignmentGroupId: group.id });
      expect((await manager.api.patch(`${url()}/${task.id}`, { assignedToId: null })).body).toMatchObject({
        assignedTo: null,
        assignmentGroup: { id: group.id },
      });
      const own = await add({ shortDescription: 'own', assignedToId: manager.id });
      expect(refusal(await manager.api.patch(`${url()}/${own.id}`, { assignmentGroupId: group.id }))).toEqual([422, 'not_in_group']);
    });

    it('are refused with fields that are missing, malformed or computed', async () => {
      for (const [body, fault] of [
        [{}, '/shortDescription required'],
        [{ shortDescription: 'x', startOffsetMinutes: -1 }, '/startOffsetMinutes out_of_range'],
        [{ shortDescription: 'x', plannedDurationMinutes: 1.5 }, '/plannedDurationMinutes wrong_type'],
        [{ shortDescription: 'x', timeConstraint: 'soon' }, '/timeConstraint not_a_choice'],
        [{ shortDescription: 'x', visibleToCustomer: null }, '/visibleToCustomer required'],
        [{ shortDescription: 'x', wbs: '7' }, '/wbs unknown_field'],
        [{ shortDescription: 'x', actualStart: '2026-03-02' }, '/actualStart unknown_field'],
      ] as const) {
        const answer = await manager.api.post(url(), body);
        expect([answer.status, ...faults(answer)]).toEqual([400, fault]);
      }
    });

    it('are found below their own template only, and changed in the version that was read', async () => {
      const task = await add({ shortDescription: 'a' });
      const elsewhere = `/project-templates/${(await test.given.template({ owner: manager })).id}/tasks/${task.id}`;
      for (const path of [elsewhere, `${url()}/${NO_SUCH_ID}`]) {
        expect((await manager.api.get(path)).status).toBe(404);
        expect((await manager.api.patch(path, { bogus: 1 })).status).toBe(404);
        expect((await manager.api.delete(path)).status).toBe(404);
        expect((await manager.api.get(`${path}/checklist`)).status).toBe(404);
      }
      const stale = { 'if-match': '"7"' };
      expect((await manager.api.patch(`${url()}/${task.id}`, { priority: 1 }, stale)).status).toBe(412);
      expect((await manager.api.delete(`${url()}/${task.id}`, stale)).status).toBe(412);
      expect((await manager.api.patch(`${url()}/${task.id}`, { priority: 1 }, { 'if-match': '"1"' })).body).toMatchObject({ version: 2 });
    });

    it('added at the same moment both have a place of their own', async () => {
      await Promise.all(['x', 'y', 'z'].map((shortDescription) => add({ shortDescription })));
      expect((await outline()).map((line) => line.slice(0, 1))).toEqual(['1', '2', '3']);
    });
  });

  describe('BR-149 the dependencies of a template', () => {
    it('are one for a pair, none in a circle, none with a task above or below, none with another template', async () => {
      const template = await test.given.template({ owner: manager });
      const url = `/project-templates/${template.id}/dependencies`;
      const a = await test.given.templateTask({ template });
      const inA = await test.given.templateTask({ template, parent: a });
      const b = await test.given.templateTask({ template });
      const c = await test.given.templateTask({ template });
      const tie = (predecessorId: string, successorId: string, more: object = {}) =>
        manager.api.post(url, { predecessorId, successorId, ...more });
      const first = await tie(inA.id, b.id);
      expect([first.status, first.body]).toEqual([
        201,
        expect.objectContaining({
          template: { id: template.id, name: template.name },
          predecessor: { id: inA.id, name: inA.shortDescription },
          successor: { id: b.id, name: b.shortDescription },
          type: 'fs',
          lagMinutes: 0,
          lagElapsedMinutes: null,
          lagPercent: null,
        }),
      ]);
      expect((await tie(b.id, c.id, { type: 'ss', lagPercent: 50 })).body).toMatchObject({ type: 'ss', lagMinutes: null, lagPercent: 50 });
      expect(refusal(await tie(inA.id, b.id))).toEqual([409, 'already_exists']);
      expect(refusal(await tie(c.id, inA.id))).toEqual([422, 'dependency_cycle']);
      expect(refusal(await tie(c.id, a.id))).toEqual([422, 'dependency_cycle']);
      for (const [one, two] of [
        [a, inA],
        [inA, a],
        [a, a],
      ])
        expect(refusal(await tie(one!.id, two!.id))).toEqual([422, 'dependency_on_ancestor']);
      const foreign = await test.given.templateTask({ template: await test.given.template({ owner: manager }) });
      for (const key of [foreign.id, NO_SUCH_ID]) expect(refusal(await tie(a.id, key))).toEqual([422, 'unknown_reference']);
      expect(refusal(await tie(a.id, c.id, { lagMinutes: 1, lagPercent: 1 }))).toEqual([422, 'several_lags']);
      expect((await tie(a.id, c.id, { type: 'xx' })).status).toBe(400);
      // A task is not moved below one that it waits for, either.
      const moved = await manager.api.patch(`/project-templates/${template.id}/tasks/${c.id}`, { parentId: b.id });
      expect(refusal(moved)).toEqual([422, 'dependency_on_ancestor']);
      expect((await manager.api.get(`${url}?total=true`)).body.total).toBe(2);
      const elsewhere = `/project-templates/${foreign.templateId}/dependencies/${first.body.id}`;
      expect((await manager.api.delete(elsewhere)).status).toBe(404);
      expect((await manager.api.delete(`${url}/${first.body.id}`, { 'if-match': '"2"' })).status).toBe(412);
      expect((await manager.api.delete(`${url}/${first.body.id}`)).status).toBe(204);
      await manager.api.delete(`/project-templates/${template.id}/tasks/${c.id}`);
      expect((await manager.api.get(url)).body.items).toEqual([]);
    });
  });

  describe('matrix 2.2, decision 50', () => {
    let template: ProjectTemplateState;
    let taskId: string;
    beforeAll(async () => {
      template = await test.given.template({ owner: manager });
      taskId = (await test.given.templateTask({ template })).id;
    });
    const writes = (): [string, string, object?][] => {
      const url = `/project-templates/${template.id}`;
      return [
        ['patch', url, { bogus: 1 }],
        ['delete', url],
        ['post', `${url}/tasks`, { bogus: 1 }],
        ['patch', `${url}/tasks/${taskId}`, { bogus: 1 }],
        ['delete', `${url}/tasks/${taskId}`],
        ['post', `${url}/dependencies`, { bogus: 1 }],
        ['post', `${url}/tasks/${taskId}/checklist`, { bogus: 1 }],
        ['post', `${url}/comments`, { text: 'x' }],
      ];
    };
    const send = async (somebody: Somebody, [method, path, body]: [string, string, object?]) =>
      (
        await (somebody.api[method as 'post'] as (path: string, body?: object) => Promise<{ status: number }>).call(
          somebody.api,
          path,
          body,
        )
      ).status;

    it('every project manager reads all templates and changes only the own ones; an administrator each', async () => {
      const url = `/project-templates/${template.id}`;
      for (const path of [
        url,
        `${url}/tasks`,
        `${url}/tasks/${taskId}`,
        `${url}/dependencies`,
        `${url}/tasks/${taskId}/checklist`,
        `${url}/activity`,
      ])
        expect([path, (await other.api.get(path)).status]).toEqual([path, 200]);
      for (const write of writes()) expect([write, await send(other, write)]).toEqual([write, 403]);
      expect((await admin.api.patch(url, { description: 'By the administrator' })).status).toBe(200);
      expect((await manager.api.post(`${url}/work-notes`, { text: 'Mine' })).status).toBe(201);
      expect((await manager.api.post(`${url}/comments`, { text: 'For all' })).status).toBe(201);
      expect((await other.api.post(`${url}/work-notes`, { text: 'Not mine' })).status).toBe(403);
      expect((await other.api.upload(`${url}/attachments`, 'a.txt', 'A', 'text/plain')).status).toBe(403);
      const texts = (await other.api.get(`${url}/activity`)).body.items.map(({ text }: any) => text);
      expect(texts).toEqual(expect.arrayContaining(['Mine', 'For all']));
      expect((await admin.api.patch(`${url}/tasks/${taskId}`, { priority: 1 })).status).toBe(200);
    });

    const OTHERS: readonly [string, readonly string[] | null][] = [
      ['customer', ROLE.customer],
      ['customerAdmin', ROLE.customerAdmin],
      ['customerCaseManager', ROLE.customerCaseManager],
      ['partner', ROLE.partner],
      ['partnerAdmin', ROLE.partnerAdmin],
      ['consumer', null],
      ['agent', ROLE.agent],
      ['agentWithStakeholder', ROLE.agentWithStakeholder],
      ['agentManager', ROLE.agentManager],
      ['stakeholder', ROLE.stakeholder],
      ['it_project_manager alone', ['it_project_manager']],
      ['projectmanager alone', ['sn_customerservice.projectmanager']],
      ['nobody in particular', []],
    ];
    const EXTERNAL = ['customer', 'customerAdmin', 'customerCaseManager', 'partner', 'partnerAdmin'];

    it.each(OTHERS)('a template is 404 to %s, lists are empty, and none is made', async (role, roles) => {
      const somebody =
        roles === null
          ? await test.given.consumer()
          : EXTERNAL.includes(role)
            ? await test.given.contact(await test.given.account({ partner: true }), roles)
            : await test.given.user(roles);
      const url = `/project-templates/${template.id}`;
      expect((await somebody.api.get('/project-templates?total=true')).body).toEqual({ items: [], next: null, total: 0 });
      const unknown = await somebody.api.get(`/project-templates/${NO_SUCH_ID}`);
      for (const path of [
        url,
        `${url}/tasks`,
        `${url}/tasks/${taskId}`,
        `${url}/dependencies`,
        `${url}/tasks/${taskId}/checklist`,
        `${url}/activity`,
      ]) {
        const answer = await somebody.api.get(path);
        expect([path, answer.status, answer.body.title]).toEqual([path, 404, unknown.body.title]);
      }
      for (const write of writes()) expect([write, await send(somebody, write)]).toEqual([write, 404]);
      expect((await somebody.api.post('/project-templates', { bogus: 1 })).status).toBe(403);
      expect((await somebody.api.get(`/project-templates?createdBy=${manager.id}`)).status).toBe(400);
    });

    it('decision 24 while customer projects are off there are no templates', async () => {
      const url = '/admin/plugins/com.snc.csm_ppm';
      const file = (await manager.api.upload(`/project-templates/${template.id}/attachments`, 'a.txt', 'A', 'text/plain')).body;
      for (const id of ['com.snc.wm_ppm', 'com.snc.csm_fsm_integration']) await admin.api.post(`/admin/plugins/${id}/deactivate`);
      expect((await admin.api.post(`${url}/deactivate`)).status).toBe(200);
      for (const path of [
        '/project-templates',
        `/project-templates/${template.id}`,
        `/project-templates/${template.id}/attachments`,
        `/attachments/${file.id}`,
      ])
        expect((await manager.api.get(path)).status).toBe(404);
      expect((await admin.api.post(`${url}/activate`)).status).toBe(200);
      expect((await manager.api.get(`/project-templates/${template.id}`)).status).toBe(200);
    });
  });
});
