import { Module } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { AbilityFactory } from '#libs/authorization';
import { FIELD_SERVICE } from '../administration/index.js';
import { CasesModule } from '../cases/index.js';
import { CustomersModule } from '../customers/index.js';
import { OrderFields } from './application/order-fields.js';
import { WorkOrderQueries } from './application/work-order.queries.js';
import { WorkOrderService } from './application/work-order.service.js';
import { WorkOrderOpening } from './application/work-order-opening.js';
import { fsmAbilities } from './fsm.abilities.js';
import { RelatedWorkOrdersController } from './http/related-work-orders.controller.js';
import { WorkOrdersController } from './http/work-orders.controller.js';
import { WorkOrderRepository } from './persistence/work-order.repository.js';
import { WorkOrderSchema } from './persistence/work-order.schema.js';
import { workOrderShape } from './work-order.shape.js';

const WorkOrderActivityController = activityController({
  path: 'work-orders',
  schema: WorkOrderSchema,
  shape: workOrderShape,
  plugins: [FIELD_SERVICE],
});

/** Field service, as far as customer service and customer projects need it. */
@Module({
  imports: [CustomersModule, CasesModule],
  controllers: [WorkOrdersController, RelatedWorkOrdersController, WorkOrderActivityController],
  providers: [OrderFields, WorkOrderOpening, WorkOrderQueries, WorkOrderService, WorkOrderRepository],
})
export class FsmModule {
  constructor(abilities: AbilityFactory) {
    abilities.add(fsmAbilities);
  }
}
