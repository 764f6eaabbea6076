import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readMspdi } from './mspdi-reader.js';

const plans = join(process.env.SAMPLE_DATA ?? '../shared/data', 'plans');
const present = existsSync(join(plans, 'mspdi'));
const describeSamples = present ? describe : describe.skip;

describeSamples(present ? 'the sample plans' : 'the sample plans (skipped: the sample data are absent, see SAMPLE_DATA)', () => {
  // The project itself (UID 0) is in the file as a task, and not counted here.
  it.each([
    ['mspdi/Residential_Construction', 'Residential Construction', 108, 118, 0],
    ['mspdi/Software_Development', 'Software Development', 86, 84, 0],
    ['mspdi/Reliable_Construction_actuals', 'TestProject', 15, 13, 0],
    ['mspdi/Reliable_Construction_must_start_on', 'TestProject', 15, 13, 1],
    ['mspdi/Recurring_Tasks', 'TestRecurringTask2016', 17, 0, 0],
    ['mspdi-features/baselines', 'project1', 1, 0, 0],
    ['mspdi-features/mspdinulltasks', 'Project1', 5, 0, 0],
    ['mspdi-features/mspdirelations', 'mspdirelations', 5, 4, 0],
    ['mspdi-features/mspdiresource', 'mspdiresource', 3, 1, 0],
    ['mspdi-features/mspdisplittask', 'mspdisplittask', 2, 0, 0],
    ['mspdi-features/sample', 'sample', 19, 6, 0],
    ['mspdi-features/task-baselines-project2019-mspdi', 'task-baselines-project2019-mspdi', 110, 0, 1],
    ['mspdi-features/task-links-project2019-mspdi', 'task-links-project2019-mspdi', 16, 8, 0],
  ])('%s', async (path, name, tasks, links, notes) => {
    const plan = await readMspdi(join(plans, `${path}.xml.gz`));
    expect([plan.name, plan.tasks.length, plan.links.length, plan.notes.length]).toEqual([name, tasks, links, notes]);
    const seen = new Set<number | null>([null]);
    for (const task of plan.tasks) {
      expect(seen).toContain(task.parentUid);
      seen.add(task.uid);
      expect(task.isSummary).toBe(plan.tasks.some((other) => other.parentUid === task.uid));
      expect(task.start && task.finish && task.finish >= task.start).toBe(true);
    }
  });

  it.each([
    ['mspdi/Residential_Construction', 23, 95, []],
    ['mspdi/Software_Development', 8, 64, ['Baseline: 86']],
    ['mspdi-features/baselines', 1, 0, Array.from({ length: 10 }, (_, n) => `Baseline ${n + 1}: 1`)],
    ['mspdi-features/mspdiresource', 4, 5, []],
    ['mspdi-features/task-baselines-project2019-mspdi', 0, 0, []],
  ])('%s: its resources, assignments, and how many tasks are in each baseline', async (path, resources, assignments, baselines) => {
    const plan = await readMspdi(join(plans, `${path}.xml.gz`));
    expect(plan.resources).toHaveLength(resources);
    expect(plan.tasks.flatMap(({ resourceUids }) => resourceUids)).toHaveLength(assignments);
    expect(plan.baselines.map(({ name, tasks }) => `${name}: ${tasks.size}`)).toEqual(baselines);
  });

  it('a plan that has only calendars is refused, since it has no tasks', async () => {
    const file = join(plans, 'mspdi-features/calendar-calendars-project2019-mspdi.xml.gz');
    await expect(readMspdi(file)).rejects.toThrow('the plan has no tasks');
  });
});
