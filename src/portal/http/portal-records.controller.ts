import { Get, Param } from '@nestjs/common';
import { type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersPage, AnswersWith, ListParameters, Me } from '#libs/http';
import { type Page, type RawQuery, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS, CUSTOMER_SERVICE, FIELD_SERVICE_FOR_CASES } from '../../administration/index.js';
import { CasesApi, caseShape, RELATED_RECORDS_SCHEMA, type RelatedRecordsJson } from '../../cases/index.js';
import { workOrderShape } from '../../fsm-integration/index.js';
import { projectTaskShape } from '../../tasks/index.js';
import { type Form, Forms } from '../application/forms.js';
import { caseList, taskList, workOrderList } from '../portal.views.js';
import { formSchema } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal/project-tasks', CUSTOMER_PROJECTS)
export class PortalProjectTasksController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: Forms,
  ) {}

  /** Support > Projects > Project Tasks. */
  @Get()
  @Reads('ProjectTask')
  @AnswersPage(taskList)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, taskList, query);
  }

  /** The form of a project task. */
  @Get(':id')
  @Reads('ProjectTask')
  @AnswersWith('PortalProjectTaskForm', formSchema(projectTaskShape))
  form(@Me() caller: Caller, @Param('id') id: string): Promise<Form> {
    return this.forms.projectTask(caller, id);
  }
}

@PortalController('portal/cases', CUSTOMER_SERVICE)
export class PortalCasesController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: Forms,
    private readonly cases: CasesApi,
  ) {}

  /** Case > All Cases, open and closed. */
  @Get()
  @Reads('ServiceCase')
  @AnswersPage(caseList)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, caseList, query);
  }

  /** The page of a case. */
  @Get(':id')
  @Reads('ServiceCase')
  @AnswersWith('PortalCaseForm', formSchema(caseShape))
  form(@Me() caller: Caller, @Param('id') id: string): Promise<Form> {
    return this.forms.case(caller, id);
  }

  /** The Related Records of a case. */
  @Get(':id/related-records')
  @NeedsPlugin(CUSTOMER_PROJECTS)
  @Reads('ServiceCase')
  @AnswersWith('RelatedRecords', RELATED_RECORDS_SCHEMA)
  relatedRecords(@Me() caller: Caller, @Param('id') id: string): Promise<RelatedRecordsJson> {
    return this.cases.relatedRecords(caller, id);
  }
}

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
