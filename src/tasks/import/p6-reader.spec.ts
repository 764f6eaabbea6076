import { gzipSync } from 'node:zlib';
import { activity, element, type Fields, P6File, relation } from '../../../test/support/p6-file.js';
import { readP6 } from './p6-reader.js';
import { readPlans } from './read-plan.js';

const p6 = new P6File();

describe('the projects of a Primavera P6 XML file', () => {
  it('are those that are not external, by their names', async () => {
    const project = (id: number, name: string, external = '') =>
      `<Project${external}><ObjectId>${id}</ObjectId><Name>${name}</Name>${activity(id * 10)}</Project>`;
    const plans = await p6.read([
      project(1, ' The \n bridge '),
      project(2, 'Tunnel', ' external="true"'),
      project(3, 'Road', ' external="false"'),
    ]);
    expect(plans.map(({ name, tasks }) => [name, tasks.map(({ uid }) => uid)])).toEqual([
      ['The bridge', [10]],
      ['Road', [30]],
    ]);
  });

  it('start with the project, else with the earliest activity', async () => {
    const start = async (fields: Fields) => (await p6.plan([activity(1)], fields)).start?.toISOString();
    expect(await start({ StartDate: '2024-03-01T08:00:00', PlannedStartDate: '2024-02-01T08:00:00' })).toBe('2024-03-01T08:00:00.000Z');
    expect(await start({ PlannedStartDate: '2024-02-01T08:00:00' })).toBe('2024-02-01T08:00:00.000Z');
    expect(await start({ StartDate: 'nil' })).toBe('2024-01-01T08:00:00.000Z');
  });

  it('are told from plans of MS Project by the root element, gzip or not', async () => {
    await p6.plan([activity(1)]);
    expect((await readPlans(p6.path))[0]?.name).toBe('Bridge');
    p6.write(gzipSync('<Project><Title>House</Title><Tasks><Task><UID>1</UID><OutlineLevel>1</OutlineLevel></Task></Tasks></Project>'));
    expect((await readPlans(p6.path)).map(({ name }) => name)).toEqual(['House']);
    expect(await p6.faults(readP6(p6.path))).toEqual([
      '1: the root element is Project, not APIBusinessObjects: this is not a Primavera P6 XML file',
    ]);
    p6.write('<html/>');
    await expect(readPlans(p6.path)).rejects.toThrow('neither MS Project XML (Project) nor Primavera P6 XML (APIBusinessObjects)');
  });

  it('are refused when there is none, or nothing in any of them', async () => {
    expect(await p6.faults(p6.read([]))).toEqual(['1: the file has no project of its own']);
    expect(await p6.faults(p6.read(['<Project external="1"><Name>Tunnel</Name></Project>']))).toEqual([
      '1: the file has no project of its own',
    ]);
    expect(await p6.faults(p6.read(['<Project><Name>Bridge</Name></Project>']))).toEqual(['1: no project has activities']);
  });

  it('may be empty beside others', async () => {
    const plans = await p6.read(['<Project><Name>Empty</Name></Project>', element('Project', { Name: 'Bridge' }, activity(1))]);
    expect(plans.map(({ name, tasks }) => [name, tasks.length])).toEqual([
      ['Empty', 0],
      ['Bridge', 1],
    ]);
    expect(plans[0]?.notes).toEqual([`${p6.path}:2: project "Empty" has no activities`]);
  });

  it('refuses hostile files', async () => {
    p6.write('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<APIBusinessObjects>&x;</APIBusinessObjects>');
    await expect(readPlans(p6.path)).rejects.toThrow('the document has a DOCTYPE');
    await expect(readP6(p6.path)).rejects.toThrow('the document has a DOCTYPE');
  });
});

describe('people, notes and baselines of P6', () => {
  const people = [
    element('Resource', { ObjectId: 5, Id: 'ANNA', Name: 'Anna  Berg', EmailAddress: 'anna@example.com' }),
    element('Resource', { ObjectId: 6, Id: 'CRANE', Name: 'nil' }),
  ];
  const assignment = (activityId: number | 'nil', resourceId: number | 'nil') =>
    element('ResourceAssignment', { ActivityObjectId: activityId, ResourceObjectId: resourceId });

  it('are the resources of the file, and those of each activity', async () => {
    const assignments = [assignment(2, 6), assignment(2, 5), assignment(2, 6), assignment(1, 'nil')];
    const read = await p6.plan([activity(1), activity(2), ...assignments], {}, people);
    expect(read.resources).toEqual([
      { uid: 5, name: 'Anna Berg', email: 'anna@example.com' },
      { uid: 6, name: 'CRANE', email: null },
    ]);
    expect(read.tasks.map(({ resourceUids }) => resourceUids)).toEqual([[], [6, 5]]);
    expect(read.notes).toEqual([]);
  });

  it('leaves assignments to nothing and of nobody known out, with a note', async () => {
    expect(await p6.notes(p6.plan([activity(1), assignment(9, 5), assignment(1, 7)], {}, people))).toEqual([
      '4: an assignment to ObjectId 9, which is no activity of the project, is left out',
      '5: activity "Activity 1" ("A1"): the assigned resource 7 is not in the file and is left out',
    ]);
  });

  it('refuses a resource without an ObjectId or with that of another', async () => {
    const twice = [people[0]!, people[0]!, element('Resource', { Name: 'Bert' })];
    expect(await p6.faults(p6.plan([activity(1)], {}, twice))).toEqual([
      '6: resource "Anna Berg" (ObjectId 5): its ObjectId is used twice',
      '7: resource "Bert" (ObjectId missing): ObjectId is missing',
    ]);
  });

  it('keeps plain notes of an activity', async () => {
    const note = (fields: Fields) => element('ActivityNote', { ActivityObjectId: 1, ...fields });
    const read = p6.plan([
      activity(1),
      note({ RawTextNote: 'a\nb', Note: '&lt;p&gt;' }),
      note({ RawTextNote: 'c' }),
      note({ Note: '&lt;b&gt;' }),
    ]);
    expect((await read).tasks[0]?.notes).toBe('a\nb\n\nc');
    expect(await p6.notes(read)).toEqual(['7: a note in rich text is left out']);
  });

  it('finds the dates of a baseline by the Ids of its activities', async () => {
    const baseline = (original: number) =>
      element(
        'BaselineProject',
        { Name: `Agreed ${original}`, OriginalProjectObjectId: original },
        [activity(71, { Id: 'A1', FinishDate: '2024-01-02T17:00:00', PlannedDuration: 16 }), activity(72, { Id: 'gone' })].join(''),
      );
    const { baselines } = await p6.plan([activity(1), activity(2)], {}, [baseline(1), baseline(2)]);
    const dates = { start: new Date('2024-01-01T08:00:00Z'), finish: new Date('2024-01-02T17:00:00Z'), durationMinutes: 960 };
    expect(baselines).toEqual([{ name: 'Agreed 1', tasks: new Map([[1, dates]]) }]);
  });

  it('reads 10,000 activities in one chain', async () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => n + 1);
    const read = await p6.plan([...ids.map((id) => activity(id)), ...ids.slice(1).map((id) => relation(id - 1, id))]);
    expect([read.tasks.length, read.links.length]).toEqual([10_000, 9_999]);
  });
});
