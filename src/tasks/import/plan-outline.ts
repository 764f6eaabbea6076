/** Where a task stands in the tree; positions are those in the list of tasks. */
export interface OutlinePlace {
  readonly parent: number | null;
  /** Position after the last task below this one; a task at a position in between is a descendant. */
  readonly end: number;
  /** False when the level above is missing: the task then hangs under the nearest one there is. */
  readonly hasProperParent: boolean;
}

/** The tree that outline levels (1 directly under the project) make of tasks in their order. */
export function outline(levels: readonly number[]): OutlinePlace[] {
  const parents: (number | null)[] = [];
  const proper: boolean[] = [];
  const ends: number[] = [];
  const open: number[] = [];
  const closeDownTo = (level: number, position: number) => {
    while (open.length > 0 && (levels[open.at(-1) as number] as number) >= level) ends[open.pop() as number] = position;
  };
  levels.forEach((level, position) => {
    closeDownTo(level, position);
    const parent = open.at(-1) ?? null;
    parents.push(parent);
    proper.push(level === (parent === null ? 1 : (levels[parent] as number) + 1));
    open.push(position);
  });
  closeDownTo(0, levels.length);
  return parents.map((parent, i) => ({ parent, end: ends[i] as number, hasProperParent: proper[i] as boolean }));
}

/** Whether one of two different tasks is above the other, at any distance. */
export function areInLine(places: readonly OutlinePlace[], a: number, b: number): boolean {
  const [upper, lower] = a < b ? [a, b] : [b, a];
  return lower < (places[upper] as OutlinePlace).end;
}
