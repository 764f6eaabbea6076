import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { appointmentShape } from '../appointment.shape.js';
import { Appointment, checkBookable, hasAppointment, MOST_A_DAY, nothingOffered, slotFull, tooManyToday } from '../domain/appointment.js';
import type { AppointmentConfiguration } from '../domain/appointment-configuration.js';
import { writtenSlot } from '../domain/appointment-letters.js';
import type { Slot } from '../domain/appointment-slots.js';
import { WorkOrder } from '../domain/work-order.js';
import type { CreateAppointmentDto, RescheduleAppointmentDto } from '../dto/appointment.dto.js';
import { AppointmentRepository } from '../persistence/appointment.repository.js';
import { AppointmentCounts, dayKey, slotKey } from '../persistence/appointment-counts.js';
import { AppointmentSubjects } from './appointment-subjects.js';
import { AppointmentWriter, canceledWords } from './appointment-writer.js';

/** Books, moves and cancels appointments (A7). */
@Injectable()
export class AppointmentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly appointments: AppointmentRepository,
    private readonly counts: AppointmentCounts,
    private readonly writer: AppointmentWriter,
    private readonly subjects: AppointmentSubjects,
    private readonly reader: RecordReader,
  ) {}

  /** BR-FSM-080 to 084, 088 to 090. */
  book(caller: Caller, payload: Payload<CreateAppointmentDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { start, ...named } = payload.read();
      const subject = await this.subjects.named(tx, named);
      checkBookable(subject.order.state.state);
      const desk = await this.appointments.desk(tx, subject.personId, subject.heldBy);
      if (desk.held) throw hasAppointment();
      const configuration = desk.configurations.find((one) => one.fits(subject.work));
      if (!configuration) throw nothingOffered();
      const timeZone = configuration.zoneFor(desk.personsZone);
      const slot = configuration.slot(timeZone, new Date(start), tx.now);
      await this.takePlace(tx, configuration, timeZone, slot);
      await this.counts.take(tx, dayKey(caller.personId, tx.now), MOST_A_DAY, tooManyToday);
      const identity = await this.appointments.newIdentity(tx);
      const { id: workOrderId, caseId } = subject.order.state;
      const what = { workOrderId, workOrderTaskId: subject.workOrderTaskId, caseId, configurationId: configuration.id, timeZone };
      const appointment = Appointment.book(identity, what, slot, { personId: caller.personId, now: tx.now });
      await this.writer.save(tx, appointment, 'created', `booked: ${writtenSlot(appointment.state)}`);
      await this.subjects.plan(tx, subject);
      return this.reader.one(caller, appointmentShape, appointment.id, tx);
    });
  }

  /** BR-FSM-085, BR-FSM-086. The zone that was agreed upon stays. */
  reschedule(caller: Caller, key: string, payload: Payload<RescheduleAppointmentDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { appointment } = await this.load(tx, key, 'reschedule');
      const { start } = payload.read();
      checkVersion(caller, appointment.state);
      const configuration = await this.appointments.configurationOf(tx, appointment);
      const { before } = appointment;
      appointment.refuseAfter(configuration.state.cutOffMinutes, tx.now);
      const slot = configuration.slot(before.timeZone, new Date(start), tx.now, true);
      if (slot.start !== before.startAt.getTime()) {
        await this.takePlace(tx, configuration, before.timeZone, slot);
        await this.writer.release(tx, appointment);
        appointment.move(slot, configuration.state.cutOffMinutes, { personId: caller.personId, now: tx.now });
        const words = `moved by ${caller.personName} from ${writtenSlot(before)} to ${writtenSlot(appointment.state)}`;
        await this.writer.save(tx, appointment, 'rescheduled', words);
      }
      return this.reader.one(caller, appointmentShape, appointment.id, tx);
    });
  }

  /** BR-FSM-085, BR-FSM-087, decision 23: the work order and its tasks are canceled too. */
  cancel(caller: Caller, key: string, payload: Payload<object>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { appointment, order } = await this.load(tx, key, 'cancel');
      payload.read();
      checkVersion(caller, appointment.state);
      const { state } = await this.appointments.configurationOf(tx, appointment);
      appointment.cancel(state.cutOffMinutes, { personId: caller.personId, now: tx.now });
      await this.writer.release(tx, appointment);
      await this.writer.save(tx, appointment, 'canceled', canceledWords(appointment));
      await this.subjects.cancel(tx, order, appointment);
      return this.reader.one(caller, appointmentShape, appointment.id, tx);
    });
  }

  private takePlace(tx: Transaction<any>, { id, state }: AppointmentConfiguration, timeZone: string, slot: Slot): Promise<void> {
    return this.counts.take(tx, slotKey(id, timeZone, new Date(slot.start)), state.placesPerSlot, slotFull);
  }

  private async load(tx: Transaction<Caller>, key: string, action: string): Promise<{ appointment: Appointment; order: WorkOrder }> {
    const { ability } = tx.origin;
    const appointment = await this.appointments.get(tx, ability, key);
    const record = await this.appointments.forRules(tx, ability, appointment);
    authorize(ability, action, 'Appointment', record);
    return { appointment, order: new WorkOrder(record.workOrder) };
  }
}
