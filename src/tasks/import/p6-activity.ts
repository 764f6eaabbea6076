import { quoteValue } from '#libs/import-files';
import type { ElementFields } from './mspdi-fields.js';
import { stateOf } from './mspdi-task.js';
import { decimal, minutesOfHours } from './p6-fields.js';
import type { P6Reason } from './p6-model.js';
import type { PlanConstraint, PlanTask } from './plan-file.js';

/** What the element of an activity tells; its place, resources and notes stand elsewhere in the file. */
export type ActivityFigures = Pick<
  PlanTask,
  | 'start'
  | 'finish'
  | 'durationMinutes'
  | 'milestone'
  | 'percentComplete'
  | 'actualStart'
  | 'actualFinish'
  | 'constraint'
  | 'constraintDate'
  | 'state'
>;

type Note = (text: string) => void;

/** The types of activity, and why the dates of some follow other rules. */
const TYPES = new Map<string, P6Reason | null>([
  ['Task Dependent', null],
  ['Start Milestone', null],
  ['Finish Milestone', null],
  ['Resource Dependent', { text: 'the calendars of its resources decide how long it takes', ifStretched: true }],
  ['Level of Effort', { text: 'it lasts as long as the activities that it is tied to', ifStretched: false }],
  ['WBS Summary', { text: 'it lasts as long as the activities of its part of the WBS', ifStretched: false }],
]);

/** In small letters: programs differ in "On or After". */
const CONSTRAINTS = new Map<string, PlanConstraint>([
  ['as late as possible', 'as_late_as_possible'],
  ['start on', 'start_on'],
  ['mandatory start', 'start_on'],
  ['start on or after', 'start_no_earlier_than'],
  ['start on or before', 'start_no_later_than'],
  ['finish on', 'finish_on'],
  ['mandatory finish', 'finish_on'],
  ['finish on or after', 'finish_no_earlier_than'],
  ['finish on or before', 'finish_no_later_than'],
]);

/** Dates that P6 keeps of relations to activities that were not exported. */
const DATES_OF_ELSEWHERE = ['ExternalEarlyStartDate', 'ExternalLateFinishDate'];

export function readActivity(fields: ElementFields, note: Note): ActivityFigures {
  const type = fields.text('Type') ?? 'Task Dependent';
  if (!TYPES.has(type)) fields.refuse(`Type ${quoteValue(type)} is not known`);
  const actual = actualDates(fields, type);
  const percentComplete = percentOf(fields, note);
  if (fields.text('Status') === 'Completed' && !actual.actualFinish)
    note('its Status is Completed, but it has no ActualFinishDate; it stays open');
  const milestone = isMilestone(type);
  return {
    ...plannedDates(fields, type),
    durationMinutes: milestone ? 0 : durationOf(fields, actual.actualStart !== null),
    milestone,
    percentComplete,
    ...actual,
    ...constraintOf(fields, note),
    state: stateOf(actual, percentComplete),
  };
}

function plannedDates(fields: ElementFields, type: string): Pick<PlanTask, 'start' | 'finish'> {
  const [startDate, plannedStart] = [fields.instant('StartDate'), fields.instant('PlannedStartDate')];
  const [finishDate, plannedFinish] = [fields.instant('FinishDate'), fields.instant('PlannedFinishDate')];
  const start = startDate ?? plannedStart;
  const finish = finishDate ?? plannedFinish;
  if (isMilestone(type)) return onOneMoment(type, start, finish, (at) => ({ start: at, finish: at }));
  if (start && finish && finish < start) fields.refuse('its finish is before its start');
  return { start, finish };
}

function actualDates(fields: ElementFields, type: string): Pick<PlanTask, 'actualStart' | 'actualFinish'> {
  const [actualStart, actualFinish] = [fields.instant('ActualStartDate'), fields.instant('ActualFinishDate')];
  if (isMilestone(type)) return onOneMoment(type, actualStart, actualFinish, (at) => ({ actualStart: at, actualFinish: at }));
  if (actualStart && actualFinish && actualFinish < actualStart) fields.refuse('ActualFinishDate is before ActualStartDate');
  return { actualStart, actualFinish };
}

const isMilestone = (type: string): boolean => type.endsWith(' Milestone');

/** A milestone is one moment, whatever P6 shows at its other end. */
function onOneMoment<T>(type: string, start: Date | null, finish: Date | null, both: (at: Date | null) => T): T {
  return both(type === 'Start Milestone' ? (start ?? finish) : (finish ?? start));
}

/** Once work has begun, the dates of the file are those of what was done and what remains, not of what was planned. */
function durationOf(fields: ElementFields, begun: boolean): number | null {
  const planned = minutesOfHours(fields, 'PlannedDuration');
  const whole = minutesOfHours(fields, 'AtCompletionDuration');
  const minutes = begun ? (whole ?? planned) : (planned ?? whole);
  if (minutes === null || minutes >= 0) return minutes;
  fields.refuse(`the duration of ${minutes / 60} hours is negative`);
  return null;
}

/** The percent as P6 shows it, else that of its kind. P6 writes 0.4 for 40 %; other programs write 40. */
function percentOf(fields: ElementFields, note: Note): number {
  const kind = `${fields.text('PercentCompleteType') ?? 'Duration'}PercentComplete`;
  const name = fields.text('PercentComplete') === null ? kind : 'PercentComplete';
  const value = decimal(fields, name) ?? 0;
  if (value < 0 || value > 100) fields.refuse(`${name} ${value} is not between 0 and 1`);
  if (value > 1 && value <= 100) note(`${name} ${value} is above 1 and read as percent`);
  return Math.round(value > 1 ? value : value * 100);
}

function constraintOf(fields: ElementFields, note: Note): Pick<PlanTask, 'constraint' | 'constraintDate'> {
  const second = fields.text('SecondaryConstraintType');
  if (second !== null) {
    const date = fields.text('SecondaryConstraintDate');
    note(`its secondary constraint ${quoteValue(date === null ? second : `${second} ${date}`)} is left out`);
  }
  const type = fields.text('PrimaryConstraintType');
  if (type === null) return { constraint: 'as_soon_as_possible', constraintDate: null };
  const constraint = CONSTRAINTS.get(type.toLowerCase());
  if (constraint === undefined) fields.refuse(`PrimaryConstraintType ${quoteValue(type)} is not known`);
  if (constraint === undefined || constraint === 'as_late_as_possible')
    return { constraint: constraint ?? 'as_soon_as_possible', constraintDate: null };
  const constraintDate = fields.instant('PrimaryConstraintDate');
  if (fields.text('PrimaryConstraintDate') === null)
    fields.refuse(`PrimaryConstraintType ${quoteValue(type)} needs a PrimaryConstraintDate`);
  return { constraint, constraintDate };
}

/** Why its dates may not follow from its calendar, its duration and its links; null where they should. */
export function reasonBeyondModel(fields: ElementFields): P6Reason | null {
  if (DATES_OF_ELSEWHERE.some((name) => fields.text(name) !== null))
    return { text: 'another project decides its dates', ifStretched: false };
  if (fields.text('SuspendDate') !== null) return { text: 'it was suspended for a time', ifStretched: true };
  return TYPES.get(fields.text('Type') ?? '') ?? null;
}
