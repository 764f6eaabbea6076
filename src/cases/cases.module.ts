import { Module } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { AbilityFactory } from '#libs/authorization';
import { csvController } from '#libs/http';
import { AdministrationModule, CUSTOMER_SERVICE } from '../administration/index.js';
import { CustomersModule } from '../customers/index.js';
import { IdentityModule } from '../identity/index.js';
import { ProjectsModule } from '../projects/index.js';
import { AutoClose } from './application/auto-close.js';
import { CaseService } from './application/case.service.js';
import { CaseActionsService } from './application/case-actions.service.js';
import { CaseForm } from './application/case-form.js';
import { CaseLookups } from './application/case-lookups.js';
import { CaseMailRecipients } from './application/case-mail-recipients.js';
import { CaseMails } from './application/case-mails.js';
import { CaseRecordsService } from './application/case-records.service.js';
import { CaseTasksService } from './application/case-tasks.service.js';
import { CaseWriter } from './application/case-writer.js';
import { IncidentLogImport } from './application/incident-log-import.js';
import { OnCommented } from './application/on-commented.js';
import { OnRelatedRecordDeleted } from './application/on-related-record-deleted.js';
import { OnRelatedRecordMoved } from './application/on-related-record-moved.js';
import { ProjectCaseGuard } from './application/project-case-guard.js';
import { RelatedRecords } from './application/related-records.js';
import { caseShape } from './case.shape.js';
import { caseTaskShape } from './case-task.shape.js';
import { caseTasksAbilities } from './case-tasks.abilities.js';
import { casesAbilities } from './cases.abilities.js';
import { CasesApi } from './cases.api.js';
import { CaseActionsController } from './http/case-actions.controller.js';
import { CaseLookupsController } from './http/case-lookups.controller.js';
import { CaseRecordsController } from './http/case-records.controller.js';
import { CaseTasksController } from './http/case-tasks.controller.js';
import { CasesController } from './http/cases.controller.js';
import { RelatedCasesController } from './http/related-cases.controller.js';
import { CaseTaskRepository } from './persistence/case-task.repository.js';
import { CaseTaskSchema } from './persistence/case-task.schema.js';
import { ServiceCaseRepository } from './persistence/service-case.repository.js';
import { ServiceCaseSchema } from './persistence/service-case.schema.js';

@Module({
  imports: [AdministrationModule, IdentityModule, CustomersModule, ProjectsModule],
  controllers: [
    CasesController,
    CaseActionsController,
    CaseRecordsController,
    RelatedCasesController,
    CaseLookupsController,
    CaseTasksController,
    csvController({ path: 'cases', shape: caseShape, tag: 'Cases', plugins: [CUSTOMER_SERVICE] }),
    activityController({ path: 'case-tasks', schema: CaseTaskSchema, shape: caseTaskShape, plugins: [CUSTOMER_SERVICE] }),
    activityController({ path: 'cases', schema: ServiceCaseSchema, shape: caseShape }),
  ],
  providers: [
    CasesApi,
    CaseService,
    CaseActionsService,
    CaseForm,
    CaseLookups,
    CaseWriter,
    CaseTasksService,
    CaseTaskRepository,
    CaseMails,
    CaseMailRecipients,
    AutoClose,
    CaseRecordsService,
    OnCommented,
    OnRelatedRecordDeleted,
    OnRelatedRecordMoved,
    RelatedRecords,
    ProjectCaseGuard,
    ServiceCaseRepository,
    IncidentLogImport,
  ],
  exports: [CasesApi, IncidentLogImport],
})
export class CasesModule {
  constructor(abilities: AbilityFactory) {
    abilities.add(casesAbilities);
    abilities.add(caseTasksAbilities);
  }
}
