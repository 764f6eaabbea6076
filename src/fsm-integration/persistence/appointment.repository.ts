import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { newId } from '#libs/kernel';
import { type Connection, Numbering, type Transaction, tableOf } from '#libs/persistence';
import { loadRecord, statesOf, toState, withLinks } from '#libs/records';
import { Appointment, type AppointmentState, hasAppointment } from '../domain/appointment.js';
import { AppointmentConfiguration, type AppointmentConfigurationState } from '../domain/appointment-configuration.js';
import type { WorkOrderState } from '../domain/work-order-state.js';
import { AppointmentConfigurationSchema, AppointmentSchema } from './appointment.schemas.js';

/** What a booking starts from. */
export interface Desk {
  /** Those that are active, in the order in which they are tried. */
  readonly configurations: readonly AppointmentConfiguration[];
  /** The zone of the person whom the work is for. */
  readonly personsZone: string | null;
  /** Whether one of the records asked about is held by an appointment. */
  readonly held: boolean;
}

/** Appointments under the caller's rules. */
@Injectable()
export class AppointmentRepository {
  constructor(private readonly numbering: Numbering) {}

  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<Appointment> {
    return new Appointment(await loadRecord<AppointmentState>(tx, ability, AppointmentSchema, key));
  }

  /** The appointment as the rules need it, with its order. */
  async forRules(tx: Transaction<any>, ability: AppAbility, { state }: Appointment): Promise<{ readonly workOrder: WorkOrderState }> {
    return (await withLinks(tx, ability, AppointmentSchema, state)) as unknown as { workOrder: WorkOrderState };
  }

  /** The appointments of an order and of its tasks that stand. */
  async standing(tx: Transaction<any>, orderId: string): Promise<Appointment[]> {
    const states = await statesOf<AppointmentState>(tx, AppointmentSchema, 'workOrderId', [orderId]);
    return states.filter(({ heldId }) => heldId !== null).map((state) => new Appointment(state));
  }

  async newIdentity(tx: Transaction<any>): Promise<{ id: string; number: string }> {
    return { id: newId(), number: await this.numbering.next(tx, 'APPT') };
  }

  /** @throws Conflict when the order or task has got an appointment meanwhile */
  save(tx: Transaction<any>, appointment: Appointment): Promise<boolean> {
    return tx.save(AppointmentSchema, appointment, hasAppointment());
  }

  /** The configuration that an appointment was made by, whether it is still used or not. */
  async configurationOf(tx: Transaction<any>, { state }: Appointment): Promise<AppointmentConfiguration> {
    const [found] = await statesOf<AppointmentConfigurationState>(tx, AppointmentConfigurationSchema, 'id', [state.configurationId]);
    return new AppointmentConfiguration(found!);
  }

  /**
   * BR-FSM-083, BR-FSM-090. One statement.
   * @param heldBy the condition on appointments `a` that stand in the way
   */
  async desk(connection: Connection, personId: string | null, heldBy: { sql: string; params: readonly unknown[] }): Promise<Desk> {
    const rows = await connection.rows(
      `SELECT c.*, (SELECT p.time_zone FROM person p WHERE p.id = ?) AS persons_zone, (SELECT COUNT(*) FROM appointment a WHERE a.held_id IS NOT NULL AND ${heldBy.sql}) AS held FROM appointment_configuration c WHERE c.active = 1 ORDER BY c.\`order\`, c.id`,
      [personId, ...heldBy.params],
    );
    const table = tableOf(AppointmentConfigurationSchema);
    return {
      configurations: rows.map((row) => new AppointmentConfiguration(toState<AppointmentConfigurationState>(table, row))),
      personsZone: (rows[0]?.persons_zone as string | null | undefined) ?? null,
      held: Number(rows[0]?.held ?? 0) > 0,
    };
  }
}
