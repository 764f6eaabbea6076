import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersPage, ListParameters, Me } from '#libs/http';
import { type Page, type RawQuery, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS, CUSTOMER_SERVICE } from '../../administration/index.js';
import { AccountSchema, ContactSchema } from '../../customers/index.js';
import { ProjectSchema } from '../../projects/index.js';
import { ProjectTaskSchema } from '../../tasks/index.js';
import { caseShape } from '../case.shape.js';

/** Cases as related lists of what they were raised for: whoever sees the other record gets the cases that person may see. */
@ApiTags('Cases')
@Controller()
@NeedsPlugin(CUSTOMER_SERVICE)
export class RelatedCasesController {
  constructor(private readonly reader: RecordReader) {}

  /** Lists the cases of a project, those of its tasks included (BR-058). */
  @Get('projects/:id/cases')
  @NeedsPlugin(CUSTOMER_PROJECTS)
  @Reads('ServiceCase')
  @AnswersPage(caseShape)
  ofProject(@Me() caller: Caller, @Param('id') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectSchema, key }, caseShape, query, 'projectId');
  }

  /** Lists the cases of a project task. */
  @Get('project-tasks/:id/cases')
  @NeedsPlugin(CUSTOMER_PROJECTS)
  @Reads('ServiceCase')
  @AnswersPage(caseShape)
  ofProjectTask(@Me() caller: Caller, @Param('id') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectTaskSchema, key }, caseShape, query, 'projectTaskId');
  }

  /** Lists the cases of an account. */
  @Get('accounts/:id/cases')
  @Reads('ServiceCase')
  @AnswersPage(caseShape)
  ofAccount(@Me() caller: Caller, @Param('id') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: AccountSchema, key }, caseShape, query, 'accountId');
  }

  /** Lists the cases of a contact. */
  @Get('contacts/:id/cases')
  @Reads('ServiceCase')
  @AnswersPage(caseShape)
  ofContact(@Me() caller: Caller, @Param('id') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ContactSchema, key }, caseShape, query, 'contactId');
  }
}
