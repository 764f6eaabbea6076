import { Parts, PlainDate, Text, TimeOfDay } from '#libs/http';

const MOST_TIMES = 24;
const MOST_ENTRIES = 2_000;

export class WorkingTimeDto {
  @TimeOfDay({ required: true })
  from: string;

  @TimeOfDay({ required: true, example: '12:00' })
  to: string;
}

class DaysDto {
  @Text(100, { clearable: false, example: 'Christmas' })
  name?: string;

  @PlainDate({ required: true, example: '2026-12-24' })
  from: string;

  @PlainDate({ required: true, example: '2026-12-26', description: 'The last day.' })
  to: string;
}

export class CalendarExceptionDto extends DaysDto {
  @Parts(WorkingTimeDto, { required: true, most: MOST_TIMES, description: 'None where the days are free.' })
  times: WorkingTimeDto[];
}

export class WorkWeekDto extends DaysDto {
  @Parts(WorkingTimeDto, { required: true, most: 7, lists: MOST_TIMES, description: 'The times of each weekday, Sunday first.' })
  week: WorkingTimeDto[][];
}

class CalendarFields {
  @Parts(CalendarExceptionDto, { clearable: false, most: MOST_ENTRIES, description: 'Later ones go before earlier ones.' })
  exceptions?: CalendarExceptionDto[];

  @Parts(WorkWeekDto, { clearable: false, most: MOST_ENTRIES, description: 'Seasons with a week of their own; exceptions go before them.' })
  workWeeks?: WorkWeekDto[];
}

export class CreateCalendarDto extends CalendarFields {
  @Text(200, { required: true, example: 'Plant in Lyon' })
  name: string;

  @Text(60, { required: true, example: 'Europe/Paris', description: 'A time zone by its name in the IANA database.' })
  timeZone: string;

  @Parts(WorkingTimeDto, { required: true, most: 7, lists: MOST_TIMES, description: 'The times of each weekday, Sunday first.' })
  week: WorkingTimeDto[][];
}

export class UpdateCalendarDto extends CalendarFields {
  @Text(200, { clearable: false, example: 'Plant in Lyon' })
  name?: string;

  @Text(60, { clearable: false, example: 'Europe/Paris', description: 'A time zone by its name in the IANA database.' })
  timeZone?: string;

  @Parts(WorkingTimeDto, { clearable: false, most: 7, lists: MOST_TIMES, description: 'The times of each weekday, Sunday first.' })
  week?: WorkingTimeDto[][];
}
