/** Up to here a set goes into a statement value by value, which lets the database use its indexes best. */
const MOST_INLINE = 200;

/**
 * A set of ids that is a fact about the caller, as the accounts in reach. A small one is written into a statement as a
 * list; a large one as the sub-select that describes it. In memory it is asked directly; both say the same.
 */
export class FactSet {
  constructor(
    private readonly ids: ReadonlySet<string>,
    private readonly select?: { readonly sql: string; readonly params: readonly unknown[] },
  ) {}

  static readonly NONE = new FactSet(new Set());

  static of(...ids: (string | null | undefined)[]): FactSet {
    return new FactSet(new Set(ids.filter((id): id is string => typeof id === 'string')));
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  get size(): number {
    return this.ids.size;
  }

  get values(): string[] {
    return [...this.ids];
  }

  /** The sub-select, for a set that is too large to be listed. */
  get subSelect(): { readonly sql: string; readonly params: readonly unknown[] } | undefined {
    return this.ids.size > MOST_INLINE ? this.select : undefined;
  }
}
