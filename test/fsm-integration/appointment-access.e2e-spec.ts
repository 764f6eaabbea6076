import { FixedClock } from '#libs/kernel';
import { ROLE, type Somebody } from '../support/given.js';
import { at, book, booked, MONDAY, qualifiedOrder } from '../support/given-appointments.js';
import { TestApp } from '../support/test-app.js';

/** Slots enough for everybody. */
const ROOMY = { name: 'Roomy', order: 1, placesPerSlot: 1_000, leadTimeMinutes: 0, futureDays: 300 };

describe('who sees and makes appointments', () => {
  let test: TestApp;
  let dispatcher: Somebody;

  beforeAll(async () => {
    test = await TestApp.start({}, new FixedClock(MONDAY));
    dispatcher = await test.given.user(['wm_dispatcher']);
    const { status } = await (await test.given.admin()).api.post('/admin/appointment-configurations', ROOMY);
    expect(status).toBe(201);
  });
  afterAll(() => test.stop());

  /** Sees the appointment alone, in lists, by the order and by the case, or not at all and as if it had never been. */
  async function seenBy({ api }: Somebody, appointment: { id: string; number: string }, order: { id: string }): Promise<boolean> {
    const { status, body } = await api.get(`/appointments/${appointment.id}`);
    const seen = status === 200;
    expect((await api.get(`/appointments?number=${appointment.number}&total=true`)).body.total).toBe(seen ? 1 : 0);
    // Who may read no appointment at all knows of no field to filter by.
    const filtered = await api.get(`/appointments?workOrder=${order.id}&number=${appointment.number}&total=true`);
    expect(filtered.status === 400 ? 0 : filtered.body.total).toBe(seen ? 1 : 0);
    expect((await api.get(`/work-orders/${order.id}`)).status).toBe(status);
    expect((await api.get(`/appointments/slots?workOrder=${order.id}&to=${at('03T08:00')}`)).status).toBe(status);
    expect((await api.get(`/appointments/${appointment.id}/activity`)).status).toBe(status);
    if (!seen) {
      const never = await api.get('/appointments/0193a1b2c3d47e5f8a9b0c1d2e3f4a5b');
      expect({ ...body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
    }
    return seen;
  }

  /** What each of the three changes answers, each on an appointment or order of its own. */
  async function answersTo({ api }: Somebody, fresh: () => Promise<{ id: string }>): Promise<Record<string, number>> {
    const appointment = async () => (await booked(dispatcher, await fresh(), at('04T08:00'))).id;
    return {
      book: (await api.post('/appointments', { workOrderId: (await fresh()).id, start: at('04T08:00') })).status,
      reschedule: (await api.post(`/appointments/${await appointment()}/reschedule`, { start: at('05T08:00') })).status,
      cancel: (await api.post(`/appointments/${await appointment()}/cancel`)).status,
    };
  }
  const ALL = { book: 201, reschedule: 200, cancel: 200 };
  const NONE = { book: 403, reschedule: 403, cancel: 403 };
  /** Who books at all learns of a hidden order what it learns of one that never was. */
  const HIDDEN = { book: 422, reschedule: 404, cancel: 404 };
  const STRANGER = { book: 403, reschedule: 404, cancel: 404 };

  describe('A14, decision 9: of the customer side, on the orders that they see', () => {
    it('a customer sees and makes those of orders that concern the own person, and of no others', async () => {
      const account = await test.given.account();
      const [me, colleague] = [await test.given.contact(account), await test.given.contact(account)];
      const { order } = await qualifiedOrder(test, { account, contact: me });
      const appointment = await booked(dispatcher, order, at('03T08:00'));
      expect([await seenBy(me, appointment, order), await seenBy(colleague, appointment, order)]).toEqual([true, false]);
      const fresh = async () => (await qualifiedOrder(test, { account, contact: me })).order;
      expect(await answersTo(me, fresh)).toEqual(ALL);
      expect(await answersTo(colleague, fresh)).toEqual(HIDDEN);
    });

    it('a customer administrator and a case manager: of the own account and below', async () => {
      const parent = await test.given.account();
      const own = await test.given.account({ parent });
      const below = await test.given.account({ parent: own });
      for (const roles of [ROLE.customerAdmin, ROLE.customerCaseManager]) {
        const somebody = await test.given.contact(own, roles);
        for (const [account, sees] of [
          [own, true],
          [below, true],
          [parent, false],
        ] as const) {
          const { order } = await qualifiedOrder(test, { account });
          expect(await seenBy(somebody, await booked(dispatcher, order, at('03T08:00')), order)).toBe(sees);
          expect(await answersTo(somebody, async () => (await qualifiedOrder(test, { account })).order)).toEqual(sees ? ALL : HIDDEN);
        }
      }
    });

    it('a partner of orders with the own person, its administrator of the partner account', async () => {
      const [vendor, customer] = [await test.given.account({ customer: false, partner: true }), await test.given.account()];
      await test.given.partnership(vendor, customer);
      const [me, colleague] = [await test.given.contact(vendor, ROLE.partner), await test.given.contact(vendor, ROLE.partner)];
      const boss = await test.given.contact(vendor, ROLE.partnerAdmin);
      const source = await test.given.case({ account: customer, partner: vendor, partnerContact: me });
      const fresh = () => test.given.workOrder({ case: source, state: 'qualified' });
      const order = await fresh();
      const appointment = await booked(dispatcher, order, at('03T08:00'));
      for (const [who, sees] of [
        [me, true],
        [boss, true],
        [colleague, false],
      ] as const) {
        expect(await seenBy(who, appointment, order)).toBe(sees);
        expect(await answersTo(who, fresh)).toEqual(sees ? ALL : HIDDEN);
      }
    });

    it('a consumer of the own orders', async () => {
      const [me, other] = [await test.given.consumer(), await test.given.consumer()];
      const source = await test.given.case({ consumer: me });
      const fresh = () => test.given.workOrder({ case: source, state: 'qualified' });
      const order = await fresh();
      const appointment = await booked(dispatcher, order, at('03T08:00'));
      expect([await seenBy(me, appointment, order), await seenBy(other, appointment, order)]).toEqual([true, false]);
      expect([await answersTo(me, fresh), await answersTo(other, fresh)]).toEqual([ALL, HIDDEN]);
    });

    it('nobody outside sees one of an order without a case, and nobody how it is offered', async () => {
      const account = await test.given.account();
      for (const roles of [ROLE.customer, ROLE.customerAdmin, ROLE.partnerAdmin]) {
        const me = await test.given.contact(account, roles);
        const with_ = { accountId: account.id, contactId: me.id, partnerId: account.id, partnerContactId: me.id };
        const free = await test.given.workOrder({ with: with_, openedBy: me, state: 'qualified' });
        expect(await seenBy(me, await booked(dispatcher, free, at('03T08:00')), free)).toBe(false);
        const { order } = await qualifiedOrder(test, { account, contact: me });
        const { id } = await booked(me, order, at('03T08:00'));
        expect((await me.api.get(`/appointments/${id}`)).body).not.toHaveProperty('configuration');
        expect((await dispatcher.api.get(`/appointments/${id}`)).body.configuration.name).toBe(ROOMY.name);
      }
    });

    it('decision 30 an access control that is off takes them from that role', async () => {
      const { contact, order } = await qualifiedOrder(test);
      const appointment = await booked(contact, order, at('03T08:00'));
      await test.given.accessControl('wm_order', false, 'sn_customerservice.customer');
      expect(await seenBy(contact, appointment, order)).toBe(false);
      expect((await book(contact, order, at('04T08:00'))).status).toBe(403);
      await test.given.accessControl('wm_order', true, 'sn_customerservice.customer');
      expect(await seenBy(contact, appointment, order)).toBe(true);
    });

    it('decision 15 who may see the case no more is told nothing from the next request on', async () => {
      const account = await test.given.account();
      const related = await test.given.contact(await test.given.account());
      await test.given.contactRelationship(related, account);
      const source = await test.given.case({ account, contact: related, openedBy: related });
      const order = await test.given.workOrder({ case: source, openedBy: related, state: 'qualified' });
      const appointment = await booked(related, order, at('03T08:00'));
      expect(await seenBy(related, appointment, order)).toBe(true);
      const admin = await test.given.admin();
      const { items } = (await admin.api.get(`/contact-relationships?account=${account.id}`)).body;
      expect((await admin.api.delete(`/contact-relationships/${items[0].id}`)).status).toBe(204);
      expect(await seenBy(related, appointment, order)).toBe(false);
    });
  });

  describe('A13: of the vendor', () => {
    it('dispatchers, field agents, their administrators, and whoever works cases make them; all others do not', async () => {
      const { source } = await qualifiedOrder(test);
      const fresh = () => test.given.workOrder({ case: source, state: 'qualified' });
      for (const [roles, expected] of [
        [['wm_dispatcher'], ALL],
        [['wm_agent'], ALL],
        [['wm_admin'], ALL],
        [['wm_initiator_qualifier_dispatcher'], ALL],
        [['wm_qualifier', 'sn_customerservice_agent'], ALL],
        [ROLE.admin, ALL],
        [ROLE.agent, ALL],
        [ROLE.agentManager, ALL],
        [['sn_customerservice.consumer_agent'], ALL],
        [['wm_read'], NONE],
        [['wm_basic'], NONE],
        [['wm_initiator'], NONE],
        [['wm_task_initiator'], NONE],
        [['wm_qualifier'], NONE],
        [['wm_initiator_qualifier'], NONE],
        [['sn_fsm_servicedesk_agent'], NONE],
        [['sn_customerservice.case_viewer'], STRANGER],
        [ROLE.stakeholder, STRANGER],
        [['it_project_manager'], STRANGER],
        [[], STRANGER],
      ] as const)
        expect([roles, await answersTo(await test.given.user(roles), fresh)]).toEqual([roles, expected]);
    });

    it('a customer project manager sees those of cases with a project, and makes none', async () => {
      const account = await test.given.account();
      const manager = await test.given.projectManager();
      const source = await test.given.case({ account, project: await test.given.project({ account, manager }) });
      const fresh = () => test.given.workOrder({ case: source, state: 'qualified' });
      const order = await fresh();
      expect(await seenBy(manager, await booked(dispatcher, order, at('03T08:00')), order)).toBe(true);
      expect(await answersTo(manager, fresh)).toEqual(NONE);
    });

    it('whoever works cases sees those of orders of cases, field service those of all', async () => {
      const free = await test.given.workOrder({ state: 'qualified' });
      const appointment = await booked(dispatcher, free, at('03T08:00'));
      for (const [roles, sees] of [
        [['wm_read'], true],
        [ROLE.admin, true],
        [['sn_customerservice.case_viewer'], false],
      ] as const)
        expect(await seenBy(await test.given.user(roles), appointment, free)).toBe(sees);
    });

    it('who sees an appointment comments on it until its order is over; external people read no work notes', async () => {
      const { contact, order } = await qualifiedOrder(test);
      const { id } = await booked(contact, order, at('03T08:00'));
      expect((await contact.api.post(`/appointments/${id}/comments`, { text: 'Ring twice' })).status).toBe(201);
      expect((await contact.api.post(`/appointments/${id}/work-notes`, { text: 'x' })).status).toBe(403);
      expect((await dispatcher.api.post(`/appointments/${id}/work-notes`, { text: 'Bring a ladder' })).status).toBe(201);
      const texts = async (who: Somebody) => JSON.stringify(await who.api.all(`/appointments/${id}/activity`));
      expect(await texts(dispatcher)).toContain('ladder');
      expect(await texts(contact)).not.toContain('ladder');
      await contact.api.post(`/appointments/${id}/cancel`);
      expect((await contact.api.post(`/appointments/${id}/comments`, { text: 'x' })).status).toBe(409);
    });
  });

  it('without a token: 401', async () => {
    for (const path of ['/appointments', '/appointments/slots', '/admin/appointment-configurations'])
      expect((await test.stranger.get(path)).status).toBe(401);
    expect((await test.stranger.post('/appointments', {})).status).toBe(401);
  });
});
