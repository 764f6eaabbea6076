import { Account, LONGEST_PATH } from './account.js';

const now = new Date('2026-03-02T08:00:00Z');
const open = (code: string, parent: Account | null = null): Account =>
  Account.open({ id: `id-${code}`, number: `ACCT${code}`, code, now }, { name: code }, parent);

describe('the tree of accounts', () => {
  it('BR-001 a path is the parent’s and the own code', () => {
    const top = open('a');
    expect(open('b', top).state).toMatchObject({ path: 'a/b', parentId: 'id-a', country: 'USA', customer: false, partner: false });
    expect(top.state).toMatchObject({ path: 'a', parentId: null });
  });

  it('BR-002 a move changes path and parent, and says from where to where', () => {
    const [a, b] = [open('a'), open('b')];
    b.moveBelow(a, now, b.state.path.length);
    expect(b.state).toMatchObject({ path: 'a/b', parentId: 'id-a' });
    expect(b.takeEvents()).toMatchObject([{ type: 'customers.account-moved', payload: { from: 'b', to: 'a/b' } }]);
    b.moveBelow(a, now, b.state.path.length);
    expect(b.takeEvents()).toEqual([]);
    b.moveBelow(null, now, b.state.path.length);
    expect(b.state).toMatchObject({ path: 'b', parentId: null });
  });

  it('BR-002 a circle is refused, also over others; a code that begins alike makes none', () => {
    const a = open('a');
    const b = open('b', a);
    const c = open('c', b);
    for (const below of [a, b, c]) expect(() => a.moveBelow(below, now, 5)).toThrow('below itself');
    const alike = open('ab');
    a.moveBelow(alike, now, 5);
    expect(a.state.path).toBe('ab/a');
  });

  it('BR-002 no path gets longer than there is room for, of those below neither', () => {
    const long = open('x'.repeat(LONGEST_PATH - 3));
    expect(open('ab', long).state.path).toHaveLength(LONGEST_PATH);
    expect(() => open('abc', long)).toThrow('too many');
    const a = open('a');
    a.moveBelow(long, now, 2);
    const b = open('b');
    expect(() => b.moveBelow(long, now, 3)).toThrow('too many');
  });
});
