import { Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads, Requires } from '#libs/authorization';
import { AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_SERVICE } from '../../administration/index.js';
import { CaseService } from '../application/case.service.js';
import { caseShape } from '../case.shape.js';
import { CreateCaseDto, UpdateCaseDto } from '../dto/case.dto.js';

@ApiTags('Cases')
@Controller('cases')
@NeedsPlugin(CUSTOMER_SERVICE)
export class CasesController {
  constructor(
    private readonly cases: CaseService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the cases you may see, the newest first. */
  @Get()
  @Reads('ServiceCase')
  @AnswersPage(caseShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, caseShape, query);
  }

  /** Opens a case. Customers say less about it than the service desk. */
  @Post()
  @Requires('create', 'ServiceCase')
  @AnswersRecord(caseShape, 201)
  create(@Me() caller: Caller, @Input(CreateCaseDto) body: Payload<CreateCaseDto>): Promise<RecordJson> {
    return this.cases.create(caller, body);
  }

  /** Shows one case. */
  @Get(':id')
  @Reads('ServiceCase')
  @AnswersRecord(caseShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, caseShape, id);
  }

  /** Changes a case; the state moves with the actions only. */
  @Patch(':id')
  @Acts('update', 'ServiceCase')
  @AnswersRecord(caseShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateCaseDto) body: Payload<UpdateCaseDto>): Promise<RecordJson> {
    return this.cases.update(caller, id, body);
  }
}
