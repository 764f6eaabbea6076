import { FixedClock } from '#libs/kernel';
import type { WorkOrderState } from '../../src/fsm-integration/domain/work-order-state.js';
import { ROLE, type Somebody } from '../support/given.js';
import { at, booked, MONDAY, qualifiedOrder } from '../support/given-appointments.js';
import { TestApp } from '../support/test-app.js';

describe('the mails about appointments', () => {
  let test: TestApp;
  let admin: Somebody;
  let dispatcher: Somebody;

  beforeAll(async () => {
    test = await TestApp.start({}, new FixedClock(MONDAY));
    admin = await test.given.admin();
    dispatcher = await test.given.user(['wm_dispatcher']);
    const roomy = { name: 'Roomy', order: 1, placesPerSlot: 1_000 };
    expect((await admin.api.post('/admin/appointment-configurations', roomy)).status).toBe(201);
  });
  afterAll(() => test.stop());

  /** The mails whose subject names the appointment, in the order in which they were written. */
  const about = async ({ number }: { number: string }): Promise<{ to: string; topic: string; text: string }[]> => {
    await test.deliverOutbox();
    const mails = (await admin.api.all('/admin/outbox?kind=mail')).filter(({ payload }) => payload.subject.includes(number));
    return mails.map(({ topic, payload }) => ({ topic, to: payload.to, text: payload.text })).reverse();
  };
  const topics = async (appointment: { number: string }): Promise<string[]> => (await about(appointment)).map(({ topic }) => topic);
  const inState = (state: WorkOrderState['state']) => qualifiedOrder(test, { state });

  it('the confirmation waits until the work is accepted', async () => {
    for (const [state, told] of [
      ['qualified', []],
      ['assigned', []],
      ['accepted', ['appointment_confirmed']],
    ] as const) {
      const { order } = await inState(state);
      expect([state, await topics(await booked(dispatcher, order, at('03T08:00')))]).toEqual([state, told]);
    }
  });

  it('or only assigned, where nobody has to accept', async () => {
    const set = (value: boolean) => admin.api.patch('/admin/properties/fsm.accept_reject_required', { value });
    await set(false);
    const { order } = await inState('assigned');
    const appointment = await booked(dispatcher, order, at('03T08:00'));
    const [mail] = await about(appointment);
    expect(mail!.text).toContain(`Work order: ${order.number} ${order.shortDescription}`);
    expect(mail!.text).toContain('confirmed: 2026-03-03 08:00 to 10:00 (UTC).');
    await set(true);
  });

  it('the contact is told of a move and a cancellation by others, not of the own', async () => {
    const { order, contact } = await inState('qualified');
    const appointment = await booked(contact, order, at('03T08:00'));
    const move = (who: Somebody, start: string) => who.api.post(`/appointments/${appointment.id}/reschedule`, { start: at(start) });
    await move(contact, '03T10:00');
    expect(await topics(appointment)).toEqual([]);
    await move(dispatcher, '03T12:00');
    await dispatcher.api.post(`/appointments/${appointment.id}/cancel`);
    const mails = await about(appointment);
    expect(mails.map(({ topic }) => topic)).toEqual(['appointment_rescheduled', 'appointment_canceled']);
    expect(mails[0]!.text).toContain('2026-03-03 12:00 to 14:00 (UTC)');
  });

  it('nobody is told who may not see the order', async () => {
    const account = await test.given.account();
    const contact = await test.given.contact(await test.given.account(), ROLE.customer);
    const source = await test.given.case({ account, contact, openedBy: dispatcher });
    const order = await test.given.workOrder({ case: source, state: 'accepted' });
    expect(await topics(await booked(dispatcher, order, at('03T08:00')))).toEqual([]);
  });
});
