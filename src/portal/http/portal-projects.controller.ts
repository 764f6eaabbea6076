import { Get, Param } from '@nestjs/common';
import { type Caller, Reads } from '#libs/authorization';
import { AnswersPage, AnswersPageWith, AnswersWith, ListParameters, MayTotal, Me } from '#libs/http';
import { type Page, type RawQuery, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { projectShape } from '../../projects/index.js';
import type { Form } from '../application/form.js';
import { Forms } from '../application/forms.js';
import { RelatedLists, relatedShapes } from '../application/related-lists.js';
import { projectList } from '../portal.views.js';
import { formSchema, relatedSchema } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal/projects', CUSTOMER_PROJECTS)
export class PortalProjectsController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: Forms,
    private readonly related: RelatedLists,
  ) {}

  /** Support > Projects. */
  @Get()
  @Reads('Project')
  @AnswersPage(projectList)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, projectList, query);
  }

  /** The form of a project. */
  @Get(':id')
  @Reads('Project')
  @AnswersWith('PortalProjectForm', formSchema(projectShape))
  form(@Me() caller: Caller, @Param('id') id: string): Promise<Form> {
    return this.forms.project(caller, id);
  }

  /** One of the related lists of a project: project_tasks, change_requests, status_reports, sub_projects, work_orders, project_contacts. */
  @Get(':id/related-lists/:key')
  @Reads('Project')
  @AnswersPageWith('PortalRelatedRecord', relatedSchema(relatedShapes('project')))
  @MayTotal()
  relatedList(@Me() caller: Caller, @Param('id') id: string, @Param('key') key: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.related.page(caller, 'project', id, key, query);
  }
}
