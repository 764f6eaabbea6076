import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, NeedsPlugin, Reads, Requires } from '#libs/authorization';
import { AnswersChoices, AnswersWith, type Choices, Input, ListParameters, Me, Payload } from '#libs/http';
import type { RawQuery, RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS, CUSTOMER_SERVICE } from '../../administration/index.js';
import { CaseLookups } from '../application/case-lookups.js';
import { CaseDefaultsDto } from '../dto/case.dto.js';
import { NARROWING } from '../persistence/case-choices.js';

const record = {
  type: 'object',
  properties: {
    id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
    number: { type: ['string', 'null'], example: 'PRJ0010001' },
    name: { type: 'string', example: 'New warehouse' },
  },
  required: ['id', 'number', 'name'],
  additionalProperties: false,
};
const person = {
  type: 'object',
  properties: {
    id: record.properties.id,
    name: record.properties.name,
    kind: { type: 'string', enum: ['internal', 'contact', 'consumer'] },
  },
  required: ['id', 'name', 'kind'],
  additionalProperties: false,
};
const defaults = {
  type: 'object',
  description: 'Only what the choice fills in.',
  properties: { account: record, project: record, projectTask: record, contact: person },
  additionalProperties: false,
};

@ApiTags('Cases')
@Controller()
@NeedsPlugin(CUSTOMER_SERVICE)
export class CaseLookupsController {
  constructor(private readonly lookups: CaseLookups) {}

  /** Says what a choice in the form of a new case fills in. Nothing is written. */
  @Post('cases/defaults')
  @HttpCode(200)
  @Requires('create', 'ServiceCase')
  @AnswersWith('CaseDefaults', defaults)
  defaults(@Me() caller: Caller, @Input(CaseDefaultsDto) body: Payload<CaseDefaultsDto>): Promise<RecordJson> {
    return this.lookups.defaults(caller, body);
  }

  /** The accounts you may choose for a case. */
  @Get('lookups/case/account')
  @Reads('Account')
  @AnswersChoices(...NARROWING)
  account(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, 'account', query);
  }

  /** The contacts you may choose: of the account, or acting for it. */
  @Get('lookups/case/contact')
  @Reads('Contact')
  @AnswersChoices(...NARROWING)
  contact(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, 'contact', query);
  }

  /** The partners that serve the account. */
  @Get('lookups/case/partner')
  @Reads('Account')
  @AnswersChoices(...NARROWING)
  partner(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, 'partner', query);
  }

  /** The contacts of the partner. */
  @Get('lookups/case/partnerContact')
  @Reads('Contact')
  @AnswersChoices(...NARROWING)
  partnerContact(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, 'partnerContact', query);
  }

  /** The projects of the account, or all you may see. */
  @Get('lookups/case/project')
  @NeedsPlugin(CUSTOMER_PROJECTS)
  @Reads('Project')
  @AnswersChoices(...NARROWING)
  project(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, 'project', query);
  }

  /** The tasks of the project, or of the account, or all you may see. */
  @Get('lookups/case/projectTask')
  @NeedsPlugin(CUSTOMER_PROJECTS)
  @Reads('ProjectTask')
  @AnswersChoices(...NARROWING)
  projectTask(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, 'projectTask', query);
  }

  /** The internal users, of the group where one is chosen. */
  @Get('lookups/case/assignedTo')
  @Reads('ServiceCase')
  @AnswersChoices(...NARROWING)
  assignedTo(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, 'assignedTo', query);
  }
}
