import { Project } from './project.js';
import { StatusReport } from './status-report.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const START = new Date('2026-03-02T08:00:00Z');
const ORIGIN = { id: 's', number: 'PRJSTAT0010001', now: NOW, createdById: 'me' };

const project = () =>
  Project.open({ id: 'p', number: 'PRJ0010001', now: NOW, accountId: 'a', plannedStart: START, parent: null }, { name: 'Hall' });

describe('a status report', () => {
  it('1.18 takes down how the project stands, which later changes of it do not alter', () => {
    const hall = project();
    const report = StatusReport.of(hall, ORIGIN, '2026-03-10', { overallHealth: 'green' });
    const taken = {
      state: 'pending',
      phase: 'initiating',
      percentComplete: 0,
      plannedStart: START.toISOString(),
      plannedEnd: null,
      plannedDurationMinutes: 0,
      actualStart: null,
      actualEnd: null,
    };
    expect(report.state).toMatchObject({ name: 'Hall 2026-03-10', projectId: 'p', snapshot: taken, cost: null, comments: null });
    hall.moveTo('work_in_progress', false, NOW);
    expect(report.state.snapshot).toEqual(taken);
    expect(StatusReport.of(hall, ORIGIN, '2026-03-11', { overallHealth: 'green' }).state.snapshot).toMatchObject({
      state: 'work_in_progress',
      actualStart: START.toISOString(),
    });
  });

  it('says to a copy all but its name, its date and what was taken down', () => {
    const { said } = StatusReport.of(project(), ORIGIN, '2026-03-10', { name: 'March', overallHealth: 'red', costComments: 'Dear' });
    expect(said).toMatchObject({ overallHealth: 'red', costComments: 'Dear', schedule: null });
    for (const name of ['id', 'number', 'name', 'asOn', 'snapshot', 'projectId', 'version']) expect(said).not.toHaveProperty(name);
    expect(Object.keys(said)).toHaveLength(14);
  });
});
