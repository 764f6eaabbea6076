import { Injectable } from '@nestjs/common';
import { type Connection, fromDatabase } from '#libs/persistence';

const MINUTE = 60_000;

/** What contexts further right ask about appointments. */
@Injectable()
export class AppointmentsApi {
  /** BR-FSM-085. Whether there is still time to move or cancel it, by the configuration that it was made by. One statement. */
  async isInTime(connection: Connection, appointmentId: string, now: Date): Promise<boolean> {
    const [row] = await connection.rows<{ start_at: string; cut_off_minutes: number }>(
      'SELECT a.start_at, c.cut_off_minutes FROM appointment a JOIN appointment_configuration c ON c.id = a.configuration_id WHERE a.id = ?',
      [appointmentId],
    );
    if (!row) return false;
    const start = fromDatabase(row.start_at, { kind: 'instant' }) as Date;
    return now.getTime() < start.getTime() - row.cut_off_minutes * MINUTE;
  }
}
