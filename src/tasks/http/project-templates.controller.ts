import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { ProjectTemplateService } from '../application/project-template.service.js';
import { CreateProjectTemplateDto, UpdateProjectTemplateDto } from '../dto/project-template.dto.js';
import { projectTemplateShape } from '../project-template.shape.js';

@ApiTags('Project templates')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('project-templates')
export class ProjectTemplatesController {
  constructor(
    private readonly templates: ProjectTemplateService,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the templates you may see. */
  @Get()
  @Reads('ProjectTemplate')
  @AnswersPage(projectTemplateShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, projectTemplateShape, query);
  }

  /** Adds a template, without tasks yet. */
  @Post()
  @Requires('create', 'ProjectTemplate')
  @AnswersRecord(projectTemplateShape, 201)
  create(@Me() caller: Caller, @Input(CreateProjectTemplateDto) body: Payload<CreateProjectTemplateDto>): Promise<RecordJson> {
    return this.templates.create(caller, body);
  }

  /** Shows one template. */
  @Get(':id')
  @Reads('ProjectTemplate')
  @AnswersRecord(projectTemplateShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, projectTemplateShape, id);
  }

  /** Changes a template of your own. */
  @Patch(':id')
  @Acts('update', 'ProjectTemplate')
  @AnswersRecord(projectTemplateShape)
  update(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(UpdateProjectTemplateDto) body: Payload<UpdateProjectTemplateDto>,
  ): Promise<RecordJson> {
    return this.templates.update(caller, id, body);
  }

  /** Deletes a template of your own with its tasks. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'ProjectTemplate')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.templates.remove(caller, id);
  }
}
