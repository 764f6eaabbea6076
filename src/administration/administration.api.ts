import { Injectable } from '@nestjs/common';
import type { Connection } from '#libs/persistence';
import { type AccessControl, type ControlledTable, DEFAULT_ACCESS_CONTROLS, keyOf } from './domain/access-controls.js';
import { type FieldMap, FLOWS, type FlowKey } from './domain/flows.js';
import { PLUGINS } from './domain/plugins.js';
import { PROPERTIES, type PropertyValue } from './domain/properties.js';

/** What an administrator has switched: read once, and again when the stamp of everyone's access has changed. */
export interface Configuration {
  readonly activePlugins: ReadonlySet<string>;
  readonly accessControls: readonly AccessControl[];
  readonly properties: ReadonlyMap<string, PropertyValue>;
  readonly flows: ReadonlyMap<FlowKey, FlowSetting>;
}

/** How a flow is set. */
export interface FlowSetting {
  readonly active: boolean;
  /** Null for a flow that copies no fields. */
  readonly fieldMap: FieldMap | null;
}

/** A switch of any kind, as the one statement that reads them all finds it. */
interface SwitchRow {
  readonly kind: 'plugin' | 'control' | 'property' | 'flow';
  readonly name: string;
  readonly role: string | null;
  readonly operation: 'read' | null;
  readonly enabled: number | null;
  readonly value: string | null;
}

/** What other contexts ask of administration. */
@Injectable()
export class AdministrationApi {
  private kept: { stamp: string; configuration: Configuration } | undefined;

  /** The configuration as it stands. Each process reads it anew when the stamp differs from the one it has. */
  async configuration(connection: Connection, stamp: string): Promise<Configuration> {
    if (this.kept?.stamp === stamp) return this.kept.configuration;
    const configuration = await this.read(connection);
    this.kept = { stamp, configuration };
    return configuration;
  }

  /** The configuration without the cache, for a write that depends on it. */
  async read(connection: Connection): Promise<Configuration> {
    const rows = await connection.rows<SwitchRow>(
      `SELECT 'plugin' AS kind, id AS name, NULL AS role, NULL AS operation, active AS enabled, NULL AS value FROM plugin
       UNION ALL SELECT 'control', table_name, role, operation, enabled, NULL FROM access_control
       UNION ALL SELECT 'property', id, NULL, NULL, NULL, value FROM property
       UNION ALL SELECT 'flow', id, NULL, NULL, active, field_map FROM flow`,
    );
    const of = (kind: SwitchRow['kind']) => rows.filter((row) => row.kind === kind);
    const inactive = new Set(
      of('plugin')
        .filter(({ enabled }) => !enabled)
        .map(({ name }) => name),
    );
    const flows = new Map(of('flow').map((row) => [row.name, row]));
    const values = new Map<string, PropertyValue>(of('property').map(({ name, value }) => [name, JSON.parse(value!) as PropertyValue]));
    return {
      activePlugins: new Set(PLUGINS.map(({ id }) => id).filter((id) => !inactive.has(id))),
      accessControls: overlay(
        of('control').map((row) => ({
          table: row.name as ControlledTable,
          role: row.role!,
          operation: row.operation!,
          enabled: Boolean(row.enabled),
        })),
      ),
      properties: new Map(PROPERTIES.map((one) => [one.name, values.get(one.name) ?? one.default])),
      flows: new Map(
        FLOWS.map(({ key, active, fields }) => {
          const row = flows.get(key);
          const fieldMap = row?.value ? (JSON.parse(row.value) as FieldMap) : (fields?.initial ?? null);
          return [key, { active: row ? Boolean(row.enabled) : active, fieldMap }];
        }),
      ),
    };
  }
}

/** The defaults, with the rows that were set in their place. */
function overlay(rows: readonly AccessControl[]): AccessControl[] {
  const all = new Map(DEFAULT_ACCESS_CONTROLS.map((control) => [keyOf(control), control]));
  for (const row of rows) all.set(keyOf(row), row);
  return [...all.values()];
}

/** The tables that access controls open to somebody with these effective roles. */
export const openTables = (controls: readonly AccessControl[], roles: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(controls.filter(({ enabled, role }) => enabled && roles.has(role)).map(({ table }) => table));

/** The flows that are on, each with the fields that it copies. */
export const activeFlows = (flows: Configuration['flows']): ReadonlyMap<FlowKey, FieldMap> =>
  new Map([...flows].flatMap(([key, { active, fieldMap }]) => (active ? [[key, fieldMap ?? []]] : [])));
