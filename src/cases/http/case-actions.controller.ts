import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin } from '#libs/authorization';
import { AnswersRecord, Input, Me, Payload } from '#libs/http';
import type { RecordJson } from '#libs/records';
import { CUSTOMER_SERVICE } from '../../administration/index.js';
import { CaseActionsService } from '../application/case-actions.service.js';
import { caseShape } from '../case.shape.js';
import { CancelCaseDto, CloseCaseDto, NoFieldsDto, ProposeSolutionDto, RejectSolutionDto, RequestInfoDto } from '../dto/case-action.dto.js';

/** The steps of the state table (1.13, decision 20). */
@ApiTags('Cases')
@Controller('cases')
@NeedsPlugin(CUSTOMER_SERVICE)
export class CaseActionsController {
  constructor(private readonly actions: CaseActionsService) {}

  /** Takes a new case: you become its assignee and it is Open. */
  @Post(':id/assign-to-me')
  @HttpCode(200)
  @Acts('assign_to_me', 'ServiceCase')
  @AnswersRecord(caseShape)
  assignToMe(@Me() caller: Caller, @Param('id') id: string, @Input(NoFieldsDto) body: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.actions.assignToMe(caller, id, body);
  }

  /** Accepts a new case that was assigned to you: it is Open. */
  @Post(':id/accept')
  @HttpCode(200)
  @Acts('accept', 'ServiceCase')
  @AnswersRecord(caseShape)
  accept(@Me() caller: Caller, @Param('id') id: string, @Input(NoFieldsDto) body: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.actions.accept(caller, id, body);
  }

  /** Asks the customer for something: the case waits for the answer. */
  @Post(':id/request-info')
  @HttpCode(200)
  @Acts('request_info', 'ServiceCase')
  @AnswersRecord(caseShape)
  requestInfo(@Me() caller: Caller, @Param('id') id: string, @Input(RequestInfoDto) body: Payload<RequestInfoDto>): Promise<RecordJson> {
    return this.actions.requestInfo(caller, id, body);
  }

  /** Goes on with a case that waits for the customer. */
  @Post(':id/open')
  @HttpCode(200)
  @Acts('open', 'ServiceCase')
  @AnswersRecord(caseShape)
  open(@Me() caller: Caller, @Param('id') id: string, @Input(NoFieldsDto) body: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.actions.open(caller, id, body);
  }

  /** Proposes a solution: the customer accepts or rejects it. */
  @Post(':id/propose-solution')
  @HttpCode(200)
  @Acts('propose_solution', 'ServiceCase')
  @AnswersRecord(caseShape)
  proposeSolution(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(ProposeSolutionDto) body: Payload<ProposeSolutionDto>,
  ): Promise<RecordJson> {
    return this.actions.proposeSolution(caller, id, body);
  }

  /** Accepts the proposed solution: the case is Closed. */
  @Post(':id/accept-solution')
  @HttpCode(200)
  @Acts('accept_solution', 'ServiceCase')
  @AnswersRecord(caseShape)
  acceptSolution(@Me() caller: Caller, @Param('id') id: string, @Input(NoFieldsDto) body: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.actions.acceptSolution(caller, id, body);
  }

  /** Rejects the proposed solution: the case is Open again. */
  @Post(':id/reject-solution')
  @HttpCode(200)
  @Acts('reject_solution', 'ServiceCase')
  @AnswersRecord(caseShape)
  rejectSolution(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(RejectSolutionDto) body: Payload<RejectSolutionDto>,
  ): Promise<RecordJson> {
    return this.actions.rejectSolution(caller, id, body);
  }

  /** Closes a case. The service desk says how it ended, the customer side need not. */
  @Post(':id/close')
  @HttpCode(200)
  @Acts('close', 'ServiceCase')
  @AnswersRecord(caseShape)
  close(@Me() caller: Caller, @Param('id') id: string, @Input(CloseCaseDto) body: Payload<CloseCaseDto>): Promise<RecordJson> {
    return this.actions.close(caller, id, body);
  }

  /** Cancels a case. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Acts('cancel', 'ServiceCase')
  @AnswersRecord(caseShape)
  cancel(@Me() caller: Caller, @Param('id') id: string, @Input(CancelCaseDto) body: Payload<CancelCaseDto>): Promise<RecordJson> {
    return this.actions.cancel(caller, id, body);
  }
}
