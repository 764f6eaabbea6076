import { choice, recordShape } from '#libs/records';
import { APPROVALS } from './domain/ridac-state.js';
import { ProjectActionSchema } from './persistence/ridac.schemas.js';
import { ridacFields } from './ridac-fields.js';

/** External people see none of these records. */
export const projectActionShape = recordShape(ProjectActionSchema, {
  title: 'ProjectAction',
  defaultSort: 'number',
  fields: ridacFields(
    { title: 'shortDescription', example: 'Ask the city for the permit', number: 'PRJACT0010001' },
    { approval: choice('approval', APPROVALS) },
  ),
});
