import type { EntitySchema, NumberPrefix } from '#libs/persistence';
import type { RecordShape } from '#libs/records';
import { changeRequestShape, INTERNAL_CHANGE_REQUEST_FIELDS } from '../change-request.shape.js';
import { ProjectRisk } from '../domain/project-risk.js';
import { openAction, openChangeRequest, openDecision, openIssue } from '../domain/ridac-openings.js';
import { CaseRecord, type RidacOrigin, RidacRecord } from '../domain/ridac-record.js';
import type { RidacKind } from '../domain/ridac-state.js';
import {
  ChangeRequestSchema,
  ProjectActionSchema,
  ProjectDecisionSchema,
  ProjectIssueSchema,
  ProjectRiskSchema,
} from '../persistence/ridac.schemas.js';
import { projectActionShape } from '../project-action.shape.js';
import { projectDecisionShape } from '../project-decision.shape.js';
import { INTERNAL_ISSUE_FIELDS, projectIssueShape } from '../project-issue.shape.js';
import { projectRiskShape } from '../project-risk.shape.js';
import { internalFieldsOf } from '../ridac-fields.js';

/** What tells one of the five kinds from another to the services that treat them alike. */
export interface RidacDefinition {
  readonly kind: RidacKind;
  readonly prefix: NumberPrefix;
  readonly schema: EntitySchema<any>;
  readonly shape: RecordShape;
  /** The fields whose history external people must not read. */
  readonly internalFields: ReadonlySet<string>;
  open(origin: RidacOrigin, details: { readonly shortDescription: string }): RidacRecord<any>;
  /** The record that was read. */
  of(state: any): RidacRecord<any>;
}

export const RISKS: RidacDefinition = {
  kind: 'risk',
  prefix: 'RISK',
  schema: ProjectRiskSchema,
  shape: projectRiskShape,
  internalFields: internalFieldsOf(projectRiskShape),
  open: ProjectRisk.open,
  of: (state) => new ProjectRisk(state),
};

export const ISSUES: RidacDefinition = {
  kind: 'issue',
  prefix: 'ISU',
  schema: ProjectIssueSchema,
  shape: projectIssueShape,
  internalFields: INTERNAL_ISSUE_FIELDS,
  open: openIssue,
  of: (state) => new CaseRecord('issue', state),
};

export const DECISIONS: RidacDefinition = {
  kind: 'decision',
  prefix: 'DCSN',
  schema: ProjectDecisionSchema,
  shape: projectDecisionShape,
  internalFields: internalFieldsOf(projectDecisionShape),
  open: openDecision,
  of: (state) => new RidacRecord('decision', state),
};

export const ACTIONS: RidacDefinition = {
  kind: 'action',
  prefix: 'PRJACT',
  schema: ProjectActionSchema,
  shape: projectActionShape,
  internalFields: internalFieldsOf(projectActionShape),
  open: openAction,
  of: (state) => new RidacRecord('action', state),
};

export const CHANGE_REQUESTS: RidacDefinition = {
  kind: 'change_request',
  prefix: 'PRJCR',
  schema: ChangeRequestSchema,
  shape: changeRequestShape,
  internalFields: INTERNAL_CHANGE_REQUEST_FIELDS,
  open: openChangeRequest,
  of: (state) => new CaseRecord('change_request', state),
};

export const RIDAC: Readonly<Record<RidacKind, RidacDefinition>> = {
  risk: RISKS,
  issue: ISSUES,
  decision: DECISIONS,
  action: ACTIONS,
  change_request: CHANGE_REQUESTS,
};
