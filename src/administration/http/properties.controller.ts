import { Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, Requires } from '#libs/authorization';
import { AnswersPageWith, AnswersWith, Input, ListParameters, MayTotal, Me, Payload } from '#libs/http';
import { type Page, pageInMemory, type RawQuery } from '#libs/records';
import { type PropertyRow, PropertyService } from '../application/property.service.js';
import { SetPropertyDto } from '../dto/property.dto.js';
import { PROPERTY_SCHEMA } from './administration.answers.js';

@ApiTags('Administration')
@Controller('admin/properties')
export class PropertiesController {
  constructor(private readonly properties: PropertyService) {}

  /** Lists the properties with their values. */
  @Get()
  @Requires('configure', 'Property')
  @AnswersPageWith('Property', PROPERTY_SCHEMA)
  @MayTotal()
  async list(@ListParameters() query: RawQuery): Promise<Page> {
    return pageInMemory('properties', await this.properties.list(), query);
  }

  /** Sets a property. */
  @Patch(':name')
  @Requires('configure', 'Property')
  @AnswersWith('Property', PROPERTY_SCHEMA)
  set(@Me() caller: Caller, @Param('name') name: string, @Input(SetPropertyDto) body: Payload<SetPropertyDto>): Promise<PropertyRow> {
    const property = this.properties.known(name);
    return this.properties.set(caller, property, body.read().value);
  }
}
