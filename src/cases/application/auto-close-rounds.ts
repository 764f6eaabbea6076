import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '#libs/kernel';
import { AutoClose } from './auto-close.js';

const EVERY_MS = 3_600_000;

/** Looks once an hour for resolved cases that wait too long. Each process of the program does; no case is treated twice. */
@Injectable()
export class AutoCloseRounds {
  private readonly log = new Logger('auto-close');
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly autoClose: AutoClose,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.round());
    }, EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.timer);
    await this.running;
  }

  /** One round. What fails is told, and tried again in the next. */
  async round(): Promise<void> {
    try {
      await this.autoClose.run(this.clock.now(), this.stopping.signal);
    } catch (error) {
      this.log.warn(`cases were not closed automatically: ${(error as Error).message}`);
    }
  }
}
