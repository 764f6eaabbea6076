import { Get, Post } from '@nestjs/common';
import { type Caller, Reads, Requires } from '#libs/authorization';
import { AnswersChoices, AnswersRecord, AnswersWith, type Choices, Input, ListParameters, Me, Parameter, Payload } from '#libs/http';
import type { RawQuery, RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { caseShape } from '../../cases/index.js';
import { type ProducerField, ProjectCaseProducer } from '../application/project-case-producer.js';
import { CreateProjectCaseDto } from '../dto/project-case.dto.js';
import { PRODUCER_SCHEMA } from './portal.answers.js';
import { PortalController } from './portal-route.js';

@PortalController('portal/record-producers', CUSTOMER_PROJECTS)
export class RecordProducersController {
  constructor(private readonly projectCase: ProjectCaseProducer) {}

  /** The form Create Project Case, with what a project or task fills in. */
  @Get('create-project-case')
  @Reads('ServiceCase')
  @Parameter('project', 'The project that it is opened from, by id or number.', 'PRJ0010001')
  @Parameter('projectTask', 'The task that it is opened from, by id or number.', 'PRJTASK0010001')
  @AnswersWith('CreateProjectCaseForm', PRODUCER_SCHEMA)
  form(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<{ fields: ProducerField[] }> {
    return this.projectCase.form(caller, query);
  }

  /** Opens a case for a project. */
  @Post('create-project-case')
  @Requires('create', 'ServiceCase')
  @AnswersRecord(caseShape, 201)
  create(@Me() caller: Caller, @Input(CreateProjectCaseDto) body: Payload<CreateProjectCaseDto>): Promise<RecordJson> {
    return this.projectCase.create(caller, body);
  }
}

const FIELDS = ['account', 'contact', 'project', 'projectTask'];

/** What the fields of Create Project Case offer. */
@PortalController('lookups/create-project-case', CUSTOMER_PROJECTS)
export class ProjectCaseLookupsController {
  constructor(private readonly projectCase: ProjectCaseProducer) {}

  /** The accounts you may open a project case for. */
  @Get('account')
  @Reads('Account')
  @AnswersChoices(...FIELDS)
  account(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.projectCase.choices(caller, 'account', query);
  }

  /** The contacts you may open it for. */
  @Get('contact')
  @Reads('Contact')
  @AnswersChoices(...FIELDS)
  contact(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.projectCase.choices(caller, 'contact', query);
  }

  /** The projects you see, of the account. */
  @Get('project')
  @Reads('Project')
  @AnswersChoices(...FIELDS)
  project(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.projectCase.choices(caller, 'project', query);
  }

  /** The tasks you see, of the project. */
  @Get('projectTask')
  @Reads('ProjectTask')
  @AnswersChoices(...FIELDS)
  projectTask(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Choices> {
    return this.projectCase.choices(caller, 'projectTask', query);
  }
}
