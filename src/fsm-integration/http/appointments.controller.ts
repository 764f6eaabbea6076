import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin, Reads, Requires } from '#libs/authorization';
import { AnswersPage, AnswersRecord, AnswersWith, Input, ListParameters, Me, Parameter, Payload } from '#libs/http';
import type { Page, RawQuery, RecordJson } from '#libs/records';
import { FIELD_SERVICE } from '../../administration/index.js';
import { AppointmentQueries, type OfferedSlot } from '../application/appointment.queries.js';
import { AppointmentService } from '../application/appointment.service.js';
import { appointmentShape } from '../appointment.shape.js';
import { MOST_SLOTS } from '../domain/appointment-configuration.js';
import { CancelAppointmentDto, CreateAppointmentDto, RescheduleAppointmentDto } from '../dto/appointment.dto.js';

const instant = { type: 'string', format: 'date-time', example: '2026-12-07T08:00:00.000Z' };
const SLOTS = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      maxItems: MOST_SLOTS,
      items: {
        type: 'object',
        properties: { start: instant, end: instant, free: { type: 'integer', description: 'How many places are left.', example: 2 } },
        required: ['start', 'end', 'free'],
        additionalProperties: false,
      },
    },
  },
  required: ['items'],
  additionalProperties: false,
};

@ApiTags('Appointments')
@Controller('appointments')
@NeedsPlugin(FIELD_SERVICE)
export class AppointmentsController {
  constructor(
    private readonly appointments: AppointmentService,
    private readonly queries: AppointmentQueries,
  ) {}

  /** Lists the appointments of the work orders you may see. */
  @Get()
  @Reads('Appointment')
  @AnswersPage(appointmentShape)
  list(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<Page> {
    return this.queries.list(caller, query);
  }

  /** Lists when an appointment for a work order could be, with the places that are left. */
  @Get('slots')
  @Reads('WorkOrder')
  @ApiQuery({ name: 'workOrder', required: true, type: 'string', description: 'The order, by id or number.', example: 'WO0010001' })
  @Parameter('from', 'Only slots that begin at this time or later; from now on when left out.', '2026-12-07T00:00:00Z')
  @Parameter('to', 'Only slots that begin at this time or earlier.', '2026-12-12T00:00:00Z')
  @AnswersWith('AppointmentSlots', SLOTS, 200, 'The slots, in order.')
  slots(@Me() caller: Caller, @ListParameters() query: RawQuery): Promise<{ items: OfferedSlot[] }> {
    return this.queries.slots(caller, query);
  }

  /** Books an appointment in a slot that is offered. */
  @Post()
  @Requires('book', 'WorkOrder')
  @AnswersRecord(appointmentShape, 201)
  book(@Me() caller: Caller, @Input(CreateAppointmentDto) body: Payload<CreateAppointmentDto>): Promise<RecordJson> {
    return this.appointments.book(caller, body);
  }

  /** Shows one appointment. */
  @Get(':id')
  @Reads('Appointment')
  @AnswersRecord(appointmentShape)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<RecordJson> {
    return this.queries.one(caller, id);
  }

  /** Moves an appointment to another slot, in time before it. */
  @Post(':id/reschedule')
  @HttpCode(200)
  @Acts('reschedule', 'Appointment')
  @AnswersRecord(appointmentShape)
  reschedule(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(RescheduleAppointmentDto) body: Payload<RescheduleAppointmentDto>,
  ): Promise<RecordJson> {
    return this.appointments.reschedule(caller, id, body);
  }

  /** Cancels an appointment, in time before it, and with it the work order and its tasks. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Acts('cancel', 'Appointment')
  @AnswersRecord(appointmentShape)
  cancel(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(CancelAppointmentDto) body: Payload<CancelAppointmentDto>,
  ): Promise<RecordJson> {
    return this.appointments.cancel(caller, id, body);
  }
}
