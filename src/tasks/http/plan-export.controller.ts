import { Readable } from 'node:stream';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Acts, type Caller, NeedsPlugin } from '#libs/authorization';
import { Me } from '#libs/http';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { PlanExport } from '../application/plan-export.js';

/** Plans for other programs. */
@ApiTags('Project tasks')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('projects/:id')
export class PlanExportController {
  constructor(private readonly plans: PlanExport) {}

  /** Gives the whole plan as MS Project XML, to be saved. */
  @Get('ms-project')
  @Acts('read_schedule', 'Project')
  @ApiResponse({
    status: 200,
    description: 'The plan.',
    content: { 'application/xml': { schema: { type: 'string' }, example: '<Project/>' } },
  })
  async msProject(@Me() caller: Caller, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { name, content } = await this.plans.mspdi(caller.ability, id);
    await reply
      .headers({
        'content-type': 'application/xml; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(Readable.from(content));
  }
}
