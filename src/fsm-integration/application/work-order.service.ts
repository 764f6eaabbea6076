import { Injectable } from '@nestjs/common';
import { audit, post, recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import type { CancelWorkOrderDto, UpdateWorkOrderDto } from '../dto/work-order.dto.js';
import { WorkOrderRepository } from '../persistence/work-order.repository.js';
import { INTERNAL_ORDER_FIELDS } from '../work-order.shape.js';
import { fullShapeFor } from '../work-order.views.js';
import { AppointmentWriter } from './appointment-writer.js';
import { OrderFields, writable } from './order-fields.js';

/** Changes, cancels and deletes work orders (A4, A13). */
@Injectable()
export class WorkOrderService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: WorkOrderRepository,
    private readonly fields: OrderFields,
    private readonly reader: RecordReader,
    private readonly appointments: AppointmentWriter,
  ) {}

  /** BR-FSM-032, BR-FSM-041 to 043. */
  update(caller: Caller, key: string, payload: Payload<UpdateWorkOrderDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const order = await this.orders.get(tx, caller.ability, key);
      const record = await this.orders.forRules(tx, caller.ability, order);
      authorize(caller.ability, 'update', 'WorkOrder', record);
      const granted = new Set(writable(caller, caller.ability.fieldsOn('update', 'WorkOrder', record)));
      granted.delete('caseId');
      const fields = payload.read(granted);
      checkVersion(caller, order.state);
      await this.fields.apply(tx, caller, order, fields);
      await this.orders.save(tx, order);
      const shape = fullShapeFor(caller);
      recordChange(tx, shape, order, { internalFields: INTERNAL_ORDER_FIELDS });
      return this.reader.one(caller, shape, order.id, tx);
    });
  }

  /** BR-FSM-023, 024, 026. The reason becomes a work note. */
  cancel(caller: Caller, key: string, payload: Payload<CancelWorkOrderDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const order = await this.orders.get(tx, caller.ability, key);
      authorize(caller.ability, 'cancel', 'WorkOrder', await this.orders.forRules(tx, caller.ability, order));
      const { workNote } = payload.read();
      checkVersion(caller, order.state);
      order.cancel({ personId: caller.personId, now: tx.now });
      await this.orders.save(tx, order);
      const shape = fullShapeFor(caller);
      recordChange(tx, shape, order, { action: 'canceled', internalFields: INTERNAL_ORDER_FIELDS });
      post(tx, { recordType: 'WorkOrder', recordId: order.id, kind: 'work_note', audience: 'work_notes', text: workNote });
      return this.reader.one(caller, shape, order.id, tx);
    });
  }

  /** BR-FSM-027. */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const order = await this.orders.get(tx, caller.ability, key);
      authorize(caller.ability, 'delete', 'WorkOrder', await this.orders.forRules(tx, caller.ability, order));
      checkVersion(caller, order.state);
      if (order.state.hasAppointment) await this.appointments.releaseAll(tx, order.id);
      await this.orders.remove(tx, order);
      const { id, number, state, caseId } = order.state;
      audit(tx, { action: 'deleted', recordType: 'WorkOrder', recordId: id, recordNumber: number, before: { number, state, caseId } });
    });
  }
}
