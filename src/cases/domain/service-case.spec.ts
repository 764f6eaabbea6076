import { NO_REFERENCES } from './case-references.js';
import { CASE_STATES, type CaseAction, type CaseState, type Side, TRANSITIONS } from './case-states.js';
import { ServiceCase } from './service-case.js';

const NOW = new Date('2026-03-02T09:00:00.000Z');
const BY = { personId: 'clicker', now: NOW };
const SOLUTION = { resolutionCode: 'void', resolutionNotes: 'Nothing to do.' };

const opened = () => ServiceCase.open({ id: 'c', number: 'CS0001001' }, { shortDescription: 'It leaks' }, NO_REFERENCES, BY);
const caseIn = (state: CaseState, more = {}) => new ServiceCase({ ...opened().state, state, ...more });

/** How each line of the table is set off. */
const MOVES: Readonly<Record<CaseAction, Partial<Record<Side, (one: ServiceCase) => void>>>> = {
  assign_to_me: { service: (one) => one.assignToMe(BY) },
  accept: { service: (one) => one.accept(BY) },
  request_info: { service: (one) => one.requestInfo(BY) },
  open: { service: (one) => one.reopen(BY) },
  answer: { customer: (one) => one.answer(BY) },
  propose_solution: { service: (one) => one.proposeSolution(SOLUTION, BY) },
  accept_solution: { customer: (one) => one.acceptSolution(BY) },
  reject_solution: { customer: (one) => one.rejectSolution(BY) },
  close: {
    service: (one) => one.close(SOLUTION, BY),
    customer: (one) => one.closeByCustomer(BY),
    flow: (one) => one.closeWithRecord('issue ISU0010001', NOW),
  },
  auto_close: { flow: (one) => one.autoClose(NOW) },
  cancel: { service: (one) => one.cancel(BY) },
};

const codeOf = (work: () => void): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the state table of a case (1.13, decision 20)', () => {
  for (const { action, side, from, to, event } of TRANSITIONS) {
    it(`${action} by the ${side} side leads from ${from.join(', ')} to ${to}, and from nowhere else`, () => {
      for (const state of CASE_STATES) {
        const one = caseIn(state, { assignedToId: 'assignee' });
        const code = codeOf(() => MOVES[action][side]!(one));
        if (from.includes(state)) {
          expect([state, code, one.state.state]).toEqual([state, undefined, to]);
          expect(one.takeEvents()).toMatchObject([
            { type: event, aggregateId: 'c', payload: { from: state, to, byId: side === 'flow' ? null : 'clicker' } },
          ]);
        } else {
          expect([state, code, one.changes]).toEqual([state, action === 'answer' ? undefined : 'case_transition_refused', {}]);
        }
      }
    });
  }

  it('nothing leaves Closed or Canceled', () => {
    expect(TRANSITIONS.filter(({ from }) => from.includes('closed') || from.includes('canceled'))).toEqual([]);
  });
});

describe('what a transition leaves behind', () => {
  it('BR-067 the assigned agent has resolved the case, whoever proposes; an unassigned one its proposer', () => {
    const assigned = caseIn('open', { assignedToId: 'assignee' });
    assigned.proposeSolution(SOLUTION, BY);
    expect(assigned.state).toMatchObject({ ...SOLUTION, resolvedById: 'assignee', resolvedAt: NOW });
    const unassigned = caseIn('open');
    unassigned.proposeSolution(SOLUTION, BY);
    expect(unassigned.state.resolvedById).toBe('clicker');
  });

  it('BR-067 the state is looked at before the solution is', () => {
    expect(codeOf(() => caseIn('new').proposeSolution({}, BY))).toBe('case_transition_refused');
    expect(codeOf(() => caseIn('open').proposeSolution({ ...SOLUTION, resolutionNotes: ' ' }, BY))).toBe('resolution_missing');
    expect(codeOf(() => caseIn('open').close({}, BY))).toBe('resolution_missing');
  });

  it('a rejected solution leaves none, and counts', () => {
    const one = caseIn('resolved', { ...SOLUTION, cause: 'x', resolvedAt: NOW, resolvedById: 'assignee', reopenCount: 1 });
    one.rejectSolution(BY);
    expect(one.state).toMatchObject({
      resolutionCode: null,
      resolutionNotes: null,
      cause: null,
      resolvedAt: null,
      resolvedById: null,
      reopenCount: 2,
    });
  });

  it('BR-078, decision 22 closed with a record it names that, and nobody as having closed it', () => {
    const one = caseIn('resolved', { ...SOLUTION, resolvedAt: NOW });
    one.closeWithRecord('issue ISU0010001', NOW);
    expect(one.state).toMatchObject({
      resolutionCode: 'fixed_by_related_record',
      resolutionNotes: 'Closed with issue ISU0010001.',
      closedAt: NOW,
      closedById: null,
    });
  });

  it('BR-070, BR-071, BR-080 has one record of a kind, and another one when that is gone', () => {
    expect(codeOf(() => opened().projectOfNew('issueId'))).toBe('case_without_project');
    const one = caseIn('open', { projectId: 'p' });
    expect(one.projectOfNew('issueId')).toBe('p');
    one.link('issueId', 'i');
    expect(codeOf(() => one.projectOfNew('issueId'))).toBe('case_has_record');
    expect(one.projectOfNew('changeRequestId')).toBe('p');
    one.unlink('issueId', 'another');
    expect(one.state.issueId).toBe('i');
    one.unlink('issueId', 'i');
    expect(one.projectOfNew('issueId')).toBe('p');
  });

  it('an automatically closed case keeps its solution', () => {
    const one = caseIn('resolved', { ...SOLUTION, resolvedAt: NOW });
    one.autoClose(NOW);
    expect(one.state).toMatchObject({ ...SOLUTION, resolvedAt: NOW, closedAt: NOW, closedById: null });
  });

  it('each change of the assignee or the group after the first counts once', () => {
    const one = caseIn('new');
    one.describe({ assignedToId: 'a', assignmentGroupId: 'g' }, NO_REFERENCES, BY);
    expect(one.state).toMatchObject({ reassignmentCount: 0, assignedOn: NOW });
    const again = caseIn('new', { assignedToId: 'a', assignmentGroupId: 'g' });
    again.describe({ assignedToId: 'b', assignmentGroupId: 'h' }, NO_REFERENCES, BY);
    expect(again.state.reassignmentCount).toBe(1);
  });
});
