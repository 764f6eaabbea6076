import { Injectable } from '@nestjs/common';
import { post, recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { Invalid } from '#libs/kernel';
import type { Connection, Transaction } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import type { Appointment } from '../domain/appointment.js';
import type { Work } from '../domain/appointment-configuration.js';
import { WorkOrder } from '../domain/work-order.js';
import type { WorkOrderState } from '../domain/work-order-state.js';
import { WorkOrderRepository } from '../persistence/work-order.repository.js';
import { WorkOrderSchema } from '../persistence/work-order.schema.js';
import { INTERNAL_ORDER_FIELDS, workOrderShape } from '../work-order.shape.js';

/** What an appointment is made for, with what the booking asks of it. */
export interface AppointmentSubject {
  readonly order: WorkOrder;
  readonly workOrderTaskId: string | null;
  readonly work: Work;
  /** Whom the work is for; who books where it is for nobody. The zone of this person counts (BR-FSM-090). */
  readonly personId: string;
  /** The appointments `a` that stand in its way (BR-FSM-083). */
  readonly heldBy: { readonly sql: string; readonly params: readonly unknown[] };
}

/** Finds what appointments are made for, and hands on to it what they mean for it. */
@Injectable()
export class AppointmentSubjects {
  constructor(private readonly orders: WorkOrderRepository) {}

  /** @throws Refused (422) for one that is unknown or hidden @throws Forbidden */
  async named(tx: Transaction<Caller>, { workOrderId: key }: { readonly workOrderId?: string }): Promise<AppointmentSubject> {
    const { ability, personId } = tx.origin;
    if (key === undefined) throw Invalid.field('workOrderId', 'required', 'workOrderId is required');
    const order = await this.orders.named(tx, ability, 'workOrderId', key);
    authorize(ability, 'book', 'WorkOrder', await this.orders.forRules(tx, ability, order));
    return wholeOrder(order, personId);
  }

  /** The order, for whoever sees it. @throws NotFound */
  async seen(connection: Connection, { ability, personId }: Caller, key: string): Promise<AppointmentSubject> {
    return wholeOrder(new WorkOrder(await loadRecord<WorkOrderState>(connection, ability, WorkOrderSchema, key)), personId);
  }

  /** BR-FSM-084. */
  async plan(tx: Transaction<Caller>, { order }: AppointmentSubject): Promise<void> {
    order.noteAppointment(true);
    await this.orders.save(tx, order);
  }

  /** BR-FSM-087. What else was agreed upon for the order falls away with it. */
  async cancel(tx: Transaction<Caller>, order: WorkOrder, { state }: Appointment): Promise<void> {
    // One for the whole order is the only one that there is.
    if (state.workOrderTaskId === null) order.noteAppointment(false);
    order.cancel({ personId: tx.origin.personId, now: tx.now });
    await this.orders.save(tx, order);
    recordChange(tx, workOrderShape, order, { action: 'canceled', internalFields: INTERNAL_ORDER_FIELDS });
    const text = `Canceled with the appointment ${state.number}.`;
    post(tx, { recordType: 'WorkOrder', recordId: order.id, kind: 'work_note', audience: 'work_notes', text });
  }
}

function wholeOrder(order: WorkOrder, callerId: string): AppointmentSubject {
  const { id, location, contactId, consumerId, callerId: orderedBy } = order.state;
  return {
    order,
    workOrderTaskId: null,
    work: { kind: 'order', workType: null, location },
    personId: contactId ?? consumerId ?? orderedBy ?? callerId,
    heldBy: { sql: 'a.work_order_id = ?', params: [id] },
  };
}
