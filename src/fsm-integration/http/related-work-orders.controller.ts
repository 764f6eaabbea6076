import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson } from '#libs/records';
import { FIELD_SERVICE_FOR_CASES, FIELD_SERVICE_FOR_PROJECTS } from '../../administration/index.js';
import { WorkOrderQueries } from '../application/work-order.queries.js';
import { WorkOrderOpening } from '../application/work-order-opening.js';
import { WorkOrderFromCaseDto } from '../dto/work-order.dto.js';
import { workOrderShape } from '../work-order.shape.js';

/** The work orders of cases and projects. */
@ApiTags('Work orders')
@Controller()
export class RelatedWorkOrdersController {
  constructor(
    private readonly opening: WorkOrderOpening,
    private readonly queries: WorkOrderQueries,
  ) {}

  /** Lists the work orders that were created from a case, those you may see. */
  @Get('cases/:id/work-orders')
  @Reads('WorkOrder')
  @NeedsPlugin(FIELD_SERVICE_FOR_CASES)
  @AnswersPage(workOrderShape)
  ofCase(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.ofCase(caller, id, query);
  }

  /** Creates a work order from a case, with the case's account, contact, asset, location and so on. */
  @Post('cases/:id/create-work-order')
  @Acts('create', 'WorkOrder')
  @NeedsPlugin(FIELD_SERVICE_FOR_CASES)
  @AnswersRecord(workOrderShape, 201)
  create(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(WorkOrderFromCaseDto) body: Payload<WorkOrderFromCaseDto>,
  ): Promise<RecordJson> {
    return this.opening.fromCase(caller, id, body);
  }

  /** Lists the work orders of the cases of a project, those you may see. */
  @Get('projects/:id/work-orders')
  @Reads('WorkOrder')
  @NeedsPlugin(FIELD_SERVICE_FOR_CASES, FIELD_SERVICE_FOR_PROJECTS)
  @AnswersPage(workOrderShape)
  ofProject(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.ofProject(caller, id, query);
  }
}
