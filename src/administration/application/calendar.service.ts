import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import type { CalendarDefinition } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { CalendarGuards } from '../calendar-guards.js';
import { Calendar, type WorkingCalendarState } from '../domain/calendar.js';
import type { CreateCalendarDto, UpdateCalendarDto } from '../dto/calendar.dto.js';
import { WorkingCalendarSchema } from '../persistence/working-calendar.schema.js';
import { workingCalendarShape } from '../working-calendar.shape.js';
import { calendarFields, calendarJson } from './calendar-json.js';

/** Keeps the calendars that projects and tasks may follow. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guards: CalendarGuards,
    private readonly reader: RecordReader,
  ) {}

  /** @throws Refused naming the field by which no work can be planned */
  create(caller: Caller, payload: Payload<CreateCalendarDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const body = calendarFields(payload.read()) as Pick<CalendarDefinition, 'name' | 'timeZone' | 'week'>;
      return this.save(tx, Calendar.draw({ exceptions: [], workWeeks: [], ...body }, tx.now));
    });
  }

  /** Whoever plans by it hears of other times in the same transaction. @throws Conflict for the standard calendar */
  update(caller: Caller, key: string, payload: Payload<UpdateCalendarDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const calendar = await this.get(tx, key, 'update');
      const fields = calendarFields(payload.read());
      checkVersion(caller, calendar.state);
      calendar.revise(fields, tx.now);
      return this.save(tx, calendar);
    });
  }

  /** @throws Conflict while a project or a task follows it, and for the standard calendar */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const calendar = await this.get(tx, key, 'delete');
      const { id, state } = calendar;
      checkVersion(caller, state);
      calendar.checkRemovable();
      if (tx.forUpdate) await tx.rows(`SELECT c.id FROM working_calendar c WHERE c.id = ?${tx.forUpdate}`, [id]);
      await this.guards.checkDeletion(tx, id);
      await tx.remove(WorkingCalendarSchema, id, state.version);
      const { name, timeZone, week, exceptions, workWeeks } = state;
      const before = { name, timeZone, week, exceptions, workWeeks };
      audit(tx, { action: 'deleted', recordType: 'WorkingCalendar', recordId: id, before });
    });
  }

  private async get(tx: Transaction<Caller>, key: string, action: string): Promise<Calendar> {
    const { ability } = tx.origin;
    const state = await loadRecord<WorkingCalendarState>(tx, ability, WorkingCalendarSchema, key);
    authorize(ability, action, 'WorkingCalendar', state);
    return new Calendar(state);
  }

  private async save(tx: Transaction<Caller>, calendar: Calendar): Promise<RecordJson> {
    const { id, isNew, state, before, changes } = calendar;
    if (await tx.save(WorkingCalendarSchema, calendar)) {
      const names = (
        isNew ? ['name', 'timeZone', 'week', 'exceptions', 'workWeeks'] : Object.keys(changes)
      ) as (keyof CalendarDefinition)[];
      const of = (one: WorkingCalendarState) => Object.fromEntries(names.map((name) => [name, one[name]]));
      const entry = isNew ? { action: 'created' } : { action: 'updated', before: of(before) };
      audit(tx, { ...entry, recordType: 'WorkingCalendar', recordId: id, after: of(state) });
    }
    return calendarJson(await this.reader.one(tx.origin, workingCalendarShape, id, tx));
  }
}
