import { type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('accounts', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  it('BR-001 a new account has a path that ends in a code of its own', async () => {
    const top = await admin.api.post('/accounts', { name: 'Top', customer: true });
    const below = await admin.api.post('/accounts', { name: 'Below', customer: true, parentId: top.body.number });
    expect(below.status).toBe(201);
    expect(below.body.path.startsWith(`${top.body.path}/`)).toBe(true);
    expect(below.body.parent).toEqual({ id: top.body.id, number: top.body.number, name: 'Top' });
  });

  it('BR-002 a changed parent moves the account and all below it, and a circle is refused', async () => {
    const [a, b] = [await admin.api.post('/accounts', { name: 'A' }), await admin.api.post('/accounts', { name: 'B' })];
    const below = await admin.api.post('/accounts', { name: 'Below A', parentId: a.body.id });
    const moved = await admin.api.patch(`/accounts/${a.body.id}`, { parentId: b.body.id });
    expect(moved.body.path).toBe(`${b.body.path}/${a.body.path}`);
    const after = await admin.api.get(`/accounts/${below.body.number}`);
    expect(after.body.path).toBe(`${moved.body.path}/${below.body.path.split('/').at(-1)}`);
    const circle = await admin.api.patch(`/accounts/${b.body.id}`, { parentId: below.body.id });
    expect([circle.status, circle.body.code]).toEqual([422, 'account_cycle']);
  });

  it('decision 6 a customer reads the own account, and neither parent nor sibling', async () => {
    const parent = await test.given.account();
    const own = await test.given.account({ parent });
    const sibling = await test.given.account({ parent });
    const contact = await test.given.contact(own);
    expect((await contact.api.get('/accounts?total=true')).body).toMatchObject({ items: [{ id: own.id }], total: 1 });
    for (const hidden of [parent, sibling]) expect((await contact.api.get(`/accounts/${hidden.id}`)).status).toBe(404);
    expect((await contact.api.post('/accounts', { name: 'Mine' })).status).toBe(403);
    expect((await contact.api.patch(`/accounts/${own.id}`, { name: 'Mine' })).status).toBe(403);
  });
});
