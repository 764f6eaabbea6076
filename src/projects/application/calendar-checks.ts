import { Injectable } from '@nestjs/common';
import { Conflict } from '#libs/kernel';
import { CalendarGuards } from '../../administration/index.js';
import { ProjectRepository } from '../persistence/project.repository.js';

/** What projects say before a calendar is deleted: it stays while one of them follows it. */
@Injectable()
export class CalendarChecks {
  constructor(guards: CalendarGuards, projects: ProjectRepository) {
    guards.beforeDeletion(async (tx, calendarId) => {
      const numbers = await projects.numbersFollowing(tx, calendarId);
      if (numbers.length) throw new Conflict('calendar_in_use', `Projects follow the calendar: ${numbers.join(', ')}.`);
    });
  }
}
