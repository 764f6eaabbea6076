import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersRecord, AnswersWith, Input, Me, Payload } from '#libs/http';
import type { RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS, CUSTOMER_SERVICE } from '../../administration/index.js';
import { changeRequestShape, projectIssueShape } from '../../projects/index.js';
import { CHANGE_REQUEST, ISSUE } from '../application/case-record-kinds.js';
import { CaseRecordsService } from '../application/case-records.service.js';
import { RelatedRecords, type RelatedRecordsJson } from '../application/related-records.js';
import { ChangeRequestFromCaseDto, IssueFromCaseDto } from '../dto/case-record.dto.js';
import { RELATED_RECORDS_SCHEMA } from '../related-records.answer.js';

/** What a case gives rise to in its project (BR-070 to BR-075). */
@ApiTags('Cases')
@Controller('cases')
@NeedsPlugin(CUSTOMER_SERVICE, CUSTOMER_PROJECTS)
export class CaseRecordsController {
  constructor(
    private readonly records: CaseRecordsService,
    private readonly related: RelatedRecords,
  ) {}

  /** Opens an issue of the case's project. What you leave out is taken from the case. */
  @Post(':id/create-issue')
  @Acts('create_issue', 'ServiceCase')
  @AnswersRecord(projectIssueShape, 201)
  createIssue(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(IssueFromCaseDto) body: Payload<IssueFromCaseDto>,
  ): Promise<RecordJson> {
    return this.records.create(caller, ISSUE, id, body);
  }

  /** Opens a change request of the case's project. What you leave out is taken from the case. */
  @Post(':id/create-change-request')
  @Acts('create_change_request', 'ServiceCase')
  @AnswersRecord(changeRequestShape, 201)
  createChangeRequest(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(ChangeRequestFromCaseDto) body: Payload<ChangeRequestFromCaseDto>,
  ): Promise<RecordJson> {
    return this.records.create(caller, CHANGE_REQUEST, id, body);
  }

  /** Shows the change request and the issue of a case, as far as you may see them. */
  @Get(':id/related-records')
  @Reads('ServiceCase')
  @AnswersWith('RelatedRecords', RELATED_RECORDS_SCHEMA)
  relatedRecords(@Me() caller: Caller, @Param('id') id: string): Promise<RelatedRecordsJson> {
    return this.related.of(caller, id);
  }
}
