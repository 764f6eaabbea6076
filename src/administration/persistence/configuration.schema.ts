import { flag, json, key, optional, tableSchema, text, textKey } from '#libs/persistence';
import type { FieldMap } from '../domain/flows.js';

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

/** The field map is null where the one of the definition stands. */
export const FlowSchema = tableSchema<{ id: string; active: boolean; fieldMap: FieldMap | null }>('Flow', 'flow', {
  id: textKey(60),
  active: flag(),
  fieldMap: optional(json()),
});

export interface FormLayoutRow {
  /** The form. */
  id: string;
  relatedLists: readonly string[];
  fields: readonly string[];
}
export const FormLayoutSchema = tableSchema<FormLayoutRow>('FormLayout', 'form_layout', {
  id: textKey(40),
  relatedLists: json(),
  fields: json(),
});
