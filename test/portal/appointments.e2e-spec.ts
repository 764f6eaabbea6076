import { Clock } from '#libs/kernel';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

class SetClock extends Clock {
  at = new Date('2026-12-01T08:00:00Z');
  override now(): Date {
    return this.at;
  }
}

describe('appointments in the portal', () => {
  let test: TestApp;
  const clock = new SetClock();

  beforeAll(async () => {
    test = await TestApp.start({}, clock);
  });
  beforeEach(() => {
    clock.at = new Date('2026-12-01T08:00:00Z');
  });
  afterAll(() => test.stop());

  const world = async () => {
    const account = await test.given.account();
    const [me, colleague] = [await test.given.contact(account), await test.given.contact(account)];
    const source = await test.given.case({ account, contact: me });
    return { account, me, colleague, source, order: await test.given.workOrder({ case: source, state: 'ready_for_dispatch' }) };
  };
  const form = async ({ api }: Somebody, path: string) => {
    const { status, body } = await api.get(`/portal/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return { ...body, keys: body.actions.map(({ key }: { key: string }) => key) };
  };
  const book = async ({ api }: Somebody, order: { id: string }) => {
    const { items } = (await api.get(`/appointments/slots?workOrder=${order.id}&from=2026-12-03T00:00:00Z`)).body;
    const slot = items.find(({ free }: { free: number }) => free > 0);
    const { status, body } = await api.post('/appointments', { workOrderId: order.id, start: slot.start });
    expect(status).toBe(201);
    return body;
  };

  it('P15 stand on the order, on its case and in the list, for whoever sees the order', async () => {
    const { me, colleague, source, order } = await world();
    const appointment = await book(me, order);
    const { body } = await me.api.get('/portal/appointments?total=true');
    expect([body.total, body.items[0].id]).toEqual([1, appointment.id]);
    expect(Object.keys(body.items[0]).sort()).toEqual(
      ['id', 'number', 'workOrder', 'case', 'state', 'start', 'end', 'timeZone', 'createdAt', 'updatedAt', 'version'].sort(),
    );
    for (const path of [`work-orders/${order.number}`, `cases/${source.number}`]) {
      const { relatedLists } = await form(me, path);
      expect(relatedLists).toContainEqual({ key: 'appointments', label: 'Appointments', count: 1 });
      const { items } = (await me.api.get(`/portal/${path}/related-lists/appointments`)).body;
      expect(items.map(({ id }: { id: string }) => id)).toEqual([appointment.id]);
    }
    expect((await colleague.api.get('/portal/appointments')).body.items).toEqual([]);
    for (const path of [`appointments/${appointment.id}`, `work-orders/${order.id}/related-lists/appointments`])
      expect([path, (await colleague.api.get(`/portal/${path}`)).status]).toEqual([path, 404]);
  });

  it('P16 the order offers a booking where one can be had: qualified, open, without an appointment that stands', async () => {
    const { account, me, source, order } = await world();
    for (const [state, offered] of [
      ['draft', []],
      ['awaiting_qualification', []],
      ['qualified', ['book_appointment']],
      ['ready_for_dispatch', ['book_appointment']],
      ['closed_complete', []],
      ['canceled', []],
    ] as const) {
      const other = await test.given.workOrder({ case: source, state });
      expect([state, (await form(me, `work-orders/${other.id}`)).keys]).toEqual([state, offered]);
    }
    await book(me, order);
    expect((await form(me, `work-orders/${order.id}`)).keys).toEqual([]);
    const boss = await test.given.contact(account, ROLE.customerAdmin);
    expect((await form(boss, `work-orders/${order.id}`)).keys).toEqual([]);
  });

  it('BR-FSM-085 is moved and canceled until the cut-off; then the actions are absent, and refused', async () => {
    const { me, order } = await world();
    const appointment = await book(me, order);
    expect((await form(me, `appointments/${appointment.number}`)).keys).toEqual(['reschedule', 'cancel_appointment']);
    clock.at = new Date(new Date(appointment.start).getTime() - 240 * 60_000 - 1);
    expect((await form(me, `appointments/${appointment.id}`)).keys).toEqual(['reschedule', 'cancel_appointment']);
    clock.at = new Date(clock.at.getTime() + 1);
    expect((await form(me, `appointments/${appointment.id}`)).keys).toEqual([]);
    expect((await me.api.post(`/appointments/${appointment.id}/cancel`)).status).toBe(409);
  });

  it('a canceled one offers nothing, and its order is over with it', async () => {
    const { me, order } = await world();
    const appointment = await book(me, order);
    expect((await me.api.post(`/appointments/${appointment.id}/cancel`)).status).toBe(200);
    const { keys, record, activity } = await form(me, `appointments/${appointment.id}`);
    expect([keys, record.state, activity]).toEqual([[], 'canceled', { comment: false, attach: false }]);
    expect((await form(me, `work-orders/${order.id}`)).keys).toEqual([]);
  });

  it('T6, T8 how it is offered is hidden; without the access control of orders there are none', async () => {
    const { me, order } = await world();
    const appointment = await book(me, order);
    const { record } = await form(me, `appointments/${appointment.id}`);
    expect(record).not.toHaveProperty('configuration');
    for (const query of ['configuration.isNull=true', 'sort=configuration', 'heldId.isNull=true', 'workOrder.state=draft'])
      expect([query, (await me.api.get(`/portal/appointments?${query}`)).status]).toEqual([query, 400]);
    await test.given.accessControl('wm_order', false);
    expect((await me.api.get('/portal/appointments')).body.items).toEqual([]);
    expect((await me.api.get(`/portal/appointments/${appointment.id}`)).status).toBe(404);
    const { header } = (await me.api.get('/portal/navigation')).body;
    const support = header.find(({ key }: { key: string }) => key === 'support').items.map(({ key }: { key: string }) => key);
    expect(support).toEqual(['projects', 'project_tasks']);
    await test.given.accessControl('wm_order', true);
  });

  it('BR-FSM-064 a consumer has those of the own orders', async () => {
    const [consumer, other] = [await test.given.consumer(), await test.given.consumer()];
    const order = await test.given.workOrder({ case: await test.given.case({ consumer }), state: 'qualified' });
    const appointment = await book(consumer, order);
    expect((await form(consumer, `appointments/${appointment.id}`)).keys).toEqual(['reschedule', 'cancel_appointment']);
    expect((await other.api.get('/portal/appointments')).body.items).toEqual([]);
  });
});
