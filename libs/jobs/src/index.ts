export { DailyJobs, type DailyWork } from './daily-jobs.js';
export { ScheduledJobSchema } from './scheduled-job.schema.js';
