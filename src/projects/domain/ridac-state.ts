import type { RecordState } from '#libs/kernel';
import type { WorkState } from './work-state.js';

/** Risks, issues, decisions, actions and change requests of a project, in the order in which one becomes another (1.17). */
export const RIDAC_KINDS = ['risk', 'issue', 'decision', 'action', 'change_request'] as const;
export type RidacKind = (typeof RIDAC_KINDS)[number];

/** 1.17. A record becomes one of a later kind, never one of its own kind or an earlier one. */
export const mayBecome = (from: RidacKind, to: RidacKind): boolean => RIDAC_KINDS.indexOf(from) < RIDAC_KINDS.indexOf(to);

/** The record that another one was made from. Kept as a fact, also when that one is gone. */
export interface ConversionSource {
  readonly kind: RidacKind;
  readonly id: string;
  readonly number: string;
}

/** What the five kinds have in common. */
export interface RidacState extends RecordState {
  readonly number: string;
  readonly projectId: string;
  /** Of a change request its title. */
  readonly shortDescription: string;
  readonly description: string | null;
  readonly state: WorkState;
  readonly priority: number;
  /** A plain date, YYYY-MM-DD. */
  readonly dueDate: string | null;
  readonly assignedToId: string | null;
  /** The requester: whoever opened it, or opened what it was converted from. */
  readonly openedById: string | null;
  /** Whether the next status report names it. */
  readonly showOnStatusReport: boolean;
  readonly convertedFrom: ConversionSource | null;
}

/** What a case may give rise to: an issue or a change request, at most one of each (BR-070, BR-071). */
export interface CaseRecordState extends RidacState {
  /** The case that it was opened from; null for most. */
  readonly caseId: string | null;
  readonly impact: number | null;
  readonly estimatedCost: number | null;
}

/** 1 high, 2 moderate, 3 low, as on any task of the original. */
export const IMPACTS = [1, 2, 3] as const;

/** How far the approval is, as on any task (1.15). */
export const APPROVALS = ['not_requested', 'requested', 'approved', 'rejected', 'canceled', 'not_required', 'duplicate'] as const;
export type Approval = (typeof APPROVALS)[number];

/** What a change request is about (1.15). */
export const CHANGE_CATEGORIES = ['resource', 'scope', 'cost', 'schedule'] as const;
export type ChangeCategory = (typeof CHANGE_CATEGORIES)[number];

/** 1.15. */
export interface ChangeRequestState extends CaseRecordState {
  readonly category: ChangeCategory | null;
  readonly approval: Approval;
  readonly businessJustification: string | null;
}

/** 1.16. */
export type ProjectIssueState = CaseRecordState;

/** What is decided about a risk, or came of it (1.17). */
export const RISK_STATUSES = ['pending', 'achieved', 'not_achieved', 'avoid', 'mitigate', 'transfer', 'accept'] as const;
export type RiskStatus = (typeof RISK_STATUSES)[number];

export const PROBABILITIES = ['absolute', 'high', 'moderate', 'low'] as const;
export type Probability = (typeof PROBABILITIES)[number];

export const RISK_RANKS = ['high', 'moderate', 'low'] as const;
export type RiskRank = (typeof RISK_RANKS)[number];

/** 1.17. */
export interface ProjectRiskState extends RidacState {
  readonly riskStatus: RiskStatus;
  readonly probability: Probability | null;
  readonly impact: number | null;
  /** Follow from probability and impact; null until both are known. */
  readonly riskValue: number | null;
  readonly riskRank: RiskRank | null;
  readonly ownerId: string | null;
  readonly mitigationPlan: string | null;
}

export const DECISION_STATUSES = ['pending', 'approved', 'rejected'] as const;

/** 1.17. */
export interface ProjectDecisionState extends RidacState {
  readonly status: (typeof DECISION_STATUSES)[number];
}

/** 1.17. */
export interface ProjectActionState extends RidacState {
  readonly approval: Approval;
}
