import { Get, Param } from '@nestjs/common';
import { type Caller, Reads } from '#libs/authorization';
import { AnswersPage, AnswersWith, ListParameters, Me } from '#libs/http';
import { type Page, type RawQuery, RecordReader } from '#libs/records';
import { FIELD_SERVICE_FOR_CASES } from '../../administration/index.js';
import { workOrderShape } from '../../fsm-integration/index.js';
import type { Form } from '../application/form.js';
import { Forms } from '../application/forms.js';
import { workOrderList } from '../portal.views.js';
import { formSchema } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal/work-orders', FIELD_SERVICE_FOR_CASES)
export class PortalWorkOrdersController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: Forms,
  ) {}

  /** Support > Work Orders. */
  @Get()
  @Reads('WorkOrder')
  @AnswersPage(workOrderList)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, workOrderList, query);
  }

  /** The form of a work order. */
  @Get(':id')
  @Reads('WorkOrder')
  @AnswersWith('PortalWorkOrderForm', formSchema(workOrderShape))
  form(@Me() caller: Caller, @Param('id') id: string): Promise<Form> {
    return this.forms.workOrder(caller, id);
  }
}
