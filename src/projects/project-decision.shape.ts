import { choice, recordShape } from '#libs/records';
import { DECISION_STATUSES } from './domain/ridac-state.js';
import { ProjectDecisionSchema } from './persistence/ridac.schemas.js';
import { ridacFields } from './ridac-fields.js';

/** External people see none of these records. */
export const projectDecisionShape = recordShape(ProjectDecisionSchema, {
  title: 'ProjectDecision',
  defaultSort: 'number',
  fields: ridacFields(
    { title: 'shortDescription', example: 'Which floor is laid', number: 'DCSN0010001' },
    { status: choice('status', DECISION_STATUSES, { description: 'What was decided; independent of the state.' }) },
  ),
});
