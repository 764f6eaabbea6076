import { Project, type ProjectOrigin } from './project.js';
import type { ProjectState } from './project-state.js';
import { CLOSED_STATES, WORK_STATES } from './work-state.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const START = new Date('2026-03-02T08:00:00Z');
const ORIGIN: ProjectOrigin = { id: 'p', number: 'PRJ0010001', now: NOW, accountId: 'a', plannedStart: START, parent: null };

const given = (state: Partial<ProjectState> = {}): Project => new Project({ ...Project.open(ORIGIN, { name: 'P' }).state, ...state });
const types = (project: Project): string[] => project.takeEvents().map(({ type }) => type);

describe('a project', () => {
  it('BR-032 starts in Pending, with priority 4, calculated automatically', () => {
    expect(Project.open(ORIGIN, { name: 'P' }).state).toMatchObject({
      state: 'pending',
      priority: 4,
      calculation: 'automatic',
      version: 1,
    });
  });

  it('1.8 a sub project takes over the approved dates it is not given', () => {
    const parent = given({ approvedStart: '2026-01-01', approvedEnd: '2026-12-31' });
    const sub = Project.open({ ...ORIGIN, parent }, { name: 'S', approvedEnd: '2026-06-30' });
    expect(sub.state).toMatchObject({ parentId: parent.id, approvedStart: '2026-01-01', approvedEnd: '2026-06-30' });
  });

  it('refuses an approved end before the approved start', () => {
    expect(() => given().describe({ approvedStart: '2026-02-01', approvedEnd: '2026-01-31' })).toThrow('lies before');
    expect(() => given().describe({ approvedStart: '2026-02-01', approvedEnd: '2026-02-01' })).not.toThrow();
  });

  it('BR-101 started by hand begins with its planned start, and tells its tasks', () => {
    const project = given();
    project.moveTo('work_in_progress', true, NOW);
    expect(project.state).toMatchObject({ state: 'work_in_progress', actualStart: START });
    expect(types(project)).toEqual(['projects.project-started']);
  });

  it.each(CLOSED_STATES)('BR-105 closed by hand as %s tells its tasks; with tasks the figures stay theirs', (state) => {
    const project = given({ state: 'open', percentComplete: 40 });
    project.moveTo(state, true, NOW);
    expect(project.state).toMatchObject({ state, percentComplete: 40, actualStart: null, actualEnd: null });
    expect(types(project)).toEqual(['projects.project-closed']);
  });

  it('BR-122, BR-123 closed without tasks it ends now, and is complete only when closed complete', () => {
    const [complete, skipped] = [given(), given()];
    complete.moveTo('closed_complete', false, NOW);
    skipped.moveTo('closed_skipped', false, NOW);
    expect(complete.state).toMatchObject({ percentComplete: 100, actualStart: START, actualEnd: NOW });
    expect(skipped.state).toMatchObject({ percentComplete: 0, actualEnd: NOW });
    const early = given({ plannedStart: new Date('2026-06-01T08:00:00Z') });
    early.moveTo('closed_complete', false, NOW);
    expect(early.state.actualStart).toEqual(NOW);
  });

  it('BR-106 closed, it is not opened by hand; another closed state is a correction that tells nobody', () => {
    for (const state of WORK_STATES.filter((one) => !(CLOSED_STATES as readonly string[]).includes(one)))
      expect(() => given({ state: 'closed_complete' }).moveTo(state, false, NOW)).toThrow('not opened again by hand');
    const project = given({ state: 'closed_complete' });
    project.moveTo('closed_incomplete', false, NOW);
    expect([project.state.state, types(project)]).toEqual(['closed_incomplete', []]);
  });

  it('BR-107 added work reopens it by roll-up', () => {
    const project = given({ state: 'closed_complete', actualEnd: NOW });
    project.rollUp({ state: 'work_in_progress', actualEnd: null, percentComplete: 50 }, NOW);
    expect(project.state).toMatchObject({ state: 'work_in_progress', actualEnd: null, percentComplete: 50 });
    expect(types(project)).toEqual(['projects.project-reopened']);
  });

  it('BR-103 closed by roll-up it says so, once', () => {
    const project = given({ state: 'work_in_progress' });
    project.rollUp({ state: 'closed_complete' }, NOW);
    project.rollUp({ state: 'closed_complete', percentComplete: 90 }, NOW);
    expect(types(project)).toEqual(['projects.project-closed']);
  });

  it('a roll-up of the same figures changes nothing', () => {
    const project = given({ percentComplete: 12.5 });
    project.rollUp({ percentComplete: 12.5, plannedStart: new Date(START), state: 'pending' }, NOW);
    expect(project.changes).toEqual({});
  });

  it('BR-155 the planned start stands once work has begun, unless that is allowed', () => {
    const later = new Date('2026-04-01T08:00:00Z');
    for (const state of ['work_in_progress', ...CLOSED_STATES] as const) {
      expect(() => given({ state }).startOn(later, false, NOW)).toThrow('stands');
      expect(() => given({ state }).startOn(START, false, NOW)).not.toThrow();
      expect(() => given({ state }).startOn(later, true, NOW)).not.toThrow();
    }
    const project = given();
    project.startOn(later, false, NOW);
    expect(types(project)).toEqual(['projects.planned-start-changed']);
  });

  it('1.7 another calendar is told, the same one is not; a new project has the one it is given', () => {
    const project = given();
    project.follow('c', NOW);
    project.follow('c', NOW);
    expect([project.state.calendarId, project.takeEvents()]).toEqual([
      'c',
      [
        {
          type: 'projects.calendar-changed',
          aggregateId: 'p',
          occurredAt: NOW,
          payload: { projectId: 'p', from: null, to: 'c' },
        },
      ],
    ]);
    project.follow(null, NOW);
    expect([project.state.calendarId, types(project)]).toEqual([null, ['projects.calendar-changed']]);
    const opened = Project.open({ ...ORIGIN, calendarId: 'c' }, { name: 'P' });
    expect([opened.state.calendarId, types(opened)]).toEqual(['c', []]);
  });

  it('1.7 automatic with tasks it cannot become manual; the other way it can', () => {
    expect(() => given().calculate('manual', true, NOW)).toThrow('cannot become a manual one');
    expect(() => given().calculate('manual', false, NOW)).not.toThrow();
    expect(() => given({ calculation: 'manual' }).calculate('automatic', true, NOW)).not.toThrow();
  });
});
