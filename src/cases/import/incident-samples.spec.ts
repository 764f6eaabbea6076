import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readIncidentLog } from './incident-log-reader.js';

const file = join(process.env.SAMPLE_DATA ?? '../shared/data', 'cases/incident_event_log.part1.csv.gz');
const present = existsSync(file);
const describeSample = present ? describe : describe.skip;

describeSample(
  present ? 'the sample incident log' : 'the sample incident log (skipped: the sample data are absent, see SAMPLE_DATA)',
  () => {
    it('has 98,373 events of 16,612 cases, none refused', async () => {
      const { cases, events, report, notes } = await readIncidentLog(file);
      expect([events, cases.length, report.count, notes]).toEqual([98_373, 16_612, 0, []]);
      expect(cases.reduce((sum, each) => sum + each.events.length, 0)).toBe(events);
      expect(cases.every((each) => each.state === 'closed' && each.closedAt !== null && each.closedAt >= each.openedAt)).toBe(true);
      expect(cases.filter((each) => each.resolvedAt === null)).toHaveLength(1_188);
      const longest = cases.reduce((most, each) => (each.events.length > most.events.length ? each : most));
      expect([longest.number, longest.events.length]).toEqual(['INC0019396', 58]);
    });
  },
);
