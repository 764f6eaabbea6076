import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Clock } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { anyOf, belongingTo, RecordReader } from '#libs/records';
import {
  AppointmentSchema,
  AppointmentsApi,
  appointmentShape,
  isBookable,
  STANDING_STATES,
  workOrderShape,
} from '../../fsm-integration/index.js';
import { FORM_FIELDS } from '../portal.fields.js';
import { appointmentList } from '../portal.views.js';
import { offers } from '../portal-access.js';
import { type Form, fieldsOf } from './form.js';
import { Surroundings } from './surroundings.js';

const BOOK = { key: 'book_appointment', label: 'Book Appointment' };
const RESCHEDULE = { key: 'reschedule', label: 'Reschedule' };
const CANCEL = { key: 'cancel_appointment', label: 'Cancel Appointment' };

/** The forms of what field service does for the customer side (A8). Each throws NotFound for a record that is hidden. */
@Injectable()
export class FieldServiceForms {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
    private readonly surroundings: Surroundings,
    private readonly appointments: AppointmentsApi,
    private readonly clock: Clock,
  ) {}

  /** BR-FSM-068: comments on an order that is not closed or canceled. P16: an appointment is booked where there is none. */
  async workOrder(caller: Caller, key: string): Promise<Form> {
    const record = await this.reader.one(caller, workOrderShape, key);
    const standing = {
      shape: appointmentList,
      scopes: [belongingTo(appointmentList, 'workOrderId', record.id), anyOf(appointmentList, 'state', STANDING_STATES)],
    };
    const around = await this.surroundings.of(caller, workOrderShape, 'workOrder', record, ['book'], [standing]);
    const { relatedLists, activity, may, counts } = around;
    const bookable = offers.appointments(caller) && may.has('book') && isBookable(record.state) && counts[0] === 0;
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.workOrder),
      relatedLists,
      actions: bookable ? [BOOK] : [],
      activity,
    };
  }

  /** BR-FSM-085: moved and canceled while there is time; after that the actions are absent. */
  async appointment(caller: Caller, key: string): Promise<Form> {
    const record = await this.reader.one(caller, appointmentShape, key);
    const { activity, may } = await this.surroundings.of(caller, appointmentShape, 'appointment', record, ['reschedule', 'cancel']);
    const inTime = may.size > 0 && (await this.appointments.isInTime(this.database, String(record.id), this.clock.now()));
    return {
      record,
      fields: fieldsOf(record, FORM_FIELDS.appointment),
      relatedLists: [],
      actions: [...(inTime && may.has('reschedule') ? [RESCHEDULE] : []), ...(inTime && may.has('cancel') ? [CANCEL] : [])],
      activity,
    };
  }
}
