import { Refused } from '#libs/kernel';
import type { TaskTree } from './task-tree.js';

/** Far deeper than anybody plans; a server follows parents no further than a thousand steps. */
export const MOST_LEVELS = 500;

/** BR-158. The WBS of a task at a place (from 0) below another one, or below the project. */
export const wbsAt = (parentWbs: string | null, position: number): string =>
  parentWbs === null ? String(position + 1) : `${parentWbs}.${position + 1}`;

/** @throws Refused for a task that lies too deep */
export function checkDepth(wbs: string): void {
  if (wbs.split('.').length > MOST_LEVELS) throw Refused.field('parentId', 'too_deep', `A plan has at most ${MOST_LEVELS} levels.`);
}

/** Where a new task stands, and whether the tasks after it in the whole order have to make room. */
export interface Place {
  readonly parentId: string | null;
  readonly position: number;
  readonly wbs: string;
  readonly wbsOrder: number;
  readonly makesRoom: boolean;
}

/**
 * BR-158. The place after the last task below another one, or below the project.
 * @param tree at least the parent's family, and the last task of the whole order
 */
export function lastPlace(tree: TaskTree, parentId: string | null): Place {
  const position = (tree.childrenOf(parentId).at(-1)?.position ?? -1) + 1;
  const wbs = wbsAt(parentId === null ? null : tree.get(parentId)!.wbs, position);
  checkDepth(wbs);
  const next = parentId === null ? null : nextAfter(tree, parentId);
  return { parentId, position, wbs, wbsOrder: next ?? tree.lastOrder + 1, makesRoom: next !== null };
}

/** The place in the whole order that follows everything below a task; null where nothing does. */
function nextAfter(tree: TaskTree, id: string): number | null {
  for (let node = tree.get(id)!; ; node = tree.get(node.parentId!)!) {
    const next = tree.childrenOf(node.parentId).find(({ position }) => position > node.position);
    if (next) return next.wbsOrder;
    if (node.parentId === null) return null;
  }
}

/**
 * BR-158. Puts a task below another one, or below the project, and numbers the tree anew. The whole tree has to be loaded.
 * @param position from 0; at the end when left out or beyond it
 * @throws Refused when that would put it below itself, or too deep
 */
export function moveTo(tree: TaskTree, id: string, parentId: string | null, position: number | null): void {
  if (parentId !== null && tree.isWithin(parentId, id)) throw Refused.field('parentId', 'task_cycle', 'A task cannot lie below itself.');
  const others = tree.childrenOf(parentId).filter((node) => node.id !== id);
  const at = Math.min(position ?? others.length, others.length);
  const order = [...others.slice(0, at), { ...tree.get(id)!, parentId }, ...others.slice(at)];
  order.forEach((node, i) => {
    tree.put({ ...node, position: i });
  });
  renumber(tree);
  for (const { wbs } of tree.descendantsOf(id)) checkDepth(wbs);
  checkDepth(tree.get(id)!.wbs);
}

/** BR-158. Numbers a tree anew from the order of its tasks. The whole tree has to be loaded. */
export function renumber(tree: TaskTree): void {
  const places = new Map<string | null, { wbs: string | null; count: number }>([[null, { wbs: null, count: 0 }]]);
  tree.descendantsOf(null).forEach((node, i) => {
    const above = places.get(node.parentId)!;
    const position = above.count;
    above.count += 1;
    const wbs = wbsAt(above.wbs, position);
    places.set(node.id, { wbs, count: 0 });
    tree.put({ ...node, position, wbs, wbsOrder: i + 1 });
  });
}
