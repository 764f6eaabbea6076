import type { RawElement } from './mspdi-document.js';
import type { MspdiFields } from './mspdi-fields.js';
import { type TaskDraft, taskLabel } from './mspdi-task.js';
import type { PlanBaseline } from './plan-file.js';

/** MS Project keeps the baseline and ten more, by number. */
const LAST_BASELINE = 10;

type BaselineDates = PlanBaseline['tasks'] extends ReadonlyMap<number, infer Dates> ? Dates : never;

interface BaselineContext {
  readonly fields: MspdiFields;
  readonly note: (line: number, text: string) => void;
}

/**
 * The baselines of the tasks, in the order of their numbers: number 0 is "Baseline", 3 is "Baseline 3". They are history,
 * so their dates stay as they are, even an end before its start. Dates of which one end is missing are left out, with one
 * note for all of them; an entry without any date is no baseline.
 */
export function readBaselines(drafts: readonly TaskDraft[], { fields, note }: BaselineContext): PlanBaseline[] {
  const baselines = new Map<number, Map<number, BaselineDates>>();
  const incomplete: number[] = [];
  for (const { raw, task } of drafts) {
    const seen = new Set<number>();
    for (const element of raw.baselines) {
      const number = numberOf(element, seen, fields, taskLabel(task.name, task.uid));
      const dates = datesOf(element, fields, taskLabel(task.name, task.uid));
      if (dates === 'incomplete') incomplete.push(element.line);
      if (number === null || dates === null || dates === 'incomplete') continue;
      const tasks = baselines.get(number) ?? new Map<number, BaselineDates>();
      baselines.set(number, tasks.set(task.uid, dates));
    }
  }
  if (incomplete.length > 0)
    note(incomplete[0] as number, `${incomplete.length} baseline dates without start, end or duration are left out`);
  return [...baselines].sort(([a], [b]) => a - b).map(([number, tasks]) => ({ name: number ? `Baseline ${number}` : 'Baseline', tasks }));
}

function numberOf(element: RawElement, seen: Set<number>, fieldsOf: MspdiFields, label: string): number | null {
  const fields = fieldsOf.of(element, label);
  const number = fields.text('Number') === null ? 0 : fields.count('Number');
  if (number === null) return null;
  if (number > LAST_BASELINE) fields.refuse(`baseline Number ${number} is not known (0 to ${LAST_BASELINE})`);
  if (seen.has(number)) fields.refuse(`a second baseline with Number ${number}`);
  seen.add(number);
  return number;
}

function datesOf(element: RawElement, fieldsOf: MspdiFields, label: string): BaselineDates | 'incomplete' | null {
  const fields = fieldsOf.of(element, `${label}, baseline`);
  const [start, finish, minutes] = [fields.instant('Start'), fields.instant('Finish'), fields.minutes('Duration')];
  if (start === null && finish === null) return null;
  // Milestones have no duration in some files.
  const durationMinutes = minutes ?? (start?.getTime() === finish?.getTime() ? 0 : null);
  return start && finish && durationMinutes !== null ? { start, finish, durationMinutes } : 'incomplete';
}
