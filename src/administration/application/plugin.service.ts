import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { touchEveryonesAccess } from '#libs/authorization';
import { Conflict, NotFound } from '#libs/kernel';
import { type Connection, Database, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { AdministrationApi } from '../administration.api.js';
import { dependantsOf, missingFor, PLUGINS, type PluginDefinition } from '../domain/plugins.js';
import { PluginSchema } from '../persistence/configuration.schema.js';

/** A plugin as an answer shows it. */
export interface PluginRow {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly requires: readonly string[];
}

/** Switches plugins on and off (decision 24). No data is lost by it. */
@Injectable()
export class PluginService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly administration: AdministrationApi,
  ) {}

  /** All plugins, each after what it requires. */
  async list(): Promise<PluginRow[]> {
    const active = await this.active(this.database);
    return PLUGINS.map((plugin) => rowOf(plugin, active));
  }

  /** @throws NotFound, or Conflict naming each prerequisite that is inactive */
  activate(origin: Origin, id: string): Promise<PluginRow> {
    return this.switch(origin, id, true);
  }

  /** @throws NotFound, or Conflict naming each active plugin that needs this one */
  deactivate(origin: Origin, id: string): Promise<PluginRow> {
    return this.switch(origin, id, false);
  }

  private switch(origin: Origin, id: string, on: boolean): Promise<PluginRow> {
    return this.unitOfWork.run(origin, async (tx) => {
      const plugin = PLUGINS.find((one) => one.id === id);
      if (!plugin) throw new NotFound();
      // Written before anything is read: of two administrators who switch plugins that depend on each other, one waits.
      await touchEveryonesAccess(tx);
      const active = await this.active(tx);
      if (active.has(id) === on) return rowOf(plugin, active);
      refuse(on ? missingFor(plugin, active) : dependantsOf(plugin, active), plugin, on);
      await this.write(tx, plugin, on);
      return { ...rowOf(plugin, active), active: on };
    });
  }

  private async write(tx: Transaction, plugin: PluginDefinition, on: boolean): Promise<void> {
    const found = await tx.run('UPDATE plugin SET active = ? WHERE id = ?', [on ? 1 : 0, plugin.id]);
    if (found === 0) await tx.insert(PluginSchema, { id: plugin.id, active: on });
    audit(tx, {
      action: on ? 'activated' : 'deactivated',
      recordType: 'Plugin',
      recordId: null,
      recordNumber: plugin.id,
      before: { active: !on },
      after: { active: on },
    });
  }

  private async active(connection: Connection): Promise<ReadonlySet<string>> {
    return (await this.administration.read(connection)).activePlugins;
  }
}

const rowOf = ({ id, name, requires }: PluginDefinition, active: ReadonlySet<string>): PluginRow => ({
  id,
  name,
  active: active.has(id),
  requires,
});

function refuse(others: readonly PluginDefinition[], { name }: PluginDefinition, on: boolean): void {
  if (!others.length) return;
  const named = others.map((other) => `${other.name} (${other.id})`).join(', ');
  const errors = others.map(({ id }) => ({ pointer: '', code: on ? 'inactive' : 'active', message: id }));
  throw on
    ? new Conflict('plugin_prerequisites_missing', `${name} needs plugins that are not active: ${named}.`, errors)
    : new Conflict('plugin_needed', `Active plugins need ${name}: ${named}.`, errors);
}
