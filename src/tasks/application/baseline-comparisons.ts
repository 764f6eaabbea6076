import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import type { WorkingCalendar } from '#libs/kernel';
import { Database } from '#libs/persistence';
import type { RecordJson } from '#libs/records';
import { type PlannedDates, type PresentDates, varianceOf } from '../domain/baseline-comparison.js';
import { type Side, sidesOf } from '../persistence/baseline-sides.rows.js';
import { PlanSchedule } from './plan-schedule.js';

/** Compares baselines with the plans they were made of, as these stand now (BR-159). */
@Injectable()
export class BaselineComparisons {
  constructor(
    private readonly database: Database,
    private readonly schedule: PlanSchedule,
  ) {}

  /** Every task of the baseline or of the plan, from top to bottom; and the project. @throws NotFound */
  async of(caller: Caller, key: string): Promise<RecordJson> {
    const { calendarId, project, tasks } = await sidesOf(this.database, caller.ability, key);
    const calendar = await this.schedule.calendarOf(this.database, { calendarId });
    const present = new Map(tasks.current.map((task) => [task.id, task]));
    const kept = new Map(tasks.baseline.map((task) => [task.id, task]));
    const removed = tasks.baseline.filter(({ id }) => !present.has(id));
    const items = [...tasks.current, ...removed]
      .sort((one, other) => one.wbsOrder - other.wbsOrder || (one.id < other.id ? -1 : 1))
      .map(({ id }) => compared(kept.get(id), present.get(id), calendar));
    const { wbs: _none, task, ...dates } = compared(project.baseline, project.current, calendar);
    return { items, project: { ...task, ...dates } };
  }
}

/** One of the two is there. */
function compared(baseline: Side<PlannedDates> | undefined, current: Side<PresentDates> | undefined, calendar: WorkingCalendar) {
  const { id, number, name, wbs } = (current ?? baseline)!;
  return {
    task: { id, number, name },
    wbs,
    baseline: baseline ? planned(baseline.dates) : null,
    current: current ? { ...planned(current.dates), actualStart: current.dates.actualStart, actualEnd: current.dates.actualEnd } : null,
    ...varianceOf(baseline?.dates ?? null, current?.dates ?? null, calendar),
  };
}

const planned = ({ plannedStart, plannedEnd, plannedDurationMinutes, percentComplete }: Side<PlannedDates>['dates']) => ({
  plannedStart,
  plannedEnd,
  plannedDurationMinutes,
  percentComplete,
});
