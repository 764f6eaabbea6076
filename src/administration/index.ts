export { AdministrationApi, type Configuration, openTables } from './administration.api.js';
export { AdministrationModule } from './administration.module.js';
export { AccessControlService } from './application/access-control.service.js';
export { KnownRoles } from './application/known-roles.js';
export { PluginService } from './application/plugin.service.js';
export { type ControlledTable, EXTERNAL_ROLES, STAKEHOLDER_ROLE } from './domain/access-controls.js';
export * from './domain/plugins.js';
export { WorkingCalendarSchema, type WorkingCalendarState } from './persistence/working-calendar.schema.js';
