import { newRidac, type RidacOrigin, RidacRecord } from './ridac-record.js';
import type { Probability, ProjectRiskState, RiskRank } from './ridac-state.js';

type Rating = Pick<ProjectRiskState, 'riskValue' | 'riskRank'>;

const POINTS_OF_PROBABILITY: Readonly<Record<Probability, number>> = { absolute: 4, high: 3, moderate: 2, low: 1 };
const POINTS_OF_IMPACT: Readonly<Record<number, number>> = { 1: 3, 2: 2, 3: 1 };

/** From how many points on a risk has this rank. */
const RANKS: readonly (readonly [RiskRank, number])[] = [
  ['high', 8],
  ['moderate', 4],
  ['low', 1],
];

/** 1.17. Rank and value by the table of probability and impact: 1 to 12 points. Null where one of them is not known. */
export function rate(probability: Probability | null, impact: number | null): Rating {
  if (probability === null || impact === null) return { riskValue: null, riskRank: null };
  const riskValue = POINTS_OF_PROBABILITY[probability] * POINTS_OF_IMPACT[impact]!;
  return { riskValue, riskRank: RANKS.find(([, least]) => riskValue >= least)![0] };
}

/** Something that may go wrong in a project. Its rank and value follow from its probability and impact. */
export class ProjectRisk extends RidacRecord<ProjectRiskState> {
  constructor(state: ProjectRiskState, isNew = false) {
    super('risk', state, isNew);
  }

  /** 1.17. Starts in Pending, and with nothing decided. */
  static open(origin: RidacOrigin, details: Partial<ProjectRiskState> & Pick<ProjectRiskState, 'shortDescription'>): ProjectRisk {
    const { probability = null, impact = null } = details;
    const state: ProjectRiskState = {
      ...newRidac(origin),
      state: 'pending',
      riskStatus: 'pending',
      probability,
      impact,
      ...rate(probability, impact),
      ownerId: null,
      mitigationPlan: null,
      ...details,
    };
    return new ProjectRisk(state, true);
  }

  protected override following({
    probability = this.state.probability,
    impact = this.state.impact,
  }: Partial<ProjectRiskState>): Partial<ProjectRiskState> {
    return rate(probability, impact);
  }
}
