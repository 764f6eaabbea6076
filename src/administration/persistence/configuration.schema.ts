import { flag, json, key, tableSchema, text, textKey } from '#libs/persistence';

/** Switches that differ from their default. What has no row stands as the definitions say. */
export const PluginSchema = tableSchema<{ id: string; active: boolean }>('Plugin', 'plugin', { id: textKey(60), active: flag() });

export interface AccessControlRow {
  id: string;
  tableName: string;
  role: string;
  operation: string;
  enabled: boolean;
}
export const AccessControlSchema = tableSchema<AccessControlRow>(
  'AccessControl',
  'access_control',
  { id: key(), tableName: text(60), role: text(100), operation: text(10), enabled: flag() },
  { unique: [['tableName', 'role', 'operation']] },
);

export const PropertySchema = tableSchema<{ id: string; value: unknown }>('Property', 'property', { id: textKey(120), value: json() });
