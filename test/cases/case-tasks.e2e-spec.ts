import type { ServiceCaseState } from '../../src/cases/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const UNKNOWN = 'f'.repeat(32);

describe('the tasks of a case (1.14)', () => {
  let test: TestApp;
  let agent: Somebody;
  let manager: Somebody;
  let customer: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    agent = await test.given.user(ROLE.agent);
    manager = await test.given.user(ROLE.agentManager);
    customer = await test.given.contact(account);
  });
  afterAll(() => test.stop());

  const aCase = (more = {}): Promise<ServiceCaseState> => test.given.case({ account, contact: customer, state: 'open', ...more });
  const lines = async (id: string, who: Somebody): Promise<string[]> =>
    (await who.api.get(`/cases/${id}/activity`)).body.items.filter(({ kind }: any) => kind === 'system').map(({ text }: any) => text);
  const ids = async (who: Somebody, path: string): Promise<string[]> => (await who.api.all(path)).map(({ id }) => id).sort();

  it('an agent adds one: open, of priority 4, for internal eyes, of the account and contact of the case', async () => {
    const source = await aCase();
    const { status, body } = await agent.api.post(`/cases/${source.number}/tasks`, { shortDescription: 'Order the bearing' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      number: expect.stringMatching(/^CSTASK\d{7}$/),
      case: { id: source.id, number: source.number },
      shortDescription: 'Order the bearing',
      description: null,
      state: 'open',
      priority: 4,
      account: { id: account.id },
      contact: { id: customer.id },
      assignedTo: null,
      visibleToCustomer: false,
      version: 1,
    });
    expect((await agent.api.get(`/case-tasks/${body.number}`)).body).toEqual(body);
    expect(await ids(manager, `/cases/${source.id}/tasks`)).toEqual([body.id]);
  });

  it('is changed, closed, reopened and deleted by agents and managers, with history', async () => {
    const { id } = await test.given.caseTask({ case: await aCase() });
    const changes = { shortDescription: 'Order it', description: 'In Graz', priority: 2, assignedToId: agent.id, visibleToCustomer: true };
    const { body } = await manager.api.patch(`/case-tasks/${id}`, changes);
    const { assignedToId: _, ...shown } = changes;
    expect(body).toMatchObject({ ...shown, assignedTo: { id: agent.id }, state: 'open', version: 2 });
    expect((await agent.api.patch(`/case-tasks/${id}`, { state: 'closed' })).body.state).toBe('closed');
    expect((await agent.api.patch(`/case-tasks/${id}`, { state: 'open' })).body.state).toBe('open');
    const stream = (await agent.api.get(`/case-tasks/${id}/activity`)).body.items;
    expect(stream[0].changes).toEqual([{ field: 'state', from: 'closed', to: 'open' }]);
    expect((await manager.api.delete(`/case-tasks/${id}`)).status).toBe(204);
    expect((await manager.api.get(`/case-tasks/${id}`)).status).toBe(404);
  });

  it('the stream of the case tells of its coming, state and going; to customers only of a task they see', async () => {
    const { id } = await aCase();
    const hidden = (await agent.api.post(`/cases/${id}/tasks`, { shortDescription: 'Check the bill' })).body;
    const seen = (await agent.api.post(`/cases/${id}/tasks`, { shortDescription: 'Send a photo', visibleToCustomer: true })).body;
    for (const { number } of [hidden, seen]) await agent.api.patch(`/case-tasks/${number}`, { state: 'closed', priority: 1 });
    await agent.api.patch(`/case-tasks/${seen.number}`, { state: 'open' });
    await agent.api.patch(`/case-tasks/${seen.number}`, { priority: 3 });
    await agent.api.delete(`/case-tasks/${hidden.number}`);
    const [ofHidden, ofSeen] = [`Task ${hidden.number}`, `Task ${seen.number}`];
    const told = [`${ofSeen} reopened: Send a photo`, `${ofSeen} closed: Send a photo`, `${ofSeen} added: Send a photo`];
    expect(await lines(id, customer)).toEqual(told);
    expect([...(await lines(id, agent))].sort()).toEqual(
      [...told, `${ofHidden} deleted: Check the bill`, `${ofHidden} closed: Check the bill`, `${ofHidden} added: Check the bill`].sort(),
    );
  });

  it('a customer reads and comments on those that are for the customer, of cases the customer sees; changes none', async () => {
    const source = await aCase();
    const seen = await test.given.caseTask({ case: source, visible: true });
    const hidden = await test.given.caseTask({ case: source });
    const foreign = await test.given.caseTask({ case: await test.given.case({ account }), visible: true });
    expect(await ids(customer, `/cases/${source.id}/tasks`)).toEqual([seen.id]);
    expect(await ids(customer, `/case-tasks?case=${source.number}`)).toEqual([seen.id]);
    expect((await customer.api.get(`/case-tasks?case=${source.id}&total=true`)).body.total).toBe(1);
    expect((await customer.api.get(`/cases/${foreign.caseId}/tasks`)).status).toBe(404);
    const never = (await customer.api.get(`/case-tasks/${UNKNOWN}`)).body;
    for (const { id } of [hidden, foreign]) {
      const { status, body } = await customer.api.get(`/case-tasks/${id}`);
      expect([status, { ...body, requestId: '' }]).toEqual([404, { ...never, requestId: '' }]);
      for (const part of ['activity', 'attachments']) expect((await customer.api.get(`/case-tasks/${id}/${part}`)).status).toBe(404);
      expect((await customer.api.post(`/case-tasks/${id}/comments`, { text: 'Hello' })).status).toBe(404);
    }
    expect((await customer.api.post(`/case-tasks/${seen.id}/comments`, { text: 'Here it is' })).status).toBe(201);
    expect((await customer.api.upload(`/case-tasks/${seen.id}/attachments`, 'a.txt', 'Hall 2', 'text/plain')).status).toBe(201);
    expect((await customer.api.post(`/case-tasks/${seen.id}/work-notes`, { text: 'Hello' })).status).toBe(403);
    expect((await customer.api.patch(`/case-tasks/${seen.id}`, { state: 'closed' })).status).toBe(403);
    expect((await customer.api.delete(`/case-tasks/${seen.id}`)).status).toBe(403);
    expect((await customer.api.post(`/cases/${source.id}/tasks`, { shortDescription: 'Mine' })).status).toBe(403);
  });

  it('BR-021 its work notes are for those who work cases', async () => {
    const { id } = await test.given.caseTask({ case: await aCase(), visible: true });
    expect((await agent.api.post(`/case-tasks/${id}/work-notes`, { text: 'Expensive.' })).status).toBe(201);
    expect((await customer.api.get(`/case-tasks/${id}/activity`)).body.items).toEqual([]);
    expect((await manager.api.get(`/case-tasks/${id}/activity`)).body.items).toMatchObject([{ kind: 'work_note', text: 'Expensive.' }]);
  });

  it('decision 7 each role sees the visible tasks of the cases that it sees; matrix 2.2 others none', async () => {
    const { given } = test;
    const vendor = await given.account({ partner: true, customer: false });
    await given.partnership(vendor, account);
    const project = await given.project({ account });
    const partner = await given.contact(vendor, ROLE.partner);
    const source = await aCase({ partner: vendor, partnerContact: partner, project });
    const consumer = await given.consumer();
    const ofConsumer = await given.case({ consumer, state: 'open' });
    const [visible, hidden, private_] = [
      await given.caseTask({ case: source, visible: true }),
      await given.caseTask({ case: source }),
      await given.caseTask({ case: ofConsumer, visible: true }),
    ];
    const all = [visible.id, hidden.id];
    const people: [string, Somebody, string[]][] = [
      ['admin of the account', await given.contact(account, ROLE.customerAdmin), [visible.id]],
      ['case manager of the account', await given.contact(account, ROLE.customerCaseManager), [visible.id]],
      ['partner contact', partner, [visible.id]],
      ['partner admin', await given.contact(vendor, ROLE.partnerAdmin), [visible.id]],
      ['colleague', await given.contact(account), []],
      ['stranger', await given.contact(await given.account(), ROLE.customerAdmin), []],
      ['consumer', consumer, [private_.id]],
      ['agent', agent, [...all, private_.id]],
      ['consumer agent', await given.user(['sn_customerservice.consumer_agent']), [private_.id]],
      ['administrator', await given.admin(), [...all, private_.id]],
      ['project manager', await given.projectManager(), []],
      ['stakeholder', await given.user(ROLE.stakeholder), []],
      ['nobody', await given.user([]), []],
    ];
    const mine = [...all, private_.id];
    for (const [who, person, expected] of people) {
      const seen = (await ids(person, '/case-tasks')).filter((id) => mine.includes(id));
      expect([who, seen]).toEqual([who, [...expected].sort()]);
    }
  });

  it('decision 15 a case that is taken out of reach takes its tasks with it, from the next request on', async () => {
    const source = await aCase();
    const { id } = await test.given.caseTask({ case: source, visible: true });
    expect((await customer.api.get(`/case-tasks/${id}`)).status).toBe(200);
    expect((await agent.api.patch(`/cases/${source.id}`, { accountId: (await test.given.account()).id })).status).toBe(200);
    expect((await customer.api.get(`/case-tasks/${id}`)).status).toBe(404);
  });

  it('BR-068 a case that has ended gets no task, and its tasks stand as they are', async () => {
    for (const state of ['closed', 'canceled'] as const) {
      const source = await aCase({ state });
      const { id } = await test.given.caseTask({ case: source, visible: true });
      const add = await agent.api.post(`/cases/${source.id}/tasks`, { shortDescription: 'Too late', no: 'such field' });
      expect([add.status, add.body.code]).toEqual([409, 'record_closed']);
      expect((await agent.api.patch(`/case-tasks/${id}`, { state: 'closed' })).status).toBe(409);
      expect((await agent.api.delete(`/case-tasks/${id}`)).status).toBe(409);
      expect((await agent.api.post(`/case-tasks/${id}/work-notes`, { text: 'Hello' })).status).toBe(409);
      for (const { api } of [agent, customer]) {
        expect((await api.post(`/case-tasks/${id}/comments`, { text: 'Hello' })).status).toBe(409);
        expect((await api.upload(`/case-tasks/${id}/attachments`, 'a.txt', 'Hello', 'text/plain')).status).toBe(409);
      }
      expect((await customer.api.get(`/case-tasks/${id}`)).status).toBe(200);
    }
  });

  it('bad input is refused with the field, in the order of decision 10', async () => {
    const { id } = await aCase();
    const path = `/cases/${id}/tasks`;
    for (const [body, pointer] of [
      [{}, '/shortDescription'],
      [{ shortDescription: 'x'.repeat(161) }, '/shortDescription'],
      [{ shortDescription: 'x', priority: 5 }, '/priority'],
      [{ shortDescription: 'x', visibleToCustomer: 'yes' }, '/visibleToCustomer'],
      [{ shortDescription: 'x', state: 'closed' }, '/state'],
      [{ shortDescription: 'x', caseId: id }, '/caseId'],
    ] as const) {
      const answer = await agent.api.post(path, body);
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, pointer]);
    }
    const task = await test.given.caseTask({ case: { id } });
    for (const body of [{ state: 'done' }, { state: null }, { priority: null }, { shortDescription: ' ' }, { visibleToCustomer: null }])
      expect([body, (await agent.api.patch(`/case-tasks/${task.id}`, body)).status]).toEqual([body, 400]);
    for (const assignedToId of [customer.id, UNKNOWN]) {
      const answer = await agent.api.patch(`/case-tasks/${task.id}`, { assignedToId });
      expect([answer.status, answer.body.code]).toEqual([422, 'unknown_reference']);
    }
    expect((await agent.api.patch(`/case-tasks/${task.id}`, { state: 'closed' }, { 'if-match': '"9"' })).status).toBe(412);
    expect((await agent.api.post(`/cases/${UNKNOWN}/tasks`, {})).status).toBe(404);
    expect((await test.stranger.get('/case-tasks')).status).toBe(401);
  });

  it('is listed by case, assignee, state, priority and visibility; by nothing else', async () => {
    const source = await aCase();
    const mine = await test.given.caseTask({ case: source, assignedTo: agent, with: { priority: 1 } });
    const done = await test.given.caseTask({ case: source, visible: true, with: { state: 'closed' } });
    const of = (query: string) => ids(agent, `/case-tasks?case=${source.number}&${query}`);
    expect(await of('assignedTo=me')).toEqual([mine.id]);
    expect(await of('state=closed')).toEqual([done.id]);
    expect(await of('priority=1')).toEqual([mine.id]);
    expect(await of('visibleToCustomer=true')).toEqual([done.id]);
    expect((await agent.api.get('/case-tasks?description=x')).status).toBe(400);
  });

  it('while customer service is switched off there are none', async () => {
    const { id } = await test.given.caseTask({ case: await aCase() });
    const { api } = await test.given.admin();
    const plugins = (await api.get('/admin/plugins')).body.items.map((one: { id: string }) => one.id);
    const turn = (plugin: string, how: string) => api.post(`/admin/plugins/${plugin}/${how}`);
    // What needs another plugin goes first; each round takes those that nothing active needs any more.
    const off: string[] = [];
    while (!off.includes('com.sn_customerservice')) {
      const before = off.length;
      for (const plugin of plugins) if (!off.includes(plugin) && (await turn(plugin, 'deactivate')).status === 200) off.push(plugin);
      expect(off.length).toBeGreaterThan(before);
    }
    for (const path of [`/case-tasks/${id}`, '/case-tasks', `/case-tasks/${id}/activity`])
      expect((await agent.api.get(path)).status).toBe(404);
    for (const plugin of off.reverse()) expect((await turn(plugin, 'activate')).status).toBe(200);
    expect((await agent.api.get(`/case-tasks/${id}`)).status).toBe(200);
  });
});

describe('child cases', () => {
  let test: TestApp;
  let agent: Somebody;
  let customer: Somebody;
  let account: { id: string };

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    agent = await test.given.user(ROLE.agent);
    customer = await test.given.contact(account);
  });
  afterAll(() => test.stop());

  it('an agent puts a case below another, at its opening or later; the answer and the list name the parent', async () => {
    const parent = await test.given.case({ account });
    const opened = await agent.api.post('/cases', { shortDescription: 'A part', accountId: account.id, parentId: parent.number });
    expect([opened.status, opened.body.parent]).toEqual([201, { id: parent.id, number: parent.number, name: parent.shortDescription }]);
    const { id } = await test.given.case({ account });
    expect((await agent.api.patch(`/cases/${id}`, { parentId: parent.id })).body.parent.id).toBe(parent.id);
    const below = (await agent.api.all(`/cases?parent=${parent.number}`)).map((one) => one.id);
    expect(below.sort()).toEqual([opened.body.id, id].sort());
    expect((await agent.api.patch(`/cases/${id}`, { parentId: null })).body.parent).toBeNull();
  });

  it('a case never lies below itself, however far down; what does not exist is 422', async () => {
    const top = await test.given.case({ account });
    const middle = await test.given.case({ account, with: { parentId: top.id } });
    const bottom = await test.given.case({ account, with: { parentId: middle.id } });
    for (const parentId of [top.id, middle.number, bottom.id]) {
      const answer = await agent.api.patch(`/cases/${top.id}`, { parentId });
      expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, 'case_cycle', '/parentId']);
    }
    const unknown = await agent.api.patch(`/cases/${top.id}`, { parentId: UNKNOWN });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'unknown_reference']);
    expect((await agent.api.patch(`/cases/${bottom.id}`, { parentId: top.id })).status).toBe(200);
  });

  it('of two who put two cases below each other at once, one is refused', async () => {
    const [one, other] = [await test.given.case({ account }), await test.given.case({ account })];
    const answers = await Promise.all([
      agent.api.patch(`/cases/${one.id}`, { parentId: other.id }),
      agent.api.patch(`/cases/${other.id}`, { parentId: one.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('decision 31 a customer sees the parent where the customer sees that case, and names none', async () => {
    const [own, foreign] = [await test.given.case({ account, contact: customer }), await test.given.case({ account })];
    const below = (parent: { id: string }) => test.given.case({ account, contact: customer, with: { parentId: parent.id } });
    expect((await customer.api.get(`/cases/${(await below(own)).id}`)).body.parent).toMatchObject({ id: own.id });
    const hidden = await below(foreign);
    expect((await customer.api.get(`/cases/${hidden.id}`)).body.parent).toBeNull();
    expect(await customer.api.all(`/cases?parent=${foreign.number}`)).toEqual([]);
    const opened = await customer.api.post('/cases', { shortDescription: 'x', parentId: own.id });
    expect([opened.status, opened.body.errors[0].pointer]).toEqual([400, '/parentId']);
    expect((await customer.api.patch(`/cases/${own.id}`, { parentId: hidden.id })).status).toBe(403);
  });

  it('a consumer agent names only cases that this agent sees', async () => {
    const consumerAgent = await test.given.user(['sn_customerservice.consumer_agent']);
    const mine = await test.given.case({ consumer: await test.given.consumer() });
    const answer = await consumerAgent.api.patch(`/cases/${mine.id}`, { parentId: (await test.given.case({ account })).id });
    expect([answer.status, answer.body.code]).toEqual([422, 'unknown_reference']);
  });
});
