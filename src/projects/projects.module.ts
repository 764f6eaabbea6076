import { Module } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { AbilityFactory, FactRegistry } from '#libs/authorization';
import { csvController } from '#libs/http';
import { AdministrationModule, CUSTOMER_PROJECTS } from '../administration/index.js';
import { CustomersModule } from '../customers/index.js';
import { CalendarChecks } from './application/calendar-checks.js';
import { LapsedContacts } from './application/lapsed-contacts.js';
import { OnContactMoved } from './application/on-contact-moved.js';
import { OnProjectDeleted } from './application/on-project-deleted.js';
import { OnRelationshipEnded } from './application/on-relationship-ended.js';
import { ProjectService } from './application/project.service.js';
import { ProjectChanges } from './application/project-changes.js';
import { ProjectContacts } from './application/project-contacts.js';
import { ProjectOpening } from './application/project-opening.js';
import { ProjectPlace } from './application/project-place.js';
import { ProjectProgress } from './application/project-progress.js';
import { ProjectQueries } from './application/project-queries.js';
import { RidacConversion } from './application/ridac-conversion.js';
import { RidacOpening } from './application/ridac-opening.js';
import { RidacRecords } from './application/ridac-records.js';
import { StatusReportTaking } from './application/status-report-taking.js';
import { StatusReports } from './application/status-reports.js';
import { ProjectContactsController } from './http/project-contacts.controller.js';
import { ProjectsController } from './http/projects.controller.js';
import { RelatedProjectsController } from './http/related-projects.controller.js';
import { RIDAC_CONTROLLERS } from './http/ridac.controllers.js';
import { StatusReportsController } from './http/status-reports.controller.js';
import { KeyMilestones } from './key-milestones.js';
import { ProjectRepository } from './persistence/project.repository.js';
import { ProjectSchema } from './persistence/project.schema.js';
import { ProjectContactRepository } from './persistence/project-contact.repository.js';
import { StatusReportRepository } from './persistence/status-report.repository.js';
import { StatusReportSchema } from './persistence/status-report.schemas.js';
import { projectShape } from './project.shape.js';
import { projectFacts } from './project-facts.js';
import { ProjectGuards } from './project-guards.js';
import { ProjectRecordsApi } from './project-records.api.js';
import { projectsAbilities } from './projects.abilities.js';
import { ProjectsApi } from './projects.api.js';
import { statusReportShape } from './status-report.shape.js';

const SERVICES = [ProjectService, ProjectChanges, ProjectContacts, ProjectOpening, ProjectPlace, ProjectProgress, ProjectQueries];
const RECORDS = [RidacConversion, RidacOpening, RidacRecords, StatusReports, StatusReportTaking, StatusReportRepository, KeyMilestones];
const LISTENERS = [CalendarChecks, LapsedContacts, OnContactMoved, OnProjectDeleted, OnRelationshipEnded];

@Module({
  imports: [AdministrationModule, CustomersModule],
  controllers: [
    ProjectsController,
    ProjectContactsController,
    RelatedProjectsController,
    csvController({ path: 'projects', shape: projectShape, tag: 'Projects', plugins: [CUSTOMER_PROJECTS] }),
    activityController({ path: 'projects', schema: ProjectSchema, shape: projectShape }),
    ...RIDAC_CONTROLLERS,
    StatusReportsController,
    activityController({ path: 'status-reports', schema: StatusReportSchema, shape: statusReportShape, plugins: [CUSTOMER_PROJECTS] }),
  ],
  providers: [
    ...SERVICES,
    ...RECORDS,
    ...LISTENERS,
    ProjectRepository,
    ProjectContactRepository,
    ProjectGuards,
    ProjectsApi,
    ProjectRecordsApi,
  ],
  exports: [KeyMilestones, ProjectGuards, ProjectRecordsApi, ProjectsApi],
})
export class ProjectsModule {
  constructor(abilities: AbilityFactory, facts: FactRegistry) {
    abilities.add(projectsAbilities);
    // After the customers' facts, which it rests on.
    facts.add('projects', projectFacts, 'customers');
  }
}
