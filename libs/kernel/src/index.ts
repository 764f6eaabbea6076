export { AggregateRoot, type RecordState } from './aggregate-root.js';
export {
  type CalendarDefinition,
  type CalendarException,
  checkCalendar,
  STANDARD_CALENDAR,
  type WorkingTime,
  type WorkingWeek,
  type WorkWeek,
} from './calendar-definition.js';
export { Clock, FixedClock } from './clock.js';
export {
  Conflict,
  DomainError,
  type ErrorKind,
  type FieldError,
  Forbidden,
  Invalid,
  NotFound,
  Refused,
  Stale,
  Unavailable,
} from './domain-error.js';
export type { DomainEvent } from './domain-event.js';
export { isId, newId } from './id.js';
export { instantOf, type TimeZone, zoneNamed } from './time-zone.js';
export { DAY_MINUTES, DEFAULT_CALENDAR, endOf, WorkingCalendar } from './working-calendar.js';
