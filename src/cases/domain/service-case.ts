import { AggregateRoot, Conflict } from '#libs/kernel';
import { hasRecord, resolutionMissing, transitionRefused, withoutProject } from './case-errors.js';
import {
  type By,
  type ByFlow,
  blankCase,
  type CaseDetails,
  type CaseReferences,
  NO_SOLUTION,
  type RecordField,
  type ServiceCaseState,
} from './case-fields.js';
import { type CaseAction, FINAL_STATES, type Side, transitionOf } from './case-states.js';

/** How a case was solved, as the service desk tells it. */
export interface Solution {
  readonly resolutionCode?: string | null;
  readonly resolutionNotes?: string | null;
  readonly cause?: string | null;
}

/** What a customer's own closing leaves as resolution notes and as a comment (1.13). */
export const CLOSED_BY_CUSTOMER = 'Closed by customer';

/** A customer service case, optionally raised from a project or one of its tasks. */
export class ServiceCase extends AggregateRoot<ServiceCaseState> {
  /** BR-063. A new case is New, by web, of priority 4 and category Issue unless it says otherwise. */
  static open(
    identity: { readonly id: string; readonly number: string },
    details: Partial<CaseDetails> & { readonly shortDescription: string },
    references: CaseReferences,
    by: By,
  ): ServiceCase {
    const serviceCase = new ServiceCase({ ...blankCase(by), ...details, ...references, ...identity }, true);
    if (serviceCase.state.assignedToId) serviceCase.change({ assignedOn: by.now });
    serviceCase.record({ type: 'cases.case-opened', aggregateId: identity.id, occurredAt: by.now, payload: serviceCase.payload(by) });
    return serviceCase;
  }

  /** What the service desk changes by hand. Each change of the assignee or the group after the first counts. */
  describe(details: Partial<CaseDetails>, references: CaseReferences, by: By): void {
    this.change(references);
    this.change(details);
    this.noteAssignment(by);
  }

  /** New to Open, with the actor as the assignee; of several who try at once one succeeds. */
  assignToMe(by: By): void {
    this.move('assign_to_me', 'service', by, { assignedToId: by.personId });
    this.noteAssignment(by);
  }

  /** New to Open, by whom it was assigned to. */
  accept(by: By): void {
    this.refuseUnless(this.state.assignedToId !== null, new Conflict('case_not_assigned', 'The case is assigned to nobody.'));
    this.move('accept', 'service', by);
  }

  requestInfo(by: By): void {
    this.move('request_info', 'service', by);
  }

  /** The service desk goes on without waiting for the customer. */
  reopen(by: By): void {
    this.move('open', 'service', by);
  }

  /** BR-065. What the customer side adds to a case that awaits it; in any other state it changes nothing. */
  answer(by: By): void {
    if (this.state.state === 'awaiting_info') this.move('answer', 'customer', by);
  }

  /** BR-067. Resolved by the assigned agent, not by whoever proposes; the customer side then accepts or rejects. */
  proposeSolution(solution: Solution, by: By): void {
    const told = () => ({ ...complete(solution), cause: solution.cause ?? null });
    this.move('propose_solution', 'service', by, () => ({
      ...told(),
      resolvedAt: by.now,
      resolvedById: this.state.assignedToId ?? by.personId,
    }));
  }

  acceptSolution(by: By): void {
    this.move('accept_solution', 'customer', by, ended(by));
  }

  /** The case is open again and has no solution any more. */
  rejectSolution(by: By): void {
    this.move('reject_solution', 'customer', by, { ...NO_SOLUTION, reopenCount: this.state.reopenCount + 1 });
  }

  /** BR-067. The service desk says how the case ended. */
  close(solution: Solution, by: By): void {
    this.move('close', 'service', by, () => ({ ...complete(solution), ...ended(by) }));
  }

  /** The customer side asks for no reasons to close its own case (1.13). */
  closeByCustomer(by: By): void {
    this.move('close', 'customer', by, { resolutionCode: 'solved_by_customer', resolutionNotes: CLOSED_BY_CUSTOMER, ...ended(by) });
  }

  cancel(by: By): void {
    this.move('cancel', 'service', by, ended(by));
  }

  /** Whether it is kept as it was (decision 20). */
  get hasEnded(): boolean {
    return (FINAL_STATES as readonly string[]).includes(this.state.state);
  }

  /** BR-070, BR-071. The project that an issue or a change request of the case belongs to. @throws Conflict when it may have none */
  projectOfNew(field: RecordField): string {
    const { projectId } = this.state;
    if (projectId === null) throw withoutProject();
    this.refuseUnless(this.state[field] === null, hasRecord());
    return projectId;
  }

  /** BR-074. */
  link(field: RecordField, recordId: string): void {
    this.change({ [field]: recordId });
  }

  /** BR-080. The record is gone; a case that has ended loses it too. */
  unlink(field: RecordField, recordId: string): void {
    if (this.state[field] === recordId) this.change({ [field]: null });
  }

  /** BR-076 to BR-078, decision 22. Closed with what was opened from it, also while it waits for the customer. */
  closeWithRecord(name: string, now: Date): void {
    const by: ByFlow = { personId: null, now };
    const told = { resolutionCode: 'fixed_by_related_record', resolutionNotes: `Closed with ${name}.` };
    this.move('close', 'flow', by, { ...told, ...ended(by) });
  }

  /** The customer side has not answered the proposed solution for five days; it is reminded once of each. */
  remind(now: Date): void {
    this.change({ remindedAt: now });
  }

  /** The customer side has not answered the proposed solution for ten days. The solution stays as it was proposed. */
  autoClose(now: Date): void {
    const by: ByFlow = { personId: null, now };
    this.move('auto_close', 'flow', by, ended(by));
  }

  /** The state is looked at first, then what the transition needs. */
  private move(
    action: CaseAction,
    side: Side,
    by: By | ByFlow,
    changes: Partial<ServiceCaseState> | (() => Partial<ServiceCaseState>) = {},
  ): void {
    const transition = transitionOf(action, side)!;
    const { state } = this.state;
    this.refuseUnless(transition.from.includes(state), transitionRefused(state, action));
    this.change({ ...(typeof changes === 'function' ? changes() : changes), state: transition.to });
    this.record({
      type: transition.event,
      aggregateId: this.id,
      occurredAt: by.now,
      payload: { ...this.payload(by), action, side, from: state, to: transition.to },
    });
  }

  private noteAssignment(by: By): void {
    const { before, state } = this;
    const moved = (['assignedToId', 'assignmentGroupId'] as const).filter((name) => state[name] !== before[name]);
    if (!moved.length) return;
    if (moved.includes('assignmentGroupId') && state.assignmentGroupId !== null)
      this.record({ type: 'cases.group-assigned', aggregateId: this.id, occurredAt: by.now, payload: this.payload(by) });
    const again = moved.some((name) => before[name] !== null);
    this.change({ assignedOn: by.now, reassignmentCount: before.reassignmentCount + (again ? 1 : 0) });
  }

  private payload({ personId }: By | ByFlow): Record<string, unknown> {
    const { number, accountId, contactId, projectId, projectTaskId, assignedToId, assignmentGroupId } = this.state;
    return { number, accountId, contactId, projectId, projectTaskId, assignedToId, assignmentGroupId, byId: personId };
  }
}

const ended = (by: By | ByFlow) => ({ closedAt: by.now, closedById: by.personId });

/** @throws Refused naming what is missing or blank */
function complete({ resolutionCode, resolutionNotes }: Solution): { resolutionCode: string; resolutionNotes: string } {
  const missing = Object.entries({ resolutionCode, resolutionNotes }).flatMap(([name, given]) => (given?.trim() ? [] : [name]));
  if (missing.length) throw resolutionMissing(missing);
  return { resolutionCode: resolutionCode!, resolutionNotes: resolutionNotes! };
}
