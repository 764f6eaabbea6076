import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/authorization';
import { AnswersPageWith, ListParameters, MayTotal, Parameter } from '#libs/http';
import type { Page, RawQuery } from '#libs/records';
import { OutboxQueries } from '../application/outbox.queries.js';
import { OUTBOX_SCHEMA } from './administration.answers.js';

@ApiTags('Administration')
@Controller('admin/outbox')
export class OutboxController {
  constructor(private readonly outbox: OutboxQueries) {}

  /** Shows mails and events that were sent, wait, are kept or were given up, newest first. */
  @Get()
  @Requires('read', 'OutboxMessage')
  @AnswersPageWith('OutboxMessage', OUTBOX_SCHEMA)
  @MayTotal()
  @Parameter('state', 'Any of waiting, done, kept, dead.', 'waiting,dead')
  @Parameter('kind', 'Any of event, mail.', 'mail')
  list(@ListParameters() query: RawQuery): Promise<Page> {
    return this.outbox.page(query);
  }
}
