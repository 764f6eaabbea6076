import { Database } from '#libs/persistence';
import { BUILT_IN_CALENDAR, type WorkingCalendarState } from '../../src/administration/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('the calendar of a project', () => {
  let test: TestApp;
  let account: { id: string };
  let manager: Somebody;
  let calendar: WorkingCalendarState;

  beforeAll(async () => {
    test = await TestApp.start();
    account = await test.given.account();
    manager = await test.given.projectManager();
    calendar = await test.given.calendar({ name: 'Plant in Lyon', timeZone: 'Europe/Paris' });
  });
  afterAll(() => test.stop());

  const create = (body: object = {}) => manager.api.post('/projects', { name: 'New warehouse', accountId: account.id, ...body });
  const change = (project: { id: string }, body: object) => manager.api.patch(`/projects/${project.id}`, body);
  const told = async (project: { id: string }) => {
    const sql = "SELECT payload FROM outbox_message WHERE topic = 'projects.calendar-changed' AND payload LIKE ? ORDER BY id";
    const rows = await test.get(Database).rows<{ payload: string }>(sql, [`%${project.id}%`]);
    return rows.map(({ payload }) => JSON.parse(payload) as { from: string | null; to: string | null }).map(({ from, to }) => [from, to]);
  };

  it('is chosen as it is opened; the standard one needs no naming (decision 48), and may be named', async () => {
    const { status, body } = await create({ calendarId: calendar.id });
    expect([status, body.calendar]).toEqual([201, { id: calendar.id, name: 'Plant in Lyon' }]);
    expect(await told(body)).toEqual([]);
    for (const named of [{}, { calendarId: null }]) expect((await create(named)).body.calendar).toBeNull();
    expect((await create({ calendarId: BUILT_IN_CALENDAR })).body.calendar).toEqual({ id: BUILT_IN_CALENDAR, name: 'Standard' });
    const imported = await test.given.calendar({ imported: true });
    expect((await create({ calendarId: imported.id })).body.calendar.id).toBe(imported.id);
  });

  it('is changed and taken back, which is told; the same again is no change', async () => {
    const project = (await create()).body;
    const changed = await change(project, { calendarId: calendar.id });
    expect([changed.status, changed.body.calendar.id, changed.body.version]).toEqual([200, calendar.id, 2]);
    expect((await change(project, { calendarId: calendar.id })).body.version).toBe(2);
    expect((await change(project, { name: 'Hall' })).body.calendar.id).toBe(calendar.id);
    expect((await change(project, { calendarId: null })).body.calendar).toBeNull();
    expect(await told(project)).toEqual([
      [null, calendar.id],
      [calendar.id, null],
    ]);
  });

  it('decision 49 one that there is not is refused with 422, and nothing is written', async () => {
    const project = (await create({ calendarId: calendar.id })).body;
    const before = (await manager.api.get('/projects?total=true')).body.total;
    const texts = new Set<string>();
    for (const calendarId of ['0'.repeat(32), 'Standard', project.id, 'PRJ0010001']) {
      for (const answer of [await create({ calendarId }), await change(project, { calendarId })]) {
        const { code, detail, errors } = answer.body;
        expect([calendarId, answer.status, code, errors[0].pointer]).toEqual([calendarId, 422, 'unknown_reference', '/calendarId']);
        texts.add(detail);
      }
    }
    expect(texts.size).toBe(1);
    for (const calendarId of ['', 5, [calendar.id], { id: calendar.id }, 'x'.repeat(41)]) {
      expect((await create({ calendarId })).status).toBe(400);
      expect((await change(project, { calendarId })).status).toBe(400);
    }
    expect((await manager.api.get('/projects?total=true')).body.total).toBe(before);
    expect((await manager.api.get(`/projects/${project.id}`)).body).toMatchObject({ calendar: { id: calendar.id }, version: 1 });
  });

  it('T6 internal readers see it, filter by it and find it in the history; customers do none of that', async () => {
    const contact = await test.given.contact(account, ROLE.customerAdmin);
    const partner = await test.given.contact(account);
    const project = await test.given.project({ account, contacts: [contact, partner] });
    await change(project, { calendarId: calendar.id, description: 'Both are changed' });
    const changedFields = async ({ api }: Somebody) =>
      (await api.all(`/projects/${project.id}/activity`)).flatMap(({ changes }) => changes ?? []);
    const internal = [manager, await test.given.admin()];
    for (const roles of [ROLE.agentWithStakeholder, ROLE.stakeholder]) internal.push(await test.given.user(roles));
    for (const somebody of internal) {
      const { api } = somebody;
      expect((await api.get(`/projects/${project.id}`)).body.calendar).toEqual({ id: calendar.id, name: 'Plant in Lyon' });
      expect((await api.all(`/projects?calendar=${calendar.id}`)).map(({ id }) => id)).toContain(project.id);
      expect((await api.all('/projects?calendar.isNull=true')).map(({ id }) => id)).not.toContain(project.id);
      expect(await changedFields(somebody)).toContainEqual({
        field: 'calendar',
        from: null,
        to: { id: calendar.id, name: 'Plant in Lyon' },
      });
    }
    for (const somebody of [contact, partner]) {
      const { api } = somebody;
      const { status, body } = await api.get(`/projects/${project.id}`);
      expect([status, 'calendar' in body]).toEqual([200, false]);
      for (const filter of ['calendar', 'calendar.isNull', 'calendarId'])
        expect([filter, (await api.get(`/projects?${filter}=true`)).status]).toEqual([filter, 400]);
      expect((await changedFields(somebody)).map(({ field }) => field)).toEqual(['description']);
      expect((await api.patch(`/projects/${project.id}`, { calendarId: null })).status).toBe(403);
    }
  });
});
