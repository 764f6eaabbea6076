import { activity, P6File, wbs } from '../../../test/support/p6-file.js';

const p6 = new P6File();

describe('the outline of a P6 project', () => {
  it('has below each node its activities by Id, then its nodes by number, without the node that is the project', async () => {
    const { tasks } = await p6.plan([
      wbs(100, 'nil', { Name: 'Bridge', SequenceNumber: 0 }),
      wbs(11, 100, { SequenceNumber: 2 }),
      wbs(12, 100, { SequenceNumber: 10 }),
      wbs(13, 100, { SequenceNumber: 1 }),
      wbs(14, 13),
      activity(1, { Id: 'B', WBSObjectId: 13 }),
      activity(2, { Id: 'A10', WBSObjectId: 13 }),
      activity(3, { Id: 'A9', WBSObjectId: 13 }),
      activity(4, { WBSObjectId: 14 }),
      activity(5, { WBSObjectId: 11 }),
      activity(6, { WBSObjectId: 12 }),
      activity(7, { WBSObjectId: 100 }),
      activity(8, { WBSObjectId: 'nil' }),
    ]);
    expect(tasks.map(({ uid, parentUid, isSummary }) => [uid, parentUid, isSummary])).toEqual([
      [7, null, false],
      [8, null, false],
      [13, null, true],
      [2, 13, false],
      [3, 13, false],
      [1, 13, false],
      [14, 13, true],
      [4, 14, false],
      [11, null, true],
      [5, 11, false],
      [12, null, true],
      [6, 12, false],
    ]);
  });

  it('hangs under the project what names the node of the project that is not in the file', async () => {
    const { tasks } = await p6.plan([wbs(11, 99), activity(1, { WBSObjectId: 99 }), activity(2, { WBSObjectId: 11 })], { WBSObjectId: 99 });
    expect(tasks.map(({ uid, parentUid }) => [uid, parentUid])).toEqual([
      [1, null],
      [11, null],
      [2, 11],
    ]);
  });

  it('keeps a node of another name without parent, and one of the same name below another', async () => {
    const { tasks } = await p6.plan([wbs(11), wbs(12, 11, { Name: 'Bridge' }), activity(1, { WBSObjectId: 12 })]);
    expect(tasks.map(({ name }) => name)).toEqual(['Node 11', 'Bridge', 'Activity 1']);
  });

  it('gives a node another UID where an activity has its ObjectId, and never 0', async () => {
    const parts = [wbs(7), wbs(0, 7), activity(7, { WBSObjectId: 7 }), activity(3, { WBSObjectId: 0 })];
    expect((await p6.plan(parts)).tasks.map(({ uid, parentUid, name }) => [uid, parentUid, name])).toEqual([
      [8, null, 'Node 7'],
      [7, 8, 'Activity 7'],
      [9, 8, 'Node 0'],
      [3, 9, 'Activity 3'],
    ]);
  });

  it('makes a task of a node without anything below it, and says so', async () => {
    const read = p6.plan([wbs(11), activity(1)]);
    expect((await read).tasks[1]).toMatchObject({ uid: 11, isSummary: false, durationMinutes: null, start: null });
    expect(await p6.notes(read)).toEqual(['3: WBS "Node 11" (ObjectId 11) has nothing below it; it becomes a task without work']);
  });

  it('refuses nodes that are nowhere, twice or above themselves, and activities without or with another ObjectId', async () => {
    const parts = [
      wbs(11, 12),
      wbs(12, 11),
      wbs(13, 99),
      wbs(13),
      activity(1, { WBSObjectId: 77 }),
      activity(1),
      activity(2, { ObjectId: 'nil' }),
    ];
    expect((await p6.faults(p6.plan(parts))).sort()).toEqual([
      '3: WBS "Node 11" (ObjectId 11): the WBS nodes above it form a circle',
      '4: WBS "Node 12" (ObjectId 12): the WBS nodes above it form a circle',
      '6: WBS "Node 13" (ObjectId 13): its ObjectId is used twice',
      '7: activity "Activity 1" ("A1"): WBSObjectId 77 is not in the file',
      '8: activity "Activity 1" ("A1"): its ObjectId is used twice',
      '9: activity "Activity 2" ("A2"): ObjectId is missing',
    ]);
  });

  it('copes with a very deep tree', async () => {
    const nodes = Array.from({ length: 5_000 }, (_, n) => wbs(n + 1, n === 0 ? 'nil' : n));
    expect((await p6.plan([...nodes, activity(9_999, { WBSObjectId: 5_000 })])).tasks).toHaveLength(5_001);
  });
});
