import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe("the service desk's form of a case", () => {
  let test: TestApp;
  let agent: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    agent = await test.given.user(ROLE.agentWithStakeholder);
  });
  afterAll(() => test.stop());

  async function world() {
    const { given } = test;
    const account = await given.account();
    const vendor = await given.account({ partner: true, customer: false });
    await given.partnership(vendor, account);
    const contact = await given.contact(account);
    const partnerContact = await given.contact(vendor, ROLE.partner);
    const project = await given.project({ account });
    const task = await given.task({ project });
    return { account, vendor, partner: vendor, contact, partnerContact, project, task };
  }

  it('decision 37 a customer’s change of a case it reads is 403, of another 404', async () => {
    const all = await world();
    const mine = await test.given.case(all);
    for (const role of ['customer', 'customerAdmin', 'customerCaseManager'] as const) {
      const person = role === 'customer' ? all.contact : await test.given.contact(all.account, ROLE[role]);
      expect((await person.api.patch(`/cases/${mine.id}`, { shortDescription: 'Other' })).status).toBe(403);
      expect((await person.api.patch(`/cases/${mine.id}`, { no: 'such field' })).status).toBe(403);
    }
    expect((await all.partnerContact.api.patch(`/cases/${mine.id}`, { priority: 1 })).status).toBe(403);
    const stranger = await test.given.contact(await test.given.account());
    expect((await stranger.api.patch(`/cases/${mine.id}`, { priority: 1 })).status).toBe(404);
  });

  it('an agent changes the business fields, with history; computed ones are no fields', async () => {
    const { id } = await test.given.case(await world());
    const { status, body } = await agent.api.patch(`/cases/${id}`, {
      shortDescription: 'Pump',
      description: null,
      priority: 1,
      category: 'feature',
      channel: 'chat',
    });
    expect([status, body]).toMatchObject([
      200,
      { shortDescription: 'Pump', description: null, priority: 1, category: 'feature', channel: 'chat', version: 2 },
    ]);
    for (const field of ['state', 'number', 'resolvedAt', 'resolutionCode', 'openedAt', 'reassignmentCount', 'issueId', 'changeRequestId'])
      expect([field, (await agent.api.patch(`/cases/${id}`, { [field]: 'x' })).status]).toEqual([field, 400]);
    for (const field of ['shortDescription', 'priority', 'channel', 'category'])
      expect([field, (await agent.api.patch(`/cases/${id}`, { [field]: null })).status]).toEqual([field, 400]);
  });

  it('BR-051 another account clears partner, partner contact, contact, project and task', async () => {
    const { given } = test;
    const { id } = await given.case(await world());
    const other = await given.account();
    const { body } = await agent.api.patch(`/cases/${id}`, { accountId: other.id });
    expect(body).toMatchObject({
      account: { id: other.id },
      contact: null,
      partner: null,
      partnerContact: null,
      project: null,
      projectTask: null,
    });
  });

  it('BR-052 another partner clears the partner contact; BR-056 another project clears the task', async () => {
    const { given } = test;
    const all = await world();
    const second = await given.account({ partner: true });
    await given.partnership(second, all.account);
    const next = await given.project({ account: all.account });
    const { id } = await given.case(all);
    expect((await agent.api.patch(`/cases/${id}`, { partnerId: second.id })).body).toMatchObject({
      partner: { id: second.id },
      partnerContact: null,
      contact: { id: all.contact.id },
    });
    expect((await agent.api.patch(`/cases/${id}`, { projectId: next.id })).body).toMatchObject({
      project: { id: next.id },
      projectTask: null,
    });
  });

  it('BR-055 a change must agree with what stands', async () => {
    const [one, two] = [await world(), await world()];
    const { id } = await test.given.case(one);
    for (const body of [
      { projectId: two.project.id },
      { projectTaskId: two.task.id },
      { contactId: two.contact.id },
      { partnerContactId: two.partnerContact.id },
    ]) {
      const answer = await agent.api.patch(`/cases/${id}`, body);
      expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([
        422,
        'case_references_disagree',
        `/${Object.keys(body)[0]}`,
      ]);
    }
    const moved = await agent.api.patch(`/cases/${id}`, {
      accountId: two.account.id,
      projectTaskId: two.task.id,
      contactId: two.contact.id,
    });
    expect(moved.body).toMatchObject({
      account: { id: two.account.id },
      project: { id: two.project.id },
      contact: { id: two.contact.id },
      partner: null,
    });
  });

  it('POST /cases/defaults says what a choice fills in', async () => {
    const { account, contact, project, task } = await world();
    const references = {
      account: { id: account.id, number: account.number, name: account.name },
      project: { id: project.id, number: project.number, name: project.name },
      projectTask: { id: task.id, number: task.number, name: task.shortDescription },
    };
    const chosen = async (body: object) => (await agent.api.post('/cases/defaults', body)).body;
    expect(await chosen({ projectTaskId: task.number })).toEqual(references);
    expect(await chosen({ projectId: project.id })).toEqual({ account: references.account, project: references.project });
    expect(await chosen({ contactId: contact.id })).toEqual({
      account: references.account,
      contact: { id: contact.id, name: contact.name, kind: 'contact' },
    });
    expect(await chosen({ accountId: account.number })).toEqual({ account: references.account });
    expect((await agent.api.post('/cases/defaults', { projectTaskId: task.id })).status).toBe(200);
    expect((await contact.api.post('/cases/defaults', { projectId: project.id })).status).toBe(422);
    expect((await agent.api.post('/cases/defaults', { assignedToId: agent.id })).status).toBe(400);
    expect((await (await test.given.projectManager()).api.post('/cases/defaults', { projectId: project.id })).status).toBe(403);
  });

  const offered = async ({ api }: Somebody, path: string): Promise<string[]> => {
    const answer = await api.get(`/lookups/case/${path}`);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.raw}`);
    for (const item of answer.body.items) expect(Object.keys(item).sort()).toEqual(['id', 'name', 'number']);
    return answer.body.items.map(({ id }: { id: string }) => id);
  };

  it('BR-053 and BR-054 projects of the account, tasks of the project; without them all that have an account', async () => {
    const [one, two] = [await world(), await world()];
    expect(await offered(agent, `project?account=${one.account.number}`)).toEqual([one.project.id]);
    expect(await offered(agent, `projectTask?project=${one.project.id}`)).toEqual([one.task.id]);
    expect(await offered(agent, `projectTask?account=${two.account.id}`)).toEqual([two.task.id]);
    expect(await offered(agent, `projectTask?account=${two.account.id}&project=${one.project.id}`)).toEqual([]);
    const all = await offered(agent, `project?q=${encodeURIComponent(one.project.name)}`);
    expect(all).toContain(one.project.id);
    expect(await offered(await test.given.user(ROLE.agent), 'project')).toEqual([]);
  });

  it('BR-052 partners of the account, contacts of the partner, contacts of the account or acting for it', async () => {
    const { given } = test;
    const [one, two] = [await world(), await world()];
    const acting = await given.contact(two.account);
    await given.contactRelationship(acting, one.account);
    expect(await offered(agent, `partner?account=${one.account.id}`)).toEqual([one.vendor.id]);
    expect(await offered(agent, `partnerContact?partner=${one.vendor.number}`)).toEqual([one.partnerContact.id]);
    expect(await offered(agent, `partnerContact?account=${two.account.id}`)).toEqual([two.partnerContact.id]);
    expect((await offered(agent, `contact?account=${one.account.id}`)).sort()).toEqual([one.contact.id, acting.id].sort());
    expect(await offered(agent, `account?q=${one.account.number}`)).toEqual([one.account.id]);
  });

  it('T7 look-ups give what the person sees and may choose, 20 at most, and know their parameters', async () => {
    const { given } = test;
    const { account, contact } = await world();
    const member = await given.user(ROLE.agent);
    const group = await given.group([member]);
    expect(await offered(agent, `assignedTo?assignmentGroup=${group.id}`)).toEqual([member.id]);
    expect(await offered(agent, `assignedTo?q=${encodeURIComponent(contact.name)}`)).toEqual([]);
    expect(await offered(contact, 'account')).toEqual([account.id]);
    expect(await offered(contact, 'contact')).toEqual([]);
    expect(await offered(contact, 'assignedTo')).toEqual([]);
    expect(await offered(contact, 'project')).toEqual([]);
    for (let i = 0; i < 21; i += 1) await given.account({ name: `Look-up ${i}` });
    expect(await offered(agent, 'account?q=look-up')).toHaveLength(20);
    for (const path of ['account?state=new', 'account?q=a&q=b', 'project?name=x'])
      expect((await agent.api.get(`/lookups/case/${path}`)).status).toBe(400);
    expect((await agent.api.get('/lookups/case/secret')).status).toBe(404);
  });
});
