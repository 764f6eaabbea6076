import { Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, Requires } from '#libs/authorization';
import { AnswersPageWith, AnswersWith, Input, ListParameters, MayTotal, Me, Payload } from '#libs/http';
import { type Page, pageInMemory, type RawQuery } from '#libs/records';
import { type FlowRow, FlowService } from '../application/flow.service.js';
import { SetFlowDto } from '../dto/flow.dto.js';
import { FLOW_SCHEMA } from './administration.answers.js';

@ApiTags('Administration')
@Controller('admin/flows')
export class FlowsController {
  constructor(private readonly flows: FlowService) {}

  /** Lists the flows with the fields that they copy. */
  @Get()
  @Requires('configure', 'Flow')
  @AnswersPageWith('Flow', FLOW_SCHEMA)
  @MayTotal()
  async list(@ListParameters() query: RawQuery): Promise<Page> {
    return pageInMemory('flows', await this.flows.list(), query);
  }

  /** Switches a flow on or off, and sets which fields it copies. */
  @Patch(':key')
  @Requires('configure', 'Flow')
  @AnswersWith('Flow', FLOW_SCHEMA)
  set(@Me() caller: Caller, @Param('key') key: string, @Input(SetFlowDto) body: Payload<SetFlowDto>): Promise<FlowRow> {
    const flow = this.flows.known(key);
    return this.flows.set(caller, flow, body.read());
  }
}
