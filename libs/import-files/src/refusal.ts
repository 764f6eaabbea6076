/** One row or element of a file that was not taken, and why. */
export interface Refusal {
  /** The path as it was given to the command. */
  readonly file: string;
  /** Line of the file, the first is 1; for a CSV row the line where the row ends. */
  readonly line: number;
  readonly reason: string;
}

/** `FILE:LINE: REASON`, the form that editors and CI logs turn into a link. */
export function formatRefusal(refusal: Refusal): string {
  return `${refusal.file}:${refusal.line}: ${refusal.reason}`;
}

// Control and format characters could steer a terminal, separators could fake a new line of the report.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A cell or text as it may stand in a reason: in quotes, on one line, no control characters, at most 60 characters. */
export function quoteValue(value: string): string {
  const short = value.length > 60 ? `${value.slice(0, 60)}...` : value;
  return `"${short.replace(UNSAFE, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`)}"`;
}
