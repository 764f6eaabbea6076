import { Refused } from '#libs/kernel';
import { checkDepth, wbsAt } from './outline.js';

/** A task of a template as far as its place is concerned. */
export interface OutlineNode {
  readonly id: string;
  readonly parentId: string | null;
  /** Its place among its siblings, from 0. */
  readonly position: number;
  readonly wbs: string;
  readonly wbsOrder: number;
}

/** BR-158. The tree of a template's tasks; loaded whole, since templates are small. */
export class TemplateOutline {
  private readonly loaded: ReadonlyMap<string, OutlineNode>;
  private nodes: Map<string, OutlineNode>;

  constructor(nodes: readonly OutlineNode[]) {
    this.nodes = new Map([...nodes].sort((a, b) => a.wbsOrder - b.wbsOrder).map((node) => [node.id, node]));
    this.loaded = new Map(this.nodes);
  }

  get(id: string): OutlineNode | undefined {
    return this.nodes.get(id);
  }

  /** From top to bottom. */
  get inOrder(): OutlineNode[] {
    return [...this.nodes.values()];
  }

  childrenOf(parentId: string | null): OutlineNode[] {
    return this.inOrder.filter((node) => node.parentId === parentId);
  }

  /** Whether a task is another one or lies below it. */
  isWithin(id: string, ancestorId: string): boolean {
    for (let at: string | null = id; at !== null; at = this.nodes.get(at)?.parentId ?? null) if (at === ancestorId) return true;
    return false;
  }

  /**
   * Puts a task, new or old, below another one or at the top, and numbers the tree anew.
   * @param position from 0; at the end when left out or beyond it
   * @throws Refused when that would put it below itself, or too deep
   */
  put(id: string, parentId: string | null, position: number | null): OutlineNode {
    if (parentId !== null && this.isWithin(parentId, id)) throw Refused.field('parentId', 'task_cycle', 'A task cannot lie below itself.');
    const others = this.childrenOf(parentId).filter((node) => node.id !== id);
    const at = Math.min(position ?? others.length, others.length);
    this.nodes.set(id, { id, parentId, position: at, wbs: '', wbsOrder: 0 });
    this.number(new Map([[parentId, [...others.slice(0, at).map((node) => node.id), id, ...others.slice(at).map((node) => node.id)]]]));
    for (const node of this.nodes.values()) if (this.isWithin(node.id, id)) checkDepth(node.wbs);
    return this.nodes.get(id)!;
  }

  remove(id: string): void {
    this.nodes.delete(id);
    this.number(new Map());
  }

  /** The tasks whose place differs from the loaded one; not new ones. */
  changes(): OutlineNode[] {
    return this.inOrder.filter((node) => {
      const before = this.loaded.get(node.id);
      return before && (Object.keys(node) as (keyof OutlineNode)[]).some((name) => before[name] !== node[name]);
    });
  }

  /** @param orders of the children of some parents, by id, where it is another than it was */
  private number(orders: ReadonlyMap<string | null, readonly string[]>): void {
    const below = new Map<string | null, string[]>();
    for (const { id, parentId } of this.nodes.values()) below.set(parentId, [...(below.get(parentId) ?? []), id]);
    for (const [parentId, order] of orders) below.set(parentId, [...order]);
    const numbered = new Map<string, OutlineNode>();
    const visit = (parentId: string | null, wbs: string | null): void => {
      (below.get(parentId) ?? []).forEach((id, position) => {
        const node = { id, parentId, position, wbs: wbsAt(wbs, position), wbsOrder: numbered.size + 1 };
        numbered.set(id, node);
        visit(id, node.wbs);
      });
    };
    visit(null, null);
    this.nodes = numbered;
  }
}
