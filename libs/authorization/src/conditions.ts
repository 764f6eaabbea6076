import { FactSet } from './fact-set.js';

/** The value a field is compared with. */
type Scalar = string | number | boolean | Date | null;

/** A rule's condition on a record, in the Mongo style that CASL speaks; a link is named by a dotted path. */
export interface Conditions {
  readonly [path: string]:
    | Scalar
    | {
        readonly $eq?: Scalar;
        readonly $ne?: Scalar;
        readonly $in?: FactSet | readonly Scalar[];
        readonly $nin?: FactSet | readonly Scalar[];
      }
    | { readonly $lt?: Scalar; readonly $lte?: Scalar; readonly $gt?: Scalar; readonly $gte?: Scalar }
    | readonly Conditions[];
}

export type Operator = 'eq' | 'in' | 'lt' | 'lte' | 'gt' | 'gte';

/** A condition, parsed once. The one tree is read by the check in memory and by the translation to SQL. */
export type Condition =
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly op: Operator; readonly path: string; readonly value: unknown };

const OPERATORS: Record<string, (path: string, value: unknown) => Condition> = {
  $eq: (path, value) => ({ op: 'eq', path, value }),
  $ne: (path, value) => ({ not: { op: 'eq', path, value } }),
  $in: (path, value) => ({ op: 'in', path, value }),
  $nin: (path, value) => ({ not: { op: 'in', path, value } }),
  $lt: (path, value) => ({ op: 'lt', path, value }),
  $lte: (path, value) => ({ op: 'lte', path, value }),
  $gt: (path, value) => ({ op: 'gt', path, value }),
  $gte: (path, value) => ({ op: 'gte', path, value }),
};

export const ALWAYS: Condition = { and: [] };

/** Reads a rule's conditions. An operator outside the small set both sides understand throws: fail loud, never open. */
export function parse(conditions: Conditions): Condition {
  const parts = Object.entries(conditions).map(([key, value]): Condition => {
    if (key === '$and') return { and: (value as Conditions[]).map(parse) };
    if (key === '$or') return { or: (value as Conditions[]).map(parse) };
    if (key === '$nor') return { not: { or: (value as Conditions[]).map(parse) } };
    if (key.startsWith('$')) throw new Error(`operator ${key} is not supported in a rule`);
    if (value === undefined) throw new Error(`the condition on ${key} has no value`);
    if (value === null || typeof value !== 'object' || value instanceof Date) return { op: 'eq', path: key, value };
    return all(Object.entries(value).map(([operator, operand]) => comparison(key, operator, operand)));
  });
  return all(parts);
}

const all = (parts: readonly Condition[]): Condition => (parts.length === 1 ? parts[0]! : { and: parts });

function comparison(path: string, operator: string, value: unknown): Condition {
  const make = OPERATORS[operator];
  if (!make) throw new Error(`operator ${operator} is not supported in a rule`);
  if (value === undefined) throw new Error(`the condition on ${path} has no value`);
  return make(path, value);
}

/** Every path a condition names. */
export function pathsOf(condition: Condition): string[] {
  if ('and' in condition) return condition.and.flatMap(pathsOf);
  if ('or' in condition) return condition.or.flatMap(pathsOf);
  if ('not' in condition) return pathsOf(condition.not);
  return [condition.path];
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : (value ?? null));

const COMPARE: Record<Operator, (actual: unknown, wanted: unknown) => boolean> = {
  eq: (actual, wanted) => plain(actual) === plain(wanted),
  in: (actual, wanted) =>
    actual != null &&
    (wanted instanceof FactSet
      ? wanted.has(actual as string)
      : (wanted as unknown[]).some((one) => one != null && plain(one) === plain(actual))),
  lt: (actual, wanted) => ordered(actual, wanted) && (plain(actual) as number) < (plain(wanted) as number),
  lte: (actual, wanted) => ordered(actual, wanted) && (plain(actual) as number) <= (plain(wanted) as number),
  gt: (actual, wanted) => ordered(actual, wanted) && (plain(actual) as number) > (plain(wanted) as number),
  gte: (actual, wanted) => ordered(actual, wanted) && (plain(actual) as number) >= (plain(wanted) as number),
};
const ordered = (actual: unknown, wanted: unknown): boolean => actual != null && wanted != null;

/** Whether a loaded record meets a condition. A field that was not loaded is a programming error, never a silent no. */
export function matches(condition: Condition, record: object): boolean {
  if ('and' in condition) return condition.and.every((part) => matches(part, record));
  if ('or' in condition) return condition.or.some((part) => matches(part, record));
  if ('not' in condition) return !matches(condition.not, record);
  return COMPARE[condition.op](valueAt(record, condition.path), condition.value);
}

function valueAt(record: object, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split('.')) {
    if (value === null) return null;
    value = (value as Record<string, unknown>)[name];
    if (value === undefined) throw new Error(`"${path}" is not loaded`);
  }
  return value;
}
