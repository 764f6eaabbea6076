import { isId } from '#libs/kernel';
import { toDatabase } from '#libs/persistence';
import { badParameter, flagOf, momentOf } from './parameters.js';
import { type Field, isReadable, type RecordShape } from './record-shape.js';

/** A filter that was read: written into SQL over the alias `t` by `filterSql`. */
export interface Filter {
  readonly name: string;
  readonly field: Field;
  readonly operator: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'startsWith' | 'isNull';
  readonly values: readonly unknown[];
}

const SUFFIX = /\.(ne|gt|gte|lt|lte|contains|startsWith|isNull)$/;
const MOST_VALUES = 50;

/** @throws Invalid, with one text for a field that does not exist and one the caller may not read */
export function parseFilter(shape: RecordShape, readable: ReadonlySet<string> | 'all', parameter: string, text: string): Filter {
  const suffix = SUFFIX.exec(parameter)?.[1] as Filter['operator'] | undefined;
  const name = suffix ? parameter.slice(0, -suffix.length - 1) : parameter;
  const field = shape.fields.get(name);
  if (!field?.filter || !isReadable(name, readable)) throw badParameter(parameter, 'is not one that this list knows');
  const operator = suffix ?? 'eq';
  if (!allowed(shape, field, operator)) throw badParameter(parameter, 'cannot be used with this field');
  if (operator === 'isNull') return { name, field, operator, values: [flagOf(parameter, text)] };
  const texts = operator === 'eq' || operator === 'ne' ? text.split(',') : [text];
  if (texts.length > MOST_VALUES) throw badParameter(parameter, `names more than ${MOST_VALUES} values`);
  return { name, field, operator, values: texts.map((one) => readValue(shape, field, parameter, one)) };
}

function allowed(shape: RecordShape, field: Field, operator: Filter['operator']): boolean {
  if (operator === 'eq' || operator === 'ne' || operator === 'isNull') return true;
  if (field.kind === 'reference') return false;
  const { kind } = shape.table.columns.get(field.property)!.column;
  if (operator === 'contains' || operator === 'startsWith') return kind === 'text' && field.kind === 'value';
  return field.kind === 'value' ? kind !== 'flag' : typeof field.choices[0] === 'number';
}

function readValue(shape: RecordShape, field: Field, parameter: string, text: string): unknown {
  const { column } = shape.table.columns.get(field.property)!;
  if (text === '') throw badParameter(parameter, 'has no value');
  if (field.kind === 'reference') return text;
  if (field.kind === 'choice') {
    const found = field.choices.find((one) => String(one) === text);
    if (found === undefined) throw badParameter(parameter, `must be one of ${field.choices.join(', ')}`);
    return found;
  }
  if (column.kind === 'flag') return flagOf(parameter, text) ? 1 : 0;
  if (['integer', 'bigInteger', 'decimal', 'money'].includes(column.kind)) {
    if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(text)) throw badParameter(parameter, 'must be a number');
    return Number(text);
  }
  if (column.kind === 'instant') return toDatabase(momentOf(parameter, text), column);
  if (column.kind === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) throw badParameter(parameter, 'must be a date as 2026-01-31');
  return text;
}

const COMPARISON = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
export const likePattern = (text: string): string => text.toLowerCase().replace(/[!%_]/g, '!$&');

/** A filter as SQL. `guard` is the alias of the guarded join: what the caller may not see behind it does not match. */
export function filterSql(shape: RecordShape, filter: Filter, guard: string | undefined, me: string): { sql: string; params: unknown[] } {
  const { field, operator, values } = filter;
  const column = `t.\`${shape.table.columns.get(field.property)!.name}\``;
  if (operator === 'isNull') return { sql: `${guard ? `${guard}.id` : column} IS ${values[0] ? '' : 'NOT '}NULL`, params: [] };
  if (field.kind === 'reference') return referenceSql(field, column, filter, guard, me);
  if (operator === 'contains' || operator === 'startsWith') {
    const pattern = `${operator === 'contains' ? '%' : ''}${likePattern(String(values[0]))}%`;
    return { sql: `LOWER(${column}) LIKE ? ESCAPE '!'`, params: [pattern] };
  }
  if (operator === 'eq') return { sql: `${column} ${oneOf(values)}`, params: [...values] };
  if (operator === 'ne') return { sql: `(NOT (${column} ${oneOf(values)}) OR ${column} IS NULL)`, params: [...values] };
  return { sql: `${column} ${COMPARISON[operator]} ?`, params: [...values] };
}

const oneOf = (values: readonly unknown[]): string => (values.length === 1 ? '= ?' : `IN (${values.map(() => '?').join(', ')})`);

/** References are given by id or number, persons also as `me`. */
function referenceSql(field: Extract<Field, { kind: 'reference' }>, column: string, filter: Filter, guard: string | undefined, me: string) {
  const params: unknown[] = [];
  const byNumber = 'number' in field.target.shown || field.target.numbered;
  const parts = filter.values.map((one) => {
    const wanted = one === 'me' && field.target.table === 'person' ? me : String(one);
    params.push(wanted);
    return isId(wanted) || !byNumber
      ? `${column} = ?`
      : `${column} = (SELECT n.id FROM \`${field.target.table}\` n WHERE n.\`${field.target.shown.number ?? 'number'}\` = ?)`;
  });
  const any = parts.length === 1 ? parts[0]! : `(${parts.join(' OR ')})`;
  const seen = guard ? `(${any} AND ${guard}.id IS NOT NULL)` : any;
  return { sql: filter.operator === 'eq' ? seen : `(NOT ${seen} OR ${column} IS NULL${guard ? ` OR ${guard}.id IS NULL` : ''})`, params };
}
