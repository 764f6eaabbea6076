import { choice, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { IMPACTS } from './domain/ridac-state.js';
import { ProjectIssueSchema } from './persistence/ridac.schemas.js';
import { internalFieldsOf, OriginCaseRef, ridacFields } from './ridac-fields.js';

/** How an issue is named in other records; null for whoever may not see it (decision 31). */
export const ProjectIssueRef: ReferenceTarget = {
  table: 'project_issue',
  shown: { number: 'number', name: 'short_description' },
  guard: 'ProjectIssue',
};

export const projectIssueShape = recordShape(ProjectIssueSchema, {
  title: 'ProjectIssue',
  defaultSort: 'number',
  fields: ridacFields(
    { title: 'shortDescription', example: 'The gate is too low', number: 'ISU0010001' },
    {
      case: reference('caseId', OriginCaseRef, { filter: true, description: 'The case that it was opened from.' }),
      impact: choice('impact', IMPACTS, { description: '1 high, 2 moderate, 3 low.' }),
      estimatedCost: value('estimatedCost', { example: 800 }),
    },
  ),
});

/** What external people read of an issue, where a rule lets them see it at all: through its case (decisions 8 and 32). */
export const EXTERNAL_ISSUE_FIELDS = [
  'number',
  'shortDescription',
  'project',
  'case',
  'state',
  'priority',
  'description',
  'dueDate',
  'assignedTo',
] as const;

export const INTERNAL_ISSUE_FIELDS = internalFieldsOf(projectIssueShape, EXTERNAL_ISSUE_FIELDS);
