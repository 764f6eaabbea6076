import { ImportRefusedError } from './import-file-error.js';
import { formatRefusal, type Refusal } from './refusal.js';

/** How many refusals a report lists; the rest is only counted. */
const LISTED_REFUSALS = 100;

/** Collects what was refused. Keeps the first 100 and counts the others, so a file of bad rows costs no memory. */
export class RefusalReport {
  private readonly kept: Refusal[] = [];
  private total = 0;

  add(refusal: Refusal): void {
    this.total += 1;
    if (this.kept.length < LISTED_REFUSALS) this.kept.push(refusal);
  }

  /** All that was refused, also what is not listed. */
  get count(): number {
    return this.total;
  }

  /** The first 100, in the order they were found. */
  get listed(): readonly Refusal[] {
    return this.kept;
  }

  /** One line for each listed refusal, then one with the number of the others, if any. */
  lines(): string[] {
    const lines = this.kept.map(formatRefusal);
    const rest = this.total - this.kept.length;
    return rest > 0 ? [...lines, `and ${rest} more refused`] : lines;
  }

  /** @throws ImportRefusedError naming all that was refused; returns when nothing was. */
  throwIfAny(file: string): void {
    if (this.total > 0) throw new ImportRefusedError(file, this.kept, this.lines());
  }
}
