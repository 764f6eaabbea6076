import type { Refusal } from './refusal.js';

/**
 * A file that cannot be imported at all: missing, not text, not the expected format, or hostile.
 * The message is one plain sentence, `FILE: REASON` or `FILE:LINE: REASON`; FILE is the path as it was given.
 */
export class ImportFileError extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
    /** Line of the file (the first is 1), or null when the fault has no place. */
    readonly line: number | null = null,
  ) {
    super(line === null ? `${file}: ${reason}` : `${file}:${line}: ${reason}`);
    this.name = new.target.name;
  }
}

/** A file whose rows were read to the end and some refused; the message lists them, see `RefusalReport.lines`. */
export class ImportRefusedError extends ImportFileError {
  constructor(
    file: string,
    readonly refusals: readonly Refusal[],
    lines: readonly string[],
  ) {
    super(file, refusals[0]?.reason ?? 'refused', refusals[0]?.line ?? null);
    this.message = lines.join('\n');
  }
}
