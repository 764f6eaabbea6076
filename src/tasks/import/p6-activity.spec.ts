import { activity, type Fields, P6File } from '../../../test/support/p6-file.js';

const p6 = new P6File();

const first = async (fields: Fields) => (await p6.plan([activity(1, fields)])).tasks[0];

describe('an activity of P6', () => {
  it('becomes a task', async () => {
    expect(await first({ Name: ' Lay \n bricks ', FinishDate: '2024-01-02T13:31:00', PlannedDuration: '12,51' })).toEqual({
      uid: 1,
      line: 3,
      name: 'Lay bricks',
      parentUid: null,
      isSummary: false,
      start: new Date('2024-01-01T08:00:00Z'),
      finish: new Date('2024-01-02T13:31:00Z'),
      durationMinutes: 751,
      durationElapsed: false,
      milestone: false,
      percentComplete: 0,
      actualStart: null,
      actualFinish: null,
      constraint: 'as_soon_as_possible',
      constraintDate: null,
      manual: false,
      state: 'pending',
      notes: null,
      calendarUid: null,
      beyondModel: null,
      resourceUids: [],
    });
    expect((await first({ Name: '' }))?.name).toBe('(no name)');
  });

  it('falls back to planned dates, each end for itself', async () => {
    const planned = { PlannedStartDate: '2023-12-01T08:00:00', PlannedFinishDate: '2024-02-01T17:00:00' };
    expect(await first({ ...planned, FinishDate: 'nil' })).toMatchObject({
      start: new Date('2024-01-01T08:00:00Z'),
      finish: new Date('2024-02-01T17:00:00Z'),
    });
    expect((await first({ ...planned, StartDate: 'nil' }))?.start).toEqual(new Date('2023-12-01T08:00:00Z'));
  });

  it.each([
    ['8', 480],
    ['0.5', 30],
    ['0,25', 15],
    ['1.5E1', 900],
  ])('reads %s hours', async (hours, minutes) =>
    expect((await first({ FinishDate: 'nil', PlannedDuration: hours }))?.durationMinutes).toBe(minutes),
  );

  it('has the duration at completion once work has begun, for the dates are those then', async () => {
    const hours = { FinishDate: 'nil', PlannedDuration: 8, AtCompletionDuration: 20 };
    expect((await first(hours))?.durationMinutes).toBe(480);
    expect((await first({ ...hours, ActualStartDate: '2024-01-01T08:00:00' }))?.durationMinutes).toBe(1200);
  });

  it.each([
    ['Start Milestone', '2024-01-01T08:00:00Z'],
    ['Finish Milestone', '2024-01-01T17:00:00Z'],
  ])('is a milestone at one moment: %s', async (type, at) => {
    const moment = new Date(at);
    const actual = { ActualStartDate: '2024-01-01T08:00:00', ActualFinishDate: '2024-01-01T17:00:00' };
    expect(await first({ Type: type, PlannedDuration: 'nil', ...actual })).toMatchObject({
      ...{ milestone: true, durationMinutes: 0, start: moment, finish: moment },
      ...{ actualStart: moment, actualFinish: moment, state: 'closed_complete' },
    });
  });

  it('takes the state from actual dates and percent, which P6 writes as a fraction', async () => {
    const begun = { ActualStartDate: '2024-01-01T08:00:00' };
    expect(await first({ PercentComplete: 0 })).toMatchObject({ percentComplete: 0, state: 'pending' });
    expect(await first({ PercentComplete: '0.455' })).toMatchObject({ percentComplete: 46, state: 'work_in_progress' });
    expect(await first({ PercentCompleteType: 'Physical', PhysicalPercentComplete: 0.3, DurationPercentComplete: 0.9 })).toMatchObject({
      percentComplete: 30,
    });
    expect(await first(begun)).toMatchObject({ actualStart: new Date('2024-01-01T08:00:00Z'), state: 'work_in_progress' });
    expect(await first({ ...begun, ActualFinishDate: '2024-01-02T08:00:00', PercentComplete: 1 })).toMatchObject({
      percentComplete: 100,
      state: 'closed_complete',
    });
  });

  it('says where it reads a percent above 1, and where it is complete without an end', async () => {
    const read = p6.plan([activity(1, { PercentComplete: 40 }), activity(2, { PercentComplete: 1, Status: 'Completed' })]);
    expect((await read).tasks.map(({ percentComplete, state }) => [percentComplete, state])).toEqual([
      [40, 'work_in_progress'],
      [100, 'work_in_progress'],
    ]);
    expect(await p6.notes(read)).toEqual([
      '3: activity "Activity 1" ("A1"): PercentComplete 40 is above 1 and read as percent',
      '4: activity "Activity 2" ("A2"): its Status is Completed, but it has no ActualFinishDate; it stays open',
    ]);
  });

  it.each([
    ['As Late As Possible', 'as_late_as_possible', false],
    ['Start On', 'start_on', true],
    ['Mandatory Start', 'start_on', true],
    ['Finish On', 'finish_on', true],
    ['Mandatory Finish', 'finish_on', true],
    ['Start On or After', 'start_no_earlier_than', true],
    ['Start On Or Before', 'start_no_later_than', true],
    ['Finish On or After', 'finish_no_earlier_than', true],
    ['Finish On or Before', 'finish_no_later_than', true],
  ])('BR-145 reads the constraint %s as %s', async (type, constraint, dated) => {
    const date = '2024-03-01T08:00:00';
    expect(await first({ PrimaryConstraintType: type, PrimaryConstraintDate: date })).toMatchObject({
      constraint,
      constraintDate: dated ? new Date(`${date}Z`) : null,
    });
  });

  it('leaves a second constraint out, with a note', async () => {
    const second = { SecondaryConstraintType: 'Finish On or Before', SecondaryConstraintDate: '2024-03-01T17:00:00' };
    expect(await p6.notes(p6.plan([activity(1, second)]))).toEqual([
      '3: activity "Activity 1" ("A1"): its secondary constraint "Finish On or Before 2024-03-01T17:00:00" is left out',
    ]);
  });

  // From Monday 08:00 to Tuesday 17:00 there are 16 hours of work.
  const twoDays = { FinishDate: '2024-01-02T17:00:00', PlannedDuration: 8 };
  it.each([
    [{}, 'the calendar in the file does not give it this much time between its dates'],
    [{ Type: 'Resource Dependent' }, 'the calendars of its resources decide how long it takes'],
    [{ Type: 'Level of Effort', PlannedDuration: 16 }, 'it lasts as long as the activities that it is tied to'],
    [{ Type: 'WBS Summary', PlannedDuration: 16 }, 'it lasts as long as the activities of its part of the WBS'],
    [{ SuspendDate: '2024-01-01T12:00:00' }, 'it was suspended for a time'],
    [{ ExternalEarlyStartDate: '2024-01-01T12:00:00', PlannedDuration: 16 }, 'another project decides its dates'],
  ])('keeps its dates where they have other reasons, with the work between them: %j', async (fields, beyondModel) => {
    const start = new Date('2024-01-01T08:00:00Z');
    const fixed = { start, durationMinutes: 960, beyondModel };
    expect(await first({ ...twoDays, ...fields })).toMatchObject({ ...fixed, constraint: 'start_on', constraintDate: start });
    const begun = { ActualStartDate: '2024-01-01T08:00:00', AtCompletionDuration: 8 };
    expect(await first({ ...twoDays, ...fields, ...begun })).toMatchObject({ ...fixed, constraint: 'as_soon_as_possible' });
    expect(await first({ ...twoDays, ...fields, ...begun, ActualFinishDate: '2024-01-02T17:00:00' })).toMatchObject({ beyondModel: null });
  });

  it.each<[string, Fields, number]>([
    ['its resources work by the calendar', { Type: 'Resource Dependent' }, 16],
    ['it went on at once', { SuspendDate: '2024-01-01T12:00:00' }, 16],
  ])('has its own duration where %s', async (_reason, fields, hours) => {
    expect(await first({ ...twoDays, PlannedDuration: 16, ...fields })).toMatchObject({
      ...{ constraint: 'as_soon_as_possible', beyondModel: null, durationMinutes: hours * 60 },
    });
  });

  it('lists all that is wrong, not only the first', async () => {
    const parts = [
      activity(1, { StartDate: '2023-02-30T08:00:00', PlannedDuration: 'eight' }),
      activity(2, { FinishDate: '2023-12-31T17:00:00', PlannedDuration: -8 }),
      activity(3, { ActualStartDate: '2024-01-02T08:00:00', ActualFinishDate: '2024-01-01T08:00:00', PercentComplete: 101 }),
      activity(4, { Type: 'Milestone', PrimaryConstraintType: 'Must Start', CalendarObjectId: 5 }),
      activity(5, { PrimaryConstraintType: 'Start On', PrimaryConstraintDate: 'nil' }),
    ];
    expect(await p6.faults(p6.plan(parts, { ActivityDefaultCalendarObjectId: 6, StartDate: 'soon' }))).toEqual([
      '2: project "Bridge": ActivityDefaultCalendarObjectId 6 is not in the file',
      '2: project "Bridge": StartDate "soon" is not a date and time that exists',
      '3: activity "Activity 1" ("A1"): StartDate "2023-02-30T08:00:00" is not a date and time that exists',
      '3: activity "Activity 1" ("A1"): PlannedDuration "eight" is not a number',
      '4: activity "Activity 2" ("A2"): its finish is before its start',
      '4: activity "Activity 2" ("A2"): the duration of -8 hours is negative',
      '5: activity "Activity 3" ("A3"): ActualFinishDate is before ActualStartDate',
      '5: activity "Activity 3" ("A3"): PercentComplete 101 is not between 0 and 1',
      '6: activity "Activity 4" ("A4"): CalendarObjectId 5 is not in the file',
      '6: activity "Activity 4" ("A4"): Type "Milestone" is not known',
      '6: activity "Activity 4" ("A4"): PrimaryConstraintType "Must Start" is not known',
      '7: activity "Activity 5" ("A5"): PrimaryConstraintType "Start On" needs a PrimaryConstraintDate',
    ]);
  });
});
