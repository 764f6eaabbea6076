import { Injectable } from '@nestjs/common';
import type { Connection } from '#libs/persistence';
import { statesOf } from '#libs/records';
import type { AppointmentState } from './domain/appointment.js';
import type { AppointmentConfigurationState } from './domain/appointment-configuration.js';
import { AppointmentConfigurationSchema } from './persistence/appointment.schemas.js';

const MINUTE = 60_000;

/** What contexts further right ask about appointments. */
@Injectable()
export class AppointmentsApi {
  /** BR-FSM-085. Whether there is still time to move or cancel it, as the configuration has it by which it was made. One statement. */
  async isInTime(
    connection: Connection,
    { configurationId, startAt }: Pick<AppointmentState, 'configurationId' | 'startAt'>,
    now: Date,
  ): Promise<boolean> {
    const [configuration] = await statesOf<AppointmentConfigurationState>(connection, AppointmentConfigurationSchema, 'id', [
      configurationId,
    ]);
    return now.getTime() < startAt.getTime() - configuration!.cutOffMinutes * MINUTE;
  }
}
