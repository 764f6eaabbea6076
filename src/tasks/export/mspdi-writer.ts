import { baseCalendar, resourceCalendar, workingHours } from './calendar-elements.js';
import type { ExportedPlan } from './exported-plan.js';
import { wallClock } from './mspdi-values.js';
import { assignmentElements, resourceElement } from './resource-elements.js';
import { taskElements } from './task-elements.js';
import { element } from './xml-text.js';

/** Project 2010 and later, the first with tasks that are placed by hand. */
const SAVE_VERSION = 14;
const CHUNK_CHARS = 64 * 1024;

/**
 * Writes a plan in the XML format of Microsoft Project (MSPDI), in pieces of about 64 kB; the whole text is never in memory.
 * `readMspdi` reads back the same plan, except for what MSPDI cannot hold: the time zone (it reads a wall clock as UTC),
 * fractions of seconds and of percent lags, characters that XML does not know, names of baselines. Calendars of another
 * zone than the plan's keep their times of day.
 * @throws RangeError before the first piece, when the time zone is none
 */
export async function* writeMspdi(plan: ExportedPlan): AsyncGenerator<string, void, undefined> {
  let chunk = '';
  for (const part of parts(plan)) {
    chunk += part;
    if (chunk.length < CHUNK_CHARS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function* parts(plan: ExportedPlan): Generator<string> {
  const clock = wallClock(plan.timeZone);
  const calendarUids = resourceCalendars(plan);
  yield head(plan, clock(plan.start));
  yield* list('Calendars', calendarElements(plan, calendarUids));
  yield* list('Tasks', taskElements(plan, clock));
  yield* list(
    'Resources',
    plan.resources.map((resource, i) => resourceElement(resource, i + 1, calendarUids[i] ?? null)),
  );
  yield* list('Assignments', assignmentElements(plan, clock));
  yield '</Project>\n';
}

function head(plan: ExportedPlan, start: string | null): string {
  const calendar = calendarOf(plan);
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="http://schemas.microsoft.com/project">',
    element('SaveVersion', SAVE_VERSION),
    element('Name', `${plan.name}.xml`),
    element('Title', plan.name),
    element('ScheduleFromStart', true),
    element('StartDate', start),
    // The schema wants one, though nothing in the file has a price.
    element('CurrencyCode', 'USD'),
    element('CalendarUID', calendar ? calendar.uid : null),
    workingHours(calendar),
    element('DefaultTaskType', 1),
    element('DurationFormat', 7),
    element('NewTasksEffortDriven', false),
    element('NewTasksAreManual', false),
  ].join('');
}

/**
 * UIDs of the calendars of the resources. Without calendars of their own MS Project would have them work by its standard
 * one, and would move the tasks of a project that follows another.
 */
function resourceCalendars(plan: ExportedPlan): number[] {
  if (!calendarOf(plan)) return [];
  const last = plan.calendars.reduce((most, { uid }) => Math.max(most, uid), 0);
  return plan.resources.map((_, i) => last + i + 1);
}

const calendarOf = ({ calendars, calendarUid }: ExportedPlan) => calendars.find(({ uid }) => uid === calendarUid);

function* calendarElements(plan: ExportedPlan, uidsOfResources: readonly number[]): Generator<string> {
  for (const calendar of plan.calendars) yield baseCalendar(calendar);
  for (const [i, uid] of uidsOfResources.entries()) {
    yield resourceCalendar(uid, plan.resources[i]?.name ?? '', plan.calendarUid ?? -1);
  }
}

/** A list of elements; nothing at all where it is empty. */
function* list(name: string, elements: Iterable<string>): Generator<string> {
  let open = false;
  for (const inner of elements) {
    if (!open) yield `<${name}>\n`;
    open = true;
    yield `${inner}\n`;
  }
  if (open) yield `</${name}>`;
}
