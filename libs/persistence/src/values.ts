import type { Column } from './columns.js';

/** A value as the database driver takes it. Times go in as `YYYY-MM-DD HH:MM:SS.mmm`, which sorts as text on SQLite. */
export function toDatabase(value: unknown, column: Column): unknown {
  if (value === null || value === undefined) return null;
  switch (column.kind) {
    case 'instant':
      return (value instanceof Date ? value.toISOString() : String(value)).replace('T', ' ').replace('Z', '');
    case 'flag':
      return value ? 1 : 0;
    case 'json':
      return JSON.stringify(value);
    default:
      return value;
  }
}

/** A value as an aggregate holds it: instants are Dates, flags booleans, JSON parsed. */
export function fromDatabase(value: unknown, column: Column): unknown {
  if (value === null || value === undefined) return null;
  switch (column.kind) {
    case 'instant':
      return new Date(isoInstant(value as string));
    case 'flag':
      return value === 1 || value === '1' || value === true;
    case 'json':
      return JSON.parse(value as string);
    case 'bigInteger':
    case 'decimal':
    case 'money':
      return Number(value);
    default:
      return value;
  }
}

/** A stored instant as ISO 8601 with milliseconds and Z, by cutting text: lists hold many of them. */
export const isoInstant = (stored: string): string => `${stored.slice(0, 10)}T${stored.slice(11).padEnd(12, '.000')}Z`;

/** A value as an answer shows it: like the aggregate's, but instants stay text. */
export function toAnswer(value: unknown, column: Column): unknown {
  return column.kind === 'instant' && value !== null && value !== undefined ? isoInstant(value as string) : fromDatabase(value, column);
}
