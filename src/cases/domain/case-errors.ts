import { Conflict, type FieldError, Refused } from '#libs/kernel';
import type { CaseAction, CaseState } from './case-states.js';

const WORDS: Readonly<Record<CaseState, string>> = {
  new: 'New',
  open: 'Open',
  awaiting_info: 'Awaiting Info',
  resolved: 'Resolved',
  closed: 'Closed',
  canceled: 'Canceled',
};

/** The case's state does not allow the action (1.13, decision 20). */
export const transitionRefused = (state: CaseState, action: CaseAction): Conflict =>
  new Conflict('case_transition_refused', `${action.replaceAll('_', ' ')} is not possible: the case is ${WORDS[state]}.`);

/** BR-067. What the service desk owes when it solves or closes a case. */
export const resolutionMissing = (fields: readonly string[]): Refused =>
  new Refused(
    'resolution_missing',
    'A resolution code and resolution notes are needed.',
    fields.map((field): FieldError => ({ pointer: `/${field}`, code: 'required', message: `${field} is required` })),
  );

/** Cases below each other would have no end. */
export const caseCycle = (): Refused => Refused.field('parentId', 'case_cycle', 'A case cannot lie below itself.');

/** BR-070, BR-071. Only a case of a project has issues and change requests. */
export const withoutProject = (): Conflict => new Conflict('case_without_project', 'The case belongs to no project.');

/** BR-070, BR-071. One issue and one change request at most. */
export const hasRecord = (): Conflict => new Conflict('case_has_record', 'The case has one of this kind already.');

/** BR-055. Two references of a case that contradict each other; both are known to be visible to the caller. */
export const disagrees = (field: string): Refused =>
  Refused.field(field, 'case_references_disagree', 'This does not belong to the other records that the case names.');
