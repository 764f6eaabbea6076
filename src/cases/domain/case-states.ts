/** The states of a case (1.13), in the order of its life. */
export const CASE_STATES = ['new', 'open', 'awaiting_info', 'resolved', 'closed', 'canceled'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** A case that has ended is kept as it was (decision 20). */
export const FINAL_STATES = ['closed', 'canceled'] as const satisfies readonly CaseState[];
/** The service desk still works on it, or may begin to. */
export const ACTIVE_STATES = ['new', 'open', 'awaiting_info'] as const satisfies readonly CaseState[];

/** Who moves a case on: the vendor's people, those it is worked for, or a flow. */
export type Side = 'service' | 'customer' | 'flow';

export type CaseAction =
  | 'assign_to_me'
  | 'accept'
  | 'request_info'
  | 'open'
  | 'answer'
  | 'propose_solution'
  | 'accept_solution'
  | 'reject_solution'
  | 'close'
  | 'auto_close'
  | 'cancel';

/** One line of the state table. */
export interface Transition {
  readonly action: CaseAction;
  readonly side: Side;
  readonly from: readonly CaseState[];
  readonly to: CaseState;
  /** The event it gives rise to. */
  readonly event: string;
}

/**
 * The state table of 1.13 with decision 20: in Resolved only the customer side moves on, and nothing leaves Closed or
 * Canceled. What a flow does is no call (BR-076 to BR-078), and `answer` is none either: it is the customer side's comment or file
 * on a case that awaits it (BR-065).
 */
export const TRANSITIONS: readonly Transition[] = [
  { action: 'assign_to_me', side: 'service', from: ['new'], to: 'open', event: 'cases.case-assigned' },
  { action: 'accept', side: 'service', from: ['new'], to: 'open', event: 'cases.case-accepted' },
  { action: 'request_info', side: 'service', from: ['open'], to: 'awaiting_info', event: 'cases.info-requested' },
  { action: 'open', side: 'service', from: ['awaiting_info'], to: 'open', event: 'cases.info-provided' },
  { action: 'answer', side: 'customer', from: ['awaiting_info'], to: 'open', event: 'cases.info-provided' },
  { action: 'propose_solution', side: 'service', from: ['open', 'awaiting_info'], to: 'resolved', event: 'cases.solution-proposed' },
  { action: 'accept_solution', side: 'customer', from: ['resolved'], to: 'closed', event: 'cases.case-closed' },
  { action: 'reject_solution', side: 'customer', from: ['resolved'], to: 'open', event: 'cases.solution-rejected' },
  { action: 'close', side: 'service', from: ACTIVE_STATES, to: 'closed', event: 'cases.case-closed' },
  { action: 'close', side: 'customer', from: ACTIVE_STATES, to: 'closed', event: 'cases.case-closed' },
  { action: 'close', side: 'flow', from: [...ACTIVE_STATES, 'resolved'], to: 'closed', event: 'cases.case-closed' },
  { action: 'auto_close', side: 'flow', from: ['resolved'], to: 'closed', event: 'cases.case-closed' },
  { action: 'cancel', side: 'service', from: ACTIVE_STATES, to: 'canceled', event: 'cases.case-canceled' },
];

export const transitionOf = (action: CaseAction, side: Side): Transition | undefined =>
  TRANSITIONS.find((one) => one.action === action && one.side === side);
