import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads } from '#libs/authorization';
import {
  AnswersChoices,
  AnswersNothing,
  AnswersPage,
  AnswersRecord,
  type Choices,
  Input,
  ListParameters,
  lookupParameters,
  Me,
  Payload,
} from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { ProjectContacts } from '../application/project-contacts.js';
import { ProjectQueries } from '../application/project-queries.js';
import { AddProjectContactDto } from '../dto/project-contact.dto.js';
import { projectContactShape } from '../project-contact.shape.js';

@ApiTags('Projects')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller()
export class ProjectContactsController {
  constructor(
    private readonly contacts: ProjectContacts,
    private readonly queries: ProjectQueries,
  ) {}

  /** Lists the contacts of a project. */
  @Get('projects/:id/contacts')
  @Reads('ProjectContact')
  @AnswersPage(projectContactShape)
  list(@Me() caller: Caller, @Param('id') id: string, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.contacts(caller, id, query);
  }

  /** Makes an eligible person a contact of the project, who sees it from the next request on. */
  @Post('projects/:id/contacts')
  @Acts('manage_contacts', 'Project')
  @AnswersRecord(projectContactShape, 201)
  add(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(AddProjectContactDto) body: Payload<AddProjectContactDto>,
  ): Promise<RecordJson> {
    return this.contacts.add(caller, id, body);
  }

  /** Ends that a person is a contact of the project. */
  @Delete('projects/:id/contacts/:contactId')
  @HttpCode(204)
  @Acts('manage_contacts', 'Project')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string, @Param('contactId') contactId: string): Promise<void> {
    return this.contacts.remove(caller, id, contactId);
  }

  /** Offers the persons who may become a contact of the project. */
  @Get('lookups/project-contact/contact')
  @Reads('Contact')
  @AnswersChoices('project')
  choices(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    const { q, project } = lookupParameters(query, ['project']);
    return this.queries.addableContacts(caller, project, q);
  }
}
