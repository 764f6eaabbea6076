import { Injectable } from '@nestjs/common';
import { type Connection, isDuplicate, RowRaced, type Transaction } from '#libs/persistence';
import { type AppointmentCount, AppointmentCountSchema } from './appointment.schemas.js';

/** A slot of a configuration; slots of one zone share their places (A7). */
export const slotKey = (configurationId: string, timeZone: string, start: Date): string =>
  `${configurationId} ${start.toISOString()} ${timeZone}`;

/** What a person books on a day, in UTC. */
export const dayKey = (personId: string, now: Date): string => `${personId} ${now.toISOString().slice(0, 10)}`;

/**
 * Counts in rows that are written under their limit, so that of two who take the last place at once one finds it taken
 * (BR-FSM-088).
 */
@Injectable()
export class AppointmentCounts {
  /**
   * Takes one of so many. One statement where they are counted already.
   * @throws what `none` makes, where none is left
   * @throws RowRaced where somebody else began to count at the same moment
   */
  async take(tx: Transaction<any>, id: string, most: number, none: () => Error): Promise<void> {
    const taken = await tx.run('UPDATE appointment_count SET taken = taken + 1 WHERE id = ? AND taken < ?', [id, most]);
    if (taken === 1) return;
    const known = (await this.of(tx, [id])).get(id);
    if (known !== undefined) throw known >= most ? none() : new RowRaced();
    try {
      await tx.insert(AppointmentCountSchema, { id, taken: 1 });
    } catch (error) {
      throw isDuplicate(error) ? new RowRaced() : error;
    }
  }

  /** Gives one back. */
  async release(tx: Transaction<any>, id: string): Promise<void> {
    await tx.run('UPDATE appointment_count SET taken = taken - 1 WHERE id = ? AND taken > 0', [id]);
  }

  /** How many are taken of each; what was never taken is not among them. */
  async of(connection: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (!ids.length) return new Map();
    const sql = `SELECT c.id, c.taken FROM appointment_count c WHERE c.id IN (${ids.map(() => '?').join(', ')})`;
    return new Map((await connection.rows<AppointmentCount>(sql, ids)).map(({ id, taken }) => [id, Number(taken)]));
  }
}
