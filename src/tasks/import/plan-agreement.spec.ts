import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { differenceText, importedPlan } from '../application/imported-plan.js';
import type { PlanFile } from './plan-file.js';
import { readPlans } from './read-plan.js';

const PLANS = join(import.meta.dirname, '../../../../shared/data/plans');
const there = existsSync(PLANS);
const filesOf = (folder: string): string[] => (there ? readdirSync(join(PLANS, folder)).map((name) => join(PLANS, folder, name)) : []);
/** It holds calendars, and no task. */
const WITHOUT_TASKS = 'calendar-calendars-project2019-mspdi.xml.gz';

// Decision 17: calendars, links, constraints and progress lead to the dates that another scheduler computed, to the minute.
(there ? describe : describe.skip)('agreement with the schedulers that the plans come from (needs ../shared/data/plans)', () => {
  const table: string[] = [];
  afterAll(() => void process.stdout.write(`\nPlan: tasks, agreeing, explained\n${table.join('\n')}\n`));

  const compare = (name: string, plan: PlanFile): void => {
    const { differences } = importedPlan(plan, { project: { id: 'p', accountId: 'a' }, numbers: [], now: new Date('2026-01-05T08:00Z') });
    const explained = plan.tasks.filter(({ beyondModel }) => beyondModel !== null);
    const unexplained = differences.filter(({ task }) => task.beyondModel === null);
    table.push(`  ${name}: ${plan.tasks.length}, ${plan.tasks.length - explained.length - unexplained.length}, ${explained.length}`);
    for (const { uid, name: task, beyondModel } of explained) table.push(`    task ${task} (UID ${uid}): ${beyondModel}`);
    expect(unexplained.map(differenceText)).toEqual([]);
  };

  it.each([...filesOf('mspdi'), ...filesOf('mspdi-features'), ...filesOf('p6')].filter((file) => !file.endsWith(WITHOUT_TASKS)))(
    '%s',
    async (file) => {
      for (const plan of await readPlans(file)) compare(file.split('/').at(-1)!, plan);
    },
  );
});
