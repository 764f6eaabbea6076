import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { StatusReports } from '../application/status-reports.js';
import { CopyStatusReportDto, CreateStatusReportDto, UpdateStatusReportDto } from '../dto/status-report.dto.js';
import { ProjectSchema } from '../persistence/project.schema.js';
import { statusReportShape } from '../status-report.shape.js';

@ApiTags('Status reports')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller()
export class StatusReportsController {
  constructor(
    private readonly reports: StatusReports,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the status reports you may see, the newest first. */
  @Get('status-reports')
  @Reads('StatusReport')
  @AnswersPage(statusReportShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, statusReportShape, query);
  }

  /** Lists the status reports of a project that you may see, the newest first. */
  @Get('projects/:id/status-reports')
  @Reads('StatusReport')
  @AnswersPage(statusReportShape)
  listOfProject(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.pageOf(caller, { schema: ProjectSchema, key: id }, statusReportShape, query, 'projectId');
  }

  /** Takes down how a project stands. The overall health of its newest report becomes its status. */
  @Post('projects/:id/status-reports')
  @Acts('create', 'StatusReport')
  @AnswersRecord(statusReportShape, 201)
  create(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(CreateStatusReportDto) body: Payload<CreateStatusReportDto>,
  ): Promise<RecordJson> {
    return this.reports.create(caller, id, body);
  }

  /** Shows a status report. */
  @Get('status-reports/:id')
  @Reads('StatusReport')
  @AnswersRecord(statusReportShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, statusReportShape, id);
  }

  /** Corrects the texts and colours of a status report; what it took down of the project stands. */
  @Patch('status-reports/:id')
  @Acts('update', 'StatusReport')
  @AnswersRecord(statusReportShape)
  update(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(UpdateStatusReportDto) body: Payload<UpdateStatusReportDto>,
  ): Promise<RecordJson> {
    return this.reports.update(caller, id, body);
  }

  /** Deletes a status report. */
  @Delete('status-reports/:id')
  @HttpCode(204)
  @Acts('delete', 'StatusReport')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.reports.remove(caller, id);
  }

  /** Makes a new report that says what this one says, of the project as it stands now. */
  @Post('status-reports/:id/copy')
  @HttpCode(201)
  @Acts('copy', 'StatusReport')
  @AnswersRecord(statusReportShape, 201)
  copy(@Me() caller: Caller, @Param('id') id: string, @Input(CopyStatusReportDto) body: Payload<CopyStatusReportDto>): Promise<RecordJson> {
    return this.reports.copy(caller, id, body);
  }
}
