import { Injectable } from '@nestjs/common';
import { Conflict } from '#libs/kernel';
import { CalendarGuards } from '../../administration/index.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';

/** What tasks say before a calendar is deleted: it stays while one of them follows it. */
@Injectable()
export class CalendarChecks {
  constructor(guards: CalendarGuards, tasks: ProjectTaskRepository) {
    guards.beforeDeletion(async (tx, calendarId) => {
      const numbers = await tasks.numbersFollowing(tx, calendarId);
      if (numbers.length) throw new Conflict('calendar_in_use', `Project tasks follow the calendar: ${numbers.join(', ')}.`);
    });
  }
}
