import { type AbilityTable, type Rule, rulesOf } from './ability-table.js';
import type { Actor } from './actor.js';
import { AppAbility } from './app-ability.js';

/** Puts the contexts' rules together for one person. A module adds its table as it starts. */
export class AbilityFactory {
  private readonly tables: AbilityTable[] = [];

  add(table: AbilityTable): void {
    this.tables.push(table);
  }

  /** Grants of all contexts first, then what is forbidden to everyone. */
  for(actor: Actor): AppAbility {
    const grants: Rule[] = [];
    const prohibitions: Rule[] = [];
    for (const table of this.tables) {
      const rules = rulesOf(table, actor);
      grants.push(...rules.grants);
      prohibitions.push(...rules.prohibitions);
    }
    const unexplained = [...grants, ...prohibitions].find((rule) => !rule.because);
    if (unexplained) throw new Error(`a rule for ${unexplained.persona} on ${unexplained.subject} does not say why`);
    return new AppAbility(actor, [...grants, ...prohibitions]);
  }
}
