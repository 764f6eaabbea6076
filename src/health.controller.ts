import { Controller, Get, Header } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Open, Requires } from '#libs/authorization';
import { AnswersWith, HttpProblem } from '#libs/http';
import { Database } from '#libs/persistence';
import { Metrics } from './metrics.js';
import { Readiness } from './readiness.js';

const STATUS = {
  type: 'object',
  properties: { status: { type: 'string', enum: ['ok'] } },
  required: ['status'],
  additionalProperties: false,
};

@ApiTags('Operation')
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
  ) {}

  /** Whether the process lives. */
  @Get('health/live')
  @Open()
  @AnswersWith('Health', STATUS)
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Whether it takes requests: it is not stopping, and its database answers. */
  @Get('health/ready')
  @Open()
  @AnswersWith('Health', STATUS)
  async ready(): Promise<{ status: 'ok' }> {
    if (this.readiness.stopping) throw new HttpProblem(503, 'stopping', 'The service is stopping.', { 'retry-after': '5' });
    await this.database.ping();
    return { status: 'ok' };
  }

  /** Figures for Prometheus; needs an administrator's token. */
  @Get('metrics')
  @Requires('read', 'Metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiResponse({
    status: 200,
    description: 'Figures in the Prometheus text format.',
    content: { 'text/plain': { schema: { type: 'string' }, example: 'process_cpu_seconds_total 1.5' } },
  })
  figures(): Promise<string> {
    return this.metrics.text();
  }
}
