import { Choice, Flag, Money, PlainDate, Reference, Text } from '#libs/http';
import { PRIORITIES } from '../domain/project-state.js';
import {
  APPROVALS,
  type Approval,
  CHANGE_CATEGORIES,
  type ChangeCategory,
  DECISION_STATUSES,
  IMPACTS,
  PROBABILITIES,
  type Probability,
  RISK_STATUSES,
  type RiskStatus,
} from '../domain/ridac-state.js';

/** What may be said of risks, issues, decisions, actions and change requests alike. */
export class RidacFields {
  @Text(10_000, { example: 'As talked over on site.' })
  description?: string | null;

  @Choice(PRIORITIES, { clearable: false, description: '1 critical, 2 high, 3 moderate, 4 low.' })
  priority?: number;

  @PlainDate({ example: '2026-05-29' })
  dueDate?: string | null;

  @Reference({ description: 'An internal user.' })
  assignedToId?: string | null;

  @Flag({ clearable: false, description: 'Whether the next status report names it.' })
  showOnStatusReport?: boolean;
}

class CostlyFields extends RidacFields {
  @Choice(IMPACTS, { description: '1 high, 2 moderate, 3 low.' })
  impact?: number | null;

  @Money({ description: 'Never shown to customers.' })
  estimatedCost?: number | null;
}

/** 1.16, but for the short description. */
export class IssueFields extends CostlyFields {}

/** 1.15, but for the title. */
export class ChangeRequestFields extends CostlyFields {
  @Choice(CHANGE_CATEGORIES)
  category?: ChangeCategory | null;

  @Choice(APPROVALS, { clearable: false })
  approval?: Approval;

  @Text(10_000, { example: 'Saves an hour a lorry.', description: 'Never shown to customers.' })
  businessJustification?: string | null;
}

/** 1.17. */
export class RiskFields extends RidacFields {
  @Choice(RISK_STATUSES, { clearable: false })
  riskStatus?: RiskStatus;

  @Choice(PROBABILITIES)
  probability?: Probability | null;

  @Choice(IMPACTS, { description: '1 high, 2 moderate, 3 low.' })
  impact?: number | null;

  @Reference({ description: 'An internal user.' })
  ownerId?: string | null;

  @Text(10_000, { example: 'A second supplier.' })
  mitigationPlan?: string | null;
}

/** 1.17. */
export class DecisionFields extends RidacFields {
  @Choice(DECISION_STATUSES, { clearable: false, description: 'What was decided; independent of the state.' })
  status?: (typeof DECISION_STATUSES)[number];
}

/** 1.17. */
export class ActionFields extends RidacFields {
  @Choice(APPROVALS, { clearable: false })
  approval?: Approval;
}
