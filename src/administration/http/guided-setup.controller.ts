import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/authorization';
import { AnswersPageWith, ListParameters, MayTotal } from '#libs/http';
import { type Page, pageInMemory, type RawQuery } from '#libs/records';
import { GuidedSetupQueries } from '../application/guided-setup.queries.js';
import { SETUP_STEP_SCHEMA } from './administration.answers.js';

@ApiTags('Administration')
@Controller('admin/guided-setup')
export class GuidedSetupController {
  constructor(private readonly setup: GuidedSetupQueries) {}

  /** The seven steps to set up customer projects, each with whether it is done. */
  @Get()
  @Requires('read', 'GuidedSetup')
  @AnswersPageWith('SetupStep', SETUP_STEP_SCHEMA)
  @MayTotal()
  async steps(@ListParameters() query: RawQuery): Promise<Page> {
    return pageInMemory('guided-setup', await this.setup.steps(), query);
  }
}
