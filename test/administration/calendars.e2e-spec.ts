import { DomainEvents } from '#libs/outbox';
import { Database } from '#libs/persistence';
import { BUILT_IN_CALENDAR, CalendarsApi } from '../../src/administration/index.js';
import type { Answer } from '../support/client.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const WORKDAY = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const WEEK = [[], WORKDAY, WORKDAY, WORKDAY, WORKDAY, WORKDAY, []];
const NIGHTS = [[{ from: '22:00', to: '24:00' }], [], [], [], [], [], [{ from: '00:00', to: '06:00' }]];
const PLANT = { name: 'Plant in Lyon', timeZone: 'Europe/Paris', week: WEEK };
const NOBODY = '0'.repeat(32);

describe('calendars', () => {
  let test: TestApp;
  let admin: Somebody;
  let manager: Somebody;

  beforeAll(async () => {
    test = await TestApp.start();
    admin = await test.given.admin();
    manager = await test.given.projectManager();
  });
  afterAll(() => test.stop());

  const create = (body: object = {}) => admin.api.post('/admin/calendars', { ...PLANT, ...body });
  const created = async (body: object = {}): Promise<any> => {
    const answer = await create(body);
    expect([answer.status, answer.raw].slice(0, answer.status === 201 ? 1 : 2)).toEqual([201]);
    return answer.body;
  };
  const change = (id: string, body: object, headers = {}) => admin.api.patch(`/admin/calendars/${id}`, body, headers);
  const faultOf = ({ status, body }: Answer) => [status, body.code, body.errors?.[0]?.pointer];
  const lastAudit = async () => (await admin.api.get('/admin/audit?limit=1')).body.items[0];
  const told = async (id: string): Promise<number> => {
    const sql = "SELECT COUNT(*) AS n FROM outbox_message WHERE topic = 'administration.calendar-changed' AND payload LIKE ?";
    return Number((await test.get(Database).rows<{ n: number }>(sql, [`%${id}%`]))[0]!.n);
  };

  describe('who may', () => {
    const attempts = ({ api }: Somebody, id: string) => [
      api.post('/admin/calendars', '{"name":'),
      api.patch(`/admin/calendars/${id}`, { nonsense: 1 }),
      api.patch(`/admin/calendars/${NOBODY}`, {}),
      api.delete(`/admin/calendars/${id}`),
    ];
    const reads = ({ api }: Somebody, id: string) =>
      ['', `/${id}`, `/${NOBODY}`, '?nonsense=1'].map((path) => api.get(`/admin/calendars${path}`));
    const statuses = async (answers: Promise<Answer>[]) => (await Promise.all(answers)).map(({ status }) => status);

    it('customer project managers read them, to choose one, and change none', async () => {
      const { id } = await test.given.calendar();
      expect(await statuses(reads(manager, id))).toEqual([200, 200, 404, 400]);
      expect(await statuses(attempts(manager, id))).toEqual([403, 403, 403, 403]);
      expect((await admin.api.get(`/admin/calendars/${id}`)).status).toBe(200);
    });

    it('decision 28 to everybody else it is administration: 403, whatever the body or the id', async () => {
      const { id } = await test.given.calendar();
      const account = await test.given.account();
      const internal = [
        ROLE.agent,
        ROLE.agentWithStakeholder,
        ROLE.agentManager,
        ROLE.stakeholder,
        ['it_project_manager'],
        ['sn_customerservice.projectmanager'],
        ['wm_admin'],
        [],
      ];
      const external = [ROLE.customer, ROLE.customerCaseManager, ROLE.customerAdmin, ROLE.partner, ROLE.partnerAdmin];
      const people = [await test.given.consumer()];
      for (const roles of internal) people.push(await test.given.user(roles));
      for (const roles of external) people.push(await test.given.contact(account, roles));
      for (const person of people) {
        expect(await statuses([...reads(person, id), ...attempts(person, id)])).toEqual(new Array(8).fill(403));
      }
      expect((await test.stranger.get('/admin/calendars')).status).toBe(401);
      expect((await admin.api.get(`/admin/calendars/${id}`)).status).toBe(200);
    });
  });

  describe('the standard calendar', () => {
    it('decisions 27, 48 is there on a fresh database: Monday to Friday, 08:00-12:00 and 13:00-17:00 UTC', async () => {
      const { status, body } = await manager.api.get(`/admin/calendars/${BUILT_IN_CALENDAR}`);
      expect([status, body]).toEqual([
        200,
        {
          id: BUILT_IN_CALENDAR,
          name: 'Standard',
          timeZone: 'UTC',
          week: WEEK,
          exceptions: [],
          workWeeks: [],
          imported: false,
          createdAt: expect.any(String),
          updatedAt: expect.any(String),
          version: 1,
        },
      ]);
      expect((await manager.api.all('/admin/calendars')).map(({ id }) => id)).toContain(BUILT_IN_CALENDAR);
    });

    it('stands as it is: 409 for a change and for its end', async () => {
      for (const body of [{ name: 'Ours' }, { timeZone: 'Europe/Paris' }, {}])
        expect(faultOf(await change(BUILT_IN_CALENDAR, body))).toEqual([409, 'calendar_built_in', undefined]);
      expect(faultOf(await admin.api.delete(`/admin/calendars/${BUILT_IN_CALENDAR}`))).toEqual([409, 'calendar_built_in', undefined]);
      expect((await admin.api.get(`/admin/calendars/${BUILT_IN_CALENDAR}`)).body.version).toBe(1);
    });
  });

  describe('a new one', () => {
    it('has what it was given, with times as texts, and is audited', async () => {
      const exceptions = [
        { name: 'Christmas', from: '2026-12-24', to: '2026-12-26', times: [] },
        { from: '2026-05-02', to: '2026-05-02', times: [{ from: '09:30', to: '24:00' }] },
      ];
      const workWeeks = [{ name: 'Summer', from: '2026-07-01', to: '2026-08-31', week: NIGHTS }];
      const body = await created({ exceptions, workWeeks });
      expect(body).toMatchObject({ ...PLANT, exceptions, workWeeks, imported: false, version: 1 });
      expect(await lastAudit()).toMatchObject({
        action: 'created',
        recordType: 'WorkingCalendar',
        recordId: body.id,
        before: null,
        after: { name: 'Plant in Lyon', exceptions: [{ times: [] }, { times: [{ from: 570, to: 1440 }] }] },
      });
      expect((await manager.api.get(`/admin/calendars/${body.id}`)).body).toEqual(body);
      const listed = (await manager.api.all('/admin/calendars')).find(({ id }) => id === body.id);
      expect([listed.week, 'exceptions' in listed, 'workWeeks' in listed]).toEqual([WEEK, false, false]);
      expect(await told(body.id)).toBe(0);
    });

    it('needs a name, a zone and a week; the rest is empty', async () => {
      expect(await created()).toMatchObject({ exceptions: [], workWeeks: [] });
      for (const field of ['name', 'timeZone', 'week']) {
        expect(faultOf(await create({ [field]: undefined }))).toEqual([400, 'invalid_input', `/${field}`]);
        expect(faultOf(await create({ [field]: null }))).toEqual([400, 'invalid_input', `/${field}`]);
      }
    });

    it.each([
      ['/name', { name: ' ' }],
      ['/name', { name: 'x'.repeat(201) }],
      ['/timeZone', { timeZone: 3 }],
      ['/week', { week: 'Monday' }],
      ['/week', { week: [...WEEK, []] }],
      ['/week', { week: [[], [], null, [], [], [], []] }],
      ['/week', { week: [[], [null], [], [], [], [], []] }],
      ['/week', { week: [[], [[{ from: '08:00', to: '12:00' }]], [], [], [], [], []] }],
      ['/week', { week: [new Array(25).fill({ from: '08:00', to: '12:00' }), [], [], [], [], [], []] }],
      ['/week/1/0/from', { week: [[], [{ from: 480, to: '12:00' }], [], [], [], [], []] }],
      ['/week/1/0/to', { week: [[], [{ from: '08:00' }], [], [], [], [], []] }],
      ['/week/1/0/to', { week: [[], [{ from: '08:00', to: '24:01' }], [], [], [], [], []] }],
      ['/week/1/0/break', { week: [[], [{ from: '08:00', to: '12:00', break: 5 }], [], [], [], [], []] }],
      ['/exceptions', { exceptions: {} }],
      ['/exceptions', { exceptions: null }],
      ['/exceptions', { exceptions: [[]] }],
      ['/exceptions/0/times', { exceptions: [{ from: '2026-01-01', to: '2026-01-01' }] }],
      ['/exceptions/0/times/0/from', { exceptions: [{ from: '2026-01-01', to: '2026-01-01', times: [{ from: '8:00', to: '9:00' }] }] }],
      ['/exceptions/0/from', { exceptions: [{ from: '2026-02-30', to: '2026-03-01', times: [] }] }],
      ['/exceptions/0/to', { exceptions: [{ from: '2026-01-01', to: 'soon', times: [] }] }],
      ['/exceptions/0/name', { exceptions: [{ name: 'x'.repeat(101), from: '2026-01-01', to: '2026-01-01', times: [] }] }],
      ['/workWeeks/0/week', { workWeeks: [{ from: '2026-01-01', to: '2026-01-01', week: [WORKDAY[0]] }] }],
      ['/imported', { imported: true }],
      ['/version', { version: 7 }],
    ])('is refused with 400 at %s (%#)', async (pointer, body) => {
      expect(faultOf(await create(body))).toEqual([400, 'invalid_input', pointer]);
    });

    it.each([
      ['unknown_time_zone', '/timeZone', { timeZone: 'Mars/Base' }],
      ['unknown_time_zone', '/timeZone', { timeZone: '+01:00' }],
      ['seven_days', '/week', { week: WEEK.slice(1) }],
      ['no_working_time', '/week', { week: [[], [], [], [], [], [], []] }],
      ['working_times', '/week', { week: [[...WORKDAY].reverse(), [], [], [], [], [], []] }],
      ['working_times', '/exceptions', { exceptions: [{ from: '2026-01-01', to: '2026-01-01', times: [{ from: '12:00', to: '08:00' }] }] }],
      ['dates', '/exceptions', { exceptions: [{ from: '2026-01-02', to: '2026-01-01', times: [] }] }],
      ['seven_days', '/workWeeks', { workWeeks: [{ from: '2026-01-01', to: '2026-01-01', week: [] }] }],
      ['dates', '/workWeeks', { workWeeks: [{ from: '2026-01-02', to: '2026-01-01', week: WEEK }] }],
      ['too_many_days', '/exceptions', { exceptions: [{ from: '1900-01-01', to: '9999-12-31', times: [] }] }],
    ])('is refused with 422 as %s at %s', async (code, pointer, body) => {
      expect(faultOf(await create(body))).toEqual([422, code, pointer]);
    });

    it('holds hundreds of exceptions, and is refused before a column overflows', async () => {
      const exceptions = (count: number) =>
        Array.from({ length: count }, (_, n) => {
          const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
          return { name: 'Jour férié', from: day, to: day, times: [] };
        });
      const answer = await admin.api.post(
        '/admin/calendars',
        { ...PLANT, exceptions: exceptions(480) },
        { 'idempotency-key': 'large-calendar' },
      );
      expect([answer.status, answer.body.exceptions.length]).toEqual([201, 480]);
      expect((await change(answer.body.id, { exceptions: exceptions(479) })).status).toBe(200);
      expect(faultOf(await create({ exceptions: exceptions(600) }))).toEqual([422, 'calendar_too_large', '/exceptions']);
    });

    it('P21 the same Idempotency-Key makes one', async () => {
      const send = () => admin.api.post('/admin/calendars', { ...PLANT, name: 'Once' }, { 'idempotency-key': 'calendar-once' });
      const [first, second] = [await send(), await send()];
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    });
  });

  describe('a change', () => {
    it('changes what it names, is audited with before and after, and refuses a stale version', async () => {
      const { id } = await created();
      const { status, body } = await change(id, { name: 'Plant in Nantes', week: NIGHTS }, { 'if-match': '"1"' });
      expect([status, body]).toEqual([
        200,
        expect.objectContaining({ name: 'Plant in Nantes', week: NIGHTS, timeZone: 'Europe/Paris', version: 2 }),
      ]);
      const entry = await lastAudit();
      expect(entry).toMatchObject({
        action: 'updated',
        recordId: id,
        before: { name: 'Plant in Lyon' },
        after: { name: 'Plant in Nantes' },
      });
      expect(Object.keys(entry.after).sort()).toEqual(['name', 'week']);
      expect(faultOf(await change(id, { name: 'Late' }, { 'if-match': '"1"' }))[0]).toBe(412);
      expect(faultOf(await change(NOBODY, { name: 'None' }))).toEqual([404, 'not_found', undefined]);
    });

    it('that leaves nothing to plan by is refused, and nothing is changed', async () => {
      const { id } = await created();
      expect(faultOf(await change(id, { week: [[], [], [], [], [], [], []] }))).toEqual([422, 'no_working_time', '/week']);
      expect(faultOf(await change(id, { timeZone: 'Nowhere' }))).toEqual([422, 'unknown_time_zone', '/timeZone']);
      for (const field of ['name', 'timeZone', 'week', 'exceptions', 'workWeeks'])
        expect(faultOf(await change(id, { [field]: null }))).toEqual([400, 'invalid_input', `/${field}`]);
      expect((await admin.api.get(`/admin/calendars/${id}`)).body).toMatchObject({ ...PLANT, version: 1 });
    });

    it('of its times is told in the same transaction, one of its name or to the same is not', async () => {
      const heard: unknown[] = [];
      let refuse = false;
      test.get(DomainEvents).during('administration.calendar-changed', async ({ payload }) => {
        heard.push(payload);
        if (refuse) throw new Error('taken back');
      });
      const { id } = await created();
      await change(id, { name: 'Renamed' });
      await change(id, { week: WEEK, timeZone: 'Europe/Paris', exceptions: [] });
      expect([heard, await told(id)]).toEqual([[], 0]);
      await change(id, { timeZone: 'Europe/Berlin' });
      expect([heard, await told(id)]).toEqual([[{ calendarId: id }], 1]);
      refuse = true;
      expect((await change(id, { timeZone: 'UTC' })).status).toBe(500);
      refuse = false;
      expect((await admin.api.get(`/admin/calendars/${id}`)).body.timeZone).toBe('Europe/Berlin');
      expect(await told(id)).toBe(1);
    });
  });

  describe('deleting', () => {
    it('ends one that nobody follows, once, audited', async () => {
      const { id } = await created();
      expect((await admin.api.delete(`/admin/calendars/${id}`, { 'if-match': '"2"' })).status).toBe(412);
      expect((await admin.api.delete(`/admin/calendars/${id}`)).status).toBe(204);
      expect(await lastAudit()).toMatchObject({
        action: 'deleted',
        recordId: id,
        before: { name: 'Plant in Lyon', timeZone: 'Europe/Paris' },
      });
      expect((await admin.api.delete(`/admin/calendars/${id}`)).status).toBe(404);
      expect((await manager.api.get(`/admin/calendars/${id}`)).status).toBe(404);
    });

    it('is refused while a project or a task follows it, naming them', async () => {
      const account = await test.given.account();
      const calendar = await test.given.calendar();
      const project = await test.given.project({ account, with: { calendarId: calendar.id } });
      const ends = () => admin.api.delete(`/admin/calendars/${calendar.id}`);
      const ofProject = await ends();
      expect(faultOf(ofProject)).toEqual([409, 'calendar_in_use', undefined]);
      expect(ofProject.body.detail).toContain(project.number);
      expect((await manager.api.patch(`/projects/${project.id}`, { calendarId: null })).status).toBe(200);
      const task = await test.given.task({ project, with: { calendarId: calendar.id } });
      const ofTask = await ends();
      expect([faultOf(ofTask)[1], ofTask.body.detail]).toEqual(['calendar_in_use', expect.stringContaining(task.number)]);
      await manager.api.delete(`/project-tasks/${task.id}`);
      expect((await ends()).status).toBe(204);
    });

    it('and choosing it at the same moment: a project never follows one that is gone', async () => {
      const account = await test.given.account();
      for (let i = 0; i < 5; i += 1) {
        const { id } = await test.given.calendar();
        const [made, ended] = await Promise.all([
          manager.api.post('/projects', { name: 'Hall', accountId: account.id, calendarId: id }),
          admin.api.delete(`/admin/calendars/${id}`),
        ]);
        expect([
          [201, 409],
          [422, 204],
        ]).toContainEqual([made.status, ended.status]);
      }
    });
  });

  describe('the list', () => {
    it('shows those that came with imported plans only when asked, and each of them by its id', async () => {
      const imported = await test.given.calendar({ imported: true, name: 'PRJ0010001 Site' });
      const offered = await test.given.calendar();
      const ids = async (query: string) => (await manager.api.all(`/admin/calendars${query}`)).map(({ id }) => id);
      for (const query of ['', '?imported=false', '?imported.ne=true', '?q=site', '?imported.isNull=false'])
        expect([query, (await ids(query)).includes(imported.id)]).toEqual([query, false]);
      expect(await ids('?imported=true')).toEqual([imported.id]);
      expect(await ids('')).toContain(offered.id);
      expect((await manager.api.get(`/admin/calendars/${imported.id}`)).body).toMatchObject({ imported: true, name: 'PRJ0010001 Site' });
    });

    it('is ordered by name, searched and paged as every list', async () => {
      const names = ['Zz one', 'Zz two', 'Zz three'];
      for (const name of names) await test.given.calendar({ name });
      const { body } = await manager.api.get('/admin/calendars?q=zz&total=true');
      expect([body.items.map(({ name }: { name: string }) => name), body.total]).toEqual([['Zz one', 'Zz three', 'Zz two'], 3]);
      const first = (await manager.api.get('/admin/calendars?q=zz&limit=2&sort=-name')).body;
      const second = (await manager.api.get(`/admin/calendars?q=zz&limit=2&sort=-name&cursor=${first.next}`)).body;
      expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Zz two', 'Zz three', 'Zz one']);
      for (const query of ['limit=0', 'sort=week', 'week=x', 'imported=maybe', 'imported=true&imported=true', 'cursor=x'])
        expect([query, (await manager.api.get(`/admin/calendars?${query}`)).status]).toEqual([query, 400]);
    });
  });

  it('tells other contexts the definitions, with the version, and leaves out what there is not', async () => {
    const api = test.get(CalendarsApi);
    const { id } = await created();
    await change(id, { timeZone: 'Europe/Berlin' });
    const found = await api.definitionsOf(test.get(Database), [id, BUILT_IN_CALENDAR, id, NOBODY]);
    expect([...found.keys()].sort()).toEqual([BUILT_IN_CALENDAR, id].sort());
    expect(found.get(id)).toMatchObject({
      timeZone: 'Europe/Berlin',
      version: 2,
      exceptions: [],
      week: [[], [{ from: 480, to: 720 }, {}], [{}, {}], [{}, {}], [{}, {}], [{}, {}], []],
    });
    expect(await api.definitionsOf(test.get(Database), [])).toEqual(new Map());
    for (const [key, there] of [
      [id, true],
      [NOBODY, false],
      ['Standard', false],
    ] as const)
      expect([key, await api.exists(test.get(Database), key)]).toEqual([key, there]);
  });
});
