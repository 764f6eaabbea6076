import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const SOLUTION = { resolutionCode: 'fixed_by_support', resolutionNotes: 'Bearing replaced.' };

describe('rules of cases that hold in every state', () => {
  let test: TestApp;
  let account: { id: string };
  let agent: Somebody;
  let customer: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    agent = await test.given.user(ROLE.agent);
    customer = await test.given.contact(account);
  });
  afterAll(() => test.stop());

  const ids = async (who: Somebody, path: string): Promise<string[]> => (await who.api.all(path)).map(({ id }) => id).sort();

  it('BR-061 those who look after an account see all its project cases, also of projects that they are no contact of', async () => {
    const vendor = await test.given.account({ partner: true, customer: false });
    await test.given.partnership(vendor, account);
    const project = await test.given.project({ account });
    const ofProject = await test.given.case({ account, project, contact: customer });
    const ofPartner = await test.given.case({ account, project, partner: vendor });
    const people: [string, Somebody, { id: string }[]][] = [
      ['admin', await test.given.contact(account, ROLE.customerAdmin), [ofProject, ofPartner]],
      ['case manager', await test.given.contact(account, ROLE.customerCaseManager), [ofProject, ofPartner]],
      ['partner admin', await test.given.contact(vendor, ROLE.partnerAdmin), [ofPartner]],
      ['colleague', await test.given.contact(account), []],
    ];
    for (const [who, person, seen] of people) {
      const mine = (await ids(person, '/cases')).filter((id) => [ofProject.id, ofPartner.id].includes(id));
      expect([who, mine]).toEqual([who, seen.map(({ id }) => id).sort()]);
      expect((await person.api.get(`/projects/${project.id}`)).status).toBe(404);
      // Decision 31: the project itself is not shown to whoever is no contact of it.
      if (seen.length) expect((await person.api.get(`/cases/${ofPartner.id}`)).body.project).toBeNull();
    }
  });

  it('BR-062 a customer project manager reads a case of a project, comments and attaches, and moves nothing on', async () => {
    const manager = await test.given.projectManager();
    const project = await test.given.project({ account, manager });
    const { id } = await test.given.case({ account, project, contact: customer, state: 'open' });
    expect((await manager.api.get(`/cases/${id}`)).status).toBe(200);
    expect((await manager.api.post(`/cases/${id}/comments`, { text: 'Hello' })).status).toBe(201);
    expect((await manager.api.upload(`/cases/${id}/attachments`, 'a.txt', 'Hall 2', 'text/plain')).status).toBe(201);
    expect((await manager.api.patch(`/cases/${id}`, { priority: 1 })).status).toBe(403);
    expect((await manager.api.post(`/cases/${id}/work-notes`, { text: 'Hello' })).status).toBe(403);
    expect((await manager.api.post(`/cases/${id}/tasks`, { shortDescription: 'x' })).status).toBe(403);
    for (const action of ['assign-to-me', 'accept', 'request-info', 'propose-solution', 'close', 'cancel'])
      expect([action, (await manager.api.post(`/cases/${id}/${action}`)).status]).toEqual([action, 403]);
    expect((await manager.api.post('/cases', { shortDescription: 'x', accountId: account.id })).status).toBe(403);
    expect((await agent.api.get(`/cases/${id}`)).body).toMatchObject({ state: 'open', priority: 4 });
  });

  it('BR-064 a case that two rules show is listed once, with what the wider one shows', async () => {
    const both = await test.given.contact(account, [...ROLE.customerAdmin, ...ROLE.partner]);
    const { id } = await test.given.case({ account, contact: both, partnerContact: both });
    expect((await ids(both, '/cases')).filter((one) => one === id)).toEqual([id]);
    expect((await both.api.get('/cases?limit=100&total=true')).body.total).toBe((await ids(both, '/cases')).length);
    const manager = await test.given.user([...ROLE.projectManager, ...ROLE.agent]);
    const project = await test.given.project({ account });
    const ofProject = await test.given.case({ account, project });
    expect((await manager.api.get(`/cases/${ofProject.id}`)).body).toHaveProperty('watchList');
  });

  it('BR-068 Closed and Canceled refuse every update, comment, note, file, task and action; reading stays', async () => {
    for (const state of ['closed', 'canceled'] as const) {
      const { id } = await test.given.case({ account, contact: customer, state, assignedTo: agent });
      const before = (await agent.api.get(`/cases/${id}`)).body;
      const tries = [
        agent.api.patch(`/cases/${id}`, { watchList: [agent.id] }),
        agent.api.patch(`/cases/${id}`, { parentId: null }),
        agent.api.post(`/cases/${id}/work-notes`, { text: 'Hello' }),
        agent.api.post(`/cases/${id}/tasks`, { shortDescription: 'x' }),
        agent.api.post(`/cases/${id}/close`, SOLUTION),
        ...[agent, customer].flatMap(({ api }) => [
          api.post(`/cases/${id}/comments`, { text: 'Hello' }),
          api.upload(`/cases/${id}/attachments`, 'a.txt', 'Hello', 'text/plain'),
        ]),
      ];
      expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 409));
      expect((await agent.api.get(`/cases/${id}`)).body).toEqual(before);
      expect((await customer.api.get(`/cases/${id}/activity`)).body.items).toEqual([]);
    }
  });

  it('of those who accept and reject the solution of a case at once, one has an effect, once', async () => {
    const admin = await test.given.contact(account, ROLE.customerAdmin);
    const { id } = await test.given.case({ account, contact: customer, state: 'resolved' });
    const answers = await Promise.all([
      customer.api.post(`/cases/${id}/accept-solution`),
      admin.api.post(`/cases/${id}/accept-solution`),
      customer.api.post(`/cases/${id}/reject-solution`, { reason: 'It still drips' }),
      admin.api.post(`/cases/${id}/reject-solution`, { reason: 'It still drips' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    const won = answers.findIndex(({ status }) => status === 200);
    expect((await agent.api.get(`/cases/${id}`)).body).toMatchObject({ state: won < 2 ? 'closed' : 'open', version: 2 });
    // Rejecting also counts the case as opened again, in an entry of its own.
    const ofState = (await agent.api.get(`/cases/${id}/activity`)).body.items.filter(
      ({ changes }: { changes: { field: string }[] | null }) => changes?.some(({ field }) => field === 'state'),
    );
    expect(ofState).toHaveLength(1);
  });

  it('of a closing and a comment at once, no comment comes after the end', async () => {
    const { id } = await test.given.case({ account, contact: customer, state: 'open' });
    const [closed, commented] = await Promise.all([
      agent.api.post(`/cases/${id}/close`, SOLUTION),
      customer.api.post(`/cases/${id}/comments`, { text: 'Hello' }),
    ]);
    expect(closed.status).toBe(200);
    expect([201, 409]).toContain(commented.status);
    const rows = await test
      .get(Database)
      .rows<{ n: number }>("SELECT COUNT(*) AS n FROM activity_entry WHERE record_id = ? AND kind = 'comment'", [id]);
    expect(Number(rows[0]!.n)).toBe(commented.status === 201 ? 1 : 0);
  });
});
