import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { belongingTo, type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { workingCalendarShape } from '../working-calendar.shape.js';
import { calendarJson } from './calendar-json.js';

/** The calendars that there are. */
@Injectable()
export class CalendarQueries {
  constructor(private readonly reader: RecordReader) {}

  /** Those that are offered; those that came with imported plans, one or several with each, only when they are asked for. */
  async page(caller: Caller, query: RawQuery): Promise<Page> {
    const kind = belongingTo(workingCalendarShape, 'imported', query.imported === 'true' ? 1 : 0);
    const page = await this.reader.page(caller, workingCalendarShape, query, kind);
    return { ...page, items: page.items.map(calendarJson) };
  }

  /** @throws NotFound */
  async one(caller: Caller, key: string): Promise<RecordJson> {
    return calendarJson(await this.reader.one(caller, workingCalendarShape, key));
  }
}
