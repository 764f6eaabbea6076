import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Parameter, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson } from '#libs/records';
import { FIELD_SERVICE } from '../../administration/index.js';
import { WorkOrderQueries } from '../application/work-order.queries.js';
import { WorkOrderService } from '../application/work-order.service.js';
import { WorkOrderOpening } from '../application/work-order-opening.js';
import { CancelWorkOrderDto, CreateWorkOrderDto, UpdateWorkOrderDto } from '../dto/work-order.dto.js';
import { workOrderShape } from '../work-order.shape.js';

const TakesView = () =>
  ApiQuery({
    name: 'view',
    required: false,
    enum: ['case'],
    description: 'With the fields account, consumer, contact, asset, partner, partnerContact; without it they are left out.',
  });

@ApiTags('Work orders')
@Controller('work-orders')
@NeedsPlugin(FIELD_SERVICE)
export class WorkOrdersController {
  constructor(
    private readonly orders: WorkOrderService,
    private readonly opening: WorkOrderOpening,
    private readonly queries: WorkOrderQueries,
  ) {}

  /** Lists the work orders you may see. */
  @Get()
  @Reads('WorkOrder')
  @TakesView()
  @Parameter('project', 'Only orders of the cases of this project, by id or number.', 'PRJ0010001')
  @AnswersPage(workOrderShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.list(caller, query);
  }

  /** Creates a work order, from a case where one is named. */
  @Post()
  @Requires('create', 'WorkOrder')
  @AnswersRecord(workOrderShape, 201)
  create(@Me() caller: Caller, @Input(CreateWorkOrderDto) body: Payload<CreateWorkOrderDto>): Promise<RecordJson> {
    return this.opening.create(caller, body);
  }

  /** Shows one work order. */
  @Get(':id')
  @Reads('WorkOrder')
  @TakesView()
  @AnswersRecord(workOrderShape)
  show(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<RecordJson> {
    return this.queries.one(caller, id, query);
  }

  /** Changes a work order; a changed account becomes its company, a changed contact its caller. */
  @Patch(':id')
  @Acts('update', 'WorkOrder')
  @AnswersRecord(workOrderShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateWorkOrderDto) body: Payload<UpdateWorkOrderDto>): Promise<RecordJson> {
    return this.orders.update(caller, id, body);
  }

  /** Withdraws a work order, with the reason as a work note. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Acts('cancel', 'WorkOrder')
  @AnswersRecord(workOrderShape)
  cancel(@Me() caller: Caller, @Param('id') id: string, @Input(CancelWorkOrderDto) body: Payload<CancelWorkOrderDto>): Promise<RecordJson> {
    return this.orders.cancel(caller, id, body);
  }

  /** Deletes a work order. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'WorkOrder')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.orders.remove(caller, id);
  }
}
