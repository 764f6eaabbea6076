import { openAction, openChangeRequest, openDecision, openIssue } from './ridac-openings.js';
import { CaseRecord, type RidacOrigin } from './ridac-record.js';
import { mayBecome, type ProjectIssueState, RIDAC_KINDS } from './ridac-state.js';
import { CLOSED_STATES, WORK_STATES } from './work-state.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const ORIGIN: RidacOrigin = { id: 'i', number: 'ISU0010001', now: NOW, projectId: 'p', openedById: 'me' };

const issue = (state: Partial<ProjectIssueState> = {}): CaseRecord<ProjectIssueState> =>
  new CaseRecord('issue', { ...openIssue(ORIGIN, { shortDescription: 'Gate' }).state, ...state });

describe('a risk, issue, decision, action or change request', () => {
  it('1.15, 1.16 starts in Open, with nobody asked for approval', () => {
    expect(openIssue(ORIGIN, { shortDescription: 'Gate' }).state).toMatchObject({
      state: 'open',
      priority: 4,
      openedById: 'me',
      caseId: null,
    });
    expect(openChangeRequest(ORIGIN, { shortDescription: 'Gate' }).state).toMatchObject({ state: 'open', approval: 'not_requested' });
    expect(openAction(ORIGIN, { shortDescription: 'Gate' }).state).toMatchObject({
      state: 'open',
      approval: 'not_requested',
      assignedToId: null,
    });
  });

  it('1.17 a decision is given to its requester, unless somebody is named or nobody shall have it', () => {
    const given = (assignedToId?: string | null) =>
      openDecision(ORIGIN, { shortDescription: 'Floor', ...(assignedToId === undefined ? {} : { assignedToId }) }).state.assignedToId;
    expect([given(), given('you'), given(null)]).toEqual(['me', 'you', null]);
  });

  it('goes from each state to each other', () => {
    for (const from of WORK_STATES)
      for (const to of WORK_STATES) {
        const record = issue({ state: from });
        record.revise({}, to, NOW);
        expect(record.state.state).toBe(to);
      }
  });

  it.each(CLOSED_STATES)('%s is kept as it was', (state) => {
    for (const to of [undefined, ...CLOSED_STATES])
      expect(() => issue({ state }).revise({ priority: 1 }, to, NOW)).toThrow('kept as it was');
    expect(() => issue({ state }).convert()).toThrow('kept as it was');
    expect(() => issue({ state }).revise({ priority: 4, showOnStatusReport: true }, undefined, NOW)).not.toThrow();
  });

  it('closed, is opened and changed in one step', () => {
    const record = issue({ state: 'closed_complete' });
    record.revise({ priority: 1 }, 'work_in_progress', NOW);
    expect(record.changes).toEqual({ priority: 1, state: 'work_in_progress' });
  });

  it('BR-076, BR-077 tells of each change of its state, and only of that', () => {
    const record = issue({ caseId: 'c' });
    record.revise({ priority: 1 }, 'open', NOW);
    expect(record.takeEvents()).toEqual([]);
    record.revise({}, 'closed_skipped', NOW);
    expect(record.takeEvents()).toMatchObject([
      {
        type: 'projects.issue-state-changed',
        aggregateId: 'i',
        payload: { caseId: 'c', projectId: 'p', from: 'open', to: 'closed_skipped', closed: true },
      },
    ]);
    expect(record.deleted(NOW)).toMatchObject({ type: 'projects.issue-deleted', payload: { caseId: 'c' } });
    const request = openChangeRequest({ ...ORIGIN, caseId: 'c' }, { shortDescription: 'Gate' });
    request.revise({}, 'work_in_progress', NOW);
    expect(request.takeEvents()).toMatchObject([
      { type: 'projects.change-request-state-changed', payload: { caseId: 'c', closed: false } },
    ]);
  });

  it('1.17 becomes one of a later kind only', () => {
    const possible = RIDAC_KINDS.map((from) => RIDAC_KINDS.filter((to) => mayBecome(from, to)));
    expect(possible).toEqual([
      ['issue', 'decision', 'action', 'change_request'],
      ['decision', 'action', 'change_request'],
      ['action', 'change_request'],
      ['change_request'],
      [],
    ]);
  });
});
