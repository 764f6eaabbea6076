import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withinModel } from '../import/mspdi-model.js';
import { readMspdi } from '../import/mspdi-reader.js';
import type { PlanFile } from '../import/plan-file.js';
import { readPlans } from '../import/read-plan.js';
import type { ExportedPlan } from './exported-plan.js';
import { writeMspdi } from './mspdi-writer.js';

let file: string;
beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), 'mspdi-')), 'out.xml');
});
afterAll(() => rmSync(join(file, '..'), { recursive: true }));

const plans = join(process.env.SAMPLE_DATA ?? '../shared/data', 'plans');
const present = existsSync(plans);
const samples = present
  ? ['mspdi', 'mspdi-features', 'p6'].flatMap((folder) => readdirSync(join(plans, folder)).map((name) => `${folder}/${name}`))
  : [];
/** It has calendars, and no tasks. */
const withTasks = samples.filter((name) => !name.includes('calendar-calendars'));

(present ? describe : describe.skip)(
  `sample plans come back as they were${present ? '' : ' (skipped: the sample data are absent, see SAMPLE_DATA)'}`,
  () => {
    // One at least, so that the block can be skipped where there are none.
    it.each(present ? withTasks : ['none'])('%s', async (name) => {
      for (const original of await readPlans(join(plans, name))) {
        await writeFile(file, writeMspdi(exportedFrom(original)));
        // Where dates and duration contradict each other, reading MSPDI lets the dates count.
        const tasks = withinModel(original.tasks, original.calendars, original.calendarUid);
        expect(comparable(await readMspdi(file), original)).toEqual(comparable({ ...original, tasks }, original));
      }
    });

    function exportedFrom(original: PlanFile): ExportedPlan {
      const levels = new Map<number | null, number>([[null, 0]]);
      const tasks = original.tasks.map((read) => {
        const outlineLevel = levels.get(read.parentUid)! + 1;
        levels.set(read.uid, outlineLevel);
        return { ...read, outlineLevel, wbs: '' };
      });
      const baselines = original.baselines.map(({ name, tasks }) => ({ number: Number(name.replace('Baseline', '') || 0), tasks }));
      return { ...original, timeZone: 'UTC', tasks, baselines };
    }

    /** All but what the file cannot tell: lines, notes of the reading, the order of links, and why dates were kept. */
    function comparable({ notes: _, ...read }: PlanFile, original: PlanFile) {
      const links = read.links
        .map(({ line: _line, ...link }) => link)
        .sort((a, b) => a.predecessorUid - b.predecessorUid || a.successorUid - b.successorUid);
      const tasks = read.tasks.map(({ line: _line, beyondModel: _beyondModel, ...rest }) => rest);
      // What is written has a calendar for each resource besides.
      const known = new Set(original.calendars.map(({ uid }) => uid));
      return { ...read, links, tasks, calendars: read.calendars.filter(({ uid }) => known.has(uid)) };
    }
  },
);
