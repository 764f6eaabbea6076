import { choice, PersonRef, type RecordShape, type ReferenceTarget, recordShape, reference, value } from '#libs/records';
import { CaseRef } from '../cases/index.js';
import { APPOINTMENT_STATES } from './domain/appointment.js';
import { APPLIES_TO, WORK_TYPES } from './domain/appointment-configuration.js';
import { AppointmentConfigurationSchema, AppointmentSchema } from './persistence/appointment.schemas.js';
import { WorkOrderRef } from './work-order.shape.js';

const ConfigurationRef: ReferenceTarget = { table: 'appointment_configuration', shown: { name: 'name' } };

const time = (property: string, description: string, example: string) => value(property, { description, example });

/** How appointments are offered. */
export const appointmentConfigurationShape: RecordShape = recordShape(AppointmentConfigurationSchema, {
  title: 'AppointmentConfiguration',
  defaultSort: 'order',
  fields: {
    name: value('name', { search: 'in_place', example: 'All work' }),
    active: value('active', { filter: true }),
    order: value('order', { sort: true, description: 'Of several that fit, the lowest is used.', example: 100 }),
    appliesTo: choice('appliesTo', APPLIES_TO, { description: 'What is booked: an order, a task, or any.' }),
    workType: choice('workType', WORK_TYPES, { description: 'Only tasks of this type.' }),
    location: value('location', { description: 'Only work at this location, as it is written there.', example: 'Hall 2' }),
    days: value('days', {
      description: 'Days of the week, Monday 1 to Sunday 7.',
      schema: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 7 }, example: [1, 2, 3, 4, 5] },
    }),
    dailyStart: time('dailyStart', 'On the wall clock of the zone.', '08:00'),
    dailyEnd: time('dailyEnd', 'No slot ends later.', '17:00'),
    breakStart: time('breakStart', 'No slot reaches into the break.', '12:00'),
    breakEnd: time('breakEnd', 'Slots begin anew here.', '13:00'),
    slotMinutes: value('slotMinutes', { example: 120 }),
    placesPerSlot: value('placesPerSlot', { example: 2 }),
    leadTimeMinutes: value('leadTimeMinutes', { description: 'From now to the earliest start.', example: 240 }),
    futureDays: value('futureDays', { description: 'From now to the latest start.', example: 14 }),
    cutOffMinutes: value('cutOffMinutes', { description: 'Until so long before the start it is moved and canceled.', example: 240 }),
    ignoreLeadTimeOnReschedule: value('ignoreLeadTimeOnReschedule', { example: false }),
    timeZone: value('timeZone', {
      description: 'Of the location; null follows the person whom the work is for.',
      example: 'Europe/Berlin',
    }),
    autoAcceptance: value('autoAcceptance', { description: 'Assigned work counts as accepted.', example: false }),
  },
});

export const appointmentShape: RecordShape = recordShape(AppointmentSchema, {
  title: 'Appointment',
  defaultSort: '-start',
  fields: {
    number: value('number', { filter: true, sort: true, search: 'in_place', example: 'APPT0010001' }),
    workOrder: reference('workOrderId', WorkOrderRef, { filter: true }),
    case: reference('caseId', CaseRef, { filter: true, description: 'The case of the work order.' }),
    state: choice('state', APPOINTMENT_STATES, { filter: true }),
    start: value('startAt', { filter: true, sort: true }),
    end: value('endAt'),
    timeZone: value('timeZone', { description: 'The zone whose wall clock its slot follows.', example: 'Europe/Berlin' }),
    configuration: reference('configurationId', ConfigurationRef, { description: 'By which it is offered.' }),
    bookedBy: reference('bookedById', PersonRef),
  },
});

/** How it is offered is the vendor's own business. */
export const INTERNAL_APPOINTMENT_FIELDS: ReadonlySet<string> = new Set(['configuration']);

export const EXTERNAL_APPOINTMENT_FIELDS: readonly string[] = [...appointmentShape.fields.keys()].filter(
  (name) => !INTERNAL_APPOINTMENT_FIELDS.has(name),
);
