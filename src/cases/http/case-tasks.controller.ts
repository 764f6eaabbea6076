import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_SERVICE } from '../../administration/index.js';
import { CaseTasksService } from '../application/case-tasks.service.js';
import { caseTaskShape } from '../case-task.shape.js';
import { tasksOfSeenCases } from '../case-tasks.abilities.js';
import { CreateCaseTaskDto, UpdateCaseTaskDto } from '../dto/case-task.dto.js';
import { ServiceCaseSchema } from '../persistence/service-case.schema.js';

@ApiTags('Case tasks')
@Controller()
@NeedsPlugin(CUSTOMER_SERVICE)
export class CaseTasksController {
  constructor(
    private readonly tasks: CaseTasksService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the case tasks you may see, the newest first. */
  @Get('case-tasks')
  @Reads('CaseTask')
  @AnswersPage(caseTaskShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, caseTaskShape, query, ...tasksOfSeenCases(caller));
  }

  /** Lists the tasks of a case that you may see, the newest first. */
  @Get('cases/:id/tasks')
  @Reads('CaseTask')
  @AnswersPage(caseTaskShape)
  listOfCase(@Me() caller: Caller, @Param('id') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ServiceCaseSchema, key }, caseTaskShape, query, 'caseId');
  }

  /** Adds a task to a case that has not ended. */
  @Post('cases/:id/tasks')
  @Acts('create', 'CaseTask')
  @AnswersRecord(caseTaskShape, 201)
  create(@Me() caller: Caller, @Param('id') id: string, @Input(CreateCaseTaskDto) body: Payload<CreateCaseTaskDto>): Promise<RecordJson> {
    return this.tasks.create(caller, id, body);
  }

  /** Shows one case task. */
  @Get('case-tasks/:id')
  @Reads('CaseTask')
  @AnswersRecord(caseTaskShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, caseTaskShape, id);
  }

  /** Changes, closes or reopens a case task. */
  @Patch('case-tasks/:id')
  @Acts('update', 'CaseTask')
  @AnswersRecord(caseTaskShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateCaseTaskDto) body: Payload<UpdateCaseTaskDto>): Promise<RecordJson> {
    return this.tasks.update(caller, id, body);
  }

  /** Deletes a case task. */
  @Delete('case-tasks/:id')
  @HttpCode(204)
  @Acts('delete', 'CaseTask')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.tasks.remove(caller, id);
  }
}
