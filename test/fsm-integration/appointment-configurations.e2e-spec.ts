import { FixedClock } from '#libs/kernel';
import { ROLE, type Somebody } from '../support/given.js';
import { at, book, booked, MONDAY, qualifiedOrder } from '../support/given-appointments.js';
import { TestApp } from '../support/test-app.js';

const PATH = '/admin/appointment-configurations';

describe('how appointments are offered', () => {
  let test: TestApp;
  let fsmAdmin: Somebody;
  let clock: FixedClock;

  beforeAll(async () => {
    clock = new FixedClock(MONDAY);
    test = await TestApp.start({}, clock);
    fsmAdmin = await test.given.user(['wm_admin']);
  });
  beforeEach(() => clock.set(MONDAY));
  afterAll(() => test.stop());

  /** A configuration for a place of its own. */
  let places = 0;
  const offered = async (more: object) => {
    places += 1;
    const location = `Place ${places}`;
    const { status, body, raw } = await fsmAdmin.api.post(PATH, { name: location, location, ...more });
    expect([status, status === 201 ? '' : raw]).toEqual([201, '']);
    const order = () => test.given.workOrder({ state: 'qualified', with: { location } });
    return { id: body.id as string, order };
  };
  const slotsOf = async ({ id }: { id: string }, more = ''): Promise<{ start: string; end: string; free: number }[]> =>
    (await fsmAdmin.api.get(`/appointments/slots?workOrder=${id}${more}`)).body.items;

  it('decision 46 a fresh database has one, which fits every order', async () => {
    const { items } = (await fsmAdmin.api.get(`${PATH}?total=true`)).body;
    expect(items[0]).toMatchObject({
      active: true,
      appliesTo: 'any',
      workType: null,
      location: null,
      days: [1, 2, 3, 4, 5],
      dailyStart: '08:00',
      dailyEnd: '17:00',
      breakStart: null,
      breakEnd: null,
      slotMinutes: 120,
      placesPerSlot: 2,
      leadTimeMinutes: 240,
      futureDays: 14,
      cutOffMinutes: 240,
      ignoreLeadTimeOnReschedule: false,
      timeZone: null,
      autoAcceptance: false,
      version: 1,
    });
    expect(items).toHaveLength(1);
  });

  it('is added, shown, changed and deleted by administrators of field service and administrators', async () => {
    for (const who of [fsmAdmin, await test.given.admin()]) {
      const created = await who.api.post(PATH, { name: 'Plant', location: 'Plant in Lyon', timeZone: 'Europe/Paris' });
      expect([created.status, created.body.slotMinutes, created.body.timeZone]).toEqual([201, 120, 'Europe/Paris']);
      const path = `${PATH}/${created.body.id}`;
      expect((await who.api.patch(path, { days: [6, 7], timeZone: null }, { 'if-match': '"7"' })).status).toBe(412);
      const changed = await who.api.patch(path, { days: [6, 7], timeZone: null, placesPerSlot: 3 });
      expect([changed.status, changed.body.days, changed.body.timeZone, changed.body.version]).toEqual([200, [6, 7], null, 2]);
      expect((await who.api.get(path)).body).toEqual(changed.body);
      expect((await who.api.delete(path)).status).toBe(204);
      expect((await who.api.get(path)).status).toBe(404);
    }
    const admin = await test.given.admin();
    const audit = (await admin.api.get('/admin/audit?limit=50')).body.items.filter(
      ({ recordType }: { recordType: string }) => recordType === 'AppointmentConfiguration',
    );
    expect(audit.map(({ action }: { action: string }) => action).sort()).toEqual(
      ['created', 'created', 'deleted', 'deleted', 'updated', 'updated'].sort(),
    );
  });

  it('for all others: 403', async () => {
    const { id } = await offered({});
    for (const roles of [['wm_dispatcher'], ['wm_agent'], ['wm_qualifier'], ROLE.agentManager, ROLE.projectManager, []]) {
      const { api } = await test.given.user(roles);
      const statuses = [
        await api.get(PATH),
        await api.post(PATH, { name: 'Mine' }),
        await api.get(`${PATH}/${id}`),
        await api.patch(`${PATH}/${id}`, { name: 'Mine' }),
        await api.delete(`${PATH}/${id}`),
      ].map(({ status }) => status);
      expect(statuses).toEqual([403, 403, 403, 403, 403]);
    }
    const contact = await test.given.contact(await test.given.account(), ROLE.customerAdmin);
    expect((await contact.api.get(PATH)).status).toBe(403);
  });

  it('what is missing, mistyped, unknown or out of range: 400; hours in which nothing can be booked: 422', async () => {
    for (const body of [
      {},
      { name: ' ' },
      { name: 'x', days: [0] },
      { name: 'x', days: [1, 1] },
      { name: 'x', days: 'monday' },
      { name: 'x', dailyStart: '8' },
      { name: 'x', slotMinutes: 0 },
      { name: 'x', placesPerSlot: 0 },
      { name: 'x', futureDays: 366 },
      { name: 'x', leadTimeMinutes: -1 },
      { name: 'x', timeZone: 'Mars/Base' },
      { name: 'x', workType: 'magic' },
      { name: 'x', appliesTo: null },
      { name: 'x', id: '1' },
    ])
      expect([body, (await fsmAdmin.api.post(PATH, body)).status]).toEqual([body, 400]);
    for (const more of [
      { days: [] },
      { dailyStart: '17:00' },
      { breakStart: '12:00' },
      { breakStart: '13:00', breakEnd: '12:00' },
      { breakStart: '07:00', breakEnd: '09:00' },
      { slotMinutes: 541 },
      { breakStart: '09:00', breakEnd: '16:00' },
    ]) {
      const { status, body } = await fsmAdmin.api.post(PATH, { name: 'x', ...more });
      expect([more, status, body.code]).toEqual([more, 422, 'appointment_times']);
    }
    expect((await fsmAdmin.api.get(`${PATH}?total=true`)).body.items.map(({ name }: { name: string }) => name)).not.toContain('x');
  });

  it('of several that fit, the lowest order is used; what is inactive or for other work fits nothing', async () => {
    const { id, order } = await offered({ order: 50, slotMinutes: 60 });
    const work = await order();
    const length = async (): Promise<number> => {
      const [slot] = await slotsOf(work);
      return (Date.parse(slot!.end) - Date.parse(slot!.start)) / 60_000;
    };
    expect(await length()).toBe(60);
    for (const [change, minutes] of [
      [{ order: 2_000 }, 120],
      [{ order: 50 }, 60],
      [{ active: false }, 120],
      [{ active: true, appliesTo: 'task' }, 120],
      [{ appliesTo: 'order' }, 60],
      [{ workType: 'install' }, 120],
      [{ workType: null, location: 'Elsewhere' }, 120],
    ] as const) {
      expect((await fsmAdmin.api.patch(`${PATH}/${id}`, change)).status).toBe(200);
      expect([change, await length()]).toEqual([change, minutes]);
    }
  });

  it('the break, the hours, the lead time, the days ahead and the cut-off are kept', async () => {
    const { order } = await offered({
      days: [1],
      dailyStart: '06:00',
      dailyEnd: '12:00',
      breakStart: '09:00',
      breakEnd: '09:30',
      slotMinutes: 90,
      leadTimeMinutes: 60,
      futureDays: 7,
      cutOffMinutes: 30,
    });
    const work = await order();
    const starts = (await slotsOf(work)).map(({ start }) => start);
    expect(starts).toEqual([at('02T07:30'), at('02T09:30'), at('09T06:00')]);
    const { id } = await booked(fsmAdmin, work, at('02T09:30'));
    clock.set(new Date(at('02T09:00')));
    expect((await fsmAdmin.api.post(`/appointments/${id}/cancel`)).body.code).toBe('appointment_cut_off');
    clock.set(new Date(at('02T08:59')));
    expect((await fsmAdmin.api.post(`/appointments/${id}/cancel`)).status).toBe(200);
  });

  it('moving ignores the lead time where the configuration says so', async () => {
    const { id: configuration, order } = await offered({ leadTimeMinutes: 24 * 60, cutOffMinutes: 0 });
    const { id } = await booked(fsmAdmin, await order(), at('03T08:00'));
    const move = async () => (await fsmAdmin.api.post(`/appointments/${id}/reschedule`, { start: at('02T08:00') })).body;
    expect((await move()).code).toBe('slot_too_soon');
    await fsmAdmin.api.patch(`${PATH}/${configuration}`, { ignoreLeadTimeOnReschedule: true });
    expect((await move()).start).toBe(at('02T08:00'));
  });

  it('BR-FSM-082 has as many places as it says, each configuration for itself', async () => {
    const { id, order } = await offered({ placesPerSlot: 1 });
    const [first, second] = [await order(), await order()];
    await booked(fsmAdmin, first, at('03T08:00'));
    expect((await book(fsmAdmin, second, at('03T08:00'))).body.code).toBe('slot_full');
    expect((await fsmAdmin.api.patch(`${PATH}/${id}`, { placesPerSlot: 2 })).status).toBe(200);
    expect((await book(fsmAdmin, second, at('03T08:00'))).status).toBe(201);
    await fsmAdmin.api.patch(`${PATH}/${id}`, { placesPerSlot: 1 });
    expect((await slotsOf(await order(), '&from=2026-03-03&to=2026-03-03T08:00:00Z'))[0]!.free).toBe(0);
    const { order: elsewhere } = await qualifiedOrder(test);
    expect((await slotsOf(elsewhere, '&from=2026-03-03&to=2026-03-03T08:00:00Z'))[0]!.free).toBe(2);
  });

  it('one by which an appointment was made is not deleted: 409', async () => {
    const { id, order } = await offered({});
    await booked(fsmAdmin, await order(), at('03T08:00'));
    expect((await fsmAdmin.api.delete(`${PATH}/${id}`)).body).toMatchObject({ status: 409, code: 'configuration_in_use' });
  });
});
