import type { Connection } from '#libs/persistence';
import type { Actor } from './actor.js';
import type { FactSet } from './fact-set.js';

/** Reads the facts about a person that a context's rules speak of. `known` holds what the contexts it needs have read. */
export type FactProvider = (
  connection: Connection,
  actor: Omit<Actor, 'facts'>,
  known: ReadonlyMap<string, FactSet>,
) => Promise<Record<string, FactSet>>;

interface Entry {
  readonly provider: FactProvider;
  readonly needs: readonly string[];
}

/** Where contexts leave their fact providers; asked when a person's rights have changed. */
export class FactRegistry {
  private readonly entries = new Map<string, Entry>();
  private order: readonly FactProvider[] | null = null;

  /**
   * Adds the provider of a context.
   * @param needs the contexts whose facts it builds on. Modules start in no certain order, so that of the calls says nothing
   */
  add(context: string, provider: FactProvider, ...needs: string[]): void {
    this.entries.set(context, { provider, needs });
    this.order = null;
  }

  async factsOf(connection: Connection, actor: Omit<Actor, 'facts'>): Promise<ReadonlyMap<string, FactSet>> {
    this.order ??= this.inOrder();
    const facts = new Map<string, FactSet>();
    for (const provider of this.order) {
      for (const [name, set] of Object.entries(await provider(connection, actor, facts))) facts.set(name, set);
    }
    return facts;
  }

  /** @throws Error for a context whose facts are needed and that adds none */
  private inOrder(): FactProvider[] {
    const order = new Set<FactProvider>();
    const visit = (context: string): void => {
      const entry = this.entries.get(context);
      if (!entry) throw new Error(`the facts of ${context} are needed, and nobody reads them`);
      for (const needed of entry.needs) visit(needed);
      order.add(entry.provider);
    };
    for (const context of this.entries.keys()) visit(context);
    return [...order];
  }
}
