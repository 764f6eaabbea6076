import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import { AnswersPage, ListParameters, Me } from '#libs/http';
import type { Page, RawQuery } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { ProjectQueries } from '../application/project-queries.js';
import { projectShape } from '../project.shape.js';

/** Projects as other records list them. */
@ApiTags('Projects')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller()
export class RelatedProjectsController {
  constructor(private readonly queries: ProjectQueries) {}

  /** Lists the sub projects that you may see. */
  @Get('projects/:id/sub-projects')
  @Reads('Project')
  @AnswersPage(projectShape)
  subProjects(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.subProjects(caller, id, query);
  }

  /** Lists the projects of an account. */
  @Get('accounts/:id/projects')
  @Reads('Project')
  @AnswersPage(projectShape)
  ofAccount(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.ofAccount(caller, id, query);
  }

  /** Lists the projects that a person is a contact of. */
  @Get('contacts/:id/projects')
  @Reads('Project')
  @AnswersPage(projectShape)
  ofContact(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.ofContact(caller, id, query);
  }
}
