import type { RecordState } from '#libs/kernel';

/** The states of a work order (A4), in the order of its life. */
export const WORK_ORDER_STATES = [
  'draft',
  'awaiting_approval',
  'awaiting_qualification',
  'qualified',
  'ready_for_dispatch',
  'scheduled',
  'assigned',
  'accepted',
  'work_in_progress',
  'closed_complete',
  'closed_incomplete',
  'canceled',
] as const;
export type WorkOrderStateName = (typeof WORK_ORDER_STATES)[number];

/** An order in one of these is kept as it was, and is no longer active (BR-FSM-023, BR-FSM-026). */
export const CLOSED_ORDER_STATES = ['closed_complete', 'closed_incomplete', 'canceled'] as const satisfies readonly WorkOrderStateName[];

export const isClosedOrder = (state: WorkOrderStateName): boolean => (CLOSED_ORDER_STATES as readonly WorkOrderStateName[]).includes(state);

/** 1 critical, 2 high, 3 moderate, 4 low. */
export const ORDER_PRIORITIES = [1, 2, 3, 4] as const;

/** Whom and what an order concerns. The first six come with the integration (A8). */
export interface OrderReferences {
  readonly accountId: string | null;
  readonly consumerId: string | null;
  readonly contactId: string | null;
  readonly assetId: string | null;
  readonly partnerId: string | null;
  readonly partnerContactId: string | null;
  /** Follows the account (BR-FSM-041). */
  readonly companyId: string | null;
  /** Follows the contact (BR-FSM-042). */
  readonly callerId: string | null;
}

/** What an order is described by. */
export interface OrderDetails {
  readonly shortDescription: string;
  readonly description: string | null;
  readonly priority: number;
  readonly location: string | null;
  readonly qualificationGroupId: string | null;
  readonly assignmentGroupId: string | null;
  readonly billable: boolean;
}

export interface WorkOrderState extends RecordState, OrderReferences, OrderDetails {
  readonly number: string;
  /** The case the order was created from. */
  readonly caseId: string | null;
  /** The project task the order was created from. */
  readonly projectTaskId: string | null;
  readonly state: WorkOrderStateName;
  /** False once the order is closed or canceled (BR-FSM-023). */
  readonly active: boolean;
  readonly scheduledStart: Date | null;
  readonly estimatedEnd: Date | null;
  readonly workStart: Date | null;
  readonly workEnd: Date | null;
  /** Whether it, or a task of it, has an appointment (A7). */
  readonly hasAppointment: boolean;
  readonly openedAt: Date;
  readonly openedById: string | null;
}

/** Who does something to an order, and when. */
export interface Doer {
  readonly personId: string;
  readonly now: Date;
}
