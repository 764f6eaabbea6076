import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin } from '#libs/authorization';
import { AnswersWith, component, Input, Me, Payload } from '#libs/http';
import { type RecordJson, schemaOf } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { RidacConversion } from '../application/ridac-conversion.js';
import { ACTIONS, CHANGE_REQUESTS, DECISIONS, ISSUES, RISKS } from '../application/ridac-definitions.js';
import { ConvertDto } from '../dto/conversion.dto.js';

const CONVERTED = {
  anyOf: [ISSUES, DECISIONS, ACTIONS, CHANGE_REQUESTS].map(({ shape }) => component(shape.title, schemaOf(shape, false))),
};
const AnswersConverted = (): MethodDecorator => AnswersWith('ConvertedRecord', CONVERTED, 201, 'The new record.');

/** Makes one kind of record from another, in the order risk, issue, decision, action, change request (1.17). */
@ApiTags('Conversion of project records')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller()
export class RidacConversionController {
  constructor(private readonly conversion: RidacConversion) {}

  /** Makes an issue, a decision, an action or a change request from a risk. */
  @Post('project-risks/:id/convert')
  @HttpCode(201)
  @Acts('convert', 'ProjectRisk')
  @AnswersConverted()
  risk(@Me() caller: Caller, @Param('id') id: string, @Input(ConvertDto) body: Payload<ConvertDto>): Promise<RecordJson> {
    return this.conversion.convert(caller, RISKS, id, body);
  }

  /** Makes a decision, an action or a change request from an issue. */
  @Post('project-issues/:id/convert')
  @HttpCode(201)
  @Acts('convert', 'ProjectIssue')
  @AnswersConverted()
  issue(@Me() caller: Caller, @Param('id') id: string, @Input(ConvertDto) body: Payload<ConvertDto>): Promise<RecordJson> {
    return this.conversion.convert(caller, ISSUES, id, body);
  }

  /** Makes an action or a change request from a decision. */
  @Post('project-decisions/:id/convert')
  @HttpCode(201)
  @Acts('convert', 'ProjectDecision')
  @AnswersConverted()
  decision(@Me() caller: Caller, @Param('id') id: string, @Input(ConvertDto) body: Payload<ConvertDto>): Promise<RecordJson> {
    return this.conversion.convert(caller, DECISIONS, id, body);
  }

  /** Makes a change request from an action. */
  @Post('project-actions/:id/convert')
  @HttpCode(201)
  @Acts('convert', 'ProjectAction')
  @AnswersConverted()
  action(@Me() caller: Caller, @Param('id') id: string, @Input(ConvertDto) body: Payload<ConvertDto>): Promise<RecordJson> {
    return this.conversion.convert(caller, ACTIONS, id, body);
  }
}
