import { quoteValue } from '#libs/import-files';
import type { RawTask } from './mspdi-document.js';
import type { ElementFields, MspdiFields } from './mspdi-fields.js';
import type { PlanConstraint, PlanTask, PlanTaskState } from './plan-file.js';

/** A task before its place in the tree is known. */
export interface TaskDraft {
  readonly raw: RawTask;
  /** OutlineLevel, from 1. */
  readonly level: number;
  readonly task: Omit<PlanTask, 'parentUid' | 'isSummary'>;
}

/** ConstraintType 0 to 7, in the order of the MSPDI schema. */
const CONSTRAINTS: readonly PlanConstraint[] = [
  'as_soon_as_possible',
  'as_late_as_possible',
  'start_on',
  'finish_on',
  'start_no_earlier_than',
  'start_no_later_than',
  'finish_no_earlier_than',
  'finish_no_later_than',
];

/** DurationFormat in elapsed units: minutes, hours, days, weeks, months, percent, and the same as estimates. */
const ELAPSED_DURATIONS = new Set([4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52]);

/** How reports name a task. */
export function taskLabel(name: string, uid: number | string): string {
  return `task ${quoteValue(name)} (UID ${uid})`;
}

export function readTask(raw: RawTask, fieldsOf: MspdiFields): TaskDraft {
  const name = raw.fields.get('Name')?.replace(/\s+/g, ' ') ?? '(no name)';
  const fields = fieldsOf.of(raw, taskLabel(name, raw.fields.get('UID') ?? 'missing'));
  const uid = fields.count('UID');
  if (uid === null && fields.text('UID') === null) fields.refuse('UID is missing');
  const start = fields.instant('Start');
  const finish = fields.instant('Finish');
  if (start && finish && finish < start) fields.refuse('Finish is before Start');
  const format = fields.count('DurationFormat');
  const percentComplete = fields.percent('PercentComplete') ?? 0;
  const actual = actualDates(fields);
  const task = {
    uid: uid ?? -1,
    line: raw.line,
    name,
    start,
    finish,
    durationMinutes: fields.minutes('Duration'),
    durationElapsed: format !== null && ELAPSED_DURATIONS.has(format),
    milestone: fields.flag('Milestone'),
    percentComplete,
    ...actual,
    ...constraintOf(fields),
    manual: fields.flag('Manual'),
    state: stateOf(actual, percentComplete),
    notes: fields.text('Notes'),
    calendarUid: fields.text('CalendarUID') === '-1' ? null : fields.count('CalendarUID'),
    beyondModel: null,
    resourceUids: [],
  };
  return { raw, level: fields.count('OutlineLevel') ?? 1, task };
}

function actualDates(fields: ElementFields): Pick<PlanTask, 'actualStart' | 'actualFinish'> {
  const actualStart = fields.instant('ActualStart');
  const actualFinish = fields.instant('ActualFinish');
  if (actualStart && actualFinish && actualFinish < actualStart) fields.refuse('ActualFinish is before ActualStart');
  return { actualStart, actualFinish };
}

function constraintOf(fields: ElementFields): Pick<PlanTask, 'constraint' | 'constraintDate'> {
  const type = fields.count('ConstraintType') ?? 0;
  const constraint = CONSTRAINTS[type];
  if (constraint === undefined) fields.refuse(`ConstraintType ${type} is not known (0 to 7)`);
  if (constraint === undefined || type < 2) return { constraint: constraint ?? 'as_soon_as_possible', constraintDate: null };
  const constraintDate = fields.instant('ConstraintDate');
  if (fields.text('ConstraintDate') === null) fields.refuse(`ConstraintType ${type} needs a ConstraintDate, which is missing`);
  return { constraint, constraintDate };
}

/** A task that has an end is complete, one that has begun or shows some progress is in progress. */
export function stateOf(actual: Pick<PlanTask, 'actualStart' | 'actualFinish'>, percentComplete: number): PlanTaskState {
  if (actual.actualFinish) return 'closed_complete';
  return actual.actualStart || percentComplete > 0 ? 'work_in_progress' : 'pending';
}

/** The task in its place: a summary has no milestone and is not placed by hand, a leaf placed by hand starts on its start. */
export function placeTask(draft: TaskDraft, parentUid: number | null, isSummary: boolean): PlanTask {
  const { task } = draft;
  if (isSummary) return { ...task, parentUid, isSummary, milestone: false, manual: false };
  if (!task.manual || !task.start) return { ...task, parentUid, isSummary };
  return { ...task, parentUid, isSummary, constraint: 'start_on', constraintDate: task.start };
}
