import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/authorization';
import { AnswersPageWith, ListParameters, MayTotal, Parameter } from '#libs/http';
import type { Page, RawQuery } from '#libs/records';
import { AuditQueries } from '../application/audit.queries.js';
import { AUDIT_SCHEMA } from './administration.answers.js';

@ApiTags('Administration')
@Controller('admin/audit')
export class AuditController {
  constructor(private readonly audit: AuditQueries) {}

  /** Shows who did what, newest first. */
  @Get()
  @Requires('read', 'AuditEntry')
  @AnswersPageWith('AuditEntry', AUDIT_SCHEMA)
  @MayTotal()
  @Parameter('record', 'Only what concerns this record, by id or number.', 'PRJ0010001')
  @Parameter('user', 'Only what this person did, by id or user name.', 'demo.agent')
  @Parameter('from', 'From this moment on.', '2026-03-01T00:00:00Z')
  @Parameter('to', 'Up to this moment.', '2026-03-31T23:59:59Z')
  list(@ListParameters() query: RawQuery): Promise<Page> {
    return this.audit.page(query);
  }
}
