import { Choice, Flag, Instant, Reference, SomeOf, Text, TimeOfDay, TimeZone, Whole } from '#libs/http';
import { APPLIES_TO, type AppointmentOffer, WORK_TYPES } from '../domain/appointment-configuration.js';

const DAY_MINUTES = 1_440;
const YEAR_MINUTES = 525_600;

const START = { required: true, example: '2026-12-07T08:00:00.000Z', description: 'The start of a slot that is offered.' } as const;

export class RescheduleAppointmentDto {
  @Instant(START)
  start: string;
}

export class CreateAppointmentDto {
  @Reference({ clearable: false, example: 'WO0010001', description: 'The order that the appointment is for.' })
  workOrderId?: string;

  @Instant(START)
  start: string;
}

export class CancelAppointmentDto {}

class AppointmentConfigurationFields {
  @Flag({ clearable: false, example: true })
  active?: boolean;

  @Whole(0, 1_000_000, { clearable: false, example: 100, description: 'Of several that fit, the lowest is used.' })
  order?: number;

  @Choice(APPLIES_TO, { clearable: false, description: 'What is booked: an order, a task, or any.' })
  appliesTo?: AppointmentOffer['appliesTo'];

  @Choice(WORK_TYPES, { description: 'Only tasks of this type.' })
  workType?: AppointmentOffer['workType'];

  @Text(200, { example: 'Hall 2', description: 'Only work at this location, as it is written there.' })
  location?: string | null;

  @SomeOf([1, 2, 3, 4, 5, 6, 7], { clearable: false, example: [1, 2, 3, 4, 5], description: 'Monday 1 to Sunday 7.' })
  days?: number[];

  @TimeOfDay({ clearable: false, description: 'On the wall clock of the zone.' })
  dailyStart?: string;

  @TimeOfDay({ clearable: false, example: '17:00', description: 'No slot ends later.' })
  dailyEnd?: string;

  @TimeOfDay({ example: '12:00', description: 'No slot reaches into the break.' })
  breakStart?: string | null;

  @TimeOfDay({ example: '13:00', description: 'Slots begin anew here.' })
  breakEnd?: string | null;

  @Whole(5, DAY_MINUTES, { clearable: false, example: 120 })
  slotMinutes?: number;

  @Whole(1, 1_000, { clearable: false, example: 2 })
  placesPerSlot?: number;

  @Whole(0, YEAR_MINUTES, { clearable: false, example: 240, description: 'From now to the earliest start.' })
  leadTimeMinutes?: number;

  @Whole(1, 365, { clearable: false, example: 14, description: 'From now to the latest start.' })
  futureDays?: number;

  @Whole(0, YEAR_MINUTES, { clearable: false, example: 240, description: 'Until so long before the start it is moved and canceled.' })
  cutOffMinutes?: number;

  @Flag({ clearable: false, example: false })
  ignoreLeadTimeOnReschedule?: boolean;

  @TimeZone({ description: 'Of the location; without one it follows the person whom the work is for.' })
  timeZone?: string | null;

  @Flag({ clearable: false, example: false, description: 'Assigned work counts as accepted.' })
  autoAcceptance?: boolean;
}

export class CreateAppointmentConfigurationDto extends AppointmentConfigurationFields {
  @Text(100, { required: true, example: 'Plant in Lyon' })
  name: string;
}

export class UpdateAppointmentConfigurationDto extends AppointmentConfigurationFields {
  @Text(100, { clearable: false, example: 'Plant in Lyon' })
  name?: string;
}
