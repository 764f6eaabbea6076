import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Clock } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { badParameter, momentOf, type Page, type RawQuery, type RecordJson, RecordReader, single } from '#libs/records';
import { appointmentShape } from '../appointment.shape.js';
import { AppointmentRepository } from '../persistence/appointment.repository.js';
import { AppointmentCounts, slotKey } from '../persistence/appointment-counts.js';
import { AppointmentSubjects } from './appointment-subjects.js';

/** A stretch of time that is offered. */
export interface OfferedSlot {
  readonly start: string;
  readonly end: string;
  /** How many places are left. */
  readonly free: number;
}

const LATEST = new Date(8.64e15);

/** Reads appointments, and what is offered, under the caller's rules. */
@Injectable()
export class AppointmentQueries {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
    private readonly clock: Clock,
    private readonly subjects: AppointmentSubjects,
    private readonly appointments: AppointmentRepository,
    private readonly counts: AppointmentCounts,
  ) {}

  list(caller: Caller, query: RawQuery): Promise<Page> {
    return this.reader.page(caller, appointmentShape, query);
  }

  /** @throws NotFound */
  one(caller: Caller, key: string): Promise<RecordJson> {
    return this.reader.one(caller, appointmentShape, key);
  }

  /**
   * BR-FSM-081, BR-FSM-082, decision 51. The slots that begin within a span and could be booked now, at most a hundred, with
   * the places that are left of each; nothing is said of whether the order is qualified yet.
   * @throws Invalid @throws NotFound for an order that the caller does not see
   */
  async slots(caller: Caller, raw: RawQuery): Promise<{ items: OfferedSlot[] }> {
    const { workOrder, from, to } = slotParameters(raw);
    const now = this.clock.now();
    const subject = await this.subjects.seen(this.database, caller, workOrder);
    const { configurations, personsZone } = await this.appointments.desk(this.database, subject.personId, subject.heldBy);
    const configuration = configurations.find((one) => one.fits(subject.work));
    if (!configuration) return { items: [] };
    const zone = configuration.zoneFor(personsZone);
    const slots = configuration.slots(zone, from ?? now, to ?? LATEST, now).map((slot) => {
      const start = new Date(slot.start);
      return { start, end: new Date(slot.end), key: slotKey(configuration.id, zone, start) };
    });
    const taken = await this.counts.of(
      this.database,
      slots.map(({ key }) => key),
    );
    const { placesPerSlot } = configuration.state;
    return {
      items: slots.map(({ start, end, key }) => ({
        start: start.toISOString(),
        end: end.toISOString(),
        free: Math.max(0, placesPerSlot - (taken.get(key) ?? 0)),
      })),
    };
  }
}

const KNOWN = ['workOrder', 'from', 'to'];

function slotParameters(raw: RawQuery): { workOrder: string; from: Date | undefined; to: Date | undefined } {
  const texts: Record<string, string> = {};
  for (const [name, given] of Object.entries(raw)) {
    if (!KNOWN.includes(name)) throw badParameter(name, 'is not one that this list knows');
    texts[name] = single(name, given);
  }
  const { workOrder, from, to } = texts;
  if (!workOrder) throw badParameter('workOrder', 'is required');
  return { workOrder, from: momentIn('from', from), to: momentIn('to', to) };
}

const momentIn = (name: string, text: string | undefined): Date | undefined => (text === undefined ? undefined : momentOf(name, text));
