import type { TableInfo } from '#libs/persistence';
import type { Condition } from './conditions.js';
import { FactSet } from './fact-set.js';

/** Of more records than these, what belongs to them is seldom little. */
const FEW = 20;

/**
 * Whether a condition leads to few rows by the table's own indexes: each of its alternatives names records, as the
 * contact or the accounts of a case. A sub-select, a link, a flag or a state leads to many, or to no index at all.
 */
export function isNarrow(condition: Condition, table: TableInfo): boolean {
  if ('not' in condition) return false;
  if ('and' in condition) return condition.and.some((part) => isNarrow(part, table));
  if ('or' in condition) return condition.or.every((part) => isNarrow(part, table));
  const { op, path, value } = condition;
  if (table.columns.get(path)?.column.kind !== 'id' || value === null) return false;
  return op === 'eq' || (op === 'in' && (value instanceof FactSet ? value.size : (value as readonly unknown[]).length) <= FEW);
}
