import { type ReferenceTarget, recordShape, value } from '#libs/records';
import { WorkingCalendarSchema } from './persistence/working-calendar.schema.js';

/** How a calendar is named in other records. */
export const WorkingCalendarRef: ReferenceTarget = { table: 'working_calendar', shown: { name: 'name' } };

const time = (example: string) => ({ type: 'string', example });
const closed = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const TIMES = { type: 'array', items: closed({ from: time('08:00'), to: time('12:00') }) };
const WEEK = { type: 'array', items: TIMES, minItems: 7, maxItems: 7 };
const day = (example: string) => ({ type: 'string', format: 'date', example });

/** A stretch of days that is worked otherwise than the week says. */
const days = (name: string, what: Record<string, object>) => ({
  type: 'array',
  items: closed({ name: { type: 'string', example: name }, from: day('2026-12-24'), to: day('2026-12-26'), ...what }, [
    'from',
    'to',
    ...Object.keys(what),
  ]),
});

/** Times are stored as minutes; `calendarJson` writes them as the schemas here say. */
export const workingCalendarShape = recordShape(WorkingCalendarSchema, {
  title: 'WorkingCalendar',
  defaultSort: 'name',
  fields: {
    name: value('name', { sort: true, search: true, example: 'Plant in Lyon' }),
    timeZone: value('timeZone', { description: 'IANA name; the times are those of its wall clock.', example: 'Europe/Paris' }),
    week: value('week', { description: 'The working times of each weekday, Sunday first.', schema: WEEK }),
    exceptions: value('exceptions', {
      list: false,
      description: 'Days, both ends included, with times of their own; without times they are free.',
      schema: days('Christmas', { times: TIMES }),
    }),
    workWeeks: value('workWeeks', {
      list: false,
      description:
        'Seasons, both ends included, with a week of their own. An exception goes before a season, a later one before an earlier.',
      schema: days('Summer', { week: WEEK }),
    }),
    imported: value('imported', { filter: true, description: 'Came with an imported plan.', example: false }),
  },
});
