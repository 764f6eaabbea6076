import { Invalid } from '#libs/kernel';

/** @throws Invalid when a parameter stands twice or is no text */
export function single(name: string, given: unknown): string {
  if (typeof given !== 'string') throw badParameter(name, 'stands more than once');
  return given;
}

export const badParameter = (name: string, what: string): Invalid =>
  new Invalid('invalid_parameter', `The parameter ${name} ${what}.`, [
    { pointer: `/${name}`, code: 'invalid_parameter', message: `${name} ${what}` },
  ]);

export function flagOf(name: string, text: string): boolean {
  if (text !== 'true' && text !== 'false') throw badParameter(name, 'must be true or false');
  return text === 'true';
}

const MOST = 100;
const USUAL = 25;

/** Rows a page: 25 when nothing is said. @throws Invalid beyond 1 to 100 */
export function limitOf(text: string | undefined): number {
  if (text === undefined) return USUAL;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MOST) throw badParameter('limit', `must be a whole number from 1 to ${MOST}`);
  return limit;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A moment as a parameter writes it; UTC where no zone is given, midnight where no time is. @throws Invalid */
export function momentOf(name: string, text: string): Date {
  const zoned = /T/.test(text) && !/(Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text;
  const moment = INSTANT.test(text) ? new Date(zoned) : new Date(Number.NaN);
  if (Number.isNaN(moment.getTime())) throw badParameter(name, 'must be a time as 2026-01-31T08:00:00Z');
  return moment;
}
