import type { RecordState } from '#libs/kernel';
import type { CaseState } from './case-states.js';

export const CHANNELS = ['web', 'phone', 'email', 'chat', 'social'] as const;
export const PRIORITIES = [1, 2, 3, 4] as const;
export const CATEGORIES = ['question', 'issue', 'feature'] as const;
export const RESOLUTION_CODES = [
  'fixed_by_support',
  'guidance_provided',
  'workaround_provided',
  'fixed_by_related_record',
  'solved_by_customer',
  'void',
] as const;

/** What belongs together in a case: an account and what hangs on it (BR-051). */
export interface CaseReferences {
  readonly accountId: string | null;
  readonly contactId: string | null;
  readonly consumerId: string | null;
  readonly partnerId: string | null;
  readonly partnerContactId: string | null;
  readonly projectId: string | null;
  readonly projectTaskId: string | null;
  readonly assetId: string | null;
}

/** What a case is described by and whom it is assigned to. */
export interface CaseDetails {
  readonly shortDescription: string;
  readonly description: string | null;
  readonly channel: (typeof CHANNELS)[number];
  /** 1 critical to 4 low. */
  readonly priority: number;
  readonly category: (typeof CATEGORIES)[number];
  readonly location: string | null;
  readonly assignmentGroupId: string | null;
  readonly assignedToId: string | null;
  /** Mailed about it; being on the list gives no access (BR-172). */
  readonly watchList: readonly string[];
  /** Internal people who are mailed about work notes (BR-173). */
  readonly workNotesList: readonly string[];
  /** The case that this one is a part of; never one below itself. */
  readonly parentId: string | null;
}

export interface ServiceCaseState extends RecordState, CaseReferences, CaseDetails {
  readonly number: string;
  readonly state: CaseState;
  /** 1 high to 3 low; only imported cases have it, as urgency. */
  readonly impact: number | null;
  readonly urgency: number | null;
  readonly issueId: string | null;
  readonly changeRequestId: string | null;
  readonly assignedOn: Date | null;
  readonly openedAt: Date;
  readonly openedById: string | null;
  readonly resolvedAt: Date | null;
  readonly resolvedById: string | null;
  /** When the customer side was reminded of the proposed solution. */
  readonly remindedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedById: string | null;
  /** One of RESOLUTION_CODES; an imported case keeps the code of its source. */
  readonly resolutionCode: string | null;
  readonly cause: string | null;
  readonly resolutionNotes: string | null;
  readonly reassignmentCount: number;
  readonly reopenCount: number;
}

/** Who does something to a case, and when. */
export interface By {
  readonly personId: string;
  readonly now: Date;
}

/** What a flow does is nobody's doing: the program itself is named by no person (BR-078). */
export interface ByFlow {
  readonly personId: null;
  readonly now: Date;
}

/** The fields that hold what was opened from a case. */
export type RecordField = 'issueId' | 'changeRequestId';

export const NO_SOLUTION = {
  resolvedAt: null,
  resolvedById: null,
  remindedAt: null,
  resolutionCode: null,
  resolutionNotes: null,
  cause: null,
} as const;

/** BR-063. What a case is when it says nothing else. */
export const blankCase = ({ personId, now }: By): Omit<ServiceCaseState, keyof CaseReferences | 'id' | 'number' | 'shortDescription'> => ({
  createdAt: now,
  updatedAt: now,
  version: 1,
  description: null,
  channel: 'web',
  state: 'new',
  priority: 4,
  category: 'issue',
  impact: null,
  urgency: null,
  location: null,
  issueId: null,
  changeRequestId: null,
  assignmentGroupId: null,
  assignedToId: null,
  assignedOn: null,
  watchList: [],
  workNotesList: [],
  openedAt: now,
  openedById: personId,
  ...NO_SOLUTION,
  closedAt: null,
  closedById: null,
  reassignmentCount: 0,
  reopenCount: 0,
  parentId: null,
});
