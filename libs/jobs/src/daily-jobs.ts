import type { Clock } from '#libs/kernel';
import { type Database, fromDatabase, isDuplicate, toDatabase } from '#libs/persistence';

const MINUTE = 60_000;
const FIRST_MS = 1_000;
const EVERY_MS = 10 * MINUTE;
/** A process that died leaves its claim behind; after so long another one begins anew. */
const CLAIM_MS = 60 * MINUTE;
/** How long one that failed is left alone. */
const PAUSE_MS = 5 * MINUTE;

/**
 * What is done each day. It may be begun more than once, as after a crash, so that it must come to the same. It leaves
 * off soon after the signal, and is then begun again by whoever comes next.
 */
export type DailyWork = (now: Date, signal: AbortSignal) => Promise<void>;

/**
 * Does once a day (UTC) what contexts have asked for as they started: when the day has begun, or when the program starts
 * for the first time that day. However many processes there are, one of them does it: a job is claimed by a conditional
 * update of its row.
 */
export class DailyJobs {
  private readonly jobs = new Map<string, DailyWork>();
  private readonly stopping = new AbortController();
  private timers: NodeJS.Timeout[] = [];
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly failed: (error: unknown, id: string) => void = () => {},
  ) {}

  /** @param id kept in the database, so it must not change */
  daily(id: string, work: DailyWork): void {
    this.jobs.set(id, work);
  }

  start(): void {
    const look = (): void => {
      this.running = this.running.then(() => this.runDue());
    };
    this.timers = [setTimeout(look, FIRST_MS), setInterval(look, EVERY_MS)];
    for (const timer of this.timers) timer.unref();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    for (const timer of this.timers) clearTimeout(timer);
    await this.running;
  }

  /** Does what is due now and nobody else is at. Answers what was done here. What fails is told, and tried again later. */
  async runDue(): Promise<string[]> {
    const done: string[] = [];
    for (const [id, work] of this.jobs) {
      if (this.stopping.signal.aborted) break;
      const finished = await this.once(id, work).catch((error: unknown) => {
        this.failed(error, id);
        return false;
      });
      if (finished) done.push(id);
    }
    return done;
  }

  private async once(id: string, work: DailyWork): Promise<boolean> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + CLAIM_MS);
    if (!(await this.isDue(id, now)) || !(await this.claim(id, now, until))) return false;
    try {
      await work(now, this.stopping.signal);
    } catch (error) {
      await this.release(id, until, { claimedUntil: new Date(now.getTime() + PAUSE_MS) });
      throw error;
    }
    const finished = !this.stopping.signal.aborted;
    await this.release(id, until, finished ? { lastRun: now, claimedUntil: null } : { claimedUntil: null });
    return finished;
  }

  /** Only looks, so that a program that waits for the next day writes nothing. */
  private async isDue(id: string, now: Date): Promise<boolean> {
    const [row] = await this.database.rows<{ last_run: string | null }>('SELECT last_run FROM scheduled_job WHERE id = ?', [id]);
    const last = fromDatabase(row?.last_run ?? null, INSTANT) as Date | null;
    return last === null || last < dayOf(now);
  }

  private async claim(id: string, now: Date, until: Date): Promise<boolean> {
    const claimed = await this.database.run(
      'UPDATE scheduled_job SET claimed_until = ? WHERE id = ? AND (last_run IS NULL OR last_run < ?) AND (claimed_until IS NULL OR claimed_until < ?)',
      [stored(until), id, stored(dayOf(now)), stored(now)],
    );
    if (claimed === 1) return true;
    try {
      const first = 'INSERT INTO scheduled_job (id, last_run, claimed_until) VALUES (?, NULL, ?)';
      return (await this.database.run(first, [id, stored(until)])) === 1;
    } catch (error) {
      // Somebody else is at it, or was faster.
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Nothing, when the claim has ended meanwhile and another process is at it. */
  private async release(id: string, until: Date, left: { lastRun?: Date; claimedUntil: Date | null }): Promise<void> {
    const { lastRun, claimedUntil } = left;
    await this.database.run(
      `UPDATE scheduled_job SET ${lastRun ? 'last_run = ?, ' : ''}claimed_until = ? WHERE id = ? AND claimed_until = ?`,
      [...(lastRun ? [stored(lastRun)] : []), stored(claimedUntil), id, stored(until)],
    );
  }
}

const INSTANT = { kind: 'instant' } as const;
const stored = (moment: Date | null): unknown => toDatabase(moment, INSTANT);
/** The first moment of the day. */
const dayOf = (moment: Date): Date => new Date(`${moment.toISOString().slice(0, 10)}T00:00:00.000Z`);
