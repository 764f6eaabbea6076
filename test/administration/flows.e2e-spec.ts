import { touchEveryonesAccess } from '#libs/authorization';
import { Database } from '#libs/persistence';
import { FlowsApi } from '../../src/administration/index.js';
import { ActorSource } from '../../src/identity/application/actor.source.js';
import type { Answer } from '../support/client.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const MAIL = 'send_email_on_task_assignment';
const ISSUE = 'create_issue_from_case';
const CHANGE = 'create_change_request_from_case';

describe('flows', () => {
  let test: TestApp;
  let admin: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
  });
  afterAll(() => test.stop());
  afterEach(() =>
    test.unitOfWork.run({ personId: null, personName: 'Test', requestId: 'test' }, async (tx) => {
      await tx.run('DELETE FROM flow');
      await touchEveryonesAccess(tx);
    }),
  );

  const set = (key: string, body: unknown) => admin.api.patch(`/admin/flows/${key}`, body);
  const flow = async (key: string) => (await admin.api.all('/admin/flows')).find((one) => one.key === key);
  const audits = () => admin.api.all('/admin/audit?record=create_issue_from_case');
  const faultsOf = ({ status, body }: Answer) => [status, body.code, body.errors?.map(({ pointer }: { pointer: string }) => pointer)];

  it('decision 28 are administration: 403 to everybody else, whatever the key or the body', async () => {
    const account = await test.given.account();
    const people = [await test.given.consumer(), await test.given.projectManager()];
    for (const roles of [ROLE.agent, ROLE.agentWithStakeholder, ROLE.agentManager, ROLE.stakeholder, ['wm_admin'], []])
      people.push(await test.given.user(roles));
    for (const roles of [ROLE.customer, ROLE.customerCaseManager, ROLE.customerAdmin, ROLE.partner, ROLE.partnerAdmin])
      people.push(await test.given.contact(account, roles));
    for (const { api } of people) {
      const answers = await Promise.all([
        api.get('/admin/flows'),
        api.get('/admin/flows?nonsense=1'),
        api.patch(`/admin/flows/${MAIL}`, { active: false }),
        api.patch('/admin/flows/none', '{'),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    }
    expect((await test.stranger.get('/admin/flows')).status).toBe(401);
    expect((await flow(MAIL)).active).toBe(true);
  });

  it('are eight, with the defaults of section 5, in pages as every list', async () => {
    const { status, body } = await admin.api.get('/admin/flows?total=true');
    expect([status, body.total]).toEqual([200, 8]);
    expect(Object.fromEntries(body.items.map(({ key, active }: { key: string; active: boolean }) => [key, active]))).toEqual({
      send_email_on_task_assignment: true,
      create_issue_from_case: true,
      create_change_request_from_case: true,
      close_case_on_issue_closure: false,
      close_case_on_change_closure: false,
      auto_close_resolved_cases: false,
      close_case_on_work_order_closure: false,
      work_order_state_to_case: false,
    });
    expect(body.items[0]).toEqual({
      key: MAIL,
      name: 'Send Email to Contact when Customer Project Task is assigned',
      description: expect.any(String),
      active: true,
      fieldMap: null,
      mappable: null,
    });
    expect(body.items[2]).toMatchObject({
      key: CHANGE,
      fieldMap: [
        { from: 'priority', to: 'priority' },
        { from: 'shortDescription', to: 'title' },
      ],
      mappable: { from: expect.arrayContaining(['shortDescription']), to: expect.arrayContaining(['title', 'businessJustification']) },
    });
    const first = (await admin.api.get('/admin/flows?limit=5')).body;
    const second = (await admin.api.get(`/admin/flows?limit=5&cursor=${first.next}`)).body;
    expect([first.items.length, second.items.length, second.next]).toEqual([5, 3, null]);
    for (const query of ['limit=0', 'active=true', 'sort=key']) expect((await admin.api.get(`/admin/flows?${query}`)).status).toBe(400);
  });

  it('are switched alone, with the map or each by itself; what is left out stays; each change is audited once', async () => {
    const known = (await audits()).length;
    const off = await set(ISSUE, { active: false });
    expect([off.status, off.body]).toEqual([200, { ...(await flow(ISSUE)), active: false }]);
    expect((await flow(ISSUE)).fieldMap).toHaveLength(2);
    const fieldMap = [
      { from: 'shortDescription', to: 'shortDescription' },
      { from: 'description', to: 'description' },
    ];
    // The order of the names within a pair is no change.
    const turned = fieldMap.map(({ from, to }) => ({ to, from }));
    expect((await set(ISSUE, { fieldMap })).body).toMatchObject({ active: false, fieldMap });
    expect((await set(ISSUE, { fieldMap: turned })).body.fieldMap).toEqual(fieldMap);
    expect((await set(ISSUE, {})).body).toMatchObject({ active: false, fieldMap });
    const entries = await audits();
    expect(entries).toHaveLength(known + 2);
    expect(entries[0]).toMatchObject({
      action: 'updated',
      recordType: 'Flow',
      recordNumber: ISSUE,
      before: { active: false, fieldMap: [{ from: 'priority' }, {}] },
      after: { active: false, fieldMap },
    });
    expect((await set(ISSUE, { active: true, fieldMap: [] })).body).toMatchObject({ active: true, fieldMap: [] });
    expect(await flow(ISSUE)).toMatchObject({ active: true, fieldMap: [] });
    expect(await flow(CHANGE)).toMatchObject({ active: true, fieldMap: [{}, {}] });
  });

  it('two administrators who set different things at the same moment both succeed', async () => {
    const other = await test.given.admin();
    const fieldMap = [{ from: 'priority', to: 'priority' }];
    await Promise.all([set(ISSUE, { active: false }), other.api.patch(`/admin/flows/${ISSUE}`, { fieldMap })]);
    expect(await flow(ISSUE)).toMatchObject({ active: false, fieldMap });
  });

  it('404 for a key that there is not, before the body is looked at', async () => {
    for (const key of ['none', 'constructor', 'SEND_EMAIL_ON_TASK_ASSIGNMENT']) expect((await set(key, { nonsense: 1 })).status).toBe(404);
  });

  it.each([
    ['/active', { active: 'yes' }],
    ['/active', { active: null }],
    ['/fieldMap', { fieldMap: null }],
    ['/fieldMap', { fieldMap: { priority: 'priority' } }],
    ['/fieldMap', { fieldMap: [['priority', 'priority']] }],
    ['/fieldMap', { fieldMap: new Array(21).fill({ from: 'priority', to: 'priority' }) }],
    ['/fieldMap/0/to', { fieldMap: [{ from: 'priority' }] }],
    ['/fieldMap/0/from', { fieldMap: [{ from: 1, to: 'priority' }] }],
    ['/fieldMap/0/default', { fieldMap: [{ from: 'priority', to: 'priority', default: 1 }] }],
    ['/key', { key: 'other' }],
  ])('malformed input is refused with 400 at %s (%#)', async (pointer, body) => {
    expect(faultsOf(await set(ISSUE, body))).toEqual([400, 'invalid_input', [pointer]]);
    expect(await flow(ISSUE)).toMatchObject({ active: true, fieldMap: [{}, {}] });
  });

  it('a map of fields that there are not, or that do not fit, is refused with 422 at each place, and nothing is set', async () => {
    const fieldMap = [
      { from: 'priority', to: 'priority' },
      { from: 'number', to: 'title' },
      { from: 'description', to: 'shortDescription' },
      { from: 'priority', to: 'priority' },
    ];
    expect(faultsOf(await set(ISSUE, { active: false, fieldMap }))).toEqual([
      422,
      'field_map_refused',
      ['/fieldMap/1/from', '/fieldMap/1/to', '/fieldMap/2/to', '/fieldMap/3/to'],
    ]);
    expect(faultsOf(await set(MAIL, { fieldMap: [] }))).toEqual([422, 'no_field_map', ['/fieldMap']]);
    expect(faultsOf(await set(ISSUE, { fieldMap: [{ from: 'shortDescription', to: 'title' }] }))[0]).toBe(422);
    expect(await flow(ISSUE)).toMatchObject({ active: true, fieldMap: [{}, {}] });
  });

  describe('as other contexts ask of them', () => {
    const flows = () => test.get(FlowsApi);
    const actor = async () => {
      const [row] = await test
        .get(Database)
        .rows<{ mine: number; everyone: number }>(
          "SELECT COALESCE(m.value, 0) AS mine, e.value AS everyone FROM access_stamp e LEFT JOIN access_stamp m ON m.id = ? WHERE e.id = 'everyone'",
          [admin.id],
        );
      const standing = { personId: admin.id, name: admin.name, kind: 'internal' as const };
      const stamps = { stamp: `${row!.mine}.${row!.everyone}`, everyonesStamp: String(row!.everyone) };
      return (await test.get(ActorSource).abilityOf({ ...standing, ...stamps })).actor;
    };
    const counted = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
      let statements = 0;
      const stop = test.get(Database).onStatement(() => {
        statements += 1;
      });
      const result = await work();
      stop();
      return [result, statements];
    };

    it('whoever makes a request knows them without a statement, and a change with the next request', async () => {
      const before = await actor();
      expect(await counted(() => flows().isActive(before, ISSUE))).toEqual([true, 0]);
      expect(await counted(() => flows().isActive(before, 'close_case_on_issue_closure'))).toEqual([false, 0]);
      expect(await counted(() => flows().fieldMap(before, ISSUE))).toEqual([[expect.anything(), expect.anything()], 0]);
      await set(ISSUE, { active: false });
      await set('close_case_on_issue_closure', { active: true });
      const after = await actor();
      expect([await flows().isActive(after, ISSUE), await flows().isActive(after, 'close_case_on_issue_closure')]).toEqual([false, true]);
    });

    it('the program itself asks the database, once', async () => {
      const database = test.get(Database);
      expect(await counted(() => flows().isActive(database, MAIL))).toEqual([true, 1]);
      await set(MAIL, { active: false });
      expect(await counted(() => flows().isActive(database, MAIL))).toEqual([false, 1]);
    });

    it('BR-075 a flow that is off copies nothing, whatever its map says', async () => {
      const fieldMap = [{ from: 'priority', to: 'priority' }];
      await set(ISSUE, { fieldMap });
      for (const source of [await actor(), test.get(Database)]) expect(await flows().fieldMap(source, ISSUE)).toEqual(fieldMap);
      await set(ISSUE, { active: false });
      for (const source of [await actor(), test.get(Database)]) expect(await flows().fieldMap(source, ISSUE)).toEqual([]);
      expect(await flows().fieldMap(test.get(Database), MAIL)).toEqual([]);
    });
  });
});
