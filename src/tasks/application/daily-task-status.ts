import { Injectable } from '@nestjs/common';
import { DailyJobs } from '#libs/jobs';
import { DEFAULT_CALENDAR, WorkingCalendar } from '#libs/kernel';
import { Database, UnitOfWork } from '#libs/persistence';
import { AdministrationApi } from '../../administration/index.js';
import { type StatusBounds, statusBounds } from '../domain/task-status.js';
import { colourTasks, type InTransaction, projectCalendars } from '../persistence/task-status.rows.js';

const SYSTEM = { personId: null, personName: 'System', requestId: 'daily' };

/** A status bound, and the calendars of the projects that it holds for. */
interface Group extends StatusBounds {
  readonly calendarIds: (string | null)[];
}

/** BR-136. Each day the status of open tasks follows how near their planned end has come; not where it was set by hand. */
@Injectable()
export class DailyTaskStatus {
  constructor(
    jobs: DailyJobs,
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly administration: AdministrationApi,
  ) {
    jobs.daily('task-status', async (now, signal) => void (await this.colour(now, signal)));
  }

  /** @returns how many tasks have another status now */
  async colour(now: Date, signal: AbortSignal): Promise<number> {
    const inTransaction: InTransaction = (work) => this.unitOfWork.run(SYSTEM, work);
    let changed = await colourTasks(this.database, inTransaction, { status: 'red', before: now }, undefined, signal);
    for (const { yellowUntil, calendarIds } of await this.groups(now)) {
      const near = { status: 'yellow', from: now, to: yellowUntil } as const;
      changed += await colourTasks(this.database, inTransaction, near, calendarIds, signal);
      changed += await colourTasks(this.database, inTransaction, { status: 'green', after: yellowUntil }, calendarIds, signal);
    }
    return changed;
  }

  /** Calendars differ more often than the ends of their days do: those with one bound go together. */
  private async groups(now: Date): Promise<Iterable<Group>> {
    const { properties } = await this.administration.read(this.database);
    const days = Number(properties.get('com.snc.ppm.yellow_status_duration'));
    const groups = new Map<number, Group>();
    const add = (calendarId: string | null, calendar: WorkingCalendar): void => {
      const bounds = statusBounds(now, calendar, days);
      const key = bounds.yellowUntil.getTime();
      const group = groups.get(key) ?? { ...bounds, calendarIds: [] };
      group.calendarIds.push(calendarId);
      groups.set(key, group);
    };
    add(null, DEFAULT_CALENDAR);
    for (const [id, row] of await projectCalendars(this.database)) add(id, row ? new WorkingCalendar(row) : DEFAULT_CALENDAR);
    return groups.values();
  }
}
