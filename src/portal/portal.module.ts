import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/index.js';
import { Forms } from './application/forms.js';
import { MyLists } from './application/my-lists.js';
import { ProjectCaseProducer } from './application/project-case-producer.js';
import { RelatedLists } from './application/related-lists.js';
import { NavigationController } from './http/navigation.controller.js';
import { PortalProjectsController } from './http/portal-projects.controller.js';
import { PortalCasesController, PortalProjectTasksController, PortalWorkOrdersController } from './http/portal-records.controller.js';
import { ProjectCaseLookupsController, RecordProducersController } from './http/record-producers.controller.js';

/** The customer's view of what the other contexts own. It has no tables and no rules. */
@Module({
  imports: [CasesModule],
  controllers: [
    NavigationController,
    PortalProjectsController,
    PortalProjectTasksController,
    PortalCasesController,
    PortalWorkOrdersController,
    RecordProducersController,
    ProjectCaseLookupsController,
  ],
  providers: [Forms, MyLists, ProjectCaseProducer, RelatedLists],
})
export class PortalModule {}
