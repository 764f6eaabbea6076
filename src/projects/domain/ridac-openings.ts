import { CaseRecord, newRidac, type RidacOrigin, RidacRecord } from './ridac-record.js';
import type { ChangeRequestState, ProjectActionState, ProjectDecisionState, ProjectIssueState } from './ridac-state.js';

/** The details of a new record; the short description is what every one needs. */
type Details<S extends { readonly shortDescription: string }> = Partial<S> & Pick<S, 'shortDescription'>;

/** 1.16. An issue starts in Open. */
export function openIssue(origin: RidacOrigin, details: Details<ProjectIssueState>): CaseRecord<ProjectIssueState> {
  const state = { ...newRidac(origin), caseId: origin.caseId ?? null, impact: null, estimatedCost: null, ...details };
  return new CaseRecord<ProjectIssueState>('issue', state, true);
}

/** 1.15. A change request starts in Open; nobody has been asked for approval. */
export function openChangeRequest(origin: RidacOrigin, details: Details<ChangeRequestState>): CaseRecord<ChangeRequestState> {
  const state: ChangeRequestState = {
    ...newRidac(origin),
    caseId: origin.caseId ?? null,
    impact: null,
    estimatedCost: null,
    category: null,
    approval: 'not_requested',
    businessJustification: null,
    ...details,
  };
  return new CaseRecord<ChangeRequestState>('change_request', state, true);
}

/** 1.17. A decision starts pending, with whoever asks for it when nobody is named. */
export function openDecision(origin: RidacOrigin, details: Details<ProjectDecisionState>): RidacRecord<ProjectDecisionState> {
  const state: ProjectDecisionState = { ...newRidac(origin), assignedToId: origin.openedById, status: 'pending', ...details };
  return new RidacRecord<ProjectDecisionState>('decision', state, true);
}

/** 1.17. */
export function openAction(origin: RidacOrigin, details: Details<ProjectActionState>): RidacRecord<ProjectActionState> {
  const state: ProjectActionState = { ...newRidac(origin), approval: 'not_requested', ...details };
  return new RidacRecord<ProjectActionState>('action', state, true);
}
