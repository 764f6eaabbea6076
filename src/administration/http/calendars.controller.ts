import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { CalendarService } from '../application/calendar.service.js';
import { CalendarQueries } from '../application/calendar-queries.js';
import { CreateCalendarDto, UpdateCalendarDto } from '../dto/calendar.dto.js';
import { workingCalendarShape } from '../working-calendar.shape.js';

@ApiTags('Administration')
@Controller('admin/calendars')
export class CalendarsController {
  constructor(
    private readonly calendars: CalendarService,
    private readonly queries: CalendarQueries,
  ) {}

  /** Lists the calendars that projects may follow; with imported=true those that came with imported plans. */
  @Get()
  @Requires('read', 'WorkingCalendar')
  @AnswersPage(workingCalendarShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.page(caller, query);
  }

  /** Adds a calendar. */
  @Post()
  @Requires('create', 'WorkingCalendar')
  @AnswersRecord(workingCalendarShape, 201)
  create(@Me() caller: Caller, @Input(CreateCalendarDto) body: Payload<CreateCalendarDto>): Promise<RecordJson> {
    return this.calendars.create(caller, body);
  }

  /** Shows one calendar with its exceptions and seasons. */
  @Get(':id')
  @Requires('read', 'WorkingCalendar')
  @AnswersRecord(workingCalendarShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.queries.one(caller, id);
  }

  /** Changes a calendar; the standard one stands as it is. */
  @Patch(':id')
  @Requires('update', 'WorkingCalendar')
  @AnswersRecord(workingCalendarShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateCalendarDto) body: Payload<UpdateCalendarDto>): Promise<RecordJson> {
    return this.calendars.update(caller, id, body);
  }

  /** Deletes a calendar that no project and no task follows. */
  @Delete(':id')
  @HttpCode(204)
  @Requires('delete', 'WorkingCalendar')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.calendars.remove(caller, id);
  }
}
