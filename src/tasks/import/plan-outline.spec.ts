import { areInLine, outline } from './plan-outline.js';

describe('the tree that outline levels make', () => {
  it('hangs each task under the nearest one above with a lower level', () => {
    const places = outline([1, 2, 3, 3, 2, 1, 2]);
    expect(places.map((place) => place.parent)).toEqual([null, 0, 1, 1, 0, null, 5]);
    expect(places.map((place) => place.end)).toEqual([5, 4, 3, 4, 5, 7, 7]);
    expect(places.every((place) => place.hasProperParent)).toBe(true);
  });

  it('tells where a level is missing above a task', () => {
    expect(outline([2, 1, 3, 2]).map((place) => place.hasProperParent)).toEqual([false, true, false, true]);
  });

  it('tells ancestor and descendant, in both orders, from other pairs', () => {
    const places = outline([1, 2, 3, 2, 1]);
    expect([areInLine(places, 0, 2), areInLine(places, 2, 0), areInLine(places, 1, 2)]).toEqual([true, true, true]);
    expect([areInLine(places, 1, 3), areInLine(places, 2, 3), areInLine(places, 0, 4)]).toEqual([false, false, false]);
  });

  it('copes with a very deep tree', () => {
    const places = outline(Array.from({ length: 50_000 }, (_, n) => n + 1));
    expect(places.at(-1)?.parent).toBe(49_998);
    expect(places[0]?.end).toBe(50_000);
  });
});
