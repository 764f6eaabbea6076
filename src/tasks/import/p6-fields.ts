import { quoteValue } from '#libs/import-files';
import type { ElementFields } from './mspdi-fields.js';
import type { RawPart } from './p6-document.js';
import { MAX_MINUTES } from './plan-value.js';

/** How reports name an activity: by the Id that people see, not by its ObjectId. */
export function activityLabel({ fields }: RawPart): string {
  return `activity ${quoteValue(nameOf(fields) ?? '(no name)')} (${quoteValue(fields.get('Id') ?? 'no Id')})`;
}

/** The name of an element on one line; null where it has none. */
export function nameOf(fields: ReadonlyMap<string, string>): string | null {
  return fields.get('Name')?.replace(/\s+/g, ' ') ?? null;
}

/** The ObjectId of an element; one without is refused. */
export function objectId(fields: ElementFields): number | null {
  if (fields.text('ObjectId') === null) fields.refuse('ObjectId is missing');
  return fields.count('ObjectId');
}

/** A number with a point or a comma. */
export function decimal(fields: ElementFields, name: string): number | null {
  const text = fields.text(name);
  if (text === null) return null;
  if (/^[+-]?\d{1,15}([.,]\d+)?(e[+-]?\d{1,2})?$/i.test(text)) return Number(text.replace(',', '.'));
  fields.refuse(`${name} ${quoteValue(text)} is not a number`);
  return null;
}

/** Whole minutes of a number of hours, possibly negative. */
export function minutesOfHours(fields: ElementFields, name: string): number | null {
  const hours = decimal(fields, name);
  if (hours === null) return null;
  // Adding zero turns -0 into 0.
  const minutes = Math.round(hours * 60) + 0;
  if (Math.abs(minutes) <= MAX_MINUTES) return minutes;
  fields.refuse(`${name} ${hours} is too large`);
  return null;
}
