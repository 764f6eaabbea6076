import type { EntitySchema } from 'typeorm';
import { ActivityEntrySchema, AttachmentSchema, AuditEntrySchema } from '#libs/activity';
import { AccessStampSchema } from '#libs/authorization';
import { IdempotentAnswerSchema } from '#libs/http';
import { ScheduledJobSchema } from '#libs/jobs';
import { OutboxHandledSchema, OutboxMessageSchema } from '#libs/outbox';
import { NumberCounterSchema, SearchEntrySchema } from '#libs/persistence';
import {
  AccessControlSchema,
  FlowSchema,
  FormLayoutSchema,
  PluginSchema,
  PropertySchema,
} from './administration/persistence/configuration.schema.js';
import { WorkingCalendarSchema } from './administration/persistence/working-calendar.schema.js';
import { CaseTaskSchema } from './cases/persistence/case-task.schema.js';
import { ServiceCaseSchema } from './cases/persistence/service-case.schema.js';
import { AccountSchema } from './customers/persistence/account.schema.js';
import {
  AccountRelationshipSchema,
  AccountRelationshipTypeSchema,
  AssetSchema,
  ContactRelationshipSchema,
} from './customers/persistence/customer.schemas.js';
import { RegistrationSchema } from './customers/persistence/registration.schema.js';
import {
  AppointmentConfigurationSchema,
  AppointmentCountSchema,
  AppointmentSchema,
} from './fsm-integration/persistence/appointment.schemas.js';
import { WorkOrderSchema } from './fsm-integration/persistence/work-order.schema.js';
import { AccessTokenSchema } from './identity/persistence/access-token.schema.js';
import { MutedMailSchema, PasswordLinkSchema } from './identity/persistence/password-link.schema.js';
import {
  CredentialSchema,
  GroupMemberSchema,
  GroupRoleSchema,
  GroupSchema,
  PersonRoleSchema,
  PersonSchema,
  RefreshTokenSchema,
  SessionSchema,
  SignInDelaySchema,
} from './identity/persistence/person.schema.js';
import { ProjectContactSchema, ProjectSchema } from './projects/persistence/project.schema.js';
import {
  ChangeRequestSchema,
  ProjectActionSchema,
  ProjectDecisionSchema,
  ProjectIssueSchema,
  ProjectRiskSchema,
} from './projects/persistence/ridac.schemas.js';
import { StatusReportLineSchema, StatusReportSchema } from './projects/persistence/status-report.schemas.js';
import { BaselineTaskSchema, ProjectBaselineSchema } from './tasks/persistence/baseline.schemas.js';
import { ProjectPlanSchema, ProjectTaskSchema, TaskDependencySchema } from './tasks/persistence/project-task.schema.js';
import {
  ChecklistItemSchema,
  ProjectTemplateSchema,
  TemplateDependencySchema,
  TemplateTaskSchema,
} from './tasks/persistence/project-template.schema.js';

/** Every table, for TypeORM: the migrations are checked against this list. */
export const schemas: EntitySchema<any>[] = [
  NumberCounterSchema,
  SearchEntrySchema,
  WorkingCalendarSchema,
  AccessStampSchema,
  IdempotentAnswerSchema,
  ActivityEntrySchema,
  AuditEntrySchema,
  AttachmentSchema,
  OutboxMessageSchema,
  OutboxHandledSchema,
  ScheduledJobSchema,
  PluginSchema,
  AccessControlSchema,
  PropertySchema,
  FlowSchema,
  FormLayoutSchema,
  PersonSchema,
  CredentialSchema,
  PersonRoleSchema,
  GroupSchema,
  GroupRoleSchema,
  GroupMemberSchema,
  SessionSchema,
  RefreshTokenSchema,
  SignInDelaySchema,
  AccessTokenSchema,
  PasswordLinkSchema,
  MutedMailSchema,
  AccountSchema,
  AccountRelationshipTypeSchema,
  AccountRelationshipSchema,
  ContactRelationshipSchema,
  AssetSchema,
  RegistrationSchema,
  ProjectSchema,
  ProjectContactSchema,
  ChangeRequestSchema,
  ProjectIssueSchema,
  ProjectRiskSchema,
  ProjectDecisionSchema,
  ProjectActionSchema,
  StatusReportSchema,
  StatusReportLineSchema,
  ProjectPlanSchema,
  ProjectTaskSchema,
  TaskDependencySchema,
  ProjectBaselineSchema,
  BaselineTaskSchema,
  ProjectTemplateSchema,
  TemplateTaskSchema,
  TemplateDependencySchema,
  ChecklistItemSchema,
  ServiceCaseSchema,
  CaseTaskSchema,
  WorkOrderSchema,
  AppointmentConfigurationSchema,
  AppointmentSchema,
  AppointmentCountSchema,
];
