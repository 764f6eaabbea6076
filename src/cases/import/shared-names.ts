import { cellValue } from './incident-columns.js';

/** The names in a log: a few thousand values in millions of cells, each kept once. Runs of blanks count as one. */
export class SharedNames {
  private readonly known = new Map<string, string | null>();

  /** The name in a cell, or null when it has no value. */
  of(cell: string): string | null {
    const known = this.known.get(cell);
    if (known !== undefined) return known;
    const value = cellValue(cell);
    const name = value === null ? null : ownCopy(value.replace(/\s+/g, ' '));
    this.known.set(name === cell ? name : ownCopy(cell), name);
    return name;
  }
}

/** A cut-out string keeps the whole text that it was cut from in memory; its copy does not. */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
