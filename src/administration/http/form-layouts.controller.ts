import { Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, Requires } from '#libs/authorization';
import { AnswersWith, Input, Me, Payload } from '#libs/http';
import { type ConfiguredLayout, type FormLayoutRow, FormLayoutService } from '../application/form-layout.service.js';
import { SetFormLayoutDto } from '../dto/form-layout.dto.js';
import { CONFIGURED_LAYOUT_SCHEMA, FORM_LAYOUT_SCHEMA } from './administration.answers.js';

@ApiTags('Administration')
@Controller()
export class FormLayoutsController {
  constructor(private readonly layouts: FormLayoutService) {}

  /** Shows what a form shows, and all that it may show. */
  @Get('admin/form-layouts/:form')
  @Requires('configure', 'FormLayout')
  @AnswersWith('ConfiguredFormLayout', CONFIGURED_LAYOUT_SCHEMA)
  configured(@Param('form') form: string): Promise<ConfiguredLayout> {
    return this.layouts.configured(this.layouts.known(form));
  }

  /** Sets which related lists and fields a form shows, and in which order. */
  @Put('admin/form-layouts/:form')
  @Requires('configure', 'FormLayout')
  @AnswersWith('ConfiguredFormLayout', CONFIGURED_LAYOUT_SCHEMA)
  set(
    @Me() caller: Caller,
    @Param('form') form: string,
    @Input(SetFormLayoutDto) body: Payload<SetFormLayoutDto>,
  ): Promise<ConfiguredLayout> {
    const definition = this.layouts.known(form);
    return this.layouts.set(caller, definition, body.read());
  }

  /** Tells what to show on the form of an account, a contact, a case or a project task. For the vendor's people; it is no access rule. */
  @Get('form-layouts/:form')
  @Requires('read', 'FormLayout')
  @AnswersWith('FormLayout', FORM_LAYOUT_SCHEMA)
  shown(@Me() caller: Caller, @Param('form') form: string): Promise<FormLayoutRow> {
    return this.layouts.shown(caller, this.layouts.known(form));
  }
}
