import { findLinkCycles } from './link-cycles.js';

const flat = (tasks: number) => Array.from({ length: tasks }, () => null);
const link = (from: number, to: number) => ({ from, to });

describe('BR-149 links must not form a cycle', () => {
  it('finds none in a chain with short cuts', () => {
    expect(findLinkCycles(flat(4), [link(0, 1), link(1, 2), link(2, 3), link(0, 3), link(1, 3)])).toEqual([]);
  });

  it('names the tasks of a cycle in the order of the links, and the last link', () => {
    const links = [link(3, 1), link(1, 2), link(0, 1), link(2, 3), link(3, 4)];
    expect(findLinkCycles(flat(5), links)).toEqual([{ tasks: [1, 2, 3], link: 3 }]);
  });

  it('finds two that are independent', () => {
    const links = [link(0, 1), link(1, 0), link(1, 2), link(2, 3), link(3, 2)];
    const found = findLinkCycles(flat(4), links);
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { tasks: [0, 1], link: 1 },
        { tasks: [2, 3], link: 4 },
      ]),
    );
  });

  // 0 holds 1 and 2; 3 stands beside it.
  const parents = [null, 0, 0, null];

  it('finds one that leads through a summary', () => {
    expect(findLinkCycles(parents, [link(1, 3), link(3, 0)])).toEqual([{ tasks: [0, 1, 3], link: 1 }]);
    expect(findLinkCycles(parents, [link(0, 3), link(3, 2)])).toEqual([{ tasks: [0, 3, 2], link: 1 }]);
    expect(findLinkCycles(parents, [link(0, 3), link(3, 0)])).toEqual([{ tasks: [0, 3], link: 1 }]);
  });

  it('allows links among the tasks of a summary and on from it', () => {
    expect(findLinkCycles(parents, [link(1, 2), link(0, 3), link(1, 3)])).toEqual([]);
  });

  it('copes with large plans: 10,000 tasks in one ring, and a tree 10,000 deep', () => {
    const many = 10_000;
    const chain = Array.from({ length: many - 1 }, (_, n) => link(n, n + 1));
    expect(findLinkCycles(flat(many), chain)).toEqual([]);
    expect(findLinkCycles(flat(many), [...chain, link(many - 1, 0)])[0]?.tasks).toHaveLength(many);
    const deep = Array.from({ length: many }, (_, n) => (n === 0 ? null : n - 1));
    expect(findLinkCycles([...deep, null], [link(many - 1, many), link(many, 0)])[0]?.tasks).toContain(many);
  });
});
