import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const CASE = { shortDescription: 'It leaks' };

describe('opening a case', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  const refusal = async ({ api }: Somebody, body: object) => {
    const answer = await api.post('/cases', body);
    return [answer.status, answer.body.code, answer.body.errors?.[0]?.pointer];
  };

  it('BR-063 a new case is New, of priority 4, by web, an Issue, of the opener and the own account', async () => {
    const account = await test.given.account();
    const contact = await test.given.contact(account);
    const opened = await contact.api.post('/cases', CASE);
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      state: 'new',
      priority: 4,
      channel: 'web',
      category: 'issue',
      projectTask: null,
      assignedTo: null,
    });
    expect(opened.body).toMatchObject({ account: { id: account.id }, contact: { id: contact.id }, openedBy: { id: contact.id } });
    expect(opened.body.number).toMatch(/^CS\d{7}$/);
    expect((await contact.api.get(`/cases/${opened.body.number}`)).body).toEqual(opened.body);
    const [entry] = (await contact.api.get(`/cases/${opened.body.id}/activity`)).body.items;
    expect(entry).toMatchObject({ kind: 'system', text: `${opened.body.number} created` });
  });

  it('T9 a customer writes only the fields that are the customer’s', async () => {
    const account = await test.given.account();
    const contact = await test.given.contact(account);
    const colleague = await test.given.contact(account);
    const agent = await test.given.user(ROLE.agent);
    const foreign = {
      account: account.id,
      contact: contact.id,
      contactId: colleague.id,
      consumerId: contact.id,
      partnerId: account.id,
      partnerContactId: contact.id,
      role: 'admin',
      number: 'CS0000001',
      createdBy: contact.id,
      openedById: contact.id,
      visible: true,
      state: 'closed',
      version: 7,
      id: 'f'.repeat(32),
      assignedToId: agent.id,
      assignmentGroupId: 'f'.repeat(32),
      watchList: [contact.id],
      workNotesList: [],
      category: 'feature',
      location: 'Hall 2',
      impact: 1,
    };
    for (const [name, given] of Object.entries(foreign)) {
      const answer = await contact.api.post('/cases', { ...CASE, [name]: given });
      expect([name, answer.status, answer.body.errors?.[0]]).toEqual([
        name,
        400,
        expect.objectContaining({ pointer: `/${name}`, code: 'unknown_field' }),
      ]);
    }
    for (const body of [
      {},
      { shortDescription: ' ' },
      { shortDescription: 'x'.repeat(161) },
      { ...CASE, priority: 5 },
      { ...CASE, priority: '4' },
      { ...CASE, channel: 'fax' },
    ])
      expect((await contact.api.post('/cases', body)).status).toBe(400);
    expect((await contact.api.get('/cases?total=true')).body.total).toBe(0);
  });

  it('decision 21 the account comes from the project; BR-054 a task fills its project', async () => {
    const { given } = test;
    const account = await given.account();
    const me = await given.contact(account);
    const project = await given.project({ account, contacts: [me] });
    const task = await given.task({ project, visible: true });
    const byTask = await me.api.post('/cases', { ...CASE, projectTaskId: task.number });
    expect(byTask.body).toMatchObject({
      project: { id: project.id },
      projectTask: { id: task.id },
      account: { id: account.id },
      contact: { id: me.id },
    });
    const byProject = await me.api.post('/cases', { ...CASE, projectId: project.id });
    expect(byProject.body).toMatchObject({ project: { id: project.id }, projectTask: null, account: { id: account.id } });
  });

  it('T10 a project or task that one does not see is refused as one that never was', async () => {
    const { given } = test;
    const account = await given.account();
    const other = await given.account();
    const me = await given.contact(account);
    const mine = await given.project({ account, contacts: [me] });
    const withoutMe = await given.project({ account });
    const foreign = await given.project({ account: other });
    const hidden = await given.task({ project: mine, visible: false });
    const answers = [];
    for (const projectId of [withoutMe.id, foreign.number, 'f'.repeat(32), 'PRJ9999999'])
      answers.push(await me.api.post('/cases', { ...CASE, projectId }));
    for (const answer of answers)
      expect([answer.status, { ...answer.body, requestId: '' }]).toEqual([422, { ...answers[0]!.body, requestId: '' }]);
    expect(answers[0]!.body.code).toBe('unknown_reference');
    for (const projectTaskId of [hidden.id, 'f'.repeat(32)])
      expect(await refusal(me, { ...CASE, projectTaskId })).toEqual([422, 'unknown_reference', '/projectTaskId']);
    for (const accountId of [other.number, 'ACCT9999999'])
      expect(await refusal(me, { ...CASE, accountId })).toEqual([422, 'unknown_reference', '/accountId']);
    expect((await me.api.get('/cases?total=true')).body.total).toBe(0);
  });

  it('BR-055 task, project and account must agree', async () => {
    const { given } = test;
    const [account, second] = [await given.account(), await given.account()];
    const me = await given.contact(account);
    await given.contactRelationship(me, second);
    const project = await given.project({ account, contacts: [me] });
    const elsewhere = await given.project({ account: second, contacts: [me] });
    const task = await given.task({ project, visible: true });
    const agent = await given.user(ROLE.agentWithStakeholder);
    for (const person of [me, agent]) {
      expect(await refusal(person, { ...CASE, projectId: elsewhere.id, projectTaskId: task.id })).toEqual([
        422,
        'case_references_disagree',
        '/projectTaskId',
      ]);
      expect(await refusal(person, { ...CASE, projectId: project.id, accountId: second.id })).toEqual([
        422,
        'case_references_disagree',
        '/projectId',
      ]);
    }
    expect((await me.api.post('/cases', { ...CASE, projectId: elsewhere.id })).body).toMatchObject({
      account: { id: second.id },
      contact: { id: me.id },
    });
  });

  it('a case manager and a customer admin open cases for people of their accounts, nobody else does', async () => {
    const { given } = test;
    const parent = await given.account();
    const account = await given.account({ parent });
    const child = await given.account({ parent: account });
    const [below, colleague, above] = [await given.contact(child), await given.contact(account), await given.contact(parent)];
    for (const role of ['customerAdmin', 'customerCaseManager'] as const) {
      const admin = await given.contact(account, ROLE[role]);
      expect((await admin.api.post('/cases', CASE)).body).toMatchObject({ account: { id: account.id }, contact: { id: admin.id } });
      expect((await admin.api.post('/cases', { ...CASE, accountId: child.id })).body).toMatchObject({
        account: { id: child.id },
        contact: null,
      });
      expect((await admin.api.post('/cases', { ...CASE, contactId: colleague.id })).body).toMatchObject({ contact: { id: colleague.id } });
      expect(await refusal(admin, { ...CASE, accountId: parent.id })).toEqual([422, 'unknown_reference', '/accountId']);
      expect(await refusal(admin, { ...CASE, contactId: above.id })).toEqual([422, 'unknown_reference', '/contactId']);
      expect((await admin.api.post('/cases', { ...CASE, accountId: account.id, contactId: below.id })).status).toBe(422);
    }
  });

  it('decisions 7, 38 and 50 a case that a partner opens for a customer names the partner and its contact', async () => {
    const { given } = test;
    const account = await given.account();
    const vendor = await given.account({ partner: true, customer: false });
    await given.partnership(vendor, account);
    for (const role of ['partner', 'partnerAdmin'] as const) {
      const me = await given.contact(vendor, ROLE[role]);
      const { status, body } = await me.api.post('/cases', { ...CASE, accountId: account.id });
      expect([status, body]).toMatchObject([
        201,
        { account: { id: account.id }, contact: null, partner: { id: vendor.id }, partnerContact: { id: me.id } },
      ]);
      expect((await me.api.post('/cases', CASE)).body).toMatchObject({ account: { id: vendor.id }, contact: { id: me.id }, partner: null });
      const project = await given.project({ account, contacts: [me] });
      expect((await me.api.post('/cases', { ...CASE, projectId: project.id })).body).toMatchObject({
        partner: { id: vendor.id },
        partnerContact: { id: me.id },
      });
    }
  });

  it('a consumer opens a case of its own', async () => {
    const me = await test.given.consumer();
    const { body } = await me.api.post('/cases', CASE);
    expect(body).toMatchObject({ consumer: { id: me.id }, account: null, contact: null });
    expect((await me.api.post('/cases', { ...CASE, accountId: 'ACCT0000001' })).status).toBe(400);
  });

  it('decision 38 the contact belongs to the account, or has a contact relationship to it; BR-050 it fills the account', async () => {
    const { given } = test;
    const [account, other] = [await given.account(), await given.account()];
    const contact = await given.contact(other);
    const agent = await given.user(ROLE.agent);
    expect((await agent.api.post('/cases', { ...CASE, contactId: contact.id })).body).toMatchObject({
      account: { id: other.id },
      contact: { id: contact.id },
    });
    expect(await refusal(agent, { ...CASE, accountId: account.id, contactId: contact.id })).toEqual([
      422,
      'case_references_disagree',
      '/contactId',
    ]);
    await given.contactRelationship(contact, account);
    expect((await agent.api.post('/cases', { ...CASE, accountId: account.id, contactId: contact.number })).body).toMatchObject({
      account: { id: account.id },
      contact: { id: contact.id },
    });
  });

  it('decision 12 an agent without the stakeholder role names no project', async () => {
    const { given } = test;
    const account = await given.account();
    const project = await given.project({ account });
    const task = await given.task({ project, visible: true });
    const agent = await given.user(ROLE.agent);
    expect(await refusal(agent, { ...CASE, projectId: project.id })).toEqual([422, 'unknown_reference', '/projectId']);
    const stakeholder = await given.user(ROLE.agentWithStakeholder);
    const opened = await stakeholder.api.post('/cases', {
      ...CASE,
      projectTaskId: task.id,
      channel: 'phone',
      category: 'question',
      location: 'Hall 2',
    });
    expect(opened.body).toMatchObject({
      project: { id: project.id },
      projectTask: { id: task.id },
      channel: 'phone',
      category: 'question',
      location: 'Hall 2',
    });
    expect((await agent.api.get(`/cases/${opened.body.id}`)).body).toMatchObject({ project: null, projectTask: null });
  });

  it('a partner must serve the account; partner contact and asset must belong', async () => {
    const { given } = test;
    const [account, vendor, other] = [
      await given.account(),
      await given.account({ partner: true }),
      await given.account({ partner: true }),
    ];
    await given.partnership(vendor, account);
    const agent = await given.user(ROLE.agent);
    const theirs = await given.contact(other);
    expect(await refusal(agent, { ...CASE, accountId: account.id, partnerId: other.id })).toEqual([422, 'not_a_partner', '/partnerId']);
    expect(await refusal(agent, { ...CASE, accountId: account.id, partnerId: vendor.id, partnerContactId: theirs.id })).toEqual([
      422,
      'case_references_disagree',
      '/partnerContactId',
    ]);
    const mine = await given.contact(vendor);
    expect((await agent.api.post('/cases', { ...CASE, accountId: account.id, partnerContactId: mine.id })).body).toMatchObject({
      partner: { id: vendor.id },
    });
  });

  it('decision 16 a project that has cases keeps its account and is not deleted', async () => {
    const { given } = test;
    const [account, other] = [await given.account(), await given.account()];
    const manager = await given.projectManager();
    const project = await given.project({ account, manager });
    await given.case({ account, project, state: 'closed' });
    expect((await manager.api.patch(`/projects/${project.id}`, { accountId: other.id })).status).toBe(409);
    expect((await manager.api.delete(`/projects/${project.id}`)).status).toBe(409);
  });

  it('who may open no case gets 403, and who is not signed in 401', async () => {
    for (const roles of [ROLE.projectManager, ROLE.stakeholder, ['sn_customerservice.projectstakeholder'], []])
      expect((await (await test.given.user(roles)).api.post('/cases', CASE)).status).toBe(403);
    expect((await test.stranger.post('/cases', CASE)).status).toBe(401);
  });

  it('a new case costs at most 12 statements, and a double click opens one', async () => {
    const { given } = test;
    const account = await given.account();
    const project = await given.project({ account });
    const task = await given.task({ project });
    const contact = await given.contact(account);
    const agent = await given.user(ROLE.agentWithStakeholder);
    const body = { ...CASE, projectTaskId: task.id, contactId: contact.id, assignedToId: agent.id, watchList: [contact.id] };
    await agent.api.post('/cases', body);
    const statements: string[] = [];
    const stop = test.get(Database).onStatement((sql) => void statements.push(sql));
    const first = await agent.api.post('/cases', body);
    stop();
    expect(first.status).toBe(201);
    expect(statements.filter((sql) => !/^(START|COMMIT|BEGIN)/i.test(sql)).length).toBeLessThanOrEqual(12);
    const key = { 'idempotency-key': 'open-once' };
    const [once, twice] = [await agent.api.post('/cases', body, key), await agent.api.post('/cases', body, key)];
    expect([twice.status, twice.body.id]).toEqual([201, once.body.id]);
    expect((await agent.api.post('/cases', { ...body, priority: 1 }, key)).status).toBe(422);
  });
});
