import { quoteValue, type RefusalReport } from '#libs/import-files';
import type { RawElement } from './mspdi-document.js';
import { parseDateTime, parseDuration } from './plan-value.js';

const TRUTH = new Map([
  ['0', false],
  ['false', false],
  ['1', true],
  ['true', true],
]);

/** Reads typed values from the elements of one file; what cannot be read is reported and taken as absent. */
export class MspdiFields {
  constructor(
    private readonly file: string,
    private readonly report: RefusalReport,
  ) {}

  /** @param what how the report names the element: `task "Scope" (UID 1)` */
  of(element: RawElement, what: string): ElementFields {
    return new ElementFields(element, (reason) => this.report.add({ file: this.file, line: element.line, reason: `${what}: ${reason}` }));
  }
}

export class ElementFields {
  constructor(
    private readonly element: RawElement,
    readonly refuse: (reason: string) => void,
  ) {}

  text(name: string): string | null {
    return this.element.fields.get(name) ?? null;
  }

  /** A text on one line: runs of blanks count as one. */
  name(name: string): string | null {
    return this.text(name)?.replace(/\s+/g, ' ') ?? null;
  }

  flag(name: string): boolean {
    return this.read(name, (text) => TRUTH.get(text) ?? null, 'is neither 0 nor 1') ?? false;
  }

  /** A whole number from 0. */
  count(name: string): number | null {
    return this.read(name, (text) => (/^\d{1,15}$/.test(text) ? Number(text) : null), 'is not a whole number');
  }

  /** A number, possibly negative or with a fraction. */
  number(name: string): number | null {
    return this.read(name, (text) => (/^[+-]?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : null), 'is not a number');
  }

  percent(name: string): number | null {
    const value = this.number(name);
    if (value === null || (value >= 0 && value <= 100)) return value === null ? null : Math.round(value);
    this.refuse(`${name} ${value} is not between 0 and 100`);
    return null;
  }

  instant(name: string): Date | null {
    return this.read(name, parseDateTime, 'is not a date and time that exists');
  }

  /** Minutes of a duration. */
  minutes(name: string): number | null {
    return this.read(name, parseDuration, 'is not a duration such as PT8H0M0S');
  }

  private read<T>(name: string, parse: (text: string) => T | null, fault: string): T | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = parse(text);
    if (value === null) this.refuse(`${name} ${quoteValue(text)} ${fault}`);
    return value;
  }
}
