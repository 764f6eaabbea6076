import { Injectable } from '@nestjs/common';
import { post, recordChange } from '#libs/activity';
import type { Transaction } from '#libs/persistence';
import { appointmentShape, INTERNAL_APPOINTMENT_FIELDS } from '../appointment.shape.js';
import type { Appointment } from '../domain/appointment.js';
import { writtenSlot } from '../domain/appointment-letters.js';
import { AppointmentRepository } from '../persistence/appointment.repository.js';
import { AppointmentCounts, slotKey } from '../persistence/appointment-counts.js';

/** Writes appointments down: with their history, a line in the stream of their order, and the places that they take. */
@Injectable()
export class AppointmentWriter {
  constructor(
    private readonly appointments: AppointmentRepository,
    private readonly counts: AppointmentCounts,
  ) {}

  /** @param words what is said of it in the stream of the order, where whoever sees the order reads it */
  async save(tx: Transaction<any>, appointment: Appointment, action: string, words: string): Promise<void> {
    await this.appointments.save(tx, appointment);
    recordChange(tx, appointmentShape, appointment, { action, internalFields: INTERNAL_APPOINTMENT_FIELDS });
    const { number, workOrderId } = appointment.state;
    post(tx, { recordType: 'WorkOrder', recordId: workOrderId, kind: 'system', text: `Appointment ${number} ${words}` });
  }

  /** All that still stand fall away with their order. */
  async withdrawAll(tx: Transaction<any>, orderId: string): Promise<void> {
    for (const appointment of await this.appointments.standing(tx, orderId)) {
      appointment.withdraw({ personId: tx.origin.personId, now: tx.now });
      await this.release(tx, appointment);
      await this.save(tx, appointment, 'canceled', canceledWords(appointment));
    }
  }

  /** The order is deleted, and its appointments with it: others may have their places. */
  async releaseAll(tx: Transaction<any>, orderId: string): Promise<void> {
    for (const appointment of await this.appointments.standing(tx, orderId)) await this.release(tx, appointment);
  }

  /** The place that it has had so far can be taken by others. */
  release(tx: Transaction<any>, { before }: Appointment): Promise<void> {
    return this.counts.release(tx, slotKey(before.configurationId, before.timeZone, before.startAt));
  }
}

export const canceledWords = ({ state }: Appointment): string => `canceled: ${writtenSlot(state)}`;
