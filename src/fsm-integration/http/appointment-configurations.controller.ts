import { Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Caller, NeedsPlugin, Requires } from '#libs/authorization';
import { AnswersNothing, AnswersPage, AnswersRecord, Input, ListParameters, Me, Payload } from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { FIELD_SERVICE } from '../../administration/index.js';
import { AppointmentConfigurationService } from '../application/appointment-configuration.service.js';
import { appointmentConfigurationShape } from '../appointment.shape.js';
import { CreateAppointmentConfigurationDto, UpdateAppointmentConfigurationDto } from '../dto/appointment.dto.js';

@ApiTags('Administration')
@Controller('admin/appointment-configurations')
@NeedsPlugin(FIELD_SERVICE)
export class AppointmentConfigurationsController {
  constructor(private readonly configurations: AppointmentConfigurationService) {}

  /** Lists how appointments are offered, in the order in which the configurations are tried. */
  @Get()
  @Requires('read', 'AppointmentConfiguration')
  @AnswersPage(appointmentConfigurationShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.configurations.list(caller, query);
  }

  /** Adds a configuration. */
  @Post()
  @Requires('create', 'AppointmentConfiguration')
  @AnswersRecord(appointmentConfigurationShape, 201)
  create(
    @Me() caller: Caller,
    @Input(CreateAppointmentConfigurationDto) body: Payload<CreateAppointmentConfigurationDto>,
  ): Promise<RecordJson> {
    return this.configurations.create(caller, body);
  }

  /** Shows one configuration. */
  @Get(':id')
  @Requires('read', 'AppointmentConfiguration')
  @AnswersRecord(appointmentConfigurationShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.configurations.one(caller, id);
  }

  /** Changes a configuration; what is booked stands as it is. */
  @Patch(':id')
  @Requires('update', 'AppointmentConfiguration')
  @AnswersRecord(appointmentConfigurationShape)
  update(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(UpdateAppointmentConfigurationDto) body: Payload<UpdateAppointmentConfigurationDto>,
  ): Promise<RecordJson> {
    return this.configurations.update(caller, id, body);
  }

  /** Deletes a configuration by which no appointment was made. */
  @Delete(':id')
  @HttpCode(204)
  @Requires('delete', 'AppointmentConfiguration')
  @AnswersNothing()
  remove(@Me() caller: Caller, @Param('id') id: string): Promise<void> {
    return this.configurations.remove(caller, id);
  }
}
