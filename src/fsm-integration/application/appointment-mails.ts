import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '#libs/kernel';
import { DomainEvents, Mails } from '#libs/outbox';
import type { Transaction } from '#libs/persistence';
import { statesOf, withLinks } from '#libs/records';
import { AdministrationApi } from '../../administration/index.js';
import { ActorSource } from '../../identity/index.js';
import type { AppointmentState } from '../domain/appointment.js';
import type { AppointmentConfigurationState } from '../domain/appointment-configuration.js';
import { appointmentLetter, isConfirmed, type News } from '../domain/appointment-letters.js';
import type { WorkOrderState } from '../domain/work-order-state.js';
import { AppointmentConfigurationSchema, AppointmentSchema } from '../persistence/appointment.schemas.js';
import { WorkOrderSchema } from '../persistence/work-order.schema.js';

/**
 * The mails about appointments (A7), written after the commit to the person whom the work is for, who must be one that
 * sees the appointment. What is booked is confirmed once somebody has taken the work on.
 */
@Injectable()
export class AppointmentMails {
  constructor(
    events: DomainEvents,
    private readonly mails: Mails,
    private readonly actors: ActorSource,
    private readonly administration: AdministrationApi,
  ) {
    events.after('fsm.appointment-booked', 'mail-appointment-confirmed', (event, tx) => this.booked(event, tx));
    events.after('fsm.appointment-rescheduled', 'mail-appointment-rescheduled', (event, tx) => this.tell(event, tx, 'rescheduled'));
    events.after('fsm.appointment-canceled', 'mail-appointment-canceled', (event, tx) => this.tell(event, tx, 'canceled'));
  }

  private async booked(event: DomainEvent, tx: Transaction<any>): Promise<void> {
    const found = await this.find(tx, event.aggregateId);
    if (!found || !(await this.isTakenOn(tx, found.appointment, found.order))) return;
    await this.send(tx, 'confirmed', found.appointment, found.order, event.payload.byId);
  }

  private async tell(event: DomainEvent, tx: Transaction<any>, news: News): Promise<void> {
    const found = await this.find(tx, event.aggregateId);
    if (found) await this.send(tx, news, found.appointment, found.order, event.payload.byId);
  }

  private async find(tx: Transaction<any>, id: string): Promise<{ appointment: AppointmentState; order: WorkOrderState } | undefined> {
    const [appointment] = await statesOf<AppointmentState>(tx, AppointmentSchema, 'id', [id]);
    if (!appointment) return undefined;
    const [order] = await statesOf<WorkOrderState>(tx, WorkOrderSchema, 'id', [appointment.workOrderId]);
    return order && { appointment, order };
  }

  private async isTakenOn(tx: Transaction<any>, { configurationId }: AppointmentState, { state }: WorkOrderState): Promise<boolean> {
    const [configuration] = await statesOf<AppointmentConfigurationState>(tx, AppointmentConfigurationSchema, 'id', [configurationId]);
    const { properties } = await this.administration.read(tx);
    return isConfirmed(state, properties.get('fsm.accept_reject_required') === true && !configuration!.autoAcceptance);
  }

  private async send(tx: Transaction<any>, news: News, appointment: AppointmentState, order: WorkOrderState, byId: unknown): Promise<void> {
    const { contactId, consumerId, partnerContactId } = order;
    const asked = [contactId ?? consumerId ?? partnerContactId].filter((id) => id !== null && id !== byId) as string[];
    const letter = appointmentLetter(news, appointment, order);
    for (const [personId, ability] of await this.actors.abilitiesOf(tx, asked)) {
      const seen = ability.can('read', 'Appointment', await withLinks(tx, ability, AppointmentSchema, appointment));
      if (seen) await this.mails.mail(tx, { personId, ...letter });
    }
  }
}
