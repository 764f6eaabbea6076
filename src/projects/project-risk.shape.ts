import { choice, PersonRef, recordShape, reference, value } from '#libs/records';
import { IMPACTS, PROBABILITIES, RISK_RANKS, RISK_STATUSES } from './domain/ridac-state.js';
import { ProjectRiskSchema } from './persistence/ridac.schemas.js';
import { ridacFields } from './ridac-fields.js';

/** External people see none of these records. */
export const projectRiskShape = recordShape(ProjectRiskSchema, {
  title: 'ProjectRisk',
  defaultSort: 'number',
  fields: ridacFields(
    { title: 'shortDescription', example: 'The steel comes late', number: 'RISK0010001' },
    {
      riskStatus: choice('riskStatus', RISK_STATUSES),
      probability: choice('probability', PROBABILITIES),
      impact: choice('impact', IMPACTS, { description: '1 high, 2 moderate, 3 low.' }),
      value: value('riskValue', { description: 'From 1 to 12, by probability and impact.', example: 9 }),
      rank: choice('riskRank', RISK_RANKS, { description: 'By probability and impact.' }),
      owner: reference('ownerId', PersonRef),
      mitigationPlan: value('mitigationPlan', { list: false, example: 'A second supplier.' }),
    },
  ),
});
