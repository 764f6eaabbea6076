import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/index.js';
import { FsmModule } from '../fsm-integration/index.js';
import { FieldServiceForms } from './application/field-service-forms.js';
import { Forms } from './application/forms.js';
import { MyLists } from './application/my-lists.js';
import { Notifications } from './application/notifications.js';
import { PersonForms } from './application/person-forms.js';
import { ProjectCaseProducer } from './application/project-case-producer.js';
import { RelatedLists } from './application/related-lists.js';
import { Surroundings } from './application/surroundings.js';
import { NavigationController } from './http/navigation.controller.js';
import { PortalCasesController } from './http/portal-cases.controller.js';
import { PortalAppointmentsController, PortalWorkOrdersController } from './http/portal-field-service.controller.js';
import { PortalPeopleController } from './http/portal-people.controller.js';
import { PortalProjectTasksController } from './http/portal-project-tasks.controller.js';
import { PortalProjectsController } from './http/portal-projects.controller.js';
import { ProjectCaseLookupsController, RecordProducersController } from './http/record-producers.controller.js';

/** The customer's view of what the other contexts own. It has no tables and no rules. */
@Module({
  imports: [CasesModule, FsmModule],
  controllers: [
    NavigationController,
    PortalProjectsController,
    PortalProjectTasksController,
    PortalCasesController,
    PortalWorkOrdersController,
    PortalAppointmentsController,
    PortalPeopleController,
    RecordProducersController,
    ProjectCaseLookupsController,
  ],
  providers: [Forms, FieldServiceForms, Surroundings, MyLists, Notifications, PersonForms, ProjectCaseProducer, RelatedLists],
})
export class PortalModule {}
