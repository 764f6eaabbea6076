import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMspdi } from './mspdi-reader.js';

type Fields = Record<string, string | number>;

const element = (name: string, fields: Fields, inner = '') =>
  `<${name}>${Object.entries(fields)
    .map(([field, value]) => `<${field}>${value}</${field}>`)
    .join('')}${inner}</${name}>`;
const baseline = (fields: Fields) => element('Baseline', fields);
const task = (uid: number, ...baselines: string[]) =>
  element('Task', { UID: uid, Name: `T${uid}`, OutlineLevel: uid && 1 }, baselines.join(''));

describe('resources, assignments and baselines of an MS Project XML file', () => {
  let file: string;
  beforeAll(() => {
    file = join(mkdtempSync(join(tmpdir(), 'mspdi-')), 'house.xml');
  });
  afterAll(() => rmSync(join(file, '..'), { recursive: true }));

  /** The head is line 1; what stands in the lists follows, one line each. */
  const read = (tasks: string[], resources: Fields[] = [], assignments: Fields[] = []) => {
    const list = (name: string, elements: string[]) => (elements.length > 0 ? `<${name}>\n${elements.join('\n')}</${name}>` : '');
    const lists = [
      list('Tasks', tasks),
      list(
        'Resources',
        resources.map((fields) => element('Resource', fields)),
      ),
      list(
        'Assignments',
        assignments.map((fields) => element('Assignment', fields)),
      ),
    ];
    writeFileSync(file, `<Project>${lists.join('')}</Project>`);
    return readMspdi(file);
  };
  const notes = async (plan: ReturnType<typeof read>) => (await plan).notes.map((note) => note.replace(`${file}:`, ''));
  const faults = async (plan: ReturnType<typeof read>) => {
    const error = await plan.then(
      () => new Error('nothing refused'),
      (thrown: Error) => thrown,
    );
    return error.message.replaceAll(`${file}:`, '').split('\n');
  };

  it('reads resources, without blank rows and the one that stands for nobody', async () => {
    const { resources } = await read(
      [task(1)],
      [
        { UID: 0, ID: 0, IsNull: 0 },
        { UID: 7, Name: ' Anna  Berg ', EmailAddress: 'anna@example.com' },
        { UID: 8, Name: 'gone', IsNull: 1 },
        { UID: 3, Name: '' },
      ],
    );
    expect(resources).toEqual([
      { uid: 7, name: 'Anna Berg', email: 'anna@example.com' },
      { uid: 3, name: '(no name)', email: null },
    ]);
  });

  it('gives each task its resources, each once, in the order of the file', async () => {
    const people = [
      { UID: 1, Name: 'Anna' },
      { UID: 2, Name: 'Bert' },
    ];
    const pairs = [
      [2, 2],
      [2, 1],
      [2, 2],
      [1, -65535],
      [1, 0],
      [0, 1],
    ];
    const plan = await read(
      [task(0), task(1), task(2)],
      people,
      pairs.map(([TaskUID, ResourceUID]) => ({ TaskUID: TaskUID!, ResourceUID: ResourceUID! })),
    );
    expect(plan.tasks.map(({ resourceUids }) => resourceUids)).toEqual([[], [2, 1]]);
    expect(plan.notes).toEqual([]);
  });

  it('leaves assignments to nothing and of nobody known out, with a note', async () => {
    const assignments = [
      { TaskUID: 9, ResourceUID: 1 },
      { TaskUID: 1, ResourceUID: 5 },
    ];
    expect(await notes(read([task(1)], [{ UID: 1, Name: 'Anna' }], assignments))).toEqual([
      '4: an assignment to UID 9, which is no task of the plan, is left out',
      '5: task "T1" (UID 1): the assigned resource UID 5 is not in the file and is left out',
    ]);
  });

  it('refuses a resource without a UID or with that of another', async () => {
    const people: Fields[] = [{ UID: 1, Name: 'Anna' }, { UID: 1, Name: 'Bert' }, { Name: 'Carl' }];
    expect(await faults(read([task(1)], people))).toEqual([
      '4: resource "Bert" (UID 1): its UID is used twice',
      '5: resource "Carl" (UID missing): UID is missing',
    ]);
  });

  const dates = { Start: '2024-01-01T08:00:00', Finish: '2024-01-02T17:00:00', Duration: 'PT16H0M0S' };

  it('reads baselines by their numbers, summaries among their tasks', async () => {
    const { baselines } = await read([
      task(1, baseline({ Number: 3, ...dates }), baseline({ Number: 0, ...dates })),
      task(2, baseline({ Number: 0, Start: dates.Start, Finish: dates.Start })),
    ]);
    const first = { start: new Date('2024-01-01T08:00Z'), finish: new Date('2024-01-02T17:00Z'), durationMinutes: 960 };
    expect(baselines).toEqual([
      {
        name: 'Baseline',
        tasks: new Map([
          [1, first],
          [2, { start: first.start, finish: first.start, durationMinutes: 0 }],
        ]),
      },
      { name: 'Baseline 3', tasks: new Map([[1, first]]) },
    ]);
  });

  it('leaves baseline dates that lack an end out, with one note, and passes over those that lack both', async () => {
    const { Start, Finish, Duration } = dates;
    const plan = read([
      task(1, baseline({ Number: 0, Duration })),
      task(2, baseline({ Number: 0, Start }), baseline({ Number: 1, Finish })),
      task(3, baseline({ Number: 0, Start, Finish })),
    ]);
    expect((await plan).baselines).toEqual([]);
    expect(await notes(plan)).toEqual(['3: 3 baseline dates without start, end or duration are left out']);
  });

  it('refuses a baseline number twice on one task, and one that is not known', async () => {
    const tasks = [
      task(1, baseline({ Number: 2, ...dates }), baseline({ Number: 2, ...dates })),
      task(2, baseline({ Number: 11, ...dates })),
    ];
    expect(await faults(read(tasks))).toEqual([
      '2: task "T1" (UID 1): a second baseline with Number 2',
      '3: task "T2" (UID 2): baseline Number 11 is not known (0 to 10)',
    ]);
  });
});
