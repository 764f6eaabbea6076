import type { CalendarDefinition, RecordState } from '#libs/kernel';
import { flag, json, recordSchema, text } from '#libs/persistence';

/** When work is done: chosen for projects, or brought along by an imported plan. */
export interface WorkingCalendarState extends RecordState, CalendarDefinition {
  /** Came with an imported plan, and is not offered for others. */
  readonly imported: boolean;
}

export const WorkingCalendarSchema = recordSchema<WorkingCalendarState>(
  'WorkingCalendar',
  'working_calendar',
  { name: text(200), timeZone: text(60), week: json(), exceptions: json(), workWeeks: json(), imported: flag(false) },
  { index: [['imported', 'name', 'id']] },
);
