import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';

/** Throws a Conflict when something of its context follows the calendar. */
export type CalendarGuard = (tx: Transaction<any>, calendarId: string) => Promise<void>;

/**
 * What contexts further right say about a calendar before it is deleted. They register as they start; the calendar is
 * locked while they are asked, so nobody begins to follow it meanwhile.
 */
@Injectable()
export class CalendarGuards {
  private readonly deletion: CalendarGuard[] = [];

  /** Refuses to delete a calendar that is followed. */
  beforeDeletion(guard: CalendarGuard): void {
    this.deletion.push(guard);
  }

  async checkDeletion(tx: Transaction<any>, calendarId: string): Promise<void> {
    for (const guard of this.deletion) await guard(tx, calendarId);
  }
}
