import { Get, Param } from '@nestjs/common';
import { type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersPage, AnswersPageWith, AnswersWith, ListParameters, MayTotal, Me } from '#libs/http';
import { type Page, type RawQuery, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS, CUSTOMER_SERVICE } from '../../administration/index.js';
import { CasesApi, caseShape, RELATED_RECORDS_SCHEMA, type RelatedRecordsJson } from '../../cases/index.js';
import { type CaseForm, Forms } from '../application/forms.js';
import { RelatedLists, relatedShapes } from '../application/related-lists.js';
import { caseList } from '../portal.views.js';
import { formSchema, relatedSchema, STATE_FLOW } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal/cases', CUSTOMER_SERVICE)
export class PortalCasesController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: Forms,
    private readonly related: RelatedLists,
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
  @AnswersWith('PortalCaseForm', formSchema(caseShape, { stateFlow: STATE_FLOW }))
  form(@Me() caller: Caller, @Param('id') id: string): Promise<CaseForm> {
    return this.forms.case(caller, id);
  }

  /** One of the related lists of a case: case_tasks, work_orders, appointments. */
  @Get(':id/related-lists/:key')
  @Reads('ServiceCase')
  @AnswersPageWith('PortalCaseRelatedRecord', relatedSchema(relatedShapes('case')))
  @MayTotal()
  relatedList(@Me() caller: Caller, @Param('id') id: string, @Param('key') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.related.page(caller, 'case', id, key, query);
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
