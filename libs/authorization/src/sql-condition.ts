import { type Column, type TableInfo, tableNamed, toDatabase } from '#libs/persistence';
import type { Condition, Operator } from './conditions.js';
import { FactSet } from './fact-set.js';

const SQL: Record<Operator, string> = { eq: '=', in: 'IN', lt: '<', lte: '<=', gt: '>', gte: '>=' };

export interface SqlText {
  readonly sql: string;
  readonly params: readonly unknown[];
}

/**
 * Translates a condition to SQL over one table. Negation is pushed to the leaves, so that NULL never meets NOT and the
 * answer is two-valued, as in memory. An unknown field or link throws.
 */
export function toSql(condition: Condition, info: TableInfo, alias: string): SqlText {
  const params: unknown[] = [];
  let seq = 0;

  const write = (node: Condition, table: TableInfo, as: string, negated: boolean): string => {
    if ('not' in node) return write(node.not, table, as, !negated);
    if ('and' in node || 'or' in node) {
      const conjunction = 'and' in node !== negated;
      const parts = 'and' in node ? node.and : node.or;
      if (!parts.length) return conjunction ? '1=1' : '1=0';
      return `(${parts.map((part) => write(part, table, as, negated)).join(conjunction ? ' AND ' : ' OR ')})`;
    }
    const dot = node.path.indexOf('.');
    return dot < 0 ? leaf(node, table, as, negated) : linked(node, dot, table, as, negated);
  };

  const linked = (node: Leaf, dot: number, table: TableInfo, as: string, negated: boolean): string => {
    const link = table.links.get(node.path.slice(0, dot));
    if (!link) throw new Error(`${table.name}.${node.path.slice(0, dot)} is no link that a rule can follow`);
    const target = tableNamed(link.table);
    const other = `r${++seq}`;
    const own = columnAt(table, link.property, as);
    const inner = write({ ...node, path: node.path.slice(dot + 1) }, target, other, false);
    // An absent link has no fields: null in memory, so only "= null" holds for it.
    const absent = node.op === 'eq' && node.value === null;
    // By the linked record's key: one look-up a row, wherever the list is entered.
    const exists = `EXISTS (SELECT 1 FROM \`${target.table}\` ${other} WHERE ${other}.id = ${own} AND ${inner})`;
    const none = `(${own} IS NULL OR NOT ${exists})`;
    if (!absent) return negated ? none : exists;
    return negated ? `(${own} IS NOT NULL AND NOT (${exists}))` : `(${own} IS NULL OR ${exists})`;
  };

  const leaf = ({ op, path, value }: Leaf, table: TableInfo, as: string, negated: boolean): string => {
    const column = columnAt(table, path, as);
    const kind = table.columns.get(path)!.column;
    if (value === null) return op === 'eq' ? `${column} IS ${negated ? 'NOT ' : ''}NULL` : negated ? '1=1' : '1=0';
    const positive = op === 'in' ? membership(column, value, kind) : comparison(column, op, value, kind);
    if (positive === '1=0') return negated ? '1=1' : '1=0';
    return negated ? `(NOT (${positive}) OR ${column} IS NULL)` : positive;
  };

  const comparison = (column: string, op: Operator, value: unknown, kind: Column): string => {
    params.push(toDatabase(value, kind));
    return `${column} ${SQL[op]} ?`;
  };

  const membership = (column: string, value: unknown, kind: Column): string => {
    const subSelect = value instanceof FactSet ? value.subSelect : undefined;
    if (subSelect) {
      params.push(...subSelect.params);
      return `${column} IN (${subSelect.sql})`;
    }
    const values = (value instanceof FactSet ? value.values : (value as unknown[])).filter((one) => one !== null);
    if (!values.length) return '1=0';
    params.push(...values.map((one) => toDatabase(one, kind)));
    return values.length === 1 ? `${column} = ?` : `${column} IN (${values.map(() => '?').join(', ')})`;
  };

  return { sql: write(condition, info, alias, false), params };
}

type Leaf = Extract<Condition, { op: Operator }>;

const columnAt = (table: TableInfo, property: string, alias: string): string => {
  const column = table.columns.get(property);
  if (!column) throw new Error(`${table.name}.${property} is not a column`);
  return `${alias}.\`${column.name}\``;
};
