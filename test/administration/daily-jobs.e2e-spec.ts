import { DailyJobs, type DailyWork } from '#libs/jobs';
import { FixedClock } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { TestApp } from '../support/test-app.js';

const MINUTE = 60_000;

describe('what is done once a day', () => {
  let test: TestApp;
  let clock: FixedClock;
  let failures: string[];
  let counter = 0;

  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.stop());
  beforeEach(() => {
    clock = new FixedClock(new Date('2026-03-02T10:00:00Z'));
    failures = [];
    counter += 1;
  });

  const at = (text: string): void => clock.set(new Date(text));
  const later = (minutes: number): void => clock.set(new Date(clock.now().getTime() + minutes * MINUTE));
  const id = (name = 'job'): string => `${name}-${counter}`;
  /** Another process on the same database. */
  const aProcess = (work: DailyWork, name = id()): DailyJobs => {
    const jobs = new DailyJobs(test.get(Database), clock, (_error, failed) => failures.push(failed));
    jobs.daily(name, work);
    return jobs;
  };

  /** Work that goes on until it is told to finish. */
  const aWork = () => {
    let begin = (_signal: AbortSignal): void => {};
    let finish = (): void => {};
    const begun = new Promise<AbortSignal>((resolve) => {
      begin = resolve;
    });
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const work: DailyWork = (_now, signal) => {
      begin(signal);
      return done;
    };
    return { work, begun, finish };
  };

  it('is done at the first start, and then once on each day', async () => {
    const days: string[] = [];
    const jobs = aProcess(async (now) => void days.push(now.toISOString()));
    expect(await jobs.runDue()).toEqual([id()]);
    expect(await jobs.runDue()).toEqual([]);
    at('2026-03-02T23:59:59.999Z');
    expect(await jobs.runDue()).toEqual([]);
    at('2026-03-03T00:00:00Z');
    expect(await jobs.runDue()).toEqual([id()]);
    at('2026-03-07T12:00:00Z');
    expect(await jobs.runDue()).toEqual([id()]);
    expect(days).toEqual(['2026-03-02T10:00:00.000Z', '2026-03-03T00:00:00.000Z', '2026-03-07T12:00:00.000Z']);
  });

  it('is done by one of several processes, the first time and every other', async () => {
    let done = 0;
    const processes = Array.from({ length: 5 }, () =>
      aProcess(async () => {
        done += 1;
      }),
    );
    for (const day of [2, 3, 4]) {
      at(`2026-03-0${day}T10:00:00Z`);
      const answers = await Promise.all(processes.map((process) => process.runDue()));
      expect(answers.flat()).toEqual([id()]);
    }
    expect(done).toBe(3);
    expect(failures).toEqual([]);
  });

  it('is not begun while another process is at it', async () => {
    const work = aWork();
    const running = aProcess(work.work).runDue();
    await work.begun;
    later(30);
    const other = aProcess(async () => {});
    expect(await other.runDue()).toEqual([]);
    work.finish();
    expect(await running).toEqual([id()]);
    expect(await other.runDue()).toEqual([]);
  });

  it('that fails is told, keeps no other from being done, and is tried again after a while', async () => {
    let broken = true;
    let others = 0;
    const jobs = aProcess(async () => {
      if (broken) throw new Error('broken');
    });
    jobs.daily(id('other'), async () => {
      others += 1;
    });
    expect(await jobs.runDue()).toEqual([id('other')]);
    expect([failures, others]).toEqual([[id()], 1]);
    later(4);
    expect(await jobs.runDue()).toEqual([]);
    later(2);
    broken = false;
    expect(await jobs.runDue()).toEqual([id()]);
    expect([failures, others]).toEqual([[id()], 1]);
  });

  it('that died in the middle is begun anew by another process when its claim has ended', async () => {
    const work = aWork();
    void aProcess(work.work).runDue();
    await work.begun;
    const other = aProcess(async () => {});
    later(59);
    expect(await other.runDue()).toEqual([]);
    later(2);
    expect(await other.runDue()).toEqual([id()]);
  });

  it('that was told to stop is left to the next process', async () => {
    const work = aWork();
    const stopped = aProcess(work.work);
    stopped.daily(id('never'), async () => {
      failures.push('begun after the stop');
    });
    const running = stopped.runDue();
    const signal = await work.begun;
    const stop = stopped.stop();
    expect(signal.aborted).toBe(true);
    work.finish();
    await stop;
    expect(await running).toEqual([]);
    expect(failures).toEqual([]);
    expect(await aProcess(async () => {}).runDue()).toEqual([id()]);
  });
});
