import { Controller, Get, Put, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Caller, Requires } from '#libs/authorization';
import { AnswersPageWith, AnswersWith, ListParameters, MayTotal, Me } from '#libs/http';
import { type Page, pageInMemory, type RawQuery, type RecordJson } from '#libs/records';
import { AccessControlService } from '../application/access-control.service.js';
import { KnownRoles } from '../application/known-roles.js';
import type { AccessControl } from '../domain/access-controls.js';
import { readAccessControls } from '../dto/access-control-list.js';
import { ACCESS_CONTROL_SCHEMA } from './administration.answers.js';

const ROWS = { type: 'array', items: { $ref: '#/components/schemas/AccessControl' }, maxItems: 500 };
const SET = {
  type: 'object',
  properties: { items: ROWS, next: { type: 'null' } },
  required: ['items', 'next'],
  additionalProperties: false,
};

@ApiTags('Administration')
@Controller('admin/access-controls')
export class AccessControlsController {
  constructor(
    private readonly controls: AccessControlService,
    private readonly roles: KnownRoles,
  ) {}

  /** Lists which tables are open to which roles. */
  @Get()
  @Requires('configure', 'AccessControl')
  @AnswersPageWith('AccessControl', ACCESS_CONTROL_SCHEMA)
  @MayTotal()
  async list(@ListParameters() query: RawQuery): Promise<Page> {
    return pageInMemory('access-controls', (await this.controls.list()).map(toJson), query);
  }

  /** Sets the rows it names and leaves the others. */
  @Put()
  @Requires('configure', 'AccessControl')
  @ApiBody({ schema: ROWS as never })
  @AnswersWith('AccessControlsSet', SET, 200, 'The rows that were named.')
  async set(@Me() caller: Caller, @Req() request: FastifyRequest): Promise<Page> {
    const controls = readAccessControls(request.body, (name) => this.roles.has(name));
    return { items: (await this.controls.set(caller, controls)).map(toJson), next: null };
  }
}

const toJson = ({ table, role, operation, enabled }: AccessControl): RecordJson => ({ table, role, operation, enabled });
