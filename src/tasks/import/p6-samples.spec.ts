import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanFile, PlanTask } from './plan-file.js';
import { readPlans } from './read-plan.js';

const file = join(process.env.SAMPLE_DATA ?? '../shared/data', 'plans/p6/elaboration_iteration.p6.xml.gz');
const present = existsSync(file);
const describeSample = present ? describe : describe.skip;

describeSample(present ? 'the sample plan of P6' : 'the sample plan of P6 (skipped: the sample data are absent, see SAMPLE_DATA)', () => {
  let plan: PlanFile;
  let byName: Map<string, PlanTask>;
  beforeAll(async () => {
    const plans = await readPlans(file);
    expect(plans).toHaveLength(1);
    plan = plans[0]!;
    byName = new Map(plan.tasks.map((task) => [task.name, task]));
  });

  it('has 137 activities below 39 WBS nodes, for the 40th is the project itself', () => {
    expect(plan.name).toBe('detail_elaboration_iteration');
    expect(plan.start).toEqual(new Date('1999-05-03T08:00:00Z'));
    expect(plan.tasks.filter(({ isSummary }) => !isSummary)).toHaveLength(137);
    expect(plan.tasks.filter(({ isSummary }) => isSummary)).toHaveLength(39);
    expect(new Set(plan.tasks.map(({ uid }) => uid)).size).toBe(176);
  });

  it('is in the order of P6: activities by Id, then nodes by their number', () => {
    const top = plan.tasks.filter(({ parentUid }) => parentUid === null).map(({ name }) => name);
    expect(top).toEqual([
      'Project Management',
      'Requirements',
      'Analysis and Design',
      'Implementation',
      'Test',
      'Environment',
      'Configuration & Change Management',
    ]);
    expect(plan.tasks.slice(0, 4).map(({ name }) => name)).toEqual([
      'Project Management',
      'Manage Iteration',
      'Acquire Staff',
      'Initiate Iteration',
    ]);
    const seen = new Set<number | null>([null]);
    for (const task of plan.tasks) {
      expect(seen).toContain(task.parentUid);
      seen.add(task.uid);
    }
  });

  // The file has 112 hours for it, from a calendar with an exception of which only the first day is in the file.
  it('takes planned dates, since its activities have no FinishDate, with the work that its calendar has between them', () => {
    expect(byName.get('Acquire Staff')).toMatchObject({
      uid: 74,
      start: new Date('1999-05-03T08:00:00Z'),
      finish: new Date('1999-05-16T17:00:00Z'),
      durationMinutes: 80 * 60,
      state: 'pending',
      constraint: 'start_on',
      calendarUid: null,
      resourceUids: [8],
    });
  });

  it('has 498 relations, of which 241 have a lag', () => {
    const lags = plan.links.map((link) => ('lagMinutes' in link ? link.lagMinutes : Number.NaN));
    expect(plan.links).toHaveLength(498);
    expect(['fs', 'ss', 'ff', 'sf'].map((type) => plan.links.filter((link) => link.type === type).length)).toEqual([176, 321, 1, 0]);
    expect([0, 480, 1440].map((lag) => lags.filter((minutes) => minutes === lag).length)).toEqual([257, 142, 99]);
  });

  it('is planned by its standard calendar, with the one exception', () => {
    const day = [
      { from: 480, to: 720 },
      { from: 780, to: 1020 },
    ];
    expect(plan.calendarUid).toBe(1);
    expect(plan.calendars).toEqual([
      {
        uid: 1,
        definition: {
          name: 'Standard',
          timeZone: 'UTC',
          week: [[], day, day, day, day, day, []],
          exceptions: [{ from: '1999-05-01', to: '1999-05-01', times: day }],
          workWeeks: [],
        },
      },
    ]);
  });

  it('has 31 resources and an assignment of each activity; the one to a WBS node is left out', () => {
    expect(plan.resources).toHaveLength(31);
    expect(plan.resources[0]).toEqual({ uid: 1, name: 'Fred', email: null });
    expect(plan.tasks.filter(({ isSummary }) => !isSummary).every(({ resourceUids }) => resourceUids.length === 1)).toBe(true);
    expect(plan.notes).toEqual([`${file}:12108: an assignment to ObjectId 210, which is no activity of the project, is left out`]);
  });
});
