import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin } from '#libs/authorization';
import { AnswersRecord, Input, Me, Payload } from '#libs/http';
import type { RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { projectShape } from '../../projects/index.js';
import { ProjectCopies } from '../application/project-copies.js';
import { TemplateApplication } from '../application/template-application.js';
import { TemplateSaving } from '../application/template-saving.js';
import { ApplyTemplateDto, CopyProjectDto, SaveAsTemplateDto } from '../dto/project-template.dto.js';
import { projectTemplateShape } from '../project-template.shape.js';

/** What is made of a whole project, or put into it. */
@ApiTags('Project templates')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('projects/:id')
export class ProjectCopiesController {
  constructor(
    private readonly application: TemplateApplication,
    private readonly saving: TemplateSaving,
    private readonly copies: ProjectCopies,
  ) {}

  /** Adds the tasks of a template to a project; an empty project takes over its fields too. */
  @Post('apply-template')
  @HttpCode(200)
  @Acts('apply_template', 'Project')
  @AnswersRecord(projectShape)
  applyTemplate(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(ApplyTemplateDto) body: Payload<ApplyTemplateDto>,
  ): Promise<RecordJson> {
    return this.application.apply(caller, id, body);
  }

  /** Makes a template of a project. */
  @Post('save-as-template')
  @Acts('save_as_template', 'Project')
  @AnswersRecord(projectTemplateShape, 201)
  saveAsTemplate(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(SaveAsTemplateDto) body: Payload<SaveAsTemplateDto>,
  ): Promise<RecordJson> {
    return this.saving.saveAs(caller, id, body);
  }

  /** Makes another project with the same tasks. */
  @Post('copy')
  @Acts('copy', 'Project')
  @AnswersRecord(projectShape, 201)
  copy(@Me() caller: Caller, @Param('id') id: string, @Input(CopyProjectDto) body: Payload<CopyProjectDto>): Promise<RecordJson> {
    return this.copies.copy(caller, id, body);
  }
}
