import { component } from '#libs/http';
import { type RecordShape, schemaOf } from '#libs/records';
import { changeRequestShape, projectIssueShape } from '../projects/index.js';

const orNull = (shape: RecordShape) => ({ anyOf: [component(shape.title, schemaOf(shape, false)), { type: 'null' }] });

/** What the Related Records of a case look like in an answer. */
export const RELATED_RECORDS_SCHEMA = {
  type: 'object',
  description: 'Null where there is none, or none that you may see.',
  properties: { changeRequest: orNull(changeRequestShape), issue: orNull(projectIssueShape) },
  required: ['changeRequest', 'issue'],
  additionalProperties: false,
};
