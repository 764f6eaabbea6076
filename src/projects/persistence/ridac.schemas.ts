import type { EntitySchema } from '#libs/persistence';
import {
  type Column,
  date,
  flag,
  integer,
  json,
  longText,
  looseReference,
  money,
  optional,
  recordSchema,
  reference,
  text,
} from '#libs/persistence';
import type {
  ChangeRequestState,
  ProjectActionState,
  ProjectDecisionState,
  ProjectIssueState,
  ProjectRiskState,
} from '../domain/ridac-state.js';

const COMMON = {
  number: text(40),
  projectId: reference('project', 'CASCADE'),
  shortDescription: text(160),
  description: optional(longText()),
  state: text(20),
  priority: integer(4),
  dueDate: optional(date()),
  assignedToId: optional(reference('person')),
  openedById: optional(reference('person')),
  showOnStatusReport: flag(false),
  convertedFrom: optional(json()),
} satisfies Record<string, Column>;

const INDEX = [
  ['projectId', 'number', 'id'],
  ['assignedToId', 'number', 'id'],
  ['state', 'number', 'id'],
  ['priority', 'id'],
  ['dueDate', 'id'],
  ['openedById'],
  ['createdAt', 'id'],
  ['updatedAt', 'id'],
];

const PROJECT = { project: { property: 'projectId', table: 'Project' } };
/** The case stands further right: its rules are followed by name, as are those of whatever a record refers to. */
const PROJECT_AND_CASE = { ...PROJECT, case: { property: 'caseId', table: 'ServiceCase' } };

/** BR-070, BR-071: a case has at most one issue and one change request. */
const OF_A_CASE = { unique: [['number'], ['caseId']], index: INDEX, links: PROJECT_AND_CASE };
const OF_A_PROJECT = { unique: [['number']], index: INDEX, links: PROJECT };

const FROM_CASE = { caseId: optional(looseReference()), impact: optional(integer()), estimatedCost: optional(money()) };

export const ChangeRequestSchema: EntitySchema<ChangeRequestState> = recordSchema<ChangeRequestState>(
  'ProjectChangeRequest',
  'project_change_request',
  {
    ...COMMON,
    ...FROM_CASE,
    category: optional(text(20)),
    approval: text(20),
    businessJustification: optional(longText()),
  },
  OF_A_CASE,
);

export const ProjectIssueSchema: EntitySchema<ProjectIssueState> = recordSchema<ProjectIssueState>(
  'ProjectIssue',
  'project_issue',
  { ...COMMON, ...FROM_CASE },
  OF_A_CASE,
);

export const ProjectRiskSchema: EntitySchema<ProjectRiskState> = recordSchema<ProjectRiskState>(
  'ProjectRisk',
  'project_risk',
  {
    ...COMMON,
    riskStatus: text(20),
    probability: optional(text(20)),
    impact: optional(integer()),
    riskValue: optional(integer()),
    riskRank: optional(text(20)),
    ownerId: optional(reference('person')),
    mitigationPlan: optional(longText()),
  },
  { ...OF_A_PROJECT, index: [...INDEX, ['ownerId']] },
);

export const ProjectDecisionSchema: EntitySchema<ProjectDecisionState> = recordSchema<ProjectDecisionState>(
  'ProjectDecision',
  'project_decision',
  { ...COMMON, status: text(20) },
  OF_A_PROJECT,
);

export const ProjectActionSchema: EntitySchema<ProjectActionState> = recordSchema<ProjectActionState>(
  'ProjectAction',
  'project_action',
  { ...COMMON, approval: text(20) },
  OF_A_PROJECT,
);
