const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

/** Turns the wall clock of a place into instants and back. Instants are milliseconds since 1970. */
export interface TimeZone {
  /** How far the wall clock is ahead of UTC at an instant, in milliseconds. */
  offsetAt(instant: number): number;
}

export const UTC: TimeZone = { offsetAt: () => 0 };

/** The instant at which a wall clock shows a time, both in milliseconds; one that is skipped in spring lies an hour later. */
export function instantOf(zone: TimeZone, wall: number): number {
  if (zone === UTC) return wall;
  const guess = wall - zone.offsetAt(wall);
  return wall - zone.offsetAt(guess);
}

const zones = new Map<string, TimeZone>([
  ['UTC', UTC],
  ['Etc/UTC', UTC],
]);

/** The zone of an IANA name. @throws RangeError for a name that is none */
export function zoneNamed(name: string): TimeZone {
  const known = zones.get(name);
  if (known) return known;
  const zone = new IanaZone(name);
  zones.set(name, zone);
  return zone;
}

/** Asks the time zone data of the runtime, which is slow, once for each quarter of an hour: no zone changes within one. */
class IanaZone implements TimeZone {
  private readonly format: Intl.DateTimeFormat;
  private readonly known = new Map<number, number>();

  constructor(timeZone: string) {
    const numeric = 'numeric' as const;
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    });
  }

  offsetAt(instant: number): number {
    const quarter = Math.floor(instant / QUARTER) * QUARTER;
    let offset = this.known.get(quarter);
    if (offset === undefined) {
      if (this.known.size > 50_000) this.known.clear();
      offset = this.ask(quarter);
      this.known.set(quarter, offset);
    }
    return offset;
  }

  private ask(instant: number): number {
    const at = Object.fromEntries(this.format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(at.year!, at.month! - 1, at.day, at.hour, at.minute, at.second) - instant;
  }
}
