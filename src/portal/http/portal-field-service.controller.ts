import { Get, Param } from '@nestjs/common';
import { type Caller, Reads } from '#libs/authorization';
import { AnswersPage, AnswersPageWith, AnswersWith, ListParameters, MayTotal, Me } from '#libs/http';
import { type Page, type RawQuery, RecordReader } from '#libs/records';
import { FIELD_SERVICE_FOR_CASES } from '../../administration/index.js';
import { appointmentShape, workOrderShape } from '../../fsm-integration/index.js';
import { FieldServiceForms } from '../application/field-service-forms.js';
import type { Form } from '../application/form.js';
import { RelatedLists, relatedShapes } from '../application/related-lists.js';
import { appointmentList, workOrderList } from '../portal.views.js';
import { formSchema, relatedSchema } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal/work-orders', FIELD_SERVICE_FOR_CASES)
export class PortalWorkOrdersController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: FieldServiceForms,
    private readonly related: RelatedLists,
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

  /** One of the related lists of a work order: appointments. */
  @Get(':id/related-lists/:key')
  @Reads('WorkOrder')
  @AnswersPageWith('PortalWorkOrderRelatedRecord', relatedSchema(relatedShapes('workOrder')))
  @MayTotal()
  relatedList(@Me() caller: Caller, @Param('id') id: string, @Param('key') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.related.page(caller, 'workOrder', id, key, query);
  }
}

@PortalController('portal/appointments', FIELD_SERVICE_FOR_CASES)
export class PortalAppointmentsController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: FieldServiceForms,
  ) {}

  /** Support > Appointments. */
  @Get()
  @Reads('Appointment')
  @AnswersPage(appointmentList)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, appointmentList, query);
  }

  /** The form of an appointment, which is moved and canceled by POST /appointments/{id}/reschedule and /cancel. */
  @Get(':id')
  @Reads('Appointment')
  @AnswersWith('PortalAppointmentForm', formSchema(appointmentShape))
  form(@Me() caller: Caller, @Param('id') id: string): Promise<Form> {
    return this.forms.appointment(caller, id);
  }
}
