import type { Terminal } from './terminal.js';

/** One option of a command, as its help shows it. */
export interface Option {
  readonly help: string;
  /** What stands for the value in the help, as `N`; an option without one is a switch. */
  readonly value?: string;
  readonly required?: boolean;
}

/** What somebody typed, taken apart. */
export interface Call {
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly arguments: readonly string[];
  /** The value of an option, or undefined when it was not given. */
  text(option: string): string | undefined;
  /** Whether a switch was given. */
  has(option: string): boolean;
}

/** One command of the command line. Its name is one word or two. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The arguments after the name, as the help shows them: `<file...>`. */
  readonly usage?: string;
  /** Fewest and most arguments; none when left out. */
  readonly count?: readonly [least: number, most: number];
  readonly options?: Readonly<Record<string, Option>>;
  /** Further lines of the help. */
  readonly details?: string;
  /** Ends well (exit code 0), or throws. */
  run(call: Call): Promise<void>;
}

/** The command line itself is wrong: exit code 2. */
export class WrongUse extends Error {}

/** The command was understood and could not be done: exit code 1. The message is for people, without a trace. */
export class CommandFailed extends Error {}

/** A whole number given as an option. @throws WrongUse when it is none, or outside the limits */
export function wholeNumber(call: Call, option: string, usual: number, least: number, most: number): number {
  const text = call.text(option);
  if (text === undefined) return usual;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new WrongUse(`--${option} must be a whole number from ${least} to ${most}.`);
  return value;
}

/** A point in time given as an option: a date or a date and time, UTC. @throws WrongUse when it is none */
export function moment(call: Call, option: string): Date | undefined {
  const text = call.text(option);
  if (text === undefined) return undefined;
  const zoned = /T/.test(text) && !/(Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(time)) throw new WrongUse(`--${option} must be a date such as 2026-01-31 or 2026-01-31T08:00:00Z.`);
  return new Date(time);
}
