import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { AppointmentWriter } from './appointment-writer.js';

/** Nobody comes for an order that was canceled: its appointments fall away in the same transaction. */
@Injectable()
export class OnWorkOrderCanceled {
  constructor(events: DomainEvents, writer: AppointmentWriter) {
    events.during('fsm.work-order-canceled', async ({ aggregateId, payload }, tx) => {
      if (payload.hasAppointment) await writer.withdrawAll(tx, aggregateId);
    });
  }
}
