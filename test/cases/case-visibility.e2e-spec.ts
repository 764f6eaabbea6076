import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('who sees which case (decision 7)', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  const seen = async ({ api }: Somebody): Promise<Set<string>> => new Set((await api.all('/cases')).map(({ id }) => id));

  /** Whether list, total and reading by id and by number all say the same. */
  async function sees(
    person: Somebody,
    visible: readonly { id: string; number: string }[],
    hidden: readonly { id: string; number: string }[],
  ) {
    const ids = await seen(person);
    for (const one of visible) {
      expect([one.number, ids.has(one.id)]).toEqual([one.number, true]);
      expect((await person.api.get(`/cases/${one.number}`)).status).toBe(200);
    }
    for (const one of hidden) {
      expect([one.number, ids.has(one.id)]).toEqual([one.number, false]);
      for (const key of [one.id, one.number]) {
        const answer = await person.api.get(`/cases/${key}`);
        expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
      }
    }
    expect((await person.api.get('/cases?total=true&limit=1')).body.total).toBe(ids.size);
  }

  async function tree() {
    const { given } = test;
    const parent = await given.account();
    const own = await given.account({ parent });
    const child = await given.account({ parent: own });
    const sibling = await given.account({ parent });
    return { parent, own, child, sibling };
  }

  it('customer: where the user is the contact or the opener, within reach; nothing else of the account', async () => {
    const { given } = test;
    const { own, child } = await tree();
    const far = await given.account();
    const me = await given.contact(own);
    const colleague = await given.contact(own);
    const mine = [await given.case({ account: own, contact: me }), await given.case({ account: own, contact: colleague, openedBy: me })];
    const others = [
      await given.case({ account: own, contact: colleague }),
      await given.case({ account: child, contact: me }),
      await given.case({ account: far, contact: me, openedBy: me }),
      await given.case({ account: own, assignedTo: me }),
    ];
    await sees(me, mine, others);
    await given.contactRelationship(me, far);
    await sees(me, [...mine, others[2]!], [others[0]!, others[1]!, others[3]!]);
  });

  it('customer_admin and customer_case_manager: own account and all below it, never parent or sibling', async () => {
    const { given } = test;
    const { parent, own, child, sibling } = await tree();
    const inside = [await given.case({ account: own }), await given.case({ account: child, contact: await given.contact(child) })];
    const outside = [await given.case({ account: parent }), await given.case({ account: sibling }), await given.case({})];
    for (const role of ['customerAdmin', 'customerCaseManager'] as const) await sees(await given.contact(own, ROLE[role]), inside, outside);
  });

  it('partner: own part only; partner_admin: all of its account as account or partner; BR-066 others stay hidden', async () => {
    const { given } = test;
    const customerAccount = await given.account();
    const vendor = await given.account({ partner: true, customer: false });
    const former = await given.account();
    await given.partnership(vendor, customerAccount);
    const me = await given.contact(vendor, ROLE.partner);
    const colleague = await given.contact(vendor, ROLE.partner);
    const asPartnerContact = await given.case({ account: customerAccount, partner: vendor, partnerContact: me });
    const asOpener = await given.case({ account: customerAccount, openedBy: me });
    const ofColleague = await given.case({ account: customerAccount, partner: vendor, partnerContact: colleague });
    const unmarked = await given.case({ account: customerAccount });
    const ofOwnAccount = await given.case({ account: vendor });
    const outOfReach = await given.case({ account: former, partner: vendor, partnerContact: me, openedBy: me });
    await sees(me, [asPartnerContact, asOpener], [ofColleague, unmarked, ofOwnAccount, outOfReach]);
    const admin = await given.contact(vendor, ROLE.partnerAdmin);
    await sees(admin, [asPartnerContact, ofColleague, ofOwnAccount], [unmarked, outOfReach]);
  });

  it('consumer: own cases only; a contact sees no consumer case', async () => {
    const { given } = test;
    const [me, other] = [await given.consumer(), await given.consumer()];
    const own = await given.case({ consumer: me });
    const foreign = await given.case({ consumer: other });
    await sees(me, [own], [foreign]);
    await sees(await given.contact(await given.account(), ROLE.customerAdmin), [], [own, foreign]);
  });

  it('decision 34 agents see all, consumer agents those of consumers; stakeholder alone and plain internal users none', async () => {
    const { given } = test;
    const business = await given.case({ account: await given.account() });
    const personal = await given.case({ consumer: await given.consumer() });
    await sees(await given.user(ROLE.agent), [business, personal], []);
    await sees(await given.user(['sn_customerservice.case_viewer']), [business, personal], []);
    await sees(await given.user(['sn_customerservice.consumer_agent']), [personal], [business]);
    await sees(await given.user(['sn_customerservice.projectstakeholder']), [], [business, personal]);
    await sees(await given.user(['it_project_manager']), [], [business, personal]);
    await sees(await given.user([]), [], [business, personal]);
  });

  it('decision 13 a customer project manager reads cases with a project, comments and attaches, and writes and reads no work notes', async () => {
    const { given } = test;
    const account = await given.account();
    const project = await given.project({ account });
    const task = await given.task({ project });
    const withProject = await given.case({ account, project, state: 'open' });
    const withTask = await given.case({ account, task });
    const plain = await given.case({ account });
    const manager = await given.projectManager();
    await sees(manager, [withProject, withTask], [plain]);
    const agent = await given.user(ROLE.agent);
    await agent.api.post(`/cases/${withProject.id}/work-notes`, { text: 'Secret' });
    expect((await manager.api.post(`/cases/${withProject.id}/comments`, { text: 'Noted' })).status).toBe(201);
    expect((await manager.api.upload(`/cases/${withProject.id}/attachments`, 'a.txt', 'a', 'text/plain')).status).toBe(201);
    expect((await manager.api.post(`/cases/${withProject.id}/work-notes`, { text: 'x' })).status).toBe(403);
    expect((await manager.api.patch(`/cases/${withProject.id}`, { priority: 1 })).status).toBe(403);
    expect((await manager.api.post('/cases', { shortDescription: 'x' })).status).toBe(403);
    const entries = (await manager.api.get(`/cases/${withProject.id}/activity`)).body.items;
    expect(entries.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['attachment', 'comment']);
  });

  it('decision 31 and 15 project and task of a case are null for whoever does not see them, from the next request on', async () => {
    const { given } = test;
    const account = await given.account();
    const me = await given.contact(account);
    const project = await given.project({ account, contacts: [me] });
    const task = await given.task({ project, visible: true });
    const hidden = await given.task({ project, visible: false });
    const one = await given.case({ account, contact: me, task });
    const two = await given.case({ account, contact: me, task: hidden });
    expect((await me.api.get(`/cases/${one.id}`)).body).toMatchObject({ project: { id: project.id }, projectTask: { id: task.id } });
    expect((await me.api.get(`/cases/${two.id}`)).body).toMatchObject({ project: { id: project.id }, projectTask: null });
    expect((await me.api.get(`/cases?projectTask=${hidden.number}`)).body.items).toEqual([]);
    expect((await me.api.get(`/project-tasks/${hidden.id}/cases`)).status).toBe(404);
    const manager = await given.projectManager();
    expect((await manager.api.delete(`/projects/${project.id}/contacts/${me.id}`)).status).toBe(204);
    expect((await me.api.get(`/cases/${one.id}`)).body).toMatchObject({ project: null, projectTask: null, account: { id: account.id } });
    expect((await me.api.get(`/cases?project=${project.number}`)).body.items).toEqual([]);
    expect((await me.api.get(`/projects/${project.id}/cases`)).status).toBe(404);
    const admin = await given.contact(account, ROLE.customerAdmin);
    expect((await admin.api.get(`/cases/${one.id}`)).body).toMatchObject({ project: null, projectTask: null });
  });

  it('BR-058 the cases of a task stand in the lists of task, project, account and contact, as far as the reader sees them', async () => {
    const { given } = test;
    const account = await given.account();
    const [me, colleague] = [await given.contact(account), await given.contact(account)];
    const project = await given.project({ account, contacts: [me] });
    const task = await given.task({ project, visible: true });
    const mine = await given.case({ account, contact: me, task });
    const theirs = await given.case({ account, contact: colleague, project });
    const agent = await given.user(ROLE.agentWithStakeholder);
    const idsAt = async ({ api }: Somebody, path: string) => (await api.all(path)).map(({ id }) => id).sort();
    const lists = [`/projects/${project.number}/cases`, `/accounts/${account.number}/cases`];
    for (const path of lists) {
      expect(await idsAt(agent, path)).toEqual([mine.id, theirs.id].sort());
      expect(await idsAt(me, path)).toEqual([mine.id]);
    }
    expect(await idsAt(agent, `/project-tasks/${task.number}/cases`)).toEqual([mine.id]);
    expect(await idsAt(agent, `/contacts/${colleague.number}/cases`)).toEqual([theirs.id]);
    const stranger = await given.contact(await given.account());
    const plain = await given.user(ROLE.agent);
    for (const path of [...lists, `/project-tasks/${task.id}/cases`, `/contacts/${me.id}/cases`])
      expect((await stranger.api.get(path)).status).toBe(404);
    expect((await plain.api.get(lists[0]!)).status).toBe(404);
    expect((await agent.api.get(`/projects/${'0'.repeat(32)}/cases`)).status).toBe(404);
  });

  it('T6 a customer cannot filter or sort by what it may not read, nor anybody by what is no filter', async () => {
    const me = await test.given.contact(await test.given.account());
    for (const query of [
      'sort=reopenCount',
      'reassignmentCount=1',
      'sort=shortDescription',
      'watchList=x',
      'project.name=x',
      'state=done',
      'priority=9',
      'limit=0',
    ])
      expect([query, (await me.api.get(`/cases?${query}`)).status]).toEqual([query, 400]);
    for (const query of [
      'sort=-priority',
      'state=new,open',
      'priority.lte=2',
      'channel=web',
      'openedAt.gte=2026-01-01',
      'q=x',
      'assignedTo=me',
      'sort=-openedAt,number',
    ])
      expect([query, (await me.api.get(`/cases?${query}`)).status]).toEqual([query, 200]);
  });

  it('a page of cases is one statement beside the sign-in, whatever is in it', async () => {
    const { given } = test;
    const account = await given.account();
    const project = await given.project({ account });
    for (let i = 0; i < 5; i += 1) await given.case({ account, contact: await given.contact(account), project });
    const agent = await given.user(ROLE.agentWithStakeholder);
    await agent.api.get('/cases?limit=1');
    const statements: string[] = [];
    const stop = test.get(Database).onStatement((sql) => void statements.push(sql));
    const answer = await agent.api.get('/cases?limit=5');
    stop();
    expect(answer.body.items).toHaveLength(5);
    expect(statements).toHaveLength(2);
  });
});
