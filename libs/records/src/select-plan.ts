import type { AppAbility } from '#libs/authorization';
import { type Column, columnName, toAnswer } from '#libs/persistence';
import { type RecordShape, readableWhere, visibleFields, visibleGathered } from './record-shape.js';

/** A record as an answer shows it. */
export type RecordJson = Record<string, unknown>;

/** A SELECT over one shape for one person, without its WHERE: made once and kept while the person's rights are the same. */
export interface SelectPlan {
  readonly columns: string;
  readonly columnParams: readonly unknown[];
  readonly joins: string;
  readonly joinParams: readonly unknown[];
  /** Fields whose reference is guarded, so that a filter on them must ask the guarded join. */
  readonly guarded: ReadonlyMap<string, string>;
  toJson(row: Record<string, unknown>): RecordJson;
  /** Whether the field stays hidden on this row, though the person reads it on others. */
  hides(row: Record<string, unknown>, field: string): boolean;
}

const plans = new WeakMap<AppAbility, Map<string, SelectPlan>>();

/** The plan to show a list's or a single record's fields to a person. */
export function planFor(shape: RecordShape, ability: AppAbility, list: boolean): SelectPlan {
  const mine = plans.get(ability) ?? new Map<string, SelectPlan>();
  plans.set(ability, mine);
  const key = `${shape.title} ${list}`;
  const plan = mine.get(key) ?? makePlan(shape, ability, list);
  mine.set(key, plan);
  return plan;
}

interface Reader {
  readonly name: string;
  read(row: Record<string, unknown>): unknown;
}

function makePlan(shape: RecordShape, ability: AppAbility, list: boolean): SelectPlan {
  const columns: string[] = [];
  const joins: string[] = [];
  const joinParams: unknown[] = [];
  const guarded = new Map<string, string>();
  const readers: Reader[] = [];
  const masks = new Masks(shape, ability);
  const select = (expression: string): string => {
    columns.push(`${expression} AS c${columns.length}`);
    return `c${columns.length - 1}`;
  };

  for (const name of visibleFields(shape, ability.fieldsFor('read', shape.subject), list)) {
    const field = shape.fields.get(name)!;
    masks.add(name);
    const own = shape.table.columns.get(field.property)!;
    if (field.kind !== 'reference') {
      readers.push(valueReader(name, select(`t.\`${own.name}\``), own.column));
      continue;
    }
    const { target } = field;
    const alias = `j_${columnName(name)}`;
    let held = `t.\`${own.name}\``;
    if (field.through) {
      joins.push(`LEFT JOIN \`${field.through.table}\` v${alias} ON v${alias}.id = ${held}`);
      held = `v${alias}.\`${field.through.column}\``;
    }
    let on = `${alias}.id = ${held}`;
    if (target.guard && !ability.always('read', target.guard)) {
      const rule = ability.where('read', target.guard, alias);
      on += ` AND ${rule.sql}`;
      joinParams.push(...rule.params);
      guarded.set(name, alias);
    }
    joins.push(`LEFT JOIN \`${target.table}\` ${alias} ON ${on}`);
    const id = select(`${alias}.id`);
    const shown = Object.entries(target.shown).map(([key, column]) => [key, select(`${alias}.\`${column}\``)] as const);
    readers.push({ name, read: (row) => (row[id] === null ? null : referenceOf(row, id, shown)) });
  }
  for (const name of visibleGathered(shape, ability.fieldsFor('read', shape.subject), list)) masks.add(name);
  return {
    columns: [...columns, ...masks.columns].join(', '),
    columnParams: masks.params,
    joins: joins.join(' '),
    joinParams,
    guarded,
    toJson: (row) => {
      const json: RecordJson = {};
      for (const reader of readers) if (!masks.hides(row, reader.name)) json[reader.name] = reader.read(row);
      return json;
    },
    hides: (row, field) => masks.hides(row, field),
  };
}

/** Fields that a person reads on some rows only: for each row, columns tell on which of them it is. */
class Masks {
  readonly columns: string[] = [];
  readonly params: unknown[] = [];
  private readonly byField = new Map<string, string>();
  private readonly bySql = new Map<string, string>();

  constructor(
    private readonly shape: RecordShape,
    private readonly ability: AppAbility,
  ) {}

  add(field: string): void {
    const where = readableWhere(this.shape, this.ability, field);
    if (!where) return;
    const key = JSON.stringify(where);
    let alias = this.bySql.get(key);
    if (!alias) {
      alias = `m${this.columns.length}`;
      this.bySql.set(key, alias);
      this.columns.push(`CASE WHEN ${where.sql} THEN 1 ELSE 0 END AS ${alias}`);
      this.params.push(...where.params);
    }
    this.byField.set(field, alias);
  }

  hides(row: Record<string, unknown>, field: string): boolean {
    const alias = this.byField.get(field);
    return alias !== undefined && Number(row[alias]) !== 1;
  }
}

const valueReader = (name: string, as: string, column: Column): Reader =>
  ['instant', 'flag', 'json', 'decimal', 'money', 'bigInteger'].includes(column.kind)
    ? { name, read: (row) => toAnswer(row[as], column) }
    : { name, read: (row) => row[as] };

function referenceOf(row: Record<string, unknown>, id: string, shown: readonly (readonly [string, string])[]): RecordJson {
  const json: RecordJson = { id: row[id] };
  for (const [key, as] of shown) json[key] = row[as];
  return json;
}
