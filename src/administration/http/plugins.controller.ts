import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, Requires } from '#libs/authorization';
import { AnswersPageWith, AnswersWith, ListParameters, MayTotal, Me } from '#libs/http';
import { type Page, pageInMemory, type RawQuery } from '#libs/records';
import { type PluginRow, PluginService } from '../application/plugin.service.js';
import { PLUGIN_SCHEMA } from './administration.answers.js';

@ApiTags('Administration')
@Controller('admin/plugins')
export class PluginsController {
  constructor(private readonly plugins: PluginService) {}

  /** Lists the plugins. */
  @Get()
  @Requires('configure', 'Plugin')
  @AnswersPageWith('Plugin', PLUGIN_SCHEMA)
  @MayTotal()
  async list(@ListParameters() query: RawQuery): Promise<Page> {
    return pageInMemory('plugins', await this.plugins.list(), query);
  }

  /** Activates a plugin whose prerequisites are active. */
  @Post(':id/activate')
  @HttpCode(200)
  @Requires('configure', 'Plugin')
  @AnswersWith('Plugin', PLUGIN_SCHEMA)
  activate(@Me() caller: Caller, @Param('id') id: string): Promise<PluginRow> {
    return this.plugins.activate(caller, id);
  }

  /** Deactivates a plugin that no active one needs. Its data stays. */
  @Post(':id/deactivate')
  @HttpCode(200)
  @Requires('configure', 'Plugin')
  @AnswersWith('Plugin', PLUGIN_SCHEMA)
  deactivate(@Me() caller: Caller, @Param('id') id: string): Promise<PluginRow> {
    return this.plugins.deactivate(caller, id);
  }
}
