import { activity, element, P6File, relation } from '../../../test/support/p6-file.js';

const p6 = new P6File();

describe('relations of P6', () => {
  const four = [1, 2, 3, 4].map((id) => activity(id));

  it('are of four types, with lags in hours', async () => {
    const { links } = await p6.plan([
      ...[1, 2, 3, 4, 5].map((id) => activity(id)),
      relation(1, 2),
      relation(1, 3, { Type: 'Start to Start', Lag: '2,5' }),
      relation(1, 4, { Type: 'Finish to Finish', Lag: -8 }),
      relation(1, 5, { Type: 'Start to Finish', Lag: 'nil' }),
    ]);
    expect(links).toEqual([
      { predecessorUid: 1, successorUid: 2, type: 'fs', lagMinutes: 0, line: 8 },
      { predecessorUid: 1, successorUid: 3, type: 'ss', lagMinutes: 150, line: 9 },
      { predecessorUid: 1, successorUid: 4, type: 'ff', lagMinutes: -480, line: 10 },
      { predecessorUid: 1, successorUid: 5, type: 'sf', lagMinutes: 0, line: 11 },
    ]);
  });

  it('have lags in real time where the project counts them round the clock', async () => {
    const options = '<ScheduleOptions><RelationshipLagCalendar>24 Hour Calendar</RelationshipLagCalendar></ScheduleOptions>';
    expect((await p6.plan([...four, relation(1, 2, { Lag: 24 }), options])).links[0]).toMatchObject({ lagElapsedMinutes: 1440 });
  });

  it('to other projects are left out, with a note where they are imported', async () => {
    const bridge = element('Project', { Name: 'Bridge' }, `${activity(1)}${relation(1, 20)}\n${relation(1, 30)}`);
    const tunnel = `<Project external="true"><Name>Tunnel</Name>${activity(20)}${activity(21)}${relation(20, 21)}${relation(21, 1)}</Project>`;
    const road = element('Project', { Name: 'Road' }, activity(30));
    const plans = await p6.read([bridge, tunnel, road]);
    expect(plans.map(({ links }) => links)).toEqual([[], []]);
    const text = (from: number, to: number, other: string) =>
      `the relation from activity "Activity ${from}" ("A${from}") to activity "Activity ${to}" ("A${to}") is left out: it leads to another project, "${other}"`;
    expect(plans.map((read) => read.notes.map((note) => note.replace(`${p6.path}:`, '')))).toEqual([
      [`2: ${text(1, 20, 'Tunnel')}`, `4: ${text(21, 1, 'Tunnel')}`],
      [`3: ${text(1, 30, 'Bridge')}`],
    ]);
  });

  it('BR-149 of another type between the same two are left out, with a note', async () => {
    const read = p6.plan([...four, relation(1, 2), relation(1, 2, { Type: 'Finish to Finish' }), relation(2, 3)]);
    expect((await read).links.map(({ type }) => type)).toEqual(['fs', 'fs']);
    expect(await p6.notes(read)).toEqual([
      '8: the relation from activity "Activity 1" ("A1") to activity "Activity 2" ("A2") (Finish to Finish) is left out: they have one already',
    ]);
  });

  it('BR-149 to nothing, to itself, twice, of no type or in a cycle are refused', async () => {
    const parts = [
      ...four,
      relation(1, 99),
      relation(98, 1),
      relation(2, 2),
      relation(1, 2),
      relation(1, 2),
      relation(1, 3, { Type: 'After' }),
      element('Relationship', { SuccessorActivityObjectId: 1 }),
      relation(2, 3, { Lag: 'long' }),
      relation(3, 4),
      relation(4, 2),
    ];
    expect(await p6.faults(p6.plan(parts))).toEqual([
      '7: a relation: SuccessorActivityObjectId 99 is not in the file',
      '8: a relation: PredecessorActivityObjectId 98 is not in the file',
      '9: a relation: it leads from activity "Activity 2" ("A2") to itself',
      '11: a relation: a second one from activity "Activity 1" ("A1") to activity "Activity 2" ("A2")',
      '12: a relation: Type "After" is not known',
      '13: a relation: PredecessorActivityObjectId is missing',
      '14: a relation: Lag "long" is not a number',
      '16: project "Bridge": the links form a cycle: "Activity 2" > "Activity 3" > "Activity 4" > "Activity 2"',
    ]);
  });
});
