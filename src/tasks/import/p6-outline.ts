import { quoteValue } from '#libs/import-files';
import type { ElementFields, MspdiFields } from './mspdi-fields.js';
import { partsOf, type RawPart } from './p6-document.js';
import { activityLabel, nameOf, objectId } from './p6-fields.js';

/** An activity or WBS node in its place. */
export interface PlacedPart {
  readonly part: RawPart;
  /** Null where it could not be read. */
  readonly objectId: number | null;
  /** Position of the WBS node above it; null directly under the project. */
  readonly parent: number | null;
  readonly isSummary: boolean;
}

/** How reports name a WBS node. */
export function nodeLabel({ fields }: RawPart): string {
  return `WBS ${quoteValue(nameOf(fields) ?? '(no name)')} (ObjectId ${fields.get('ObjectId') ?? 'missing'})`;
}

/**
 * The activities and WBS nodes of a project as one outline, each node before what it holds: below a node first its
 * activities by Id, then its nodes by SequenceNumber. A node without parent that bears the project's name is the project
 * itself, and so is the node that the project names as its own but which is not in the file.
 */
export function outlineOf(project: RawPart, fieldsOf: MspdiFields): PlacedPart[] {
  return new P6Outline(project, fieldsOf).placed();
}

/**
 * UIDs of the tasks of a plan: the ObjectId, of an activity rather than of a WBS node that has the same one, which then
 * gets the next number that is free. None is 0, which means the project itself where plans have UIDs.
 */
export function uidsOf(placed: readonly PlacedPart[]): number[] {
  const ids = placed.map(({ objectId }) => objectId ?? 0);
  const ofActivities = new Set(placed.filter(({ part }) => part.name === 'Activity').map(({ objectId }) => objectId));
  let next = ids.reduce((most, id) => Math.max(most, id), 0);
  return placed.map(({ part }, i) => {
    const id = ids[i] as number;
    if (id > 0 && (part.name === 'Activity' || !ofActivities.has(id))) return id;
    next += 1;
    return next;
  });
}

class P6Outline {
  private readonly nodes = new Map<number, RawPart>();
  /** ObjectIds that stand for the project itself. */
  private readonly roots = new Set<number>();
  private readonly activitiesBelow = new Map<number | null, RawPart[]>();
  private readonly nodesBelow = new Map<number | null, RawPart[]>();
  private readonly ids = new Map<RawPart, number | null>();

  constructor(
    private readonly project: RawPart,
    private readonly fieldsOf: MspdiFields,
  ) {}

  placed(): PlacedPart[] {
    this.readNodes();
    for (const activity of partsOf(this.project, 'Activity')) {
      const fields = this.fieldsOf.of(activity, activityLabel(activity));
      this.ids.set(activity, objectId(fields));
      add(this.activitiesBelow, this.parentIn(fields, 'WBSObjectId'), activity);
    }
    const placed = this.walk();
    const seen = new Set(placed.map(({ part }) => part));
    for (const [id, node] of this.nodes) {
      if (seen.has(node) || this.roots.has(id)) continue;
      this.fieldsOf.of(node, nodeLabel(node)).refuse('the WBS nodes above it form a circle');
    }
    return placed;
  }

  private readNodes(): void {
    const name = nameOf(this.project.fields);
    for (const node of partsOf(this.project, 'WBS')) {
      const fields = this.fieldsOf.of(node, nodeLabel(node));
      const id = objectId(fields);
      if (id === null) continue;
      if (this.nodes.has(id)) fields.refuse('its ObjectId is used twice');
      this.nodes.set(id, node);
      this.ids.set(node, id);
      if (fields.text('ParentObjectId') === null && nameOf(node.fields) === name) this.roots.add(id);
    }
    const own = this.fieldsOf.of(this.project, `project ${quoteValue(name ?? '')}`).count('WBSObjectId');
    if (own !== null && !this.nodes.has(own)) this.roots.add(own);
    for (const [id, node] of this.nodes) {
      if (!this.roots.has(id)) add(this.nodesBelow, this.parentIn(this.fieldsOf.of(node, nodeLabel(node)), 'ParentObjectId'), node);
    }
  }

  private parentIn(fields: ElementFields, name: string): number | null {
    const id = fields.count(name);
    if (id === null || this.roots.has(id)) return null;
    if (this.nodes.has(id)) return id;
    fields.refuse(`${name} ${id} is not in the file`);
    return null;
  }

  /** Works with a list of what is to be placed, the next one last, not by recursion: the tree may be deep. */
  private walk(): PlacedPart[] {
    const placed: PlacedPart[] = [];
    const waiting: { readonly part: RawPart; readonly parent: number | null }[] = [];
    const put = (parts: readonly RawPart[], parent: number | null) => {
      for (const part of [...parts].reverse()) waiting.push({ part, parent });
    };
    put(this.below(null), null);
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const id = this.ids.get(next.part) ?? null;
      const children = next.part.name === 'WBS' ? this.below(id) : [];
      const position = placed.push({ ...next, objectId: id, isSummary: children.length > 0 }) - 1;
      put(children, position);
    }
    return placed;
  }

  private below(id: number | null): RawPart[] {
    const byId = (a: RawPart, b: RawPart) => compare(a.fields.get('Id') ?? '', b.fields.get('Id') ?? '');
    const bySequence = (a: RawPart, b: RawPart) => compare(sequenceOf(a), sequenceOf(b));
    return [...(this.activitiesBelow.get(id) ?? []).sort(byId), ...(this.nodesBelow.get(id) ?? []).sort(bySequence)];
  }
}

const sequenceOf = ({ fields }: RawPart): number => Number(fields.get('SequenceNumber') ?? Number.NaN) || 0;

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function add(lists: Map<number | null, RawPart[]>, key: number | null, part: RawPart): void {
  const list = lists.get(key);
  if (list) list.push(part);
  else lists.set(key, [part]);
}
