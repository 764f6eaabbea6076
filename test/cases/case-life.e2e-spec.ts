import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const SOLUTION = { resolutionCode: 'fixed_by_support', resolutionNotes: 'Bearing replaced.', cause: 'Worn bearing' };

describe('the life of a case', () => {
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

  const caseIn = (state: 'new' | 'open' | 'awaiting_info' | 'resolved', more = {}) =>
    test.given.case({ account, contact: customer, state, assignedTo: agent, ...more });
  const stream = async (id: string, who: Somebody = customer): Promise<any[]> => (await who.api.get(`/cases/${id}/activity`)).body.items;
  const comments = async (id: string, who: Somebody = customer): Promise<string[]> =>
    (await stream(id, who)).filter(({ kind }) => kind === 'comment').map(({ text }) => text);

  it('assign-to-me opens the case, names the assignee and when', async () => {
    const { id } = await test.given.case({ account, contact: customer });
    const { body } = await agent.api.post(`/cases/${id}/assign-to-me`);
    expect(body).toMatchObject({ state: 'open', assignedTo: { id: agent.id }, assignedOn: expect.any(String), reassignmentCount: 0 });
  });

  it('of eight agents who assign a case to themselves at once, one succeeds', async () => {
    const { id } = await test.given.case({ account, contact: customer });
    const agents = await Promise.all(Array.from({ length: 8 }, () => test.given.user(ROLE.agent)));
    const answers = await Promise.all(agents.map(({ api }) => api.post(`/cases/${id}/assign-to-me`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    const winner = agents[answers.findIndex(({ status }) => status === 200)]!;
    expect((await manager.api.get(`/cases/${id}`)).body).toMatchObject({ assignedTo: { id: winner.id }, version: 2 });
  });

  it('request-info asks in a comment; a missing or blank one is 400', async () => {
    const { id } = await caseIn('open');
    expect((await agent.api.post(`/cases/${id}/request-info`)).status).toBe(400);
    expect((await agent.api.post(`/cases/${id}/request-info`, { comment: '  ' })).status).toBe(400);
    expect((await agent.api.post(`/cases/${id}/request-info`, { comment: 'Which pump?' })).body.state).toBe('awaiting_info');
    expect(await comments(id)).toEqual(['Which pump?']);
  });

  it("BR-065 the customer's comment on a case that awaits it opens it, with both in the stream; the agent's does not", async () => {
    const { id } = await caseIn('awaiting_info');
    expect((await agent.api.post(`/cases/${id}/comments`, { text: 'Any news?' })).status).toBe(201);
    expect((await agent.api.get(`/cases/${id}`)).body.state).toBe('awaiting_info');
    expect((await customer.api.post(`/cases/${id}/comments`, { text: 'The one in hall 2.' })).status).toBe(201);
    expect((await agent.api.get(`/cases/${id}`)).body.state).toBe('open');
    const [first, second] = await stream(id);
    expect([first.kind, second.kind].sort()).toEqual(['comment', 'field_change']);
    expect([first, second].find(({ kind }) => kind === 'field_change').changes).toEqual([
      { field: 'state', from: 'awaiting_info', to: 'open' },
    ]);
    const { id: other } = await caseIn('awaiting_info');
    expect((await customer.api.upload(`/cases/${other}/attachments`, 'pump.txt', 'hall 2', 'text/plain')).status).toBe(201);
    expect((await agent.api.get(`/cases/${other}`)).body.state).toBe('open');
  });

  it('BR-067 propose-solution needs code and notes, and names what is missing', async () => {
    const { id } = await caseIn('open');
    const missing = await agent.api.post(`/cases/${id}/propose-solution`, { resolutionNotes: '  ' });
    expect([missing.status, missing.body.code]).toEqual([422, 'resolution_missing']);
    expect(missing.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/resolutionCode', '/resolutionNotes']);
    const half = await agent.api.post(`/cases/${id}/propose-solution`, { resolutionCode: 'void' });
    expect(half.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/resolutionNotes']);
    expect((await agent.api.post(`/cases/${id}/propose-solution`, { ...SOLUTION, resolutionCode: 'other' })).status).toBe(400);
  });

  it('a case is resolved by the assigned agent, whoever proposes the solution', async () => {
    const { id } = await caseIn('awaiting_info');
    const { body } = await manager.api.post(`/cases/${id}/propose-solution`, SOLUTION);
    expect(body).toMatchObject({
      state: 'resolved',
      ...SOLUTION,
      resolvedBy: { id: agent.id },
      resolvedAt: expect.any(String),
      closedAt: null,
    });
    expect(await comments(id)).toEqual([]);
  });

  it('BR-069 the notes become a comment where that is asked for', async () => {
    const { id } = await caseIn('open');
    await agent.api.post(`/cases/${id}/propose-solution`, { ...SOLUTION, addNotesToComments: true });
    expect(await comments(id)).toEqual(['Bearing replaced.']);
  });

  it('an accepted solution closes the case with its code; BR-067 it asks for nothing', async () => {
    const { id } = await caseIn('open');
    await agent.api.post(`/cases/${id}/propose-solution`, SOLUTION);
    const { body } = await customer.api.post(`/cases/${id}/accept-solution`);
    expect(body).toMatchObject({
      state: 'closed',
      resolutionCode: 'fixed_by_support',
      closedBy: { id: customer.id },
      closedAt: expect.any(String),
    });
  });

  it('decision 20 a rejected solution needs a reason, which becomes a comment; the case is open without a solution', async () => {
    const { id } = await caseIn('open');
    await agent.api.post(`/cases/${id}/propose-solution`, SOLUTION);
    expect((await customer.api.post(`/cases/${id}/reject-solution`)).status).toBe(400);
    const { body } = await customer.api.post(`/cases/${id}/reject-solution`, { reason: 'It still leaks.' });
    expect(body).toMatchObject({ state: 'open', resolvedAt: null, resolvedBy: null, resolutionCode: null, resolutionNotes: null });
    expect(await comments(id, agent)).toEqual(['It still leaks.']);
    expect((await agent.api.get(`/cases/${id}`)).body.reopenCount).toBe(1);
  });

  it('BR-067 an agent closes with code and notes; a customer with nothing, and may not give them', async () => {
    const { id } = await caseIn('new');
    expect((await agent.api.post(`/cases/${id}/close`, { resolutionCode: 'void' })).status).toBe(422);
    const { body } = await agent.api.post(`/cases/${id}/close`, { resolutionCode: 'void', resolutionNotes: 'Twice.' });
    expect(body).toMatchObject({ state: 'closed', resolutionCode: 'void', closedBy: { id: agent.id } });
    const own = await caseIn('awaiting_info');
    expect((await customer.api.post(`/cases/${own.id}/close`, { resolutionCode: 'void', resolutionNotes: 'x' })).status).toBe(400);
    const closed = await customer.api.post(`/cases/${own.id}/close`);
    expect(closed.body).toMatchObject({ state: 'closed', resolutionCode: 'solved_by_customer', resolutionNotes: 'Closed by customer' });
    expect(await comments(own.id)).toEqual(['Closed by customer']);
  });

  it('cancel ends a case, with the reason as a comment where there is one', async () => {
    const [with_, without] = [await caseIn('open'), await caseIn('new')];
    expect((await agent.api.post(`/cases/${with_.id}/cancel`, { reason: 'Opened twice.' })).body).toMatchObject({ state: 'canceled' });
    expect((await agent.api.post(`/cases/${without.id}/cancel`)).body).toMatchObject({ state: 'canceled', closedBy: { id: agent.id } });
    expect([await comments(with_.id), await comments(without.id)]).toEqual([['Opened twice.'], []]);
  });

  it('BR-021 customers read no work notes and no internal fields, nor their history', async () => {
    const { id } = await caseIn('open');
    const other = await test.given.user(ROLE.agent);
    expect((await agent.api.post(`/cases/${id}/work-notes`, { text: 'Difficult.' })).status).toBe(201);
    await agent.api.patch(`/cases/${id}`, { assignedToId: other.id, watchList: [customer.id], workNotesList: [agent.id], priority: 2 });
    const mine = await stream(id);
    expect(mine.map(({ kind }) => kind)).toEqual(['field_change']);
    expect(mine[0].changes.map(({ field }: { field: string }) => field).sort()).toEqual(['assignedOn', 'assignedTo', 'priority']);
    const theirs = await stream(id, agent);
    expect(theirs.some(({ kind, text }) => kind === 'work_note' && text === 'Difficult.')).toBe(true);
    expect(theirs.flatMap(({ changes }) => changes ?? []).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['watchList', 'workNotesList']),
    );
    const shown = (await customer.api.get(`/cases/${id}`)).body;
    for (const field of ['watchList', 'workNotesList', 'reassignmentCount', 'reopenCount', 'impact', 'urgency'])
      expect(shown).not.toHaveProperty(field);
  });

  it('each change of the assignee or the group after the first is counted', async () => {
    const { id } = await test.given.case({ account });
    const other = await test.given.user(ROLE.agent);
    expect((await agent.api.patch(`/cases/${id}`, { assignedToId: agent.id })).body).toMatchObject({
      reassignmentCount: 0,
      assignedOn: expect.any(String),
    });
    expect((await agent.api.patch(`/cases/${id}`, { assignedToId: other.id })).body).toMatchObject({ reassignmentCount: 1, state: 'new' });
    expect((await agent.api.patch(`/cases/${id}`, { assignedToId: other.id })).body).toMatchObject({ reassignmentCount: 1 });
  });

  it('who is assigned is an active internal user and a member of the group', async () => {
    const { id } = await test.given.case({ account });
    const member = await test.given.user(ROLE.agent);
    const group = await test.given.group([member]);
    for (const assignedToId of [customer.id, 'f'.repeat(32)]) {
      const answer = await agent.api.patch(`/cases/${id}`, { assignedToId });
      expect([answer.status, answer.body.code]).toEqual([422, 'unknown_reference']);
    }
    const outside = await agent.api.patch(`/cases/${id}`, { assignmentGroupId: group.id, assignedToId: agent.id });
    expect([outside.status, outside.body.code]).toEqual([422, 'not_a_group_member']);
    expect((await agent.api.patch(`/cases/${id}`, { assignmentGroupId: group.id })).body.assignmentGroup).toMatchObject({ id: group.id });
    const taken = await agent.api.post(`/cases/${id}/assign-to-me`);
    expect([taken.status, taken.body.code]).toEqual([422, 'not_a_group_member']);
    expect((await member.api.post(`/cases/${id}/assign-to-me`)).body.state).toBe('open');
  });

  it('a stale If-Match is 412 on a change and on an action, and a double click has one effect', async () => {
    const { id } = await test.given.case({ account });
    const stale = { 'if-match': '"7"' };
    expect((await agent.api.patch(`/cases/${id}`, { priority: 1 }, stale)).status).toBe(412);
    expect((await agent.api.post(`/cases/${id}/assign-to-me`, {}, stale)).status).toBe(412);
    const key = { 'idempotency-key': `take-${id}` };
    const first = await agent.api.post(`/cases/${id}/assign-to-me`, {}, key);
    const again = await agent.api.post(`/cases/${id}/assign-to-me`, {}, key);
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
  });
});
