import { MOST_LEVELS } from './outline.js';
import { type OutlineNode, TemplateOutline } from './template-outline.js';

/** a (a1, a2), b, c (c1) */
const NODES: readonly OutlineNode[] = [
  { id: 'a', parentId: null, position: 0, wbs: '1', wbsOrder: 1 },
  { id: 'a1', parentId: 'a', position: 0, wbs: '1.1', wbsOrder: 2 },
  { id: 'a2', parentId: 'a', position: 1, wbs: '1.2', wbsOrder: 3 },
  { id: 'b', parentId: null, position: 1, wbs: '2', wbsOrder: 4 },
  { id: 'c', parentId: null, position: 2, wbs: '3', wbsOrder: 5 },
  { id: 'c1', parentId: 'c', position: 0, wbs: '3.1', wbsOrder: 6 },
];
const given = (): TemplateOutline => new TemplateOutline([...NODES].reverse());
const shown = (outline: TemplateOutline): string[] => outline.inOrder.map(({ wbs, id }) => `${wbs} ${id}`);

describe('BR-158 the outline of a template', () => {
  it('is read from top to bottom, whatever order it came in', () => {
    expect(shown(given())).toEqual(['1 a', '1.1 a1', '1.2 a2', '2 b', '3 c', '3.1 c1']);
    expect(given().changes()).toEqual([]);
  });

  it('takes a new task at the end, or at a place, and tells which others moved', () => {
    const outline = given();
    expect(outline.put('n', 'a', null)).toEqual({ id: 'n', parentId: 'a', position: 2, wbs: '1.3', wbsOrder: 4 });
    expect(outline.changes().map(({ id }) => id)).toEqual(['b', 'c', 'c1']);
    outline.put('m', null, 1);
    expect(shown(outline)).toEqual(['1 a', '1.1 a1', '1.2 a2', '1.3 n', '2 m', '3 b', '4 c', '4.1 c1']);
    expect(outline.put('z', null, 99).position).toBe(4);
  });

  it('moves a task with all that lies below it, up and down', () => {
    const outline = given();
    outline.put('a', null, 2);
    expect(shown(outline)).toEqual(['1 b', '2 c', '2.1 c1', '3 a', '3.1 a1', '3.2 a2']);
    outline.put('a', 'c', 0);
    expect(shown(outline)).toEqual(['1 b', '2 c', '2.1 a', '2.1.1 a1', '2.1.2 a2', '2.2 c1']);
    outline.put('a2', 'a', 0);
    expect(outline.childrenOf('a').map(({ id, position }) => [id, position])).toEqual([
      ['a2', 0],
      ['a1', 1],
    ]);
  });

  it('closes the gap that a task leaves', () => {
    const outline = given();
    outline.remove('b');
    expect(shown(outline)).toEqual(['1 a', '1.1 a1', '1.2 a2', '2 c', '2.1 c1']);
    expect(outline.changes().map(({ id }) => id)).toEqual(['c', 'c1']);
  });

  it('knows what lies within what, and puts nothing below itself', () => {
    expect([given().isWithin('a1', 'a'), given().isWithin('a', 'a'), given().isWithin('a', 'a1')]).toEqual([true, true, false]);
    for (const parent of ['a', 'a1']) expect(() => given().put('a', parent, null)).toThrow('cannot lie below itself');
  });

  it('has at most so many levels, also of what comes with a task', () => {
    const outline = new TemplateOutline([]);
    for (let level = 1; level <= MOST_LEVELS; level += 1) outline.put(`${level}`, level === 1 ? null : `${level - 1}`, null);
    expect(() => outline.put('x', `${MOST_LEVELS}`, null)).toThrow(`at most ${MOST_LEVELS} levels`);
    outline.remove('x');
    outline.put('top', null, 0);
    expect(() => outline.put('1', 'top', null)).toThrow(`at most ${MOST_LEVELS} levels`);
  });
});
