import { Unavailable } from '#libs/kernel';

interface DriverError {
  code?: string;
  errno?: number;
  message?: string;
  driverError?: DriverError;
}

const of = (error: unknown): DriverError => (error as DriverError)?.driverError ?? (error as DriverError) ?? {};

/** The answer to COMMIT was lost, so nobody knows whether it took effect. Never repeated. */
export class LostAtCommit extends Error {
  constructor(override readonly cause: unknown) {
    super('the connection was lost during COMMIT');
  }
}

/** Too many wait for the database already; more would only make each wait longer. */
export const busy = (): Unavailable => new Unavailable('database_busy', 'Too many requests wait for the database. Try again shortly.');

const CONNECTION_LOST =
  /^(PROTOCOL_CONNECTION_LOST|PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ER_SERVER_SHUTDOWN|ER_CONNECTION_KILLED|ER_CON_COUNT_ERROR)$/;
/** 1047 left its cluster, 1290 and 1836 read-only, 1927 killed. */
const UNUSABLE = new Set([1047, 1053, 1290, 1836, 1927]);
/** 1020 changed since read, 1205 lock time-out, 1213 deadlock or failed certification, 1180 commit refused. */
const WORTH_REPEATING = new Set([1020, 1205, 1213, 1180, 1047]);

/** Whether a connection that gave this error must be thrown away. */
export const isUnusable = (error: unknown): boolean => {
  const { code, errno, message } = of(error);
  return CONNECTION_LOST.test(code ?? '') || UNUSABLE.has(errno ?? 0) || /closed state|Connection lost/i.test(message ?? '');
};

/** Whether the same transaction may succeed when all of it is repeated. */
export const isWorthRepeating = (error: unknown): boolean =>
  !(error instanceof LostAtCommit) &&
  (WORTH_REPEATING.has(of(error).errno ?? 0) || /^SQLITE_BUSY/.test(of(error).code ?? '') || isUnusable(error));

/** A unique index stands against it. Which one is for the program to know, never for the answer. */
export const isDuplicate = (error: unknown): boolean =>
  of(error).errno === 1062 || /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(of(error).code ?? '');

/** A foreign key stands against it: the other record is gone, or this one is still referred to. */
export const isBrokenReference = (error: unknown): boolean =>
  [1451, 1452].includes(of(error).errno ?? 0) || /^SQLITE_CONSTRAINT_(FOREIGNKEY|TRIGGER)$/.test(of(error).code ?? '');

/** The database is away, overloaded, or took longer than a statement may. */
export const isAway = (error: unknown): boolean =>
  error instanceof LostAtCommit || isUnusable(error) || isWorthRepeating(error) || [1969, 3024].includes(of(error).errno ?? 0);
