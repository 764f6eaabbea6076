import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const FORM = '/portal/record-producers/create-project-case';

describe('Create Project Case', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  interface Field {
    readonly name: string;
    readonly visible: boolean;
    readonly mandatory: boolean;
    readonly value: any;
  }
  const form = async (somebody: Somebody, query = ''): Promise<Record<string, Field>> => {
    const { status, body } = await somebody.api.get(`${FORM}${query}`);
    expect(status).toBe(200);
    return Object.fromEntries(body.fields.map((field: Field) => [field.name, field]));
  };
  const world = async (roles: readonly string[] = ROLE.customer) => {
    const account = await test.given.account();
    const me = await test.given.contact(account, roles);
    const project = await test.given.project({ account, contacts: [me] });
    const foreign = await test.given.project({ account });
    const task = await test.given.task({ project, visible: true });
    const hidden = await test.given.task({ project, visible: false });
    return { account, me, project, foreign, task, hidden };
  };

  it('BR-057 fills in the project, or the task and its project, with the account and the person', async () => {
    const { account, me, project, task } = await world();
    const fromProject = await form(me, `?project=${project.number}`);
    expect(fromProject.projectId!.value).toEqual({ id: project.id, number: project.number, name: project.name });
    expect(fromProject.accountId!.value.id).toBe(account.id);
    expect([fromProject.projectTaskId!.value, fromProject.contactId!.value.id, fromProject.priority!.value]).toEqual([null, me.id, 4]);
    const fromTask = await form(me, `?projectTask=${task.id}`);
    expect([fromTask.projectId!.value.id, fromTask.projectTaskId!.value.id]).toEqual([project.id, task.id]);
    expect((await form(me)).accountId!.value.number).toBe(account.number);
  });

  it('T1 a hidden project or task is 404, as one that never was; an unknown parameter 400', async () => {
    const { me, project, foreign, task, hidden } = await world();
    for (const query of [
      `project=${foreign.id}`,
      `projectTask=${hidden.number}`,
      'project=PRJ9999999',
      `project=${foreign.id}&projectTask=${task.id}`,
    ])
      expect((await me.api.get(`${FORM}?${query}`)).status).toBe(404);
    expect((await me.api.get(`${FORM}?project=${project.id}&account=x`)).status).toBe(400);
  });

  it('BR-060 Project and Project Task stand there for whoever sees a task', async () => {
    const { account, me } = await world();
    const alone = await test.given.contact(account);
    await test.given.project({ account, contacts: [alone] });
    const [seeing, blind] = [await form(me), await form(alone)];
    expect([seeing.projectId!.visible, seeing.projectId!.mandatory, seeing.projectTaskId!.visible]).toEqual([true, true, true]);
    expect([blind.projectId!.visible, blind.projectId!.mandatory, blind.projectTaskId!.visible]).toEqual([false, false, false]);
    expect((await me.api.post(FORM, { shortDescription: 'x' })).body.errors[0].pointer).toBe('/projectId');
    expect((await alone.api.post(FORM, { shortDescription: 'x' })).status).toBe(201);
  });

  it('section 4: the account stands there for several accounts, the contact for whoever opens cases for others', async () => {
    const { me, account } = await world();
    const boss = await test.given.contact(account, ROLE.customerAdmin);
    await test.given.account({ parent: account });
    const [mine, theirs] = [await form(me), await form(boss)];
    expect([mine.accountId!.visible, mine.contactId!.visible]).toEqual([false, false]);
    expect([theirs.accountId!.visible, theirs.contactId!.visible]).toEqual([true, true]);
  });

  it('BR-059 opens a case in New for the project, with the person as its contact; it stands in All Cases', async () => {
    const { account, me, project, task } = await world();
    const { status, body } = await me.api.post(FORM, { projectTaskId: task.number, shortDescription: 'It leaks', priority: 2 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'new',
      priority: 2,
      account: { id: account.id },
      contact: { id: me.id },
      project: { id: project.id },
      projectTask: { id: task.id },
    });
    expect((await me.api.get('/portal/my-lists/all_cases')).body.items.map(({ id }: { id: string }) => id)).toContain(body.id);
  });

  it('section 4 who administers the account opens a case for another person of it, and only for such', async () => {
    const { account, me, project } = await world();
    const boss = await test.given.contact(account, ROLE.customerAdmin);
    await test.given.projectContact(project, boss);
    const below = await test.given.contact(await test.given.account({ parent: account }));
    const post = (body: object) => boss.api.post(FORM, { shortDescription: 'It leaks', ...body });
    const { status, body } = await post({ projectId: project.number, contactId: me.id });
    expect([status, body.contact.id, body.account.id, body.openedBy.id]).toEqual([201, me.id, account.id, boss.id]);
    expect((await me.api.get(`/portal/cases/${body.number}`)).status).toBe(200);
    const stranger = await test.given.contact(await test.given.account());
    for (const contactId of [stranger.id, below.id]) expect((await post({ projectId: project.id, contactId })).status).toBe(422);
  });

  it('decision 7, BR-059 a partner opens it for the customer, as the partner and the contact of it', async () => {
    const account = await test.given.account();
    const vendor = await test.given.account({ customer: false, partner: true });
    await test.given.partnership(vendor, account);
    const partner = await test.given.contact(vendor, ROLE.partner);
    const project = await test.given.project({ account, contacts: [partner] });
    const task = await test.given.task({ project, visible: true });
    const fields = await form(partner, `?projectTask=${task.number}`);
    expect([fields.projectId!.value.id, fields.accountId!.value.id]).toEqual([project.id, account.id]);
    const { status, body } = await partner.api.post(FORM, { shortDescription: 'It leaks', projectTaskId: task.id });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      account: { id: account.id },
      partner: { id: vendor.id },
      partnerContact: { id: partner.id },
      project: { id: project.id },
    });
    expect((await partner.api.get(`/portal/cases/${body.id}`)).status).toBe(200);
  });

  it('P10 the case takes attachments; the same key opens it once', async () => {
    const { me, project } = await world();
    const body = { shortDescription: 'It leaks', projectId: project.id };
    const [first, second] = [
      await me.api.post(FORM, body, { 'idempotency-key': 'once' }),
      await me.api.post(FORM, body, { 'idempotency-key': 'once' }),
    ];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    expect((await me.api.get('/portal/cases?total=true')).body.total).toBe(1);
    const { id } = first.body;
    expect((await me.api.upload(`/cases/${id}/attachments`, 'photo.txt', 'drip', 'text/plain')).status).toBe(201);
    expect((await me.api.get(`/cases/${id}/attachments`)).body.items).toHaveLength(1);
  });

  it('T9, T10 what may not be named: fields 400, hidden and unknown records one and the same 422', async () => {
    const { me, project, foreign, hidden } = await world();
    const strange = await test.given.project({ account: await test.given.account() });
    const post = (body: object) => me.api.post(FORM, { shortDescription: 'x', projectId: project.id, ...body });
    for (const field of ['state', 'number', 'openedById', 'assignedToId', 'version', 'contactId', 'category'])
      expect([field, (await post({ [field]: me.id })).status]).toEqual([field, 400]);
    expect((await me.api.post(FORM, { projectId: project.id })).status).toBe(400);
    const texts = [];
    for (const body of [{ projectId: foreign.id }, { projectId: strange.number }, { projectId: 'PRJ9999999' }]) {
      const answer = await post(body);
      expect(answer.status).toBe(422);
      texts.push(answer.body.detail);
    }
    expect(new Set(texts).size).toBe(1);
    expect((await post({ projectTaskId: hidden.id })).status).toBe(422);
  });

  it('T7 look-ups offer what the person sees and may choose', async () => {
    const { account, me, project, foreign, task, hidden } = await world();
    const ids = async (somebody: Somebody, path: string) =>
      (await somebody.api.get(`/lookups/create-project-case/${path}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids(me, 'project')).toEqual([project.id]);
    expect(await ids(me, `projectTask?project=${project.number}`)).toEqual([task.id]);
    expect(await ids(me, `projectTask?project=${foreign.id}`)).toEqual([]);
    expect(await ids(me, 'account')).toEqual([account.id]);
    expect(await ids(me, 'contact')).toEqual([]);
    const boss = await test.given.contact(account, ROLE.customerAdmin);
    expect(await ids(boss, `contact?account=${account.number}`)).toEqual(expect.arrayContaining([me.id, boss.id]));
    expect(await ids(boss, 'project')).toEqual([]);
    expect(await ids(me, `projectTask?q=${hidden.number}`)).toEqual([]);
    for (const query of ['partner=x', 'limit=5'])
      expect((await me.api.get(`/lookups/create-project-case/project?${query}`)).status).toBe(400);
  });

  it('a consumer has no such form', async () => {
    const consumer = await test.given.consumer();
    expect((await consumer.api.get(FORM)).status).toBe(404);
    expect((await consumer.api.post(FORM, { shortDescription: 'x' })).status).toBe(404);
    expect((await consumer.api.get('/lookups/create-project-case/project')).status).toBe(404);
  });
});
