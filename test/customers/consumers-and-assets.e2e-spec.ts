import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const PASSWORD = 'correct horse battery staple';
let counter = 0;
const grace = (more: object = {}) => ({ firstName: 'Grace', lastName: 'Hopper', email: `grace${++counter}@example.org`, ...more });
const pump = (more: object = {}) => ({ assetTag: `PUMP-${++counter}`, name: 'Pump, hall 2', ...more });

describe('consumers and assets', () => {
  let test: TestApp;
  let admin: Somebody;
  let agent: Somebody;
  let consumerAgent: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    agent = await test.given.user(ROLE.agent);
    consumerAgent = await test.given.user(['sn_customerservice.consumer_agent']);
  });
  afterAll(() => test.stop());

  it('1.5 a consumer agent adds and keeps consumers, who have the consumer role', async () => {
    const { status, body } = await consumerAgent.api.post('/consumers', grace({ phone: '1', userName: `grace.${++counter}` }));
    expect([status, body.number, body.name]).toEqual([201, expect.stringMatching(/^CSMR\d{7}$/), 'Grace Hopper']);
    expect((await consumerAgent.api.patch(`/consumers/${body.number}`, { lastName: 'Murray' })).body.name).toBe('Grace Murray');
    expect((await consumerAgent.api.patch(`/consumers/${body.id}`, { phone: null }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await consumerAgent.api.get(`/consumers?number=${body.number}&total=true`)).body.total).toBe(1);
    expect((await (await test.as(body.id)).get('/auth/me')).body).toMatchObject({
      account: null,
      contact: null,
      roles: expect.arrayContaining(['sn_customerservice.consumer']),
    });
    for (const wrong of [{ email: null }, { firstName: '' }, { accountId: 'x' }, { roles: [] }, { password: PASSWORD }])
      expect([wrong, (await consumerAgent.api.patch(`/consumers/${body.id}`, wrong)).status]).toEqual([wrong, 400]);
    expect((await consumerAgent.api.patch(`/consumers/${body.id}`, { active: false })).status).toBe(200);
    expect((await (await test.as(body.id)).get('/auth/me')).status).toBe(401);
  });

  it('matrix 2.2 managers keep consumers, data viewers read them, agents and contacts do not; a consumer reads the own data', async () => {
    const [mine, other] = [await test.given.consumer(), await test.given.consumer()];
    const manager = await test.given.user(ROLE.agentManager);
    expect((await manager.api.patch(`/consumers/${mine.id}`, { phone: '2' })).status).toBe(200);
    const viewer = await test.given.user(['sn_customerservice.customer_data_viewer']);
    expect((await viewer.api.get(`/consumers/${mine.id}`)).status).toBe(200);
    expect((await viewer.api.patch(`/consumers/${mine.id}`, { phone: '3' })).status).toBe(403);
    for (const { api } of [agent, await test.given.contact(await test.given.account(), ROLE.customerAdmin)]) {
      expect((await api.get(`/consumers/${mine.id}`)).status).toBe(404);
      expect((await api.get('/consumers')).body.items).toEqual([]);
      expect((await api.post('/consumers', grace())).status).toBe(403);
    }
    expect((await mine.api.get('/consumers')).body.items.map(({ id }: { id: string }) => id)).toEqual([mine.id]);
    expect((await mine.api.get(`/consumers/${other.id}`)).status).toBe(404);
    expect((await mine.api.patch(`/consumers/${mine.id}`, { phone: '4' })).status).toBe(403);
    const contact = await test.given.contact(await test.given.account());
    expect((await admin.api.get(`/consumers/${contact.id}`)).status).toBe(404);
  });

  it('an administrator gives a consumer a password that works', async () => {
    const { body } = await admin.api.post('/consumers', grace({ password: PASSWORD }));
    expect((await test.stranger.post('/auth/login', { username: body.email, password: PASSWORD })).status).toBe(200);
    expect((await consumerAgent.api.post('/consumers', grace({ password: PASSWORD }))).status).toBe(400);
    expect((await admin.api.post('/consumers', grace({ password: 'short' }))).status).toBe(422);
  });

  it('agents register and keep assets, found by tag and account', async () => {
    const account = await test.given.account();
    const { status, body } = await agent.api.post('/assets', pump({ accountId: account.number, serialNumber: 'S1', location: 'Hall 2' }));
    expect([status, body.account]).toEqual([201, { id: account.id, number: account.number, name: account.name }]);
    expect((await agent.api.get(`/assets?account=${account.number}&total=true`)).body).toMatchObject({
      items: [{ id: body.id }],
      total: 1,
    });
    expect((await agent.api.get(`/assets?assetTag=${body.assetTag}`)).body.items).toHaveLength(1);
    expect((await agent.api.patch(`/assets/${body.id}`, { accountId: null, location: 'Hall 3' })).body).toMatchObject({
      account: null,
      location: 'Hall 3',
    });
    expect((await agent.api.post('/assets', pump({ assetTag: body.assetTag }))).status).toBe(409);
    expect((await agent.api.post('/assets', pump({ accountId: 'ACCT9999999' }))).status).toBe(422);
    for (const wrong of [{ assetTag: null }, { name: ' ' }, { number: 'X' }])
      expect((await agent.api.patch(`/assets/${body.id}`, wrong)).status).toBe(400);
    expect((await agent.api.patch(`/assets/${body.id}`, { name: 'X' }, { 'if-match': '"1"' })).status).toBe(412);
  });

  it('external people see no assets, data viewers do not write them', async () => {
    const account = await test.given.account();
    const asset = await test.given.asset(account);
    for (const { api } of [await test.given.contact(account, ROLE.customerAdmin), await test.given.consumer(), await test.given.user([])]) {
      expect((await api.get(`/assets/${asset.id}`)).status).toBe(404);
      expect((await api.get('/assets?total=true')).body.total).toBe(0);
      expect((await api.post('/assets', pump())).status).toBe(403);
    }
    const viewer = await test.given.user(['sn_customerservice.customer_data_viewer']);
    expect((await viewer.api.get(`/assets/${asset.id}`)).status).toBe(200);
    expect((await viewer.api.patch(`/assets/${asset.id}`, { name: 'X' })).status).toBe(403);
  });

  it('a read takes at most 3 statements, a write at most 12', async () => {
    const account = await test.given.account();
    const customerAdmin = await test.given.contact(account, ROLE.customerAdmin);
    const statements = async (work: () => Promise<{ status: number }>): Promise<number> => {
      await work();
      // Whoever's rights have changed by that reads them anew, once.
      for (const { api } of [admin, customerAdmin]) await api.get('/auth/me');
      let count = 0;
      const stop = test.get(Database).onStatement((sql) => {
        if (!/^(BEGIN|START|COMMIT)/.test(sql)) count += 1;
      });
      expect((await work()).status).toBeLessThan(300);
      stop();
      return count;
    };
    const { id } = (await agent.api.post('/contacts', grace({ accountId: account.id }))).body;
    for (const path of [
      '/contacts?total=true&sort=-name&q=gr',
      `/contacts/${id}`,
      `/accounts/${account.id}/contacts?total=true`,
      '/accounts?total=true',
      '/auth/me',
    ])
      expect([path, (await statements(() => customerAdmin.api.get(path))) <= 3]).toEqual([path, true]);
    expect(
      await statements(() => customerAdmin.api.post('/contacts', grace({ accountId: account.id, roles: ['sn_customerservice.customer'] }))),
    ).toBeLessThanOrEqual(12);
    let phone = 0;
    expect(await statements(() => customerAdmin.api.patch(`/contacts/${id}`, { phone: `${++phone}` }))).toBeLessThanOrEqual(12);
    const other = await test.given.account({ partner: true });
    const types = (await admin.api.get('/account-relationship-types')).body.items;
    const toAccounts = [account.id, (await test.given.account()).id];
    expect(
      await statements(() =>
        admin.api.post('/account-relationships', { fromAccountId: other.id, typeId: types[0].id, toAccountId: toAccounts.pop() }),
      ),
    ).toBeLessThanOrEqual(12);
  });
});
