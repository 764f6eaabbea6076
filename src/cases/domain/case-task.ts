import { AggregateRoot, type RecordState } from '#libs/kernel';

export const CASE_TASK_STATES = ['open', 'closed'] as const;
export type CaseTaskStateName = (typeof CASE_TASK_STATES)[number];

/** What a case task is described by, and how far it is. */
export interface CaseTaskDetails {
  readonly shortDescription: string;
  readonly description: string | null;
  readonly state: CaseTaskStateName;
  /** 1 critical to 4 low. */
  readonly priority: number;
  readonly assignedToId: string | null;
  /** Whether whoever sees the case from outside sees the task too. */
  readonly visibleToCustomer: boolean;
}

export interface CaseTaskState extends RecordState, CaseTaskDetails {
  readonly number: string;
  readonly caseId: string;
}

/** A piece of the work on a case (1.14). Whom the case is for is asked of the case, never kept apart. */
export class CaseTask extends AggregateRoot<CaseTaskState> {
  /** A new task is open, of priority 4, assigned to nobody and not for the customer to see, unless it says otherwise. */
  static add(
    identity: { readonly id: string; readonly number: string; readonly caseId: string },
    details: Partial<CaseTaskDetails> & Pick<CaseTaskDetails, 'shortDescription'>,
    now: Date,
  ): CaseTask {
    const blank = { description: null, state: 'open', priority: 4, assignedToId: null, visibleToCustomer: false } as const;
    return new CaseTask({ createdAt: now, updatedAt: now, version: 1, ...blank, ...details, ...identity }, true);
  }

  describe(details: Partial<CaseTaskDetails>): void {
    this.change(details);
  }

  /** Whether a change, not yet saved, closes or reopens the task. */
  get changesState(): boolean {
    return this.state.state !== this.before.state;
  }
}
