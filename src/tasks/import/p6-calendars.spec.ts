import { activity, calendar, exception, P6File, weekday, workingMonday, workTime } from '../../../test/support/p6-file.js';

const p6 = new P6File();

describe('calendars of P6', () => {
  const planned = (beside: string[], parts = [activity(1)]) => p6.plan(parts, { ActivityDefaultCalendarObjectId: 1 }, beside);
  const definition = async (beside: string[]) => (await planned(beside)).calendars[0]?.definition;

  it('last to the end of the minute that they name', async () => {
    expect(await definition([workingMonday])).toEqual({
      name: 'Calendar 1',
      timeZone: 'UTC',
      week: [
        [],
        [
          { from: 480, to: 720 },
          { from: 780, to: 1020 },
        ],
        [],
        [],
        [],
        [],
        [],
      ],
      exceptions: [],
      workWeeks: [],
    });
  });

  it.each([
    ['00:00', '23:59', { from: 0, to: 1440 }],
    ['00:00', '00:00', { from: 0, to: 1440 }],
    ['07:30', '11:44', { from: 450, to: 705 }],
    ['08:00', '12:00', { from: 480, to: 720 }],
  ])('from %s to %s', async (start, finish, time) => {
    expect((await definition([calendar(1, {}, [weekday('Saturday', workTime(start, finish))])]))?.week[6]).toEqual([time]);
  });

  it('have their stretches in order, joined where they touch', async () => {
    const times = [workTime('13:00', '16:59'), workTime('08:00', '09:59'), workTime('10:00', '11:59')];
    expect((await definition([calendar(1, {}, [weekday('Monday', ...times)])]))?.week[1]).toEqual([
      { from: 480, to: 720 },
      { from: 780, to: 1020 },
    ]);
  });

  it('have holidays and exceptions, joined where days are alike', async () => {
    const day = workTime('10:00', '13:59');
    const dates = [exception('2024-12-26'), exception('2024-12-24', day), exception('2024-12-25'), exception('2024-12-31', day)];
    const withTimes = [
      exception('2025-01-01', day),
      `<HolidayOrException><Date>2025-01-03T00:00:00</Date><WorkTime xsi:nil="true"/></HolidayOrException>`,
    ];
    const monday = [weekday('Monday', day)];
    expect((await definition([calendar(1, {}, monday, [...dates, ...withTimes])]))?.exceptions).toEqual([
      { from: '2024-12-24', to: '2024-12-24', times: [{ from: 600, to: 840 }] },
      { from: '2024-12-25', to: '2024-12-26', times: [] },
      { from: '2024-12-31', to: '2025-01-01', times: [{ from: 600, to: 840 }] },
      { from: '2025-01-03', to: '2025-01-03', times: [] },
    ]);
  });

  it('take week and exceptions from the calendar that they are based on, but for what they say themselves', async () => {
    const day = workTime('08:00', '11:59');
    const own = calendar(1, { BaseCalendarObjectId: 2 }, [], [exception('2024-12-24', day)]);
    const base = calendar(2, { BaseCalendarObjectId: 1 }, [weekday('Tuesday', day)], [exception('2024-12-24'), exception('2025-01-01')]);
    expect(await definition([own, base])).toMatchObject({
      name: 'Calendar 1',
      week: [[], [], [{ from: 480, to: 720 }], [], [], [], []],
      exceptions: [
        { from: '2024-12-24', to: '2024-12-24', times: [{ from: 480, to: 720 }] },
        { from: '2025-01-01', to: '2025-01-01', times: [] },
      ],
    });
  });

  it('are those that are used: of the project, and of activities that follow another one', async () => {
    const other = (id: number) => calendar(id, {}, [weekday('Monday', workTime('08:00', '11:59'))]);
    const parts = [
      activity(1, { CalendarObjectId: 1 }),
      activity(2, { CalendarObjectId: 4 }),
      activity(3, { CalendarObjectId: 'nil' }),
      other(4),
    ];
    const read = await planned([workingMonday, other(3)], parts);
    expect(read.calendarUid).toBe(1);
    expect(read.tasks.map(({ calendarUid }) => calendarUid)).toEqual([null, 4, null]);
    expect(read.calendars.map(({ uid }) => uid)).toEqual([1, 4]);
  });

  it('that are broken are refused, unless nobody uses them', async () => {
    const hours = [weekday('Someday'), weekday('Monday', workTime('12:00', '11:59')), weekday('Friday', workTime('25:00', '26:59'))];
    const broken = (id: number) => calendar(id, {}, hours, ['<HolidayOrException/>']);
    expect(await p6.faults(planned([broken(1)]))).toEqual([
      '5: calendar "Calendar 1" (ObjectId 1): DayOfWeek "Someday" is not a weekday',
      '5: calendar "Calendar 1" (ObjectId 1): the work time from "12:00:00" to "11:59:00" is none',
      '5: calendar "Calendar 1" (ObjectId 1): the work time from "25:00:00" to "26:59:00" is none',
      '5: calendar "Calendar 1", exception: Date is missing',
      '5: calendar "Calendar 1" (ObjectId 1): nothing can be planned by it: A week needs some working time.',
    ]);
    expect((await planned([workingMonday, broken(2)])).calendars).toHaveLength(1);
  });

  it('based on one that is not in the file stand alone, with a note', async () => {
    const lonely = calendar(1, { BaseCalendarObjectId: 9 }, [weekday('Monday', workTime('08:00', '11:59'))]);
    expect(await p6.notes(planned([lonely]))).toEqual(['5: the calendar 9, on which another is based, is not in the file']);
  });
});
