import { Database } from '#libs/persistence';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

interface Row {
  readonly id: string;
  readonly parent_id: string | null;
  readonly code: string;
  readonly path: string;
}
type Account = { readonly id: string; readonly number: string; readonly path: string; readonly name: string };

describe('BR-001, BR-002 the tree of accounts', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());

  const open = async (name: string, parentId?: string): Promise<Account> =>
    (await admin.api.post('/accounts', { name, customer: true, ...(parentId ? { parentId } : {}) })).body;
  const move = (account: { id: string }, parentId: string | null, headers = {}) =>
    admin.api.patch(`/accounts/${account.id}`, { parentId }, headers);

  /** What is wrong with the tree as it lies in the database: circles, paths that do not follow the parents. */
  async function faults(): Promise<string[]> {
    const rows = await test.get(Database).rows<Row>('SELECT id, parent_id, code, path FROM account');
    const byId = new Map(rows.map((row) => [row.id, row]));
    const found: string[] = [];
    for (const row of rows) {
      const codes = [row.code];
      for (let at = row; at.parent_id !== null; at = byId.get(at.parent_id)!) {
        codes.unshift(byId.get(at.parent_id)!.code);
        if (codes.length > rows.length) {
          found.push(`${row.path} goes in a circle`);
          break;
        }
      }
      if (codes.join('/') !== row.path) found.push(`${row.path} should be ${codes.join('/')}`);
    }
    return found;
  }

  it('a move takes all below along, over several levels, and back to the top', async () => {
    const [top, other] = [await open('Top'), await open('Other')];
    const a = await open('A', top.id);
    const b = await open('B', a.id);
    const c = await open('C', b.number);
    const moved = await move(a, other.number);
    expect(moved.body).toMatchObject({ parent: { id: other.id }, version: 2 });
    expect((await admin.api.get(`/accounts/${c.id}`)).body).toMatchObject({
      parent: { id: b.id },
      path: `${moved.body.path}${c.path.slice(a.path.length)}`,
    });
    expect((await admin.api.get(`/accounts?parent=${other.number}`)).body.items.map(({ id }: Account) => id)).toEqual([a.id]);
    expect((await move(a, null)).body).toMatchObject({ parent: null, path: a.path.split('/').at(-1) });
    expect((await move(a, null)).body.version).toBe(3);
    expect(await faults()).toEqual([]);
    const audited = (await admin.api.get(`/admin/audit?record=${a.id}`)).body.items.filter(
      ({ action }: { action: string }) => action === 'updated',
    );
    expect(audited).toHaveLength(2);
  });

  it('a circle is refused at each depth, and so is an account above itself', async () => {
    const a = await open('A');
    const b = await open('B', a.id);
    const c = await open('C', b.id);
    for (const below of [a, b, c]) {
      const refused = await move(a, below.id);
      expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, 'account_cycle', '/parentId']);
    }
    expect((await move(c, 'ACCT9999999')).body.code).toBe('unknown_reference');
    expect((await move(c, null, { 'if-match': '"7"' })).status).toBe(412);
    expect(await faults()).toEqual([]);
  });

  it('two moves at the same moment, each below the other: one is refused', async () => {
    for (let n = 0; n < 8; n += 1) {
      const [a, b] = [await open('A'), await open('B')];
      const belowA = await open('Below A', a.id);
      const belowB = await open('Below B', b.id);
      const answers = await Promise.all([move(a, belowB.id), move(b, belowA.id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    }
    expect(await faults()).toEqual([]);
  });

  it('many moves and new accounts at the same moment leave a tree', async () => {
    const accounts: Account[] = [];
    for (let n = 0; n < 12; n += 1) accounts.push(await open(`N${n}`, n % 3 ? accounts[n - 1]!.id : undefined));
    const anyOf = (n: number): Account => accounts[n % accounts.length]!;
    for (let round = 0; round < 4; round += 1) {
      const work = accounts.flatMap((account, i) => [
        () => move(account, (i + round) % 5 ? anyOf(i * 7 + round * 3 + 1).id : null),
        () => admin.api.post('/accounts', { name: `New ${i}`, parentId: anyOf(i * 5 + round).id }),
        () => admin.api.patch(`/accounts/${account.id}`, { phone: `${round}${i}` }),
      ]);
      const answers = await Promise.all(work.map((one) => one()));
      for (const { status, raw } of answers) expect([200, 201, 422, status === 409 ? 409 : 200, raw].slice(0, 4)).toContain(status);
      expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThan(work.length / 2);
    }
    expect(await faults()).toEqual([]);
  });

  it('what is moved away is out of reach from the next request on, with all below it', async () => {
    const [top, other] = [await test.given.account(), await test.given.account()];
    const branch = await test.given.account({ parent: top });
    const leaf = await test.given.account({ parent: branch });
    const [above, elsewhere] = [await test.given.contact(top, ROLE.customerAdmin), await test.given.contact(other, ROLE.customerAdmin)];
    const contact = await test.given.contact(leaf);
    const seen = async ({ api }: Somebody) =>
      [`/accounts/${branch.id}`, `/accounts/${leaf.id}`, `/contacts/${contact.id}`].map(async (path) => (await api.get(path)).status);
    const all = async (who: Somebody) => Promise.all(await seen(who));
    expect([await all(above), await all(elsewhere)]).toEqual([
      [200, 200, 200],
      [404, 404, 404],
    ]);
    await move(branch, other.id);
    expect([await all(above), await all(elsewhere)]).toEqual([
      [404, 404, 404],
      [200, 200, 200],
    ]);
  });

  it('only administrators set the parent: for others it is no field, in a new account and an old', async () => {
    const [a, b] = [await open('A'), await open('B')];
    for (const roles of [ROLE.agentManager, ROLE.agent]) {
      const { api } = await test.given.user(roles);
      for (const parentId of [b.id, null, 'ACCT9999999'])
        expect([roles, (await api.patch(`/accounts/${a.id}`, { parentId })).status]).toEqual([roles, 400]);
      expect([403, 400]).toContain((await api.post('/accounts', { name: 'X', parentId: b.id })).status);
    }
    const own = await test.given.contact(a, ROLE.customerAdmin);
    expect((await own.api.patch(`/accounts/${a.id}`, { parentId: null })).status).toBe(403);
    expect((await own.api.patch(`/accounts/${b.id}`, { parentId: null })).status).toBe(404);
    expect((await admin.api.patch(`/accounts/${a.id}`, { path: 'x' })).status).toBe(400);
    expect((await admin.api.patch(`/accounts/${a.id}`, { code: 'x' })).status).toBe(400);
  });

  it('a registration code is one account’s, and told to internal people only', async () => {
    const [a, b] = [await open('A'), await open('B')];
    expect((await admin.api.patch(`/accounts/${a.id}`, { registrationCode: 'TREE-1' })).body.registrationCode).toBe('TREE-1');
    const taken = await admin.api.patch(`/accounts/${b.id}`, { registrationCode: 'TREE-1' });
    expect([taken.status, taken.body.code]).toEqual([409, 'already_exists']);
    const own = await test.given.contact(a, ROLE.customerAdmin);
    expect((await own.api.get(`/accounts/${a.id}`)).raw).not.toContain('TREE-1');
    expect((await own.api.get('/accounts?registrationCode=TREE-1')).status).toBe(400);
  });

  describe('deleting an account', () => {
    it('is for administrators, and 404 for whoever does not see it', async () => {
      const a = await open('A');
      for (const roles of [ROLE.agentManager, ROLE.agent, ROLE.projectManager])
        expect((await (await test.given.user(roles)).api.delete(`/accounts/${a.id}`)).status).toBe(403);
      expect((await (await test.given.contact(await open('B'), ROLE.customerAdmin)).api.delete(`/accounts/${a.id}`)).status).toBe(404);
      expect((await test.stranger.delete(`/accounts/${a.id}`)).status).toBe(401);
      expect((await admin.api.delete(`/accounts/${a.id}`, { 'if-match': '"9"' })).status).toBe(412);
      expect((await admin.api.delete(`/accounts/${a.number}`)).status).toBe(204);
      for (const method of ['get', 'delete'] as const) expect((await admin.api[method](`/accounts/${a.id}`)).status).toBe(404);
    });

    it('409 while something belongs to it: an account below, a contact, a relationship, a project, a case, an asset, a request', async () => {
      const uses: [string, (account: Account) => Promise<unknown>][] = [
        ['below', (account) => open('Below', account.id)],
        ['contact', (account) => test.given.contact(account)],
        ['contact relationship', async (account) => test.given.contactRelationship(await test.given.contact(await open('C')), account)],
        ['partnership', async (account) => test.given.partnership(await test.given.account({ partner: true }), account)],
        ['project', (account) => test.given.project({ account })],
        ['case', (account) => test.given.case({ account })],
        ['asset', (account) => test.given.asset(account)],
      ];
      for (const [what, use] of uses) {
        const account = await open(what);
        await use(account);
        const refused = await admin.api.delete(`/accounts/${account.id}`);
        expect([what, refused.status, refused.body.code]).toEqual([what, 409, 'account_in_use']);
        expect(refused.raw).not.toMatch(/foreign|constraint|fk_/i);
        expect((await admin.api.get(`/accounts/${account.id}`)).status).toBe(200);
      }
    });
  });

  it('relations are read from the account, under the rules: 404 for one that is hidden, rows only as far as they are seen', async () => {
    const [account, hidden] = [await test.given.account(), await test.given.account()];
    const me = await test.given.contact(account, ROLE.customerAdmin);
    const colleague = await test.given.contact(account);
    const project = await test.given.project({ account, contacts: [me, colleague] });
    await test.given.project({ account });
    await test.given.task({ project, visible: true, assignedTo: me });
    await test.given.task({ project, visible: false });
    await test.given.case({ account, contact: me });
    const related = {
      [`/accounts/${account.id}/contacts`]: 2,
      [`/accounts/${account.number}/projects`]: 1,
      [`/accounts/${account.id}/cases`]: 1,
      [`/contacts/${me.id}/projects`]: 1,
      [`/contacts/${me.number}/project-tasks`]: 1,
      [`/contacts/${me.id}/cases`]: 1,
    };
    for (const [path, total] of Object.entries(related)) {
      expect([path, (await me.api.get(`${path}?total=true`)).body.total]).toEqual([path, total]);
      const foreign = path.replace(/(accounts|contacts)\/\w+/, (_, kind) => `${kind}/${kind === 'accounts' ? hidden.id : '0'.repeat(32)}`);
      expect([foreign, (await me.api.get(foreign)).status]).toEqual([foreign, 404]);
      expect((await test.stranger.get(path)).status).toBe(401);
    }
    const outsider = await test.given.contact(hidden, ROLE.customerAdmin);
    for (const path of Object.keys(related)) expect([path, (await outsider.api.get(path)).status]).toEqual([path, 404]);
  });
});
