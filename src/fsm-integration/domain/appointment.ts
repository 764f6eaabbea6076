import { AggregateRoot, Conflict, type RecordState } from '#libs/kernel';
import type { Slot } from './appointment-slots.js';
import type { Doer, WorkOrderStateName } from './work-order-state.js';

const MINUTE = 60_000;
/** BR-FSM-089. */
export const MOST_A_DAY = 100;

/** An appointment stands until it is canceled. */
export const STANDING_STATES = ['booked', 'rescheduled'] as const;
export const APPOINTMENT_STATES = [...STANDING_STATES, 'canceled'] as const;

export interface AppointmentState extends RecordState {
  readonly number: string;
  readonly workOrderId: string;
  /** Null for an appointment for the whole order. */
  readonly workOrderTaskId: string | null;
  /** The case of the order, which is the same for good. */
  readonly caseId: string | null;
  readonly configurationId: string;
  readonly state: (typeof APPOINTMENT_STATES)[number];
  readonly startAt: Date;
  readonly endAt: Date;
  /** The zone whose wall clock the slot follows. */
  readonly timeZone: string;
  readonly bookedById: string | null;
  /** The task or order that it is for; null once it is canceled. Of each there is one at most (BR-FSM-083). */
  readonly heldId: string | null;
}

/** What an appointment is for. */
export interface Booked {
  readonly workOrderId: string;
  readonly workOrderTaskId: string | null;
  readonly caseId: string | null;
  readonly configurationId: string;
  readonly timeZone: string;
}

const BOOKABLE: readonly WorkOrderStateName[] = [
  'qualified',
  'ready_for_dispatch',
  'scheduled',
  'assigned',
  'accepted',
  'work_in_progress',
];

/** BR-FSM-080. Whether appointments are booked for a work order in this state. */
export const isBookable = (state: unknown): boolean => (BOOKABLE as readonly unknown[]).includes(state);

/** BR-FSM-080. @throws Conflict for an order that is not qualified yet, or over */
export function checkBookable(state: WorkOrderStateName): void {
  if (!isBookable(state))
    throw new Conflict('order_not_qualified', 'Appointments are booked for work orders that are qualified and not over.');
}

/** BR-FSM-080. */
export const nothingOffered = (): Conflict => new Conflict('no_appointments_offered', 'No appointments are offered for this work.');

/** BR-FSM-083. */
export const hasAppointment = (): Conflict =>
  new Conflict('has_appointment', 'The work order, or the task, has an appointment already. Move that one.');

/** BR-FSM-082, BR-FSM-088. */
export const slotFull = (): Conflict => new Conflict('slot_full', 'All places of this slot are taken.');

/** BR-FSM-089. */
export const tooManyToday = (): Conflict =>
  new Conflict('too_many_appointments', `Nobody books more than ${MOST_A_DAY} appointments a day. Go on tomorrow.`);

/** A visit that was agreed upon. */
export class Appointment extends AggregateRoot<AppointmentState> {
  static book(identity: { readonly id: string; readonly number: string }, what: Booked, slot: Slot, { personId, now }: Doer): Appointment {
    const appointment = new Appointment(
      {
        ...identity,
        ...what,
        createdAt: now,
        updatedAt: now,
        version: 1,
        state: 'booked',
        startAt: new Date(slot.start),
        endAt: new Date(slot.end),
        bookedById: personId,
        heldId: what.workOrderTaskId ?? what.workOrderId,
      },
      true,
    );
    appointment.tell('fsm.appointment-booked', personId, now);
    return appointment;
  }

  /** BR-FSM-085, BR-FSM-086. The same appointment at another time. @throws Conflict after the cut-off */
  move(slot: Slot, cutOffMinutes: number, { personId, now }: Doer): void {
    this.refuseAfter(cutOffMinutes, now);
    this.change({ state: 'rescheduled', startAt: new Date(slot.start), endAt: new Date(slot.end) });
    this.tell('fsm.appointment-rescheduled', personId, now);
  }

  /** BR-FSM-085. @throws Conflict after the cut-off */
  cancel(cutOffMinutes: number, by: Doer): void {
    this.refuseAfter(cutOffMinutes, by.now);
    this.withdraw(by);
  }

  /** It falls away with its order or task, at whatever time. */
  withdraw({ personId, now }: Doer): void {
    this.change({ state: 'canceled', heldId: null });
    this.tell('fsm.appointment-canceled', personId, now);
  }

  /** @throws Conflict */
  refuseAfter(cutOffMinutes: number, now: Date): void {
    const inTime = now.getTime() < this.before.startAt.getTime() - cutOffMinutes * MINUTE;
    this.refuseUnless(inTime, new Conflict('appointment_cut_off', 'It is too late to move or cancel this appointment.'));
  }

  private tell(type: string, byId: string, occurredAt: Date): void {
    const { workOrderId, workOrderTaskId, startAt, endAt } = this.state;
    const payload = { workOrderId, workOrderTaskId, start: startAt.toISOString(), end: endAt.toISOString(), byId };
    this.record({ type, aggregateId: this.id, occurredAt, payload });
  }
}
