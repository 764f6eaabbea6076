import { choice, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { APPROVALS, CHANGE_CATEGORIES, IMPACTS } from './domain/ridac-state.js';
import { ChangeRequestSchema } from './persistence/ridac.schemas.js';
import { internalFieldsOf, OriginCaseRef, ridacFields } from './ridac-fields.js';

/** How a change request is named in other records; null for whoever may not see it (decision 31). */
export const ChangeRequestRef: ReferenceTarget = {
  table: 'project_change_request',
  shown: { number: 'number', name: 'short_description' },
  guard: 'ProjectChangeRequest',
};

export const changeRequestShape = recordShape(ChangeRequestSchema, {
  title: 'ChangeRequest',
  defaultSort: 'number',
  fields: ridacFields(
    { title: 'title', example: 'A second loading gate', number: 'PRJCR0010001' },
    {
      case: reference('caseId', OriginCaseRef, { filter: true, description: 'The case that it was opened from.' }),
      category: choice('category', CHANGE_CATEGORIES),
      impact: choice('impact', IMPACTS, { description: '1 high, 2 moderate, 3 low.' }),
      approval: choice('approval', APPROVALS),
      estimatedCost: value('estimatedCost', { example: 12500.5 }),
      businessJustification: value('businessJustification', { list: false, example: 'Saves an hour a lorry.' }),
    },
  ),
});

/** What external people read of a change request they see: no costs, no justification, nothing of how it is run (BR-021). */
export const EXTERNAL_CHANGE_REQUEST_FIELDS = [
  'number',
  'title',
  'project',
  'case',
  'state',
  'priority',
  'category',
  'approval',
  'description',
  'dueDate',
  'assignedTo',
] as const;

export const INTERNAL_CHANGE_REQUEST_FIELDS = internalFieldsOf(changeRequestShape, EXTERNAL_CHANGE_REQUEST_FIELDS);
