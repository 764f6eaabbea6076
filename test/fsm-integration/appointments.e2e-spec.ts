import { FixedClock } from '#libs/kernel';
import { Database } from '#libs/persistence';
import type { WorkOrderState } from '../../src/fsm-integration/domain/work-order-state.js';
import { ROLE, type Somebody } from '../support/given.js';
import { at, book, booked, MONDAY, qualifiedOrder } from '../support/given-appointments.js';
import { TestApp } from '../support/test-app.js';

const HOUR = 3_600_000;

describe('appointments', () => {
  let test: TestApp;
  let clock: FixedClock;
  let agent: Somebody;
  let dispatcher: Somebody;

  beforeAll(async () => {
    clock = new FixedClock(MONDAY);
    test = await TestApp.start({}, clock);
    agent = await test.given.user(ROLE.agent);
    dispatcher = await test.given.user(['wm_dispatcher']);
  });
  beforeEach(async () => {
    clock.set(MONDAY);
    // Each test has all places to itself.
    await test.get(Database).run('DELETE FROM appointment_count');
  });
  afterAll(() => test.stop());

  const slots = async (order: { id: string }, more = ''): Promise<{ start: string; end: string; free: number }[]> =>
    (await dispatcher.api.get(`/appointments/slots?workOrder=${order.id}${more}`)).body.items;
  const shown = async (order: { id: string }) => (await dispatcher.api.get(`/work-orders/${order.id}`)).body;
  const texts = async (path: string, who = dispatcher): Promise<string[]> =>
    (await who.api.all(`${path}/activity`)).map(({ text }: { text: string | null }) => text ?? '');

  describe('slots', () => {
    it('decision 51 are offered with their places, from the lead time on and for fourteen days (BR-FSM-081)', async () => {
      const { order } = await qualifiedOrder(test);
      const all = await slots(order);
      expect(all[0]).toEqual({ start: at('02T10:00'), end: at('02T12:00'), free: 2 });
      expect(all.at(-1)!.start).toBe(at('13T14:00'));
      expect(all).toHaveLength(3 + 9 * 4);
      expect((await slots(order, '&from=2026-03-03&to=2026-03-03T10:00:00Z')).map(({ start }) => start)).toEqual([
        at('03T08:00'),
        at('03T10:00'),
      ]);
      expect(await slots(order, '&from=2026-03-07T00:00Z&to=2026-03-08T23:00Z')).toEqual([]);
    });

    it('BR-FSM-082 a full slot has no place left', async () => {
      const free = async (order: { id: string }) => (await slots(order, `&to=${at('02T10:00')}`))[0]!.free;
      for (const left of [2, 1, 0]) {
        const { order } = await qualifiedOrder(test);
        expect(await free(order)).toBe(left);
        const { status, body } = await book(dispatcher, order, at('02T10:00'));
        expect([status, body.code]).toEqual(left ? [201, undefined] : [409, 'slot_full']);
      }
    });

    it('are at most a hundred', async () => {
      const many = { name: 'Many', order: 1, location: 'Harbour', slotMinutes: 15 };
      const fsmAdmin = await test.given.user(['wm_admin']);
      expect((await fsmAdmin.api.post('/admin/appointment-configurations', many)).status).toBe(201);
      const order = await test.given.workOrder({ state: 'qualified', with: { location: ' harbour' } });
      expect(await slots(order)).toHaveLength(100);
    });

    it('parameters that are missing, unknown, repeated or malformed: 400; a hidden order: 404', async () => {
      const { order } = await qualifiedOrder(test);
      for (const query of ['', `workOrder=${order.id}&x=1`, `workOrder=${order.id}&workOrder=1`, `workOrder=${order.id}&from=soon`])
        expect((await dispatcher.api.get(`/appointments/slots?${query}`)).status).toBe(400);
      const stranger = await test.given.contact(await test.given.account());
      for (const key of [order.id, 'WO9999999'])
        expect((await stranger.api.get(`/appointments/slots?workOrder=${key}`)).body).toMatchObject({ status: 404, code: 'not_found' });
    });

    it('BR-FSM-090 follow the zone of the location, else of the person whom the work is for, else of the system', async () => {
      const { order, contact } = await qualifiedOrder(test);
      const first = async (one: { id: string }) => (await slots(one, '&from=2026-03-03&to=2026-03-04'))[0]!.start;
      expect(await first(order)).toBe(at('03T08:00'));
      await (await test.given.admin()).api.patch(`/contacts/${contact.id}`, { timeZone: 'Europe/Berlin' });
      expect(await first(order)).toBe(at('03T07:00'));
      const { body } = await book(contact, order, at('03T07:00'));
      expect(body).toMatchObject({ timeZone: 'Europe/Berlin', start: at('03T07:00'), end: at('03T09:00') });
      const fsmAdmin = await test.given.user(['wm_admin']);
      const plant = { name: 'Lagos', order: 2, location: 'Lagos', timeZone: 'Africa/Lagos' };
      expect((await fsmAdmin.api.post('/admin/appointment-configurations', plant)).status).toBe(201);
      const source = await test.given.case({ account: await test.given.account(), contact, with: { location: 'Lagos' } });
      const there = await test.given.workOrder({ case: source, state: 'qualified' });
      expect((await book(dispatcher, there, at('03T07:00'))).body.timeZone).toBe('Africa/Lagos');
    });
  });

  describe('booking', () => {
    it('answers the appointment, and the order has one', async () => {
      const { order, source } = await qualifiedOrder(test);
      const { status, body } = await agent.api.post('/appointments', { workOrderId: order.number, start: at('02T12:00') });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        number: expect.stringMatching(/^APPT\d{7}$/),
        state: 'booked',
        start: at('02T12:00'),
        end: at('02T14:00'),
        timeZone: 'UTC',
        workOrder: { id: order.id, number: order.number },
        case: { id: source.id },
        bookedBy: { id: agent.id },
        version: 1,
      });
      expect(await shown(order)).toMatchObject({ hasAppointment: true, state: 'qualified' });
      expect(await texts(`/work-orders/${order.id}`)).toContain(`Appointment ${body.number} booked: 2026-03-02 12:00 to 14:00 (UTC)`);
      for (const filter of [`workOrder=${order.number}`, `case=${source.number}`])
        expect((await agent.api.get(`/appointments?${filter}&total=true`)).body).toMatchObject({ total: 1, items: [{ id: body.id }] });
    });

    it('BR-FSM-080 only for an order that is qualified and not over: 409', async () => {
      const wanted: Record<WorkOrderState['state'], number> = {
        draft: 409,
        awaiting_approval: 409,
        awaiting_qualification: 409,
        qualified: 201,
        ready_for_dispatch: 201,
        scheduled: 201,
        assigned: 201,
        accepted: 201,
        work_in_progress: 201,
        closed_complete: 409,
        closed_incomplete: 409,
        canceled: 409,
      };
      let day = 3;
      for (const [state, expected] of Object.entries(wanted)) {
        const { order } = await qualifiedOrder(test, { state: state as WorkOrderState['state'] });
        const { status, body } = await book(dispatcher, order, at(`0${day}T08:00`));
        expect([state, status, body.code]).toEqual([state, expected, expected === 409 ? 'order_not_qualified' : undefined]);
        if (status === 201) day = day === 6 ? 3 : day + 1;
      }
    });

    it('BR-FSM-080 only where appointments are offered: 409', async () => {
      const fsmAdmin = await test.given.user(['wm_admin']);
      const { items } = (await fsmAdmin.api.get('/admin/appointment-configurations?active=true')).body;
      for (const { id } of items) await fsmAdmin.api.patch(`/admin/appointment-configurations/${id}`, { active: false });
      const { order } = await qualifiedOrder(test);
      expect((await book(dispatcher, order, at('03T08:00'))).body).toMatchObject({ status: 409, code: 'no_appointments_offered' });
      expect(await slots(order)).toEqual([]);
      for (const { id } of items) await fsmAdmin.api.patch(`/admin/appointment-configurations/${id}`, { active: true });
      expect((await book(dispatcher, order, at('03T08:00'))).status).toBe(201);
    });

    it('BR-FSM-081 only in a slot that is offered, not too soon and not too far ahead: 422', async () => {
      const { order } = await qualifiedOrder(test);
      const code = async (start: string) => (await book(dispatcher, order, start)).body.code;
      expect(await code(at('03T08:30'))).toBe('slot_not_offered');
      expect(await code(at('07T08:00'))).toBe('slot_not_offered');
      expect(await code(at('03T16:00'))).toBe('slot_not_offered');
      expect(await code(at('02T08:00'))).toBe('slot_too_soon');
      expect(await code('2026-02-27T08:00:00.000Z')).toBe('slot_too_soon');
      expect(await code(at('16T08:00'))).toBe('slot_too_late');
      clock.set(new Date(MONDAY.getTime() + 1));
      expect(await code(at('02T10:00'))).toBe('slot_too_soon');
      clock.set(MONDAY);
      expect(await code(at('02T10:00'))).toBeUndefined();
    });

    it('BR-FSM-083 an order has one appointment at a time: 409', async () => {
      const { order } = await qualifiedOrder(test);
      await booked(dispatcher, order, at('03T08:00'));
      expect((await book(dispatcher, order, at('03T10:00'))).body).toMatchObject({ status: 409, code: 'has_appointment' });
      expect((await slots(order, '&from=2026-03-03&to=2026-03-03T10:00:00Z')).map(({ free }) => free)).toEqual([1, 2]);
    });

    it('fields that are missing, malformed or unknown: 400; an order that is unknown or hidden: 422', async () => {
      const { order } = await qualifiedOrder(test);
      const start = at('03T08:00');
      for (const body of [
        {},
        { start },
        { workOrderId: order.id },
        { workOrderId: null, start },
        { workOrderId: order.id, start: 'soon' },
        { workOrderId: order.id, start: 1 },
        { workOrderId: order.id, start, end: start },
        { workOrderId: order.id, start, state: 'booked' },
      ])
        expect([body, (await dispatcher.api.post('/appointments', body)).status]).toEqual([body, 400]);
      const stranger = await test.given.contact(await test.given.account());
      for (const workOrderId of [order.id, 'WO9999999', '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b'])
        expect((await stranger.api.post('/appointments', { workOrderId, start })).body).toMatchObject({
          status: 422,
          code: 'unknown_reference',
        });
    });

    it('BR-FSM-089 nobody books more than a hundred on one day: 409, and again on the next', async () => {
      const busy = await test.given.user(['wm_dispatcher']);
      await test.get(Database).run('INSERT INTO appointment_count (id, taken) VALUES (?, 99)', [`${busy.id} 2026-03-02`]);
      const [first, second] = [await qualifiedOrder(test), await qualifiedOrder(test)];
      expect((await book(busy, first.order, at('03T08:00'))).status).toBe(201);
      expect((await book(busy, second.order, at('03T10:00'))).body).toMatchObject({ status: 409, code: 'too_many_appointments' });
      expect((await slots(second.order, '&from=2026-03-03T10:00Z&to=2026-03-03T10:00Z'))[0]!.free).toBe(2);
      clock.set(new Date(MONDAY.getTime() + 24 * HOUR));
      expect((await book(busy, second.order, at('04T10:00'))).status).toBe(201);
    });

    it('the same Idempotency-Key books once', async () => {
      const { order } = await qualifiedOrder(test);
      const send = () =>
        dispatcher.api.post('/appointments', { workOrderId: order.id, start: at('03T08:00') }, { 'idempotency-key': `a-${order.id}` });
      const [first, again] = [await send(), await send()];
      expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    });
  });

  describe('moving', () => {
    it('BR-FSM-086 keeps the id, and tells the old and the new window and by whom', async () => {
      const { order, contact } = await qualifiedOrder(test);
      const { id, number } = await booked(contact, order, at('03T08:00'));
      const { status, body } = await dispatcher.api.post(`/appointments/${number}/reschedule`, { start: at('04T10:00') });
      expect([status, body.id, body.state, body.start, body.end]).toEqual([200, id, 'rescheduled', at('04T10:00'), at('04T12:00')]);
      const words = `Appointment ${number} moved by ${dispatcher.name} from 2026-03-03 08:00 to 10:00 (UTC) to 2026-03-04 10:00 to 12:00 (UTC)`;
      for (const who of [dispatcher, contact]) expect(await texts(`/work-orders/${order.id}`, who)).toContain(words);
      const entry = (await contact.api.all(`/appointments/${id}/activity`)).find(({ kind }) => kind === 'field_change');
      expect(entry).toMatchObject({ by: { id: dispatcher.id } });
      expect(entry.changes).toContainEqual({ field: 'start', from: at('03T08:00'), to: at('04T10:00') });
    });

    it('gives the old place back and takes the new one: 409 where it is full, and nothing is changed', async () => {
      const one = await qualifiedOrder(test);
      const { id } = await booked(dispatcher, one.order, at('03T08:00'));
      for (let n = 0; n < 2; n += 1) await booked(dispatcher, (await qualifiedOrder(test)).order, at('03T10:00'));
      expect((await dispatcher.api.post(`/appointments/${id}/reschedule`, { start: at('03T10:00') })).body.code).toBe('slot_full');
      expect((await dispatcher.api.get(`/appointments/${id}`)).body).toMatchObject({ start: at('03T08:00'), version: 1 });
      expect((await dispatcher.api.post(`/appointments/${id}/reschedule`, { start: at('03T12:00') })).status).toBe(200);
      expect((await slots(one.order, '&from=2026-03-03&to=2026-03-03T12:00:00Z')).map(({ free }) => free)).toEqual([2, 0, 1]);
      expect((await dispatcher.api.post(`/appointments/${id}/reschedule`, { start: at('03T12:00') })).body.version).toBe(2);
    });

    it('BR-FSM-081, BR-FSM-085 within the same limits, until four hours before: 422 and 409', async () => {
      const { order } = await qualifiedOrder(test);
      const { id } = await booked(dispatcher, order, at('03T12:00'));
      const move = async (start: string) => (await dispatcher.api.post(`/appointments/${id}/reschedule`, { start })).body.code;
      expect(await move(at('02T08:00'))).toBe('slot_too_soon');
      expect(await move(at('03T11:00'))).toBe('slot_not_offered');
      clock.set(new Date(at('03T08:00')));
      expect(await move(at('04T08:00'))).toBe('appointment_cut_off');
      expect((await dispatcher.api.post(`/appointments/${id}/cancel`)).body.code).toBe('appointment_cut_off');
      clock.set(new Date(Date.parse(at('03T08:00')) - 1));
      expect(await move(at('04T08:00'))).toBeUndefined();
    });

    it('a stale version: 412; a field that is missing or unknown: 400', async () => {
      const { order } = await qualifiedOrder(test);
      const { id } = await booked(dispatcher, order, at('03T08:00'));
      const path = `/appointments/${id}/reschedule`;
      for (const body of [{}, { start: 'x' }, { start: at('04T08:00'), end: at('04T09:00') }])
        expect((await dispatcher.api.post(path, body)).status).toBe(400);
      expect((await dispatcher.api.post(path, { start: at('04T08:00') }, { 'if-match': '"9"' })).status).toBe(412);
      expect((await dispatcher.api.post(`/appointments/${id}/cancel`, { why: 'x' })).status).toBe(400);
    });
  });

  describe('canceling', () => {
    it('BR-FSM-087 cancels the work order, gives the place back, and is final', async () => {
      const { order, contact } = await qualifiedOrder(test);
      const { id, number } = await booked(contact, order, at('03T08:00'));
      const { status, body } = await contact.api.post(`/appointments/${id}/cancel`);
      expect([status, body.state, body.number]).toEqual([200, 'canceled', number]);
      expect(await shown(order)).toMatchObject({ state: 'canceled', active: false, hasAppointment: false });
      expect(await texts(`/work-orders/${order.id}`)).toContain(`Appointment ${number} canceled: 2026-03-03 08:00 to 10:00 (UTC)`);
      const again = await qualifiedOrder(test);
      expect((await slots(again.order, '&from=2026-03-03&to=2026-03-03T08:00:00Z'))[0]!.free).toBe(2);
      for (const action of ['cancel', 'reschedule'])
        expect((await dispatcher.api.post(`/appointments/${id}/${action}`, {})).body).toMatchObject({ status: 409, code: 'record_closed' });
      expect((await book(dispatcher, order, at('04T08:00'))).body.code).toBe('order_not_qualified');
    });

    it('BR-FSM-025 an order that is canceled or deleted takes its appointment along, at whatever time', async () => {
      const fsmAdmin = await test.given.user(['wm_admin']);
      const [one, other] = [await qualifiedOrder(test), await qualifiedOrder(test)];
      const { id } = await booked(dispatcher, one.order, at('03T08:00'));
      const gone = await booked(dispatcher, other.order, at('03T08:00'));
      clock.set(new Date(at('03T07:30')));
      expect((await fsmAdmin.api.post(`/work-orders/${one.order.id}/cancel`, { workNote: 'Not needed' })).status).toBe(200);
      expect((await dispatcher.api.get(`/appointments/${id}`)).body.state).toBe('canceled');
      expect((await fsmAdmin.api.delete(`/work-orders/${other.order.id}`)).status).toBe(204);
      expect((await dispatcher.api.get(`/appointments/${gone.id}`)).status).toBe(404);
      const [{ n }] = (await test.get(Database).rows("SELECT SUM(taken) AS n FROM appointment_count WHERE id LIKE '%UTC'")) as [
        { n: number },
      ];
      expect(Number(n)).toBe(0);
    });
  });

  describe('while the plugins are off', () => {
    it('without field service there are no appointments; without its integration external people and agents see none', async () => {
      const admin = await test.given.admin();
      const { order, contact } = await qualifiedOrder(test);
      const { id } = await booked(contact, order, at('03T08:00'));
      const turn = async (action: 'activate' | 'deactivate', ...plugins: string[]) => {
        for (const plugin of plugins) expect((await admin.api.post(`/admin/plugins/${plugin}/${action}`)).status).toBe(200);
      };
      await turn('deactivate', 'com.snc.csm_fsm_integration');
      for (const who of [contact, await test.given.user(['sn_customerservice.case_viewer'])])
        expect((await who.api.get(`/appointments/${id}`)).status).toBe(404);
      expect((await book(contact, order, at('04T08:00'))).status).toBe(403);
      expect((await dispatcher.api.get(`/appointments/${id}`)).status).toBe(200);
      await turn('deactivate', 'com.snc.wm_ppm', 'com.snc.work_management');
      for (const path of [
        '/appointments',
        `/appointments/${id}`,
        `/appointments/${id}/activity`,
        `/appointments/slots?workOrder=${order.id}`,
        '/admin/appointment-configurations',
      ])
        expect([path, (await admin.api.get(path)).status]).toEqual([path, 404]);
      expect((await admin.api.post(`/appointments/${id}/cancel`)).status).toBe(404);
      expect((await book(admin, order, at('04T08:00'))).status).toBe(404);
      await turn('activate', 'com.snc.work_management', 'com.snc.wm_ppm', 'com.snc.csm_fsm_integration');
      expect((await contact.api.get(`/appointments/${id}`)).status).toBe(200);
    });
  });
});
