import { Injectable } from '@nestjs/common';
import { AbilityFactory, type Actor, AppAbility, FactRegistry, type PersonKind } from '#libs/authorization';
import { type Connection, Database } from '#libs/persistence';
import { AdministrationApi, activeFlows, openTables } from '../../administration/index.js';
import { effectiveRoles } from '../domain/roles.js';
import { personasOf } from './personas.js';

/** A person as one statement at the start of each request finds it. */
export interface Standing {
  readonly personId: string;
  readonly name: string;
  readonly kind: PersonKind;
  /** Differs whenever anything has changed that the person's rights rest on. */
  readonly stamp: string;
  /** The part of the stamp that concerns everyone. */
  readonly everyonesStamp: string;
}

const MOST_KEPT = 2_000;

/**
 * Makes the ability of a person. Roles, reach and project contacts are read from the database; what was read stays in
 * memory as long as the stamp of the person's rights, read at each request, has not changed.
 */
@Injectable()
export class ActorSource {
  private readonly kept = new Map<string, { stamp: string; ability: AppAbility }>();

  constructor(
    private readonly database: Database,
    private readonly administration: AdministrationApi,
    private readonly facts: FactRegistry,
    private readonly abilities: AbilityFactory,
  ) {}

  async abilityOf(standing: Standing): Promise<AppAbility> {
    const kept = this.kept.get(standing.personId);
    if (kept?.stamp === standing.stamp) return kept.ability;
    const ability = this.abilities.for(await this.actor(standing, this.database));
    this.kept.delete(standing.personId);
    this.kept.set(standing.personId, { stamp: standing.stamp, ability });
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    return ability;
  }

  /**
   * What several people may do now, for what the program does by itself, as a mail that only those get who may read what it
   * tells. Who is disabled may nothing and is left out.
   */
  async abilitiesOf(connection: Connection, personIds: readonly string[]): Promise<ReadonlyMap<string, AppAbility>> {
    const found = new Map<string, AppAbility>();
    if (!personIds.length) return found;
    const rows = await connection.rows<{ id: string; name: string; kind: PersonKind; mine: number; everyone: number }>(
      `SELECT p.id, p.name, p.kind, COALESCE(mine.value, 0) AS mine, everyone.value AS everyone FROM person p LEFT JOIN access_stamp mine ON mine.id = p.id JOIN access_stamp everyone ON everyone.id = 'everyone' WHERE p.active = 1 AND p.id IN (${personIds.map(() => '?').join(', ')})`,
      personIds,
    );
    for (const { id, name, kind, mine, everyone } of rows) {
      const standing = { personId: id, name, kind, stamp: `${mine}.${everyone}`, everyonesStamp: String(everyone) };
      found.set(id, await this.abilityOf(standing));
    }
    return found;
  }

  private async actor({ personId, name, kind, everyonesStamp }: Standing, connection: Connection): Promise<Actor> {
    const granted = await connection.rows<{ role: string }>(
      'SELECT role FROM person_role WHERE person_id = ? UNION SELECT r.role FROM group_member m JOIN group_role r ON r.group_id = m.group_id WHERE m.person_id = ?',
      [personId, personId],
    );
    const roles = effectiveRoles([kind === 'internal' ? 'snc_internal' : 'snc_external', ...granted.map(({ role }) => role)]);
    const configuration = await this.administration.configuration(connection, everyonesStamp);
    const actor: Omit<Actor, 'facts'> = {
      personId,
      personName: name,
      kind,
      roles,
      personas: personasOf(kind, roles),
      openTables: openTables(configuration.accessControls, roles),
      plugins: configuration.activePlugins,
      properties: configuration.properties,
      flows: activeFlows(configuration.flows),
    };
    return { ...actor, facts: await this.facts.factsOf(connection, actor) };
  }
}
