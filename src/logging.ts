import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** JSON lines on standard output. Tokens, passwords and texts never reach it: only what is named here is ever logged. */
export const createLog = (level: string): Logger =>
  pino({
    serializers: { err: describeError },
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers.authorization', 'headers.authorization', 'password', 'token'],
  });

/** Nest's own messages as the same JSON lines. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (typeof message === 'object' && message !== null) this.pino.error(message, String(rest[0] ?? 'error'));
    else this.pino.error({ context: rest.at(-1) }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.pino.trace({ context }, String(message));
  }
}

/** An error without the statement it failed in: drivers put values into it, and a value may be a comment or a hash. */
export function describeError(error: unknown): Record<string, unknown> {
  const { name, message, stack, code, errno } = error as NodeJS.ErrnoException;
  return { type: name, message: withoutValues(message), stack: withoutValues(stack), code, errno };
}

/** Quoted parts of a driver's message are values of the row it speaks of. */
const withoutValues = (text: string | undefined): string | undefined => text?.replace(/'(?:[^'\\]|\\.|'')*'/g, "'…'");
