import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/authorization';
import { AnswersPageWith, ListParameters, MayTotal } from '#libs/http';
import { type Page, pageInMemory, type RawQuery, type RecordJson } from '#libs/records';
import { effectiveRoles, ROLES } from '../domain/roles.js';
import { ROLE_SCHEMA } from './auth.answers.js';

const ROWS: RecordJson[] = ROLES.map((role) => ({
  name: role.name,
  class: role.class,
  contains: role.contains,
  description: role.description,
  effective: [...effectiveRoles([role.name])].sort(),
}));

@ApiTags('Administration')
@Controller('admin/roles')
export class RolesController {
  /** Lists the roles with what each contains. */
  @Get()
  @Requires('read', 'Role')
  @AnswersPageWith('Role', ROLE_SCHEMA)
  @MayTotal()
  list(@ListParameters() query: RawQuery): Page {
    return pageInMemory('roles', ROWS, query);
  }
}
