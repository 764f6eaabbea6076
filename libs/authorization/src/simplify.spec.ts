import fc from 'fast-check';
import { type Condition, matches, parse } from './conditions.js';
import { FactSet } from './fact-set.js';
import { simplify } from './simplify.js';

describe('a condition in fewer words', () => {
  const mine = FactSet.of('a', 'b');

  it('says once what was said twice, and drops the alternative that asks for more', () => {
    const rule = parse({ $or: [{ by: 'me', account: { $in: mine } }, { $and: [{ account: { $in: mine } }, { account: { $in: mine } }] }] });
    expect(simplify(rule)).toEqual({ op: 'in', path: 'account', value: mine });
  });

  it('keeps apart what only looks alike', () => {
    const rule = parse({
      $or: [{ account: { $in: mine } }, { account: { $in: FactSet.of('a', 'b') } }, { account: '1' }, { account: 1 as never }],
    });
    expect((simplify(rule) as { or: unknown[] }).or).toHaveLength(4);
  });

  it('is met by the same records', () => {
    const leaf = fc.record({
      op: fc.constantFrom('eq' as const),
      path: fc.constantFrom('a', 'b', 'c'),
      value: fc.constantFrom(0, 1, null),
    });
    const condition = fc.letrec<{ any: Condition }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ and: fc.array(tie('any'), { maxLength: 3 }) }),
        fc.record({ or: fc.array(tie('any'), { maxLength: 3 }) }),
        fc.record({ not: tie('any') }),
      ),
    })).any;
    const row = fc.record({ a: fc.constantFrom(0, 1, null), b: fc.constantFrom(0, 1, null), c: fc.constantFrom(0, 1, null) });
    fc.assert(
      fc.property(condition, row, (one, record) => expect(matches(simplify(one), record)).toBe(matches(one, record))),
      { numRuns: 2_000 },
    );
  });
});
