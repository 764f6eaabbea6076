import type { Type } from '@nestjs/common';
import type { Database, UnitOfWork } from '#libs/persistence';
import type { Settings } from '../settings.js';

/** A part of the program, by its class. */
export type Part<T> = Type<T> | (abstract new (...args: never[]) => T);

/** What commands use of the program. */
export interface ProgramParts {
  readonly settings: Settings;
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  get<T>(part: Part<T>): T;
}
