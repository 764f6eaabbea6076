import { AttachmentSchema } from '#libs/activity';
import { Database, tableOf } from '#libs/persistence';
import type { ProjectTemplateState } from '../../src/tasks/domain/project-template.js';
import type { TemplateTaskState } from '../../src/tasks/domain/template-task.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const NO_SUCH_ID = '0'.repeat(32);
/** A Monday. */
const START = '2026-06-01';

describe('applying templates', () => {
  let test: TestApp;
  let account: { id: string; number: string };
  let manager: Somebody;
  let contact: Somebody;
  let template: ProjectTemplateState;
  let phase: TemplateTaskState;
  let survey: TemplateTaskState;
  let build: TemplateTaskState;
  let handover: TemplateTaskState;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
    contact = await test.given.contact(account);
    const fields = { description: 'Standard hall', priority: 2, phase: 'planning' };
    template = await test.given.template({ owner: manager, name: 'Hall', fields });
    phase = await test.given.templateTask({ template, name: 'Phase' });
    survey = await test.given.templateTask({ template, parent: phase, name: 'Survey', with: { visibleToCustomer: true, priority: 1 } });
    build = await test.given.templateTask({
      template,
      parent: phase,
      name: 'Build',
      with: { startOffsetMinutes: 480, plannedDurationMinutes: 720, description: 'With care' },
    });
    handover = await test.given.templateTask({
      template,
      name: 'Handover',
      with: { startOffsetMinutes: 1200, plannedDurationMinutes: 0, milestone: true, keyMilestone: true },
    });
    await test.given.templateDependency(survey, build);
    await test.given.templateDependency(build, handover);
    await test.given.checklist(survey, 'Measure', 'Draw');
    await manager.api.upload(`/project-templates/${template.id}/attachments`, 'norms.txt', 'The norms', 'text/plain');
  });
  afterAll(() => test.stop());

  const refusal = ({ status, body }: { status: number; body: any }) => [status, body.code];
  const apply = (project: { id: string }, body: object = {}, headers = {}) =>
    manager.api.post(`/projects/${project.id}/apply-template`, { templateId: template.id, startDate: START, ...body }, headers);
  const tasksOf = (project: { id: string }): Promise<any[]> => manager.api.all(`/projects/${project.id}/tasks?sort=wbs`);
  const wbsOf = async (project: { id: string }) =>
    (await tasksOf(project)).map(({ wbs, shortDescription }) => `${wbs} ${shortDescription}`);
  const projectOf = async ({ id }: { id: string }) => (await manager.api.get(`/projects/${id}`)).body;

  describe('BR-087, BR-090 to an empty project', () => {
    it('copies the header, the tree and the dates from the start, and sets the state to pending', async () => {
      const project = await test.given.project({
        account,
        manager,
        with: { state: 'work_in_progress', actualStart: new Date(), priority: 4 },
      });
      const { status, body } = await apply(project);
      expect([status, body]).toEqual([
        200,
        expect.objectContaining({
          id: project.id,
          name: project.name,
          description: 'Standard hall',
          priority: 2,
          phase: 'planning',
          calculation: 'automatic',
          state: 'pending',
          percentComplete: 0,
          actualStart: null,
          plannedStart: '2026-06-01T08:00:00.000Z',
          plannedEnd: '2026-06-03T12:00:00.000Z',
          plannedDurationMinutes: 1200,
        }),
      ]);
      const shown = (await tasksOf(project)).map((task) => [
        task.wbs,
        task.shortDescription,
        task.parent?.number ?? null,
        task.plannedStart.slice(0, 16),
        task.plannedEnd.slice(0, 16),
        task.plannedDurationMinutes,
      ]);
      const number = (await tasksOf(project))[0].number;
      expect(shown).toEqual([
        ['1', 'Phase', null, '2026-06-01T08:00', '2026-06-03T12:00', 1200],
        ['1.1', 'Survey', number, '2026-06-01T08:00', '2026-06-01T17:00', 480],
        ['1.2', 'Build', number, '2026-06-02T08:00', '2026-06-03T12:00', 720],
        ['2', 'Handover', null, '2026-06-03T12:00', '2026-06-03T12:00', 0],
      ]);
    });

    it('keeps who sees a task, priorities, milestones, links, checklists and files (decision 18, BR-086)', async () => {
      const project = await test.given.project({ account, manager });
      await apply(project);
      const [top, first, second, last] = await tasksOf(project);
      expect(
        [top, first, second, last].map(({ visibleToCustomer, priority, milestone, keyMilestone, state }) => [
          visibleToCustomer,
          priority,
          milestone,
          keyMilestone,
          state,
        ]),
      ).toEqual([
        [false, 4, false, false, 'pending'],
        [true, 1, false, false, 'pending'],
        [false, 4, false, false, 'pending'],
        [false, 4, true, true, 'pending'],
      ]);
      expect((await manager.api.get(`/project-tasks/${second.id}`)).body.description).toBe('With care');
      const links = (await manager.api.get(`/projects/${project.id}/dependencies`)).body.items;
      expect(links.map(({ predecessor, successor, type }: any) => [predecessor.id, successor.id, type])).toEqual([
        [first.id, second.id, 'fs'],
        [second.id, last.id, 'fs'],
      ]);
      const lines = (await manager.api.get(`/project-tasks/${first.id}/checklist`)).body.items;
      expect(lines.map(({ text, done }: any) => [text, done])).toEqual([
        ['Measure', false],
        ['Draw', false],
      ]);
      const [file] = (await manager.api.get(`/projects/${project.id}/attachments`)).body.items;
      expect(file).toMatchObject({ fileName: 'norms.txt', record: { type: 'Project', id: project.id }, createdBy: { id: manager.id } });
      expect((await manager.api.get(`/attachments/${file.id}/content`)).raw).toBe('The norms');
      const told = (await manager.api.get(`/project-tasks/${first.id}/activity`)).body.items;
      expect(told.map(({ text }: any) => text)).toContain(`${first.number} created`);
    });

    it('BR-089 begins with the next working time, and shifts elapsed tasks and fixed dates with the start', async () => {
      const relative = await test.given.template({ owner: manager });
      const dated = { timeConstraint: 'start_on', startOffsetMinutes: 480, constraintOffsetMinutes: 480 } as const;
      await test.given.templateTask({ template: relative, name: 'fixed', with: dated });
      await test.given.templateTask({ template: relative, name: 'drying', with: { durationElapsed: true, plannedDurationMinutes: 2880 } });
      const due = { timeConstraint: 'finish_no_later_than', constraintOffsetMinutes: 2400 } as const;
      await test.given.templateTask({ template: relative, name: 'due', with: due });
      const project = await test.given.project({ account, manager });
      // A Saturday.
      const { body } = await apply(project, { templateId: relative.id, startDate: '2026-06-06T10:00:00Z' });
      expect(body.plannedStart).toBe('2026-06-08T08:00:00.000Z');
      const [fixed, drying, last] = await tasksOf(project);
      expect(fixed).toMatchObject({
        timeConstraint: 'start_on',
        constraintDate: '2026-06-09T08:00:00.000Z',
        plannedStart: '2026-06-09T08:00:00.000Z',
      });
      expect(drying).toMatchObject({ plannedStart: '2026-06-08T08:00:00.000Z', plannedEnd: '2026-06-10T08:00:00.000Z' });
      expect(last).toMatchObject({ timeConstraint: 'finish_no_later_than', constraintDate: '2026-06-12T17:00:00.000Z' });
    });

    it('BR-146 a task that waits for nothing keeps its distance from the start', async () => {
      const loose = await test.given.template({ owner: manager });
      await test.given.templateTask({ template: loose, with: { startOffsetMinutes: 960 } });
      const project = await test.given.project({ account, manager });
      await apply(project, { templateId: loose.id });
      expect((await tasksOf(project))[0]).toMatchObject({
        plannedStart: '2026-06-03T08:00:00.000Z',
        timeConstraint: 'start_no_earlier_than',
        constraintDate: '2026-06-03T08:00:00.000Z',
      });
    });

    it('BR-153 in a manual project each task starts on its date', async () => {
      const manual = await test.given.template({ owner: manager, fields: { calculation: 'manual' } });
      const parent = await test.given.templateTask({ template: manual });
      await test.given.templateTask({ template: manual, parent, with: { startOffsetMinutes: 480 } });
      const project = await test.given.project({ account, manager });
      expect((await apply(project, { templateId: manual.id })).body.calculation).toBe('manual');
      expect((await tasksOf(project)).map(({ timeConstraint, constraintDate }) => [timeConstraint, constraintDate])).toEqual([
        ['as_soon_as_possible', null],
        ['start_on', '2026-06-02T08:00:00.000Z'],
      ]);
    });

    it('that was closed, begins anew; a template without tasks gives its header', async () => {
      const bare = await test.given.template({ owner: manager, fields: { phase: 'closing' } });
      const at = new Date('2026-01-05T12:00:00Z');
      const done = { state: 'closed_complete', actualStart: at, actualEnd: at, percentComplete: 100 } as const;
      const project = await test.given.project({ account, manager, with: done });
      expect((await apply(project, { templateId: bare.id })).body).toMatchObject({
        state: 'pending',
        phase: 'closing',
        priority: 4,
        description: null,
        actualStart: null,
        actualEnd: null,
        percentComplete: 0,
        plannedStart: '2026-06-01T08:00:00.000Z',
      });
    });

    it('BR-090 one with a sub project is not empty: no header', async () => {
      const project = await test.given.project({ account, manager, with: { state: 'open', priority: 3 } });
      await test.given.project({ account, manager, parent: project });
      expect((await apply(project)).body).toMatchObject({ state: 'open', priority: 3, description: null });
      expect(await tasksOf(project)).toHaveLength(4);
    });
  });

  describe('BR-088 to a project with tasks', () => {
    it('appends the tasks after the last one and copies no header; several templates in turn', async () => {
      const project = await test.given.project({ account, manager, with: { state: 'open', priority: 3 } });
      const own = await test.given.task({ project, name: 'Own' });
      const below = await test.given.task({ project, parent: own, name: 'Below' });
      expect((await apply(project)).body).toMatchObject({ state: 'open', priority: 3, description: null, phase: 'initiating' });
      await apply(project, { startDate: '2026-07-01' });
      expect(await wbsOf(project)).toEqual([
        '1 Own',
        '1.1 Below',
        '2 Phase',
        '2.1 Survey',
        '2.2 Build',
        '3 Handover',
        '4 Phase',
        '4.1 Survey',
        '4.2 Build',
        '5 Handover',
      ]);
      const tasks = await tasksOf(project);
      expect(tasks[1]).toMatchObject({ id: below.id, version: 1, plannedStart: '2026-03-02T08:00:00.000Z' });
      // Neither is drawn to the start of the project, though it waits for nothing.
      expect(tasks[3]).toMatchObject({ plannedStart: '2026-06-01T08:00:00.000Z', timeConstraint: 'start_no_earlier_than' });
      expect(tasks[7]).toMatchObject({ plannedStart: '2026-07-01T08:00:00.000Z', timeConstraint: 'start_no_earlier_than' });
      expect(tasks[8]).toMatchObject({ plannedStart: '2026-07-02T08:00:00.000Z', timeConstraint: 'as_soon_as_possible' });
      expect(new Set(tasks.map(({ number }) => number)).size).toBe(10);
      expect(await projectOf(project)).toMatchObject({ plannedStart: '2026-03-02T08:00:00.000Z', plannedEnd: '2026-07-03T12:00:00.000Z' });
      const added = await manager.api.post(`/projects/${project.id}/tasks`, { shortDescription: 'Next', parentId: tasks[2].id });
      expect(added.body.wbs).toBe('2.3');
    });

    it('BR-107 opens a closed one, and leaves its closed tasks', async () => {
      const at = new Date('2026-03-02T17:00:00Z');
      const closed = { state: 'closed_complete', actualStart: at, actualEnd: at, percentComplete: 100 } as const;
      const project = await test.given.project({ account, manager, with: closed });
      const done = await test.given.task({ project, with: closed });
      expect((await apply(project)).body).toMatchObject({ state: 'work_in_progress', actualEnd: null });
      const tasks = await tasksOf(project);
      expect(tasks[0]).toMatchObject({ id: done.id, state: 'closed_complete', version: 1 });
      expect(tasks.slice(1).every(({ state }) => state === 'pending')).toBe(true);
    });

    it('at the same moment twice: every task has a place of its own', async () => {
      const project = await test.given.project({ account, manager });
      const answers = await Promise.all([apply(project), apply(project)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect((await tasksOf(project)).map(({ wbs }) => wbs)).toEqual(['1', '1.1', '1.2', '2', '3', '3.1', '3.2', '4']);
    });

    it('with an Idempotency-Key once, however often it is asked for', async () => {
      const project = await test.given.project({ account, manager });
      const key = { 'idempotency-key': 'apply-once' };
      const [first, again] = [await apply(project, {}, key), await apply(project, {}, key)];
      expect(again.body).toEqual(first.body);
      expect(await tasksOf(project)).toHaveLength(4);
    });
  });

  describe('BR-087 POST /projects with a template', () => {
    const open = (body: object) => manager.api.post('/projects', { name: 'From a template', accountId: account.id, ...body });

    it('opens the project with the header, the tasks and the files at once', async () => {
      const { status, body } = await open({ templateId: template.id, startDate: START });
      expect([status, body]).toEqual([
        201,
        expect.objectContaining({
          name: 'From a template',
          state: 'pending',
          description: 'Standard hall',
          priority: 2,
          phase: 'planning',
          plannedStart: '2026-06-01T08:00:00.000Z',
          plannedEnd: '2026-06-03T12:00:00.000Z',
        }),
      ]);
      expect(await wbsOf(body)).toEqual(['1 Phase', '1.1 Survey', '1.2 Build', '2 Handover']);
      expect((await manager.api.get(`/projects/${body.id}/attachments`)).body.items).toHaveLength(1);
    });

    it('what is said of the project itself counts more than the template', async () => {
      const { body } = await open({ templateId: template.id, startDate: START, priority: 4, description: null });
      expect(body).toMatchObject({ priority: 4, description: null, phase: 'planning' });
    });

    it('a template that there is not is refused, and nothing is opened', async () => {
      for (const templateId of [NO_SUCH_ID, 'Hall', manager.id]) {
        const answer = await open({ name: 'Never', templateId });
        expect([...refusal(answer), answer.body.errors[0].pointer]).toEqual([422, 'unknown_reference', '/templateId']);
      }
      expect((await manager.api.get('/projects?q=Never')).body.items).toEqual([]);
      expect((await open({ templateId: null })).status).toBe(201);
    });
  });

  describe('assignees', () => {
    it('decision 18 an internal one is assigned, unless gone since or no member of the group any more', async () => {
      const [stays, left, outside] = [
        await test.given.user(ROLE.agent),
        await test.given.user(ROLE.agent),
        await test.given.user(ROLE.agent),
      ];
      const group = await test.given.group([stays]);
      const staffed = await test.given.template({ owner: manager });
      const assigned = (assignedToId: string, assignmentGroupId: string | null = null) =>
        test.given.templateTask({ template: staffed, with: { assignedToId, assignmentGroupId } });
      await assigned(stays.id, group.id);
      await assigned(left.id);
      await assigned(outside.id, group.id);
      await test.get(Database).run('UPDATE person SET active = 0 WHERE id = ?', [left.id]);
      const project = await test.given.project({ account, manager });
      await apply(project, { templateId: staffed.id });
      expect(
        (await tasksOf(project)).map(({ assignedTo, assignmentGroup }) => [assignedTo?.id ?? null, assignmentGroup?.id ?? null]),
      ).toEqual([
        [stays.id, group.id],
        [null, null],
        [null, group.id],
      ]);
      expect((await stays.api.get('/project-tasks?assignedTo=me')).body.items).toHaveLength(1);
    });
  });

  describe('shared files', () => {
    it('the bytes go with the last record that has them', async () => {
      const own = await test.given.template({ owner: manager });
      const original = (await manager.api.upload(`/project-templates/${own.id}/attachments`, 'a.txt', 'Kept', 'text/plain')).body;
      const project = await test.given.project({ account, manager });
      await apply(project, { templateId: own.id });
      const copy = (await manager.api.get(`/projects/${project.id}/attachments`)).body.items[0];
      const { table } = tableOf(AttachmentSchema);
      const keys = await test
        .get(Database)
        .rows<{ storage_key: string }>(`SELECT storage_key FROM ${table} WHERE id IN (?, ?)`, [original.id, copy.id]);
      expect(new Set(keys.map(({ storage_key }) => storage_key)).size).toBe(1);
      expect((await manager.api.delete(`/attachments/${original.id}`)).status).toBe(204);
      expect((await manager.api.get(`/attachments/${original.id}/content`)).status).toBe(404);
      expect((await manager.api.get(`/attachments/${copy.id}/content`)).raw).toBe('Kept');
      expect((await manager.api.delete(`/attachments/${copy.id}`)).status).toBe(204);
      expect((await manager.api.get(`/attachments/${copy.id}/content`)).status).toBe(404);
    });
  });

  describe('is refused', () => {
    it.each([
      [{}, ['/templateId required', '/startDate required']],
      [{ templateId: 'x' }, ['/startDate required']],
      [{ templateId: 7, startDate: START }, ['/templateId wrong_type']],
      [{ templateId: 'x', startDate: 'soon' }, ['/startDate wrong_type']],
      [{ templateId: 'x', startDate: START, name: 'x' }, ['/name unknown_field']],
    ])('400 as %j', async (body, faults) => {
      const project = await test.given.project({ account, manager });
      const answer = await manager.api.post(`/projects/${project.id}/apply-template`, body);
      const found = answer.body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`);
      expect([answer.status, found.sort()]).toEqual([400, faults.sort()]);
    });

    it('422 for a template that there is not, and for dates beyond ten years; nothing is changed', async () => {
      const project = await test.given.project({ account, manager });
      expect(refusal(await apply(project, { templateId: NO_SUCH_ID }))).toEqual([422, 'unknown_reference']);
      expect(refusal(await apply(project, { startDate: '2099-01-01' }))).toEqual([422, 'date_out_of_span']);
      const far = await test.given.template({ owner: manager });
      await test.given.templateTask({ template: far, with: { startOffsetMinutes: 9_000_000 } });
      expect(refusal(await apply(project, { templateId: far.id }))).toEqual([422, 'date_out_of_span']);
      expect(await projectOf(project)).toMatchObject({ version: 1, plannedEnd: null });
      expect(await tasksOf(project)).toEqual([]);
    });

    it('412 for whoever read the project before another change', async () => {
      const project = await test.given.project({ account, manager });
      expect((await apply(project, {}, { 'if-match': '"4"' })).status).toBe(412);
      expect((await apply(project, {}, { 'if-match': '"1"' })).status).toBe(200);
    });

    it('403 to those who see the project and do not manage it, 404 to all others', async () => {
      const project = await test.given.project({ account, manager, contacts: [contact] });
      const body = { bogus: 1 };
      for (const action of ['apply-template', 'save-as-template', 'copy']) {
        const url = `/projects/${project.id}/${action}`;
        for (const somebody of [contact, await test.given.user(ROLE.stakeholder), await test.given.user(ROLE.agentWithStakeholder)])
          expect([action, refusal(await somebody.api.post(url, body))]).toEqual([action, [403, 'forbidden']]);
        const others = [
          await test.given.contact(account),
          await test.given.contact(account, ROLE.customerAdmin),
          await test.given.consumer(),
          await test.given.user(ROLE.agent),
          await test.given.user(ROLE.agentManager),
          await test.given.user(['it_project_manager']),
          await test.given.user(['sn_customerservice.projectmanager']),
        ];
        for (const somebody of others) expect([action, (await somebody.api.post(url, body)).status]).toEqual([action, 404]);
        expect((await manager.api.post(`/projects/PRJ9999999/${action}`, body)).status).toBe(404);
      }
      const opened = await contact.api.post('/projects', { name: 'x', accountId: account.id, templateId: template.id });
      expect(opened.status).toBe(403);
    });
  });

  it('BR-020 customers see the visible tasks, and hear nothing of the template', async () => {
    const project = await test.given.project({ account, manager, contacts: [contact] });
    await apply(project);
    expect(
      (await contact.api.get(`/projects/${project.id}/tasks`)).body.items.map(({ shortDescription }: any) => shortDescription),
    ).toEqual(['Survey']);
    expect((await contact.api.get(`/projects/${project.id}/activity`)).raw).not.toContain('Template');
    expect((await manager.api.get(`/projects/${project.id}/activity`)).raw).toContain('Template “Hall” applied');
  });

  it('an administrator applies every template', async () => {
    const project = await test.given.project({ account, manager });
    const admin = await test.given.admin();
    expect((await admin.api.post(`/projects/${project.number}/apply-template`, { templateId: template.id, startDate: START })).status).toBe(
      200,
    );
    const other = await test.given.user(ROLE.projectManager, 'Otto Other');
    expect((await other.api.post(`/projects/${project.id}/apply-template`, { templateId: template.id, startDate: START })).status).toBe(
      200,
    );
  });
});
