import type { TableInfo } from '#libs/persistence';
import { type Conditions, parse } from './conditions.js';
import { FactSet } from './fact-set.js';
import { isNarrow } from './narrow.js';

const column = (kind: string) => ({ column: { kind } });
const TABLE = {
  columns: new Map(Object.entries({ contactId: column('id'), accountId: column('id'), active: column('flag'), state: column('text') })),
} as unknown as TableInfo;
const FEW = FactSet.of('a', 'b');
const MANY = new FactSet(new Set(Array.from({ length: 500 }, (_, i) => String(i))), { sql: 'SELECT id FROM account', params: [] });

describe('a condition', () => {
  const narrow: Conditions[] = [
    { contactId: 'a' },
    { accountId: { $in: FEW } },
    { accountId: { $in: ['a', 'b'] } },
    { $and: [{ active: true }, { accountId: { $in: FEW } }] },
    { $or: [{ contactId: 'a' }, { $and: [{ state: 'open' }, { accountId: 'b' }] }] },
  ];
  it.each(narrow.map((one) => [JSON.stringify(one), one] as const))('%s leads to few rows', (_, conditions) => {
    expect(isNarrow(parse(conditions), TABLE)).toBe(true);
  });

  const wide: Conditions[] = [
    {},
    { active: true },
    { state: { $in: ['open', 'new'] } },
    { contactId: null },
    { contactId: { $ne: 'a' } },
    { accountId: { $in: MANY } },
    { accountId: { $in: Array.from({ length: 21 }, (_, i) => String(i)) } },
    { 'case.contactId': 'a' },
    { $or: [{ contactId: 'a' }, { active: true }] },
    { $and: [{ active: true }, { 'case.contactId': 'a' }] },
  ];
  it.each(wide.map((one) => [JSON.stringify(one), one] as const))('%s does not', (_, conditions) => {
    expect(isNarrow(parse(conditions), TABLE)).toBe(false);
  });
});
