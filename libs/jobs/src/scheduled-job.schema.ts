import { instant, optional, tableSchema, textKey } from '#libs/persistence';

/** One row for each job that is done now and then: when it was last begun and done, and who is at it. */
export interface ScheduledJob {
  readonly id: string;
  /** When the last run that came to its end began; null before the first. */
  readonly lastRun: Date | null;
  /** Until then it is some process's own. */
  readonly claimedUntil: Date | null;
}

export const ScheduledJobSchema = tableSchema<ScheduledJob>('ScheduledJob', 'scheduled_job', {
  id: textKey(60),
  lastRun: optional(instant()),
  claimedUntil: optional(instant()),
});
