import { Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, NeedsPlugin, Requires } from '#libs/authorization';
import { AnswersRecord, Input, Me, Payload } from '#libs/http';
import type { RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { CHANGE_REQUESTS } from '../application/ridac-definitions.js';
import { RidacRecords } from '../application/ridac-records.js';
import { changeRequestShape } from '../change-request.shape.js';
import { CreateProjectChangeRequestDto } from '../dto/ridac-create.dto.js';

/** A change request for a project that the body names. */
@ApiTags('Project change requests')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('change-requests')
export class ChangeRequestsController {
  constructor(private readonly records: RidacRecords) {}

  /** Adds a change request to the project that the body names. */
  @Post()
  @Requires('create', 'ProjectChangeRequest')
  @AnswersRecord(changeRequestShape, 201)
  create(@Me() caller: Caller, @Input(CreateProjectChangeRequestDto) body: Payload<CreateProjectChangeRequestDto>): Promise<RecordJson> {
    return this.records.create(caller, CHANGE_REQUESTS, body);
  }
}
