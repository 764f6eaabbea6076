import { AggregateRoot, Conflict } from '#libs/kernel';
import { type Doer, isClosedOrder, type OrderDetails, type OrderReferences, type WorkOrderState } from './work-order-state.js';

/** What an order takes over from the case it is created from, once and for all (A9, BR-184). */
export interface OrderSource extends Omit<OrderReferences, 'companyId' | 'callerId'> {
  readonly id: string;
  readonly shortDescription: string;
  readonly location: string | null;
}

/** A9. What a case hands over; the rest of it stays with the case. */
const handedOver = (source: OrderSource): OrderSource => ({
  id: source.id,
  shortDescription: source.shortDescription,
  location: source.location,
  accountId: source.accountId,
  consumerId: source.consumerId,
  contactId: source.contactId,
  assetId: source.assetId,
  partnerId: source.partnerId,
  partnerContactId: source.partnerContactId,
});

const NOTHING: OrderReferences = {
  accountId: null,
  consumerId: null,
  contactId: null,
  assetId: null,
  partnerId: null,
  partnerContactId: null,
  companyId: null,
  callerId: null,
};

/** BR-FSM-026. What is over cannot be canceled. */
export class OrderClosed extends Conflict {
  constructor() {
    super('work_order_closed', 'The work order is closed or canceled already.');
  }
}

/** A request for work in the field. */
export class WorkOrder extends AggregateRoot<WorkOrderState> {
  /** BR-FSM-001. A new order is in Draft, of priority 4 (decision 43), and was not created from anything. */
  static draft(identity: { readonly id: string; readonly number: string }, shortDescription: string, { personId, now }: Doer): WorkOrder {
    const order = new WorkOrder(
      {
        ...identity,
        ...NOTHING,
        createdAt: now,
        updatedAt: now,
        version: 1,
        caseId: null,
        projectTaskId: null,
        shortDescription,
        description: null,
        priority: 4,
        location: null,
        qualificationGroupId: null,
        assignmentGroupId: null,
        billable: false,
        state: 'draft',
        active: true,
        scheduledStart: null,
        estimatedEnd: null,
        workStart: null,
        workEnd: null,
        hasAppointment: false,
        openedAt: now,
        openedById: personId,
      },
      true,
    );
    order.record({ type: 'fsm.work-order-created', aggregateId: identity.id, occurredAt: now, payload: { number: identity.number } });
    return order;
  }

  /** BR-FSM-044. An order with what its case says now; company and caller are those of account and contact. */
  static fromCase(identity: { readonly id: string; readonly number: string }, source: OrderSource, by: Doer): WorkOrder {
    const { id, shortDescription, location, ...references } = handedOver(source);
    const order = WorkOrder.draft(identity, shortDescription, by);
    order.change({ caseId: id, location });
    order.refer(references);
    return order;
  }

  /**
   * BR-FSM-041 to 043. A changed account becomes the company too, a changed contact the caller, a cleared one clears it
   * (decision 23). A company or caller that is named as well stands as named, and never changes account or contact.
   */
  refer(references: Partial<OrderReferences>): void {
    const { accountId = this.state.accountId, contactId = this.state.contactId } = references;
    this.change({
      ...(accountId === this.state.accountId ? {} : { companyId: accountId }),
      ...(contactId === this.state.contactId ? {} : { callerId: contactId }),
      ...references,
    });
  }

  describe(details: Partial<OrderDetails>): void {
    this.change(details);
  }

  /** A7. Whether it, or a task of it, has an appointment. */
  noteAppointment(hasAppointment: boolean): void {
    this.change({ hasAppointment });
  }

  /** BR-FSM-023, BR-FSM-026. @throws OrderClosed */
  cancel({ personId, now }: Doer): void {
    this.refuseUnless(!isClosedOrder(this.state.state), new OrderClosed());
    this.change(
      { state: 'canceled', active: false, hasAppointment: false },
      {
        type: 'fsm.work-order-canceled',
        aggregateId: this.id,
        occurredAt: now,
        payload: { from: this.state.state, caseId: this.state.caseId, hasAppointment: this.state.hasAppointment, byId: personId },
      },
    );
  }
}
