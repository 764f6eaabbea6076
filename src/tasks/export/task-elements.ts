import type { PlanConstraint, PlanLinkType } from '../import/plan-file.js';
import type { ExportedBaseline, ExportedLink, ExportedPlan, ExportedTask } from './exported-plan.js';
import { duration, type WallClock } from './mspdi-values.js';
import { element, group } from './xml-text.js';

/** ConstraintType 0 to 7. */
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
/** Link Type 0 to 3. */
const LINK_TYPES: readonly PlanLinkType[] = ['ff', 'fs', 'sf', 'ss'];
/** DurationFormat and LagFormat: days of work, days of any time, percent. */
const FORMAT = { days: 7, elapsedDays: 8, percent: 19 };
const FIXED_DURATION = 1;

/** The tasks of a plan, one element each, in the order that the MSPDI schema wants for their fields. */
export function* taskElements(plan: ExportedPlan, clock: WallClock): Generator<string> {
  const links = new Map<number, ExportedLink[]>();
  for (const link of plan.links) {
    const before = links.get(link.successorUid);
    if (before) before.push(link);
    else links.set(link.successorUid, [link]);
  }
  const counters: number[] = [];
  for (const [i, task] of plan.tasks.entries()) {
    counters.length = Math.min(counters.length, task.outlineLevel);
    counters[task.outlineLevel - 1] = (counters[task.outlineLevel - 1] ?? 0) + 1;
    const isSummary = holdsOthers(plan.tasks, i);
    yield group('Task', [
      ...identity(task, i + 1, counters.join('.')),
      ...dates(task, clock),
      element('EffortDriven', false),
      element('Estimated', false),
      element('Milestone', task.milestone),
      element('Summary', isSummary),
      ...progress(task, isSummary, clock),
      ...constraint(task, clock),
      element('Notes', task.notes),
      ...(links.get(task.uid) ?? []).map(predecessor),
      ...plan.baselines.map((baseline) => baselineOf(baseline, task, clock)),
    ]);
  }
}

/** Whether the task at a position is a summary. */
export function holdsOthers(tasks: readonly ExportedTask[], position: number): boolean {
  return (tasks[position + 1]?.outlineLevel ?? 0) > (tasks[position] as ExportedTask).outlineLevel;
}

function identity(task: ExportedTask, id: number, outlineNumber: string): string[] {
  return [
    element('UID', task.uid),
    element('ID', id),
    element('Name', task.name),
    element('Active', true),
    element('Manual', task.manual),
    element('Type', FIXED_DURATION),
    element('IsNull', false),
    element('WBS', task.wbs),
    element('OutlineNumber', outlineNumber),
    element('OutlineLevel', task.outlineLevel),
    element('Priority', 500),
  ];
}

function dates({ start, finish, durationMinutes, durationElapsed, manual }: ExportedTask, clock: WallClock): string[] {
  const values = { Start: clock(start), Finish: clock(finish), Duration: duration(durationMinutes) };
  const own = Object.entries(values).map(([name, value]) => element(name, value));
  const byHand = Object.entries(values).map(([name, value]) => element(`Manual${name}`, manual ? value : null));
  return [...own, ...byHand, element('DurationFormat', durationElapsed ? FORMAT.elapsedDays : FORMAT.days)];
}

function progress(task: ExportedTask, isSummary: boolean, clock: WallClock): string[] {
  const { durationMinutes, percentComplete, actualStart, actualFinish } = task;
  // Of a summary they follow from what it holds.
  const whole = isSummary ? null : durationMinutes;
  const done = whole === null ? null : doneOf(task, whole);
  return [
    element('PercentComplete', Math.round(percentComplete)),
    element('ActualStart', clock(actualStart)),
    element('ActualFinish', clock(actualFinish)),
    element('ActualDuration', duration(done)),
    element('RemainingDuration', duration(whole === null || done === null ? null : whole - done)),
  ];
}

/** The part of a task's duration or work that is done, in whole minutes. */
export function doneOf({ percentComplete, actualFinish }: ExportedTask, minutes: number): number {
  return actualFinish ? minutes : Math.round((minutes * percentComplete) / 100);
}

function constraint(task: ExportedTask, clock: WallClock): string[] {
  const { manual, start, constraintDate } = task;
  // That is what being placed by hand means; a constraint would hold the task even after it no longer is.
  const implied = manual && task.constraint === 'start_on' && constraintDate?.getTime() === start?.getTime();
  return [
    element('ConstraintType', implied ? 0 : CONSTRAINTS.indexOf(task.constraint)),
    element('CalendarUID', task.calendarUid ?? -1),
    element('ConstraintDate', implied ? null : clock(constraintDate)),
  ];
}

function predecessor(link: ExportedLink): string {
  const [lag, format] = lagOf(link);
  return group('PredecessorLink', [
    element('PredecessorUID', link.predecessorUid),
    element('Type', LINK_TYPES.indexOf(link.type)),
    element('CrossProject', false),
    element('LinkLag', Math.round(lag)),
    element('LagFormat', format),
  ]);
}

/** In tenths of a minute, or in percent; with its format. */
function lagOf(link: ExportedLink): [number, number] {
  if ('lagPercent' in link) return [link.lagPercent, FORMAT.percent];
  return 'lagMinutes' in link ? [link.lagMinutes * 10, FORMAT.days] : [link.lagElapsedMinutes * 10, FORMAT.elapsedDays];
}

function baselineOf({ number, tasks }: ExportedBaseline, { uid }: ExportedTask, clock: WallClock): string {
  const agreed = tasks.get(uid);
  if (!agreed) return '';
  return group('Baseline', [
    element('Number', number),
    element('Start', clock(agreed.start)),
    element('Finish', clock(agreed.finish)),
    element('Duration', duration(agreed.durationMinutes)),
    element('DurationFormat', FORMAT.days),
  ]);
}
