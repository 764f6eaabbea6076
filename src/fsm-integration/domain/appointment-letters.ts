import { zoneNamed } from '#libs/kernel';
import type { AppointmentState } from './appointment.js';
import type { WorkOrderStateName } from './work-order-state.js';

type Times = Pick<AppointmentState, 'startAt' | 'endAt' | 'timeZone'>;

/** As the wall clock of the place shows it: `2026-12-07 08:00 to 10:00 (Europe/Berlin)`. */
export function writtenSlot({ startAt, endAt, timeZone }: Times): string {
  const zone = zoneNamed(timeZone);
  const [start, end] = [startAt, endAt].map((at) => new Date(at.getTime() + zone.offsetAt(at.getTime())).toISOString());
  return `${start!.slice(0, 10)} ${start!.slice(11, 16)} to ${end!.slice(11, 16)} (${timeZone})`;
}

/** A mail about an appointment, before it is known whom it goes to. */
export interface AppointmentLetter {
  readonly subject: string;
  readonly text: string;
  readonly template: string;
  readonly messageId: string;
  readonly thread: string;
}

/** The order that an appointment is for, as mails name it. */
export interface Visit {
  readonly number: string;
  readonly shortDescription: string;
  readonly location: string | null;
}

export type News = 'confirmed' | 'rescheduled' | 'canceled';

const SAID: Readonly<Record<News, (slot: string) => string>> = {
  confirmed: (slot) => `Your appointment is confirmed: ${slot}.`,
  rescheduled: (slot) => `Your appointment was moved. It is now on ${slot}.`,
  canceled: (slot) => `Your appointment on ${slot} was canceled.`,
};

/** A7. Mails of one appointment are one thread; what is told twice is one message. */
export function appointmentLetter(news: News, appointment: AppointmentState, visit: Visit): AppointmentLetter {
  const thread = `appointment-${appointment.id}`;
  const paragraphs = [
    `Work order: ${visit.number} ${visit.shortDescription}`,
    SAID[news](writtenSlot(appointment)),
    ...(visit.location === null ? [] : [`Where: ${visit.location}`]),
  ];
  return {
    template: `appointment_${news}`,
    subject: `Appointment ${appointment.number} ${news}: ${visit.shortDescription}`,
    text: paragraphs.join('\n\n'),
    messageId: `${thread}-${news}-${appointment.startAt.getTime()}`,
    thread,
  };
}

/** A7. Whether somebody has taken the work on, so that the appointment is sure: accepted it, or was assigned where that is enough. */
export const isConfirmed = (state: WorkOrderStateName, acceptanceRequired: boolean): boolean =>
  state === 'accepted' || state === 'work_in_progress' || (state === 'assigned' && !acceptanceRequired);
