import { AggregateRoot, type CalendarDefinition, Conflict, checkCalendar, newId, type RecordState, Refused } from '#libs/kernel';

/** When work is done: chosen for projects, or brought along by an imported plan. */
export interface WorkingCalendarState extends RecordState, CalendarDefinition {
  /** Came with an imported plan, and is not offered for others. */
  readonly imported: boolean;
}

/** The row of the standard calendar: projects that name no calendar follow it (decisions 27 and 48). */
export const BUILT_IN_CALENDAR = '00000000000070008000000000000001';

/** What the dates of a plan depend on; a name is only a name. */
const TIMES = ['timeZone', 'week', 'exceptions', 'workWeeks'] as const;
/** What is stored, audited and answered stays well below what a text column holds. */
const MOST_BYTES = 36_000;

const FIXED = new Conflict(
  'calendar_built_in',
  'The standard calendar stands as it is. Add one of your own and choose it for your projects.',
);

const TOO_LARGE = Refused.field('exceptions', 'calendar_too_large', 'This is more than a calendar holds. Leave out what lies in the past.');

/** A calendar that work is planned by. */
export class Calendar extends AggregateRoot<WorkingCalendarState> {
  /** @throws Refused naming the field by which no work can be planned */
  static draw(definition: CalendarDefinition, now: Date): Calendar {
    const calendar = new Calendar({ id: newId(), createdAt: now, updatedAt: now, version: 1, imported: false, ...definition }, true);
    calendar.check();
    return calendar;
  }

  /**
   * Says anew when work is done. Other times than before are told: the plans that follow the calendar are no longer right.
   * @throws Conflict for the standard calendar @throws Refused naming the field by which no work can be planned
   */
  revise(fields: Partial<CalendarDefinition>, now: Date): void {
    this.checkRemovable();
    this.change(fields);
    this.check();
    const { changes } = this;
    if (TIMES.some((name) => name in changes))
      this.record({ type: 'administration.calendar-changed', aggregateId: this.id, occurredAt: now, payload: { calendarId: this.id } });
  }

  /** @throws Conflict for the standard calendar */
  checkRemovable(): void {
    this.refuseUnless(this.id !== BUILT_IN_CALENDAR, FIXED);
  }

  private check(): void {
    checkCalendar(this.state);
    const { week, exceptions, workWeeks } = this.state;
    const bytes = new TextEncoder().encode(JSON.stringify([week, exceptions, workWeeks])).length;
    this.refuseUnless(bytes <= MOST_BYTES, TOO_LARGE);
  }
}
