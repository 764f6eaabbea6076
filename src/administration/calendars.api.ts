import { Injectable } from '@nestjs/common';
import type { CalendarDefinition } from '#libs/kernel';
import { type Connection, Transaction } from '#libs/persistence';
import { statesOf } from '#libs/records';
import type { WorkingCalendarState } from './domain/calendar.js';
import { WorkingCalendarSchema } from './persistence/working-calendar.schema.js';

/**
 * What other contexts ask of calendars. When the times of one change, the event `administration.calendar-changed` says so
 * in the same transaction, with `calendarId`.
 */
@Injectable()
export class CalendarsApi {
  /**
   * The calendars by their ids, with the version, by which a calendar that was made before can be told to be the same.
   * One statement. One that there is not is left out: whoever followed it follows the standard calendar.
   */
  async definitionsOf(
    connection: Connection,
    ids: readonly string[],
  ): Promise<Map<string, CalendarDefinition & { readonly version: number }>> {
    const states = await statesOf<WorkingCalendarState>(connection, WorkingCalendarSchema, 'id', [...new Set(ids)]);
    return new Map(
      states.map(({ id, name, timeZone, week, exceptions, workWeeks, version }) => [
        id,
        { name, timeZone, week, exceptions, workWeeks, version },
      ]),
    );
  }

  /** Whether there is a calendar of this id. Within a transaction it then stays until the end of that. */
  async exists(connection: Connection, key: string): Promise<boolean> {
    const lock = connection instanceof Transaction ? connection.forShare : '';
    return (await connection.rows(`SELECT c.id FROM working_calendar c WHERE c.id = ?${lock}`, [key])).length > 0;
  }
}
