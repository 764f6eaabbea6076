import { AggregateRoot, newId, type RecordState, Refused, zoneNamed } from '#libs/kernel';
import { type AppointmentTimes, type Slot, slotAt, slotsBetween, stretchesOf } from './appointment-slots.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** A7: a request for slots answers at most so many. */
export const MOST_SLOTS = 100;
/** The zone of slots where neither place nor person says one (BR-FSM-090, decision 48). */
export const SYSTEM_ZONE = 'UTC';

/** What appointments are booked for. */
export const APPLIES_TO = ['any', 'order', 'task'] as const;
/** A1. */
export const WORK_TYPES = ['break_fix', 'install', 'planned_maintenance'] as const;

/** How appointments are offered for the work that it fits (A7). */
export interface AppointmentOffer extends AppointmentTimes {
  readonly name: string;
  readonly active: boolean;
  /** Of several that fit, the lowest is used. */
  readonly order: number;
  readonly appliesTo: (typeof APPLIES_TO)[number];
  /** Only tasks of this type; null for all. */
  readonly workType: (typeof WORK_TYPES)[number] | null;
  /** Only work at this location, as it is written there; null for all. */
  readonly location: string | null;
  readonly placesPerSlot: number;
  /** From now to the earliest start. */
  readonly leadTimeMinutes: number;
  /** From now to the latest start. */
  readonly futureDays: number;
  /** Until so long before the start, an appointment is moved and canceled. */
  readonly cutOffMinutes: number;
  readonly ignoreLeadTimeOnReschedule: boolean;
  /** The zone of the location; null to follow the person whom the work is for. */
  readonly timeZone: string | null;
  /** Whether assigned work is accepted without anybody's doing. */
  readonly autoAcceptance: boolean;
}

export interface AppointmentConfigurationState extends RecordState, AppointmentOffer {}

/** What is to be done, as far as configurations ask. */
export interface Work {
  readonly kind: 'order' | 'task';
  readonly workType: string | null;
  readonly location: string | null;
}

const PLAIN: Omit<AppointmentOffer, 'name'> = {
  active: true,
  order: 100,
  appliesTo: 'any',
  workType: null,
  location: null,
  days: [1, 2, 3, 4, 5],
  dailyStart: '08:00',
  dailyEnd: '17:00',
  breakStart: null,
  breakEnd: null,
  slotMinutes: 120,
  placesPerSlot: 2,
  leadTimeMinutes: 240,
  futureDays: 14,
  cutOffMinutes: 240,
  ignoreLeadTimeOnReschedule: false,
  timeZone: null,
  autoAcceptance: false,
};

const refused = (field: string, message: string): Refused => Refused.field(field, 'appointment_times', message);

/** Says when appointments can be had, and how many at a time. */
export class AppointmentConfiguration extends AggregateRoot<AppointmentConfigurationState> {
  /** What is not said is as decision 46 has it. @throws Refused naming the field by which nothing could be booked */
  static add(offer: Partial<AppointmentOffer> & Pick<AppointmentOffer, 'name'>, now: Date): AppointmentConfiguration {
    const configuration = new AppointmentConfiguration(
      { id: newId(), createdAt: now, updatedAt: now, version: 1, ...PLAIN, ...offer },
      true,
    );
    configuration.check();
    return configuration;
  }

  /** Appointments that are booked stand as they are. @throws Refused naming the field by which nothing could be booked */
  revise(offer: Partial<AppointmentOffer>): void {
    this.change(offer);
    this.check();
  }

  /** Whether this is how appointments for the work are made. */
  fits({ kind, workType, location }: Work): boolean {
    const { state } = this;
    return (
      state.active &&
      (state.appliesTo === 'any' || state.appliesTo === kind) &&
      (state.workType === null || state.workType === workType) &&
      (state.location === null || folded(state.location) === folded(location ?? ''))
    );
  }

  /** BR-FSM-090. The location's zone, else that of the person whom the work is for, else the system's. */
  zoneFor(personsZone: string | null): string {
    return this.state.timeZone ?? personsZone ?? SYSTEM_ZONE;
  }

  /** What begins within a span and can be booked at a moment (BR-FSM-081), at most a hundred of them. */
  slots(zone: string, from: Date, to: Date, now: Date): Slot[] {
    const { earliest, latest } = this.bookable(now, false);
    const found: Slot[] = [];
    for (const slot of slotsBetween(this.state, zoneNamed(zone), Math.max(earliest, from.getTime()), Math.min(latest, to.getTime()))) {
      found.push(slot);
      if (found.length === MOST_SLOTS) break;
    }
    return found;
  }

  /** BR-FSM-081. The slot that begins at a moment. @throws Refused when none does, or when it cannot be booked now */
  slot(zone: string, start: Date, now: Date, moving = false): Slot {
    const slot = slotAt(this.state, zoneNamed(zone), start.getTime());
    if (!slot) throw Refused.field('start', 'slot_not_offered', 'No appointment begins at this moment.');
    const { earliest, latest } = this.bookable(now, moving);
    if (slot.start < earliest) throw Refused.field('start', 'slot_too_soon', 'Appointments need more time to be prepared.');
    if (slot.start > latest) throw Refused.field('start', 'slot_too_late', 'Appointments are not made for so far ahead.');
    return slot;
  }

  private bookable(now: Date, moving: boolean): { earliest: number; latest: number } {
    const { leadTimeMinutes, ignoreLeadTimeOnReschedule, futureDays } = this.state;
    const lead = moving && ignoreLeadTimeOnReschedule ? 0 : leadTimeMinutes;
    return { earliest: now.getTime() + lead * MINUTE, latest: now.getTime() + futureDays * DAY };
  }

  private check(): void {
    const { state } = this;
    const { days, dailyStart, dailyEnd, breakStart, breakEnd, slotMinutes } = state;
    if (!days.length) throw refused('days', 'Appointments need a day of the week.');
    if (dailyEnd <= dailyStart) throw refused('dailyEnd', 'The day must end after it starts.');
    if ((breakStart === null) !== (breakEnd === null)) throw refused('breakEnd', 'A break has a start and an end.');
    if (breakStart !== null && breakEnd !== null && !(dailyStart <= breakStart && breakStart < breakEnd && breakEnd <= dailyEnd))
      throw refused('breakEnd', 'The break must lie within the day, and end after it starts.');
    if (stretchesOf(state).every(({ from, to }) => to - from < slotMinutes))
      throw refused('slotMinutes', 'A slot must fit into the day, before the break or after it.');
  }
}

const folded = (location: string): string => location.trim().toLowerCase();
