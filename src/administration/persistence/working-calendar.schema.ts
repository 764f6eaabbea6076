import { flag, json, recordSchema, text } from '#libs/persistence';
import type { WorkingCalendarState } from '../domain/calendar.js';

export const WorkingCalendarSchema = recordSchema<WorkingCalendarState>(
  'WorkingCalendar',
  'working_calendar',
  { name: text(200), timeZone: text(60), week: json(), exceptions: json(), workWeeks: json(), imported: flag(false) },
  { index: [['imported', 'name', 'id']] },
);
