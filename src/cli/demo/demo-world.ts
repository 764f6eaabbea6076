import type { AccountState } from '../../customers/index.js';
import type { PersonState } from '../../identity/index.js';
import type { RecordBatch } from '../records/record-batch.js';

/** What the parts of the demo build on. */
export interface DemoWorld {
  readonly batch: RecordBatch;
  readonly number: (prefix: 'ACCT' | 'CNT' | 'CSMR' | 'PRJ' | 'PRJTASK' | 'CS' | 'WO') => Promise<string>;
  /** 08:00 on a working day counted from Monday of this week, so that the demo is never out of date. */
  readonly day: (workdays: number, hour?: number) => Date;
  readonly accounts: Readonly<Record<'northwind' | 'baltic' | 'adriatic' | 'harbour' | 'tidewater', AccountState>>;
  readonly people: ReadonlyMap<string, PersonState>;
  readonly groups: Readonly<Record<'desk' | 'field', { readonly id: string }>>;
}

/** Somebody of the demo, by user name. */
export function personOf({ people }: Pick<DemoWorld, 'people'>, userName: string): PersonState {
  const person = people.get(userName);
  if (!person) throw new Error(`the demo has no ${userName}`);
  return person;
}

const DAY_MS = 86_400_000;

/** @see DemoWorld.day */
export function workdayFrom(now: Date): DemoWorld['day'] {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const monday = midnight - ((now.getUTCDay() + 6) % 7) * DAY_MS;
  return (workdays, hour = 8) => {
    const weeks = Math.floor(workdays / 5);
    return new Date(monday + (weeks * 7 + (workdays - weeks * 5)) * DAY_MS + hour * 3_600_000);
  };
}
