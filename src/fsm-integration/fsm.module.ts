import { Module } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { AbilityFactory } from '#libs/authorization';
import { AdministrationModule, FIELD_SERVICE } from '../administration/index.js';
import { CasesModule } from '../cases/index.js';
import { CustomersModule } from '../customers/index.js';
import { IdentityModule } from '../identity/index.js';
import { AppointmentQueries } from './application/appointment.queries.js';
import { AppointmentService } from './application/appointment.service.js';
import { AppointmentConfigurationService } from './application/appointment-configuration.service.js';
import { AppointmentMails } from './application/appointment-mails.js';
import { AppointmentSubjects } from './application/appointment-subjects.js';
import { AppointmentWriter } from './application/appointment-writer.js';
import { OnWorkOrderCanceled } from './application/on-work-order-canceled.js';
import { OrderFields } from './application/order-fields.js';
import { WorkOrderQueries } from './application/work-order.queries.js';
import { WorkOrderService } from './application/work-order.service.js';
import { WorkOrderOpening } from './application/work-order-opening.js';
import { appointmentShape } from './appointment.shape.js';
import { appointmentsAbilities } from './appointments.abilities.js';
import { AppointmentsApi } from './appointments.api.js';
import { fsmAbilities } from './fsm.abilities.js';
import { AppointmentConfigurationsController } from './http/appointment-configurations.controller.js';
import { AppointmentsController } from './http/appointments.controller.js';
import { RelatedWorkOrdersController } from './http/related-work-orders.controller.js';
import { WorkOrdersController } from './http/work-orders.controller.js';
import { AppointmentRepository } from './persistence/appointment.repository.js';
import { AppointmentSchema } from './persistence/appointment.schemas.js';
import { AppointmentCounts } from './persistence/appointment-counts.js';
import { WorkOrderRepository } from './persistence/work-order.repository.js';
import { WorkOrderSchema } from './persistence/work-order.schema.js';
import { workOrderShape } from './work-order.shape.js';

const WorkOrderActivityController = activityController({
  path: 'work-orders',
  schema: WorkOrderSchema,
  shape: workOrderShape,
  plugins: [FIELD_SERVICE],
});

const AppointmentActivityController = activityController({
  path: 'appointments',
  schema: AppointmentSchema,
  shape: appointmentShape,
  plugins: [FIELD_SERVICE],
});

/** Field service, as far as customer service and customer projects need it. */
@Module({
  imports: [AdministrationModule, IdentityModule, CustomersModule, CasesModule],
  controllers: [
    WorkOrdersController,
    RelatedWorkOrdersController,
    WorkOrderActivityController,
    AppointmentsController,
    AppointmentConfigurationsController,
    AppointmentActivityController,
  ],
  providers: [
    OrderFields,
    WorkOrderOpening,
    WorkOrderQueries,
    WorkOrderService,
    WorkOrderRepository,
    AppointmentService,
    AppointmentQueries,
    AppointmentConfigurationService,
    AppointmentSubjects,
    AppointmentWriter,
    AppointmentRepository,
    AppointmentCounts,
    AppointmentMails,
    OnWorkOrderCanceled,
    AppointmentsApi,
  ],
  exports: [AppointmentsApi],
})
export class FsmModule {
  constructor(abilities: AbilityFactory) {
    abilities.add(fsmAbilities);
    abilities.add(appointmentsAbilities);
  }
}
