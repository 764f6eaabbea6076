import type { WorkOrderState } from '../../src/fsm-integration/domain/work-order-state.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

describe('who sees and works a work order', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());

  const seenBy = async (somebody: Somebody, order: WorkOrderState) => {
    const { status, body } = await somebody.api.get(`/work-orders/${order.id}`);
    const listed = await somebody.api.get(`/work-orders?number=${order.number}&total=true`);
    expect([listed.status, listed.body.total]).toEqual([200, status === 200 ? 1 : 0]);
    if (status === 404) {
      const never = await somebody.api.get('/work-orders/0193a1b2c3d47e5f8a9b0c1d2e3f4a5b');
      expect({ ...body, requestId: '' }).toEqual({ ...never.body, requestId: '' });
    }
    return status === 200;
  };

  describe('BR-FSM-061 to 065, decisions 9 and 33: of the customer side', () => {
    it('a customer sees orders of the own account that concern the own person, and no others', async () => {
      const account = await test.given.account();
      const [me, colleague] = [await test.given.contact(account), await test.given.contact(account)];
      const mine = await test.given.workOrder({ case: await test.given.case({ account, contact: me }) });
      const theirs = await test.given.case({ account, contact: colleague });
      const opened = await test.given.workOrder({ case: theirs, openedBy: me });
      const named = await test.given.workOrder({ case: theirs, with: { contactId: me.id } });
      const handedOn = await test.given.workOrder({
        case: await test.given.case({ account, contact: me }),
        with: { contactId: colleague.id },
      });
      for (const order of [mine, opened, named, handedOn]) expect(await seenBy(me, order)).toBe(true);
      expect(await seenBy(me, await test.given.workOrder({ case: theirs }))).toBe(false);
    });

    it('nobody outside sees an order of another account, or one that belongs to no case', async () => {
      const [account, other] = [await test.given.account(), await test.given.account()];
      const strange = await test.given.workOrder({ case: await test.given.case({ account: other }) });
      for (const roles of [ROLE.customer, ROLE.customerAdmin, ROLE.customerCaseManager, ROLE.partner, ROLE.partnerAdmin]) {
        const somebody = await test.given.contact(account, roles);
        expect(await seenBy(somebody, strange)).toBe(false);
        const free = { accountId: account.id, contactId: somebody.id, partnerId: account.id, partnerContactId: somebody.id };
        expect(await seenBy(somebody, await test.given.workOrder({ with: free, openedBy: somebody }))).toBe(false);
      }
    });

    it('a customer administrator and a case manager see the orders of the own account and below, never above', async () => {
      const parent = await test.given.account();
      const own = await test.given.account({ parent });
      const below = await test.given.account({ parent: own });
      const sibling = await test.given.account({ parent });
      for (const roles of [ROLE.customerAdmin, ROLE.customerCaseManager]) {
        const somebody = await test.given.contact(own, roles);
        for (const [account, seen] of [
          [own, true],
          [below, true],
          [parent, false],
          [sibling, false],
        ] as const)
          expect(await seenBy(somebody, await test.given.workOrder({ case: await test.given.case({ account }) }))).toBe(seen);
      }
    });

    it('a partner sees orders with the own account as partner and the own person; its administrator all of the account', async () => {
      const [vendor, customer] = [await test.given.account({ customer: false, partner: true }), await test.given.account()];
      await test.given.partnership(vendor, customer);
      const me = await test.given.contact(vendor, ROLE.partner);
      const colleague = await test.given.contact(vendor, ROLE.partner);
      const boss = await test.given.contact(vendor, ROLE.partnerAdmin);
      const mine = await test.given.workOrder({ case: await test.given.case({ account: customer, partner: vendor, partnerContact: me }) });
      const plain = await test.given.workOrder({ case: await test.given.case({ account: customer }) });
      expect([await seenBy(me, mine), await seenBy(colleague, mine), await seenBy(boss, mine)]).toEqual([true, false, true]);
      expect([await seenBy(me, plain), await seenBy(boss, plain)]).toEqual([false, false]);
    });

    it('a consumer sees the own orders only', async () => {
      const [me, other] = [await test.given.consumer(), await test.given.consumer()];
      const mine = await test.given.workOrder({ case: await test.given.case({ consumer: me }) });
      expect([await seenBy(me, mine), await seenBy(other, mine)]).toEqual([true, false]);
    });

    it('external people read neither groups nor billing, and cannot filter by what they do not read', async () => {
      const account = await test.given.account();
      const me = await test.given.contact(account);
      const order = await test.given.workOrder({ case: await test.given.case({ account, contact: me }) });
      const { body } = await me.api.get(`/work-orders/${order.id}?view=case`);
      expect(Object.keys(body)).toEqual(expect.arrayContaining(['account', 'contact', 'state']));
      for (const field of ['qualificationGroup', 'assignmentGroup', 'billable']) expect(body).not.toHaveProperty(field);
      expect((await me.api.get('/work-orders?billable=true')).status).toBe(400);
    });

    it('decision 37 a visible order cannot be changed, canceled or deleted from outside: 403', async () => {
      const account = await test.given.account();
      const me = await test.given.contact(account, ROLE.customerAdmin);
      const order = await test.given.workOrder({ case: await test.given.case({ account, contact: me }), openedBy: me });
      expect((await me.api.patch(`/work-orders/${order.id}`, { shortDescription: 'Mine' })).status).toBe(403);
      expect((await me.api.post(`/work-orders/${order.id}/cancel`, { workNote: 'no' })).status).toBe(403);
      expect((await me.api.delete(`/work-orders/${order.id}`)).status).toBe(403);
      expect((await me.api.post(`/work-orders/${order.id}/work-notes`, { text: 'no' })).status).toBe(403);
    });
  });

  describe('A13, decision 33: of the vendor', () => {
    it('whoever works cases sees their orders without a field service role; a case viewer or stakeholder sees none', async () => {
      const order = await test.given.workOrder({ case: await test.given.case({ account: await test.given.account() }) });
      for (const roles of [ROLE.agent, ['sn_customerservice.consumer_agent'], ROLE.agentManager, ['wm_read'], ['wm_admin'], ROLE.admin])
        expect(await seenBy(await test.given.user(roles), order)).toBe(true);
      for (const roles of [['sn_customerservice.case_viewer'], ROLE.stakeholder, ['it_project_manager'], []])
        expect(await seenBy(await test.given.user(roles), order)).toBe(false);
    });

    it('a customer project manager sees the orders of cases with a project, and may not change them', async () => {
      const account = await test.given.account();
      const manager = await test.given.projectManager();
      const project = await test.given.project({ account, manager });
      const order = await test.given.workOrder({ case: await test.given.case({ account, project }) });
      const plain = await test.given.workOrder({ case: await test.given.case({ account }) });
      expect([await seenBy(manager, order), await seenBy(manager, plain)]).toEqual([true, false]);
      expect((await manager.api.patch(`/work-orders/${order.id}`, { priority: 1 })).status).toBe(403);
    });

    it('BR-FSM-032 an own order is edited in Draft and not later; qualifiers and dispatchers in their states', async () => {
      const initiator = await test.given.user(['wm_initiator']);
      const [qualifier, dispatcher] = [await test.given.user(['wm_qualifier']), await test.given.user(['wm_dispatcher'])];
      const [agent, fieldAgent] = [await test.given.user(ROLE.agent), await test.given.user(['wm_agent'])];
      const fsmAdmin = await test.given.user(['wm_admin']);
      const source = await test.given.case({ account: await test.given.account() });
      const may: Record<string, Somebody[]> = {
        draft: [initiator, agent, fsmAdmin],
        awaiting_qualification: [qualifier, fsmAdmin],
        qualified: [qualifier, dispatcher, fsmAdmin],
        ready_for_dispatch: [dispatcher, fsmAdmin],
        assigned: [dispatcher, fsmAdmin],
        work_in_progress: [fsmAdmin],
      };
      for (const [state, those] of Object.entries(may)) {
        const order = await test.given.workOrder({ case: source, openedBy: initiator, state: state as WorkOrderState['state'] });
        for (const somebody of [initiator, qualifier, dispatcher, agent, fieldAgent, fsmAdmin]) {
          const { status } = await somebody.api.patch(`/work-orders/${order.id}`, { description: somebody.id });
          expect([state, somebody.name, status]).toEqual([state, somebody.name, those.includes(somebody) ? 200 : 403]);
        }
      }
      const foreign = await test.given.workOrder({ case: source, openedBy: qualifier });
      expect((await initiator.api.patch(`/work-orders/${foreign.id}`, { priority: 1 })).status).toBe(403);
    });

    it('BR-FSM-027 only a field service administrator deletes an order', async () => {
      const order = await test.given.workOrder({ case: await test.given.case({ account: await test.given.account() }) });
      for (const roles of [ROLE.agentManager, ['wm_initiator_qualifier_dispatcher'], ['wm_agent']])
        expect((await (await test.given.user(roles)).api.delete(`/work-orders/${order.id}`)).status).toBe(403);
      const fsmAdmin = await test.given.user(['wm_admin']);
      expect((await fsmAdmin.api.delete(`/work-orders/${order.id}`, { 'if-match': '"7"' })).status).toBe(412);
      expect((await fsmAdmin.api.delete(`/work-orders/${order.id}`)).status).toBe(204);
      expect((await fsmAdmin.api.get(`/work-orders/${order.id}`)).status).toBe(404);
    });
  });

  describe('switches', () => {
    let admin: Somebody;
    beforeAll(async () => {
      admin = await test.given.admin();
    });
    const sees = (value: boolean) => admin.api.patch('/admin/properties/fsm.customer_sees_account_orders', { value });
    const open = (role: string, enabled: boolean) =>
      admin.api.put('/admin/access-controls', [{ table: 'wm_order', role, operation: 'read', enabled }]);
    const turn = async (action: 'activate' | 'deactivate', ...plugins: string[]) => {
      for (const id of plugins) expect((await admin.api.post(`/admin/plugins/${id}/${action}`)).status).toBe(200);
    };

    it('decision 9 the property lets a customer see every order of the own account, of cases only', async () => {
      const account = await test.given.account();
      const me = await test.given.contact(account);
      const order = await test.given.workOrder({ case: await test.given.case({ account }) });
      expect(await seenBy(me, order)).toBe(false);
      await sees(true);
      expect(await seenBy(me, order)).toBe(true);
      expect(await seenBy(me, await test.given.workOrder({ with: { accountId: account.id } }))).toBe(false);
      await sees(false);
      expect(await seenBy(me, order)).toBe(false);
    });

    it('decision 30 an access control that is off takes the orders from that role everywhere', async () => {
      const account = await test.given.account();
      const me = await test.given.contact(account);
      const boss = await test.given.contact(account, ROLE.customerAdmin);
      const source = await test.given.case({ account, contact: me });
      const order = await test.given.workOrder({ case: source });
      await open('sn_customerservice.customer', false);
      expect([await seenBy(me, order), await seenBy(boss, order)]).toEqual([false, true]);
      expect((await me.api.post(`/cases/${source.id}/create-work-order`)).status).toBe(403);
      await open('sn_customerservice.customer', true);
      expect(await seenBy(me, order)).toBe(true);
    });

    it('BR-FSM-056 while the integration is off, its fields, links and views do not exist, and orders stay usable', async () => {
      const account = await test.given.account();
      const [me, fsmAdmin] = [await test.given.contact(account), await test.given.user(['wm_admin'])];
      const source = await test.given.case({ account, contact: me });
      const order = await test.given.workOrder({ case: source });
      await turn('deactivate', 'com.snc.csm_fsm_integration');
      for (const somebody of [fsmAdmin, admin]) {
        const { status, body } = await somebody.api.get(`/work-orders/${order.id}?view=case`);
        expect([status, body.number]).toEqual([200, order.number]);
        for (const field of ['account', 'consumer', 'contact', 'asset', 'partner', 'partnerContact'])
          expect(body).not.toHaveProperty(field);
        expect((await somebody.api.get(`/work-orders?account=${account.id}`)).status).toBe(400);
        expect((await somebody.api.get(`/cases/${source.id}/work-orders`)).status).toBe(404);
        expect((await somebody.api.post(`/cases/${source.id}/create-work-order`)).status).toBe(404);
        expect((await somebody.api.patch(`/work-orders/${order.id}`, { accountId: account.id })).status).toBe(400);
        expect((await somebody.api.patch(`/work-orders/${order.id}`, { priority: 2 })).status).toBe(200);
      }
      expect(await seenBy(me, order)).toBe(false);
      await turn('deactivate', 'com.snc.wm_ppm', 'com.snc.work_management');
      for (const path of ['', `/${order.id}`, `/${order.id}/activity`])
        expect((await admin.api.get(`/work-orders${path}`)).status).toBe(404);
      await turn('activate', 'com.snc.work_management', 'com.snc.wm_ppm', 'com.snc.csm_fsm_integration');
      expect(await seenBy(me, order)).toBe(true);
    });
  });
});
