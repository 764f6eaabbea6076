import { quoteValue } from '#libs/import-files';
import type { LinkCycle } from './link-cycles.js';

/** Names of a cycle that a report lists; a plan may tie thousands of tasks into one. */
const LISTED_CYCLE_TASKS = 20;

/**
 * Why a plan with this cycle is refused (BR-149).
 * @param names of all tasks, by position
 */
export function cycleReason(cycle: LinkCycle, names: readonly string[]): string {
  const ring = [...cycle.tasks, cycle.tasks[0] as number].map((task) => quoteValue(names[task] as string));
  const rest = ring.length - LISTED_CYCLE_TASKS;
  const listed = rest > 1 ? [...ring.slice(0, LISTED_CYCLE_TASKS), `... (${rest} more)`] : ring;
  return `the links form a cycle: ${listed.join(' > ')}`;
}
