import {
  flag,
  instant,
  integer,
  json,
  looseReference,
  optional,
  recordSchema,
  reference,
  tableSchema,
  text,
  textKey,
} from '#libs/persistence';
import type { AppointmentState } from '../domain/appointment.js';
import type { AppointmentConfigurationState } from '../domain/appointment-configuration.js';

export const AppointmentConfigurationSchema = recordSchema<AppointmentConfigurationState>(
  'AppointmentConfiguration',
  'appointment_configuration',
  {
    name: text(100),
    active: flag(true),
    order: integer(100),
    appliesTo: text(10),
    workType: optional(text(40)),
    location: optional(text(200)),
    days: json(),
    dailyStart: text(5),
    dailyEnd: text(5),
    breakStart: optional(text(5)),
    breakEnd: optional(text(5)),
    slotMinutes: integer(),
    placesPerSlot: integer(),
    leadTimeMinutes: integer(),
    futureDays: integer(),
    cutOffMinutes: integer(),
    ignoreLeadTimeOnReschedule: flag(false),
    timeZone: optional(text(60)),
    autoAcceptance: flag(false),
  },
  {
    index: [
      ['active', 'order', 'id'],
      ['order', 'id'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
  },
);

/** Appointments. Rules look at the order, and at its case. */
export const AppointmentSchema = recordSchema<AppointmentState>(
  'Appointment',
  'appointment',
  {
    number: text(40),
    workOrderId: reference('work_order', 'CASCADE'),
    workOrderTaskId: optional(looseReference()),
    caseId: optional(reference('service_case')),
    configurationId: reference('appointment_configuration'),
    state: text(20),
    startAt: instant(),
    endAt: instant(),
    timeZone: text(60),
    bookedById: optional(reference('person')),
    heldId: optional({ kind: 'id' }),
  },
  {
    unique: [['number'], ['heldId']],
    index: [
      ['workOrderId', 'startAt', 'id'],
      ['workOrderTaskId', 'startAt', 'id'],
      ['caseId', 'startAt', 'id'],
      ['configurationId', 'id'],
      ['bookedById', 'id'],
      ['state', 'startAt', 'id'],
      ['startAt', 'id'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
    links: { workOrder: { property: 'workOrderId', table: 'WorkOrder' }, case: { property: 'caseId', table: 'ServiceCase' } },
  },
);

/** How many there are of something that is limited: places of a slot that are taken, appointments of a person on a day. */
export interface AppointmentCount {
  readonly id: string;
  readonly taken: number;
}

export const AppointmentCountSchema = tableSchema<AppointmentCount>('AppointmentCount', 'appointment_count', {
  id: textKey(140),
  taken: integer(0),
});
