import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  addColumn,
  createTable,
  flag,
  instant,
  integer,
  json,
  key,
  looseReference,
  optional,
  reference,
  text,
  textKey,
} from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };
const FITS_ALL = '00000000000070008000000000000022';

/** Appointments, how they are offered, and how many places are taken. Decision 46: one configuration fits every order. */
export class Appointments1760000000022 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await addColumn(q, 'work_order', 'hasAppointment', flag(false));
    await createTable(
      q,
      'appointment_configuration',
      {
        ...record,
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
    await createTable(
      q,
      'appointment',
      {
        ...record,
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
      },
    );
    await createTable(q, 'appointment_count', { id: textKey(140), taken: integer(0) });
    const now = new Date().toISOString().replace('T', ' ').replace('Z', '');
    await q.query(
      "INSERT INTO appointment_configuration (id, created_at, updated_at, version, name, active, `order`, applies_to, days, daily_start, daily_end, slot_minutes, places_per_slot, lead_time_minutes, future_days, cut_off_minutes, ignore_lead_time_on_reschedule, auto_acceptance) VALUES (?, ?, ?, 1, 'All work', 1, 1000, 'any', '[1,2,3,4,5]', '08:00', '17:00', 120, 2, 240, 14, 240, 0, 0)",
      [FITS_ALL, now, now],
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['appointment_count', 'appointment', 'appointment_configuration']) await q.dropTable(table);
    await q.dropColumn('work_order', 'has_appointment');
  }
}
