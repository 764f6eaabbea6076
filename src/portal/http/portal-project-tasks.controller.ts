import { Get, Param } from '@nestjs/common';
import { type Caller, Reads } from '#libs/authorization';
import { AnswersPage, AnswersWith, ListParameters, Me } from '#libs/http';
import { type Page, type RawQuery, RecordReader } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { projectTaskShape } from '../../tasks/index.js';
import type { Form } from '../application/form.js';
import { Forms } from '../application/forms.js';
import { taskList } from '../portal.views.js';
import { formSchema } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal/project-tasks', CUSTOMER_PROJECTS)
export class PortalProjectTasksController {
  constructor(
    private readonly reader: RecordReader,
    private readonly forms: Forms,
  ) {}

  /** Support > Projects > Project Tasks. */
  @Get()
  @Reads('ProjectTask')
  @AnswersPage(taskList)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.reader.page(caller, taskList, query);
  }

  /** The form of a project task. */
  @Get(':id')
  @Reads('ProjectTask')
  @AnswersWith('PortalProjectTaskForm', formSchema(projectTaskShape))
  form(@Me() caller: Caller, @Param('id') id: string): Promise<Form> {
    return this.forms.projectTask(caller, id);
  }
}
