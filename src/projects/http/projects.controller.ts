import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import { type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { ProjectService } from '../application/project.service.js';
import { ProjectChanges } from '../application/project-changes.js';
import { CreateProjectDto, UpdateProjectDto } from '../dto/project.dto.js';
import { projectShape } from '../project.shape.js';

@ApiTags('Projects')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('projects')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectService,
    private readonly changes: ProjectChanges,
    private readonly reader: RecordReader,
  ) {}

  /** Lists the projects you may see. */
  @Get()
  @Reads('Project')
  @AnswersPage(projectShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, projectShape, query);
  }

  /** Opens a project for a customer account. */
  @Post()
  @Requires('create', 'Project')
  @AnswersRecord(projectShape, 201)
  create(@Me() caller: Caller, @Input(CreateProjectDto) body: Payload<CreateProjectDto>): Promise<RecordJson> {
    return this.projects.create(caller, body);
  }

  /** Shows one project. */
  @Get(':id')
  @Reads('Project')
  @AnswersRecord(projectShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.reader.one(caller, projectShape, id);
  }

  /** Changes a project; a closed state closes all open tasks and sub projects with it. */
  @Patch(':id')
  @Acts('update', 'Project')
  @AnswersRecord(projectShape)
  update(@Me() caller: Caller, @Param('id') id: string, @Input(UpdateProjectDto) body: Payload<UpdateProjectDto>): Promise<RecordJson> {
    return this.changes.update(caller, id, body);
  }

  /** Deletes a pending project without cases, and its tasks. */
  @Delete(':id')
  @HttpCode(204)
  @Acts('delete', 'Project')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.projects.remove(caller, id);
  }
}
