import type { PlanTask } from './plan-file.js';

/** Where a plan begins that does not say so itself. */
export function earliestStart(tasks: readonly PlanTask[]): Date | null {
  return tasks.reduce<Date | null>((least, { start }) => (start && (!least || start < least) ? start : least), null);
}
