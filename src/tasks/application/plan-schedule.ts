import { Injectable } from '@nestjs/common';
import { type CalendarDefinition, DEFAULT_CALENDAR, WorkingCalendar } from '#libs/kernel';
import type { Connection } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { WorkingCalendarSchema, type WorkingCalendarState } from '../../administration/index.js';
import type { ProjectState } from '../../projects/index.js';
import type { SchedulingRules } from '../domain/reschedule.js';
import type { TaskTree } from '../domain/task-tree.js';

const MOST_KEPT = 500;

/** What the dates of a project's tasks depend on: its calendars, where it begins, what waits for what. */
@Injectable()
export class PlanSchedule {
  /** Calendars by id and version, so that they are made once. */
  private readonly made = new Map<string, WorkingCalendar>();

  /** The calendar that a project follows: its own, else the default one (decision 27). */
  async calendarOf(connection: Connection, { calendarId }: Pick<ProjectState, 'calendarId'>): Promise<WorkingCalendar> {
    if (calendarId === null) return DEFAULT_CALENDAR;
    return (await this.calendars(connection, [calendarId])).get(calendarId) ?? DEFAULT_CALENDAR;
  }

  async rulesOf(connection: Connection, project: ProjectState, tree: TaskTree): Promise<SchedulingRules> {
    const tasks = tree.descendantsOf(null);
    const ids = new Set(tasks.flatMap(({ calendarId }) => calendarId ?? []));
    const calendars = await this.calendars(connection, [...ids]);
    const own = tasks.flatMap(({ id, calendarId }) => {
      const calendar = calendarId === null ? undefined : calendars.get(calendarId);
      return calendar ? [[id, calendar] as const] : [];
    });
    return {
      start: tree.startFrom ?? project.plannedStart,
      calendar: tree.calendar,
      calendars: new Map(own),
      manual: project.calculation === 'manual',
      links: tree.links.filter(({ predecessorId, successorId }) => tree.get(predecessorId) && tree.get(successorId)),
    };
  }

  private async calendars(connection: Connection, ids: readonly string[]): Promise<Map<string, WorkingCalendar>> {
    if (!ids.length) return new Map();
    const rows = await statesOf<WorkingCalendarState>(connection, WorkingCalendarSchema, 'id', ids);
    return new Map(rows.map((row) => [row.id, this.make(`${row.id} ${row.version}`, row)]));
  }

  private make(key: string, definition: CalendarDefinition): WorkingCalendar {
    let calendar = this.made.get(key);
    if (!calendar) {
      if (this.made.size >= MOST_KEPT) this.made.clear();
      calendar = new WorkingCalendar(definition);
      this.made.set(key, calendar);
    }
    return calendar;
  }
}
