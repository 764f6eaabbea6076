import { Module } from '@nestjs/common';
import { AbilityFactory } from '#libs/authorization';
import { administrationAbilities } from './administration.abilities.js';
import { AdministrationApi } from './administration.api.js';
import { AccessControlService } from './application/access-control.service.js';
import { AuditQueries } from './application/audit.queries.js';
import { KnownRoles } from './application/known-roles.js';
import { OutboxQueries } from './application/outbox.queries.js';
import { PluginService } from './application/plugin.service.js';
import { PropertyService } from './application/property.service.js';
import { AccessControlsController } from './http/access-controls.controller.js';
import { AuditController } from './http/audit.controller.js';
import { OutboxController } from './http/outbox.controller.js';
import { PluginsController } from './http/plugins.controller.js';
import { PropertiesController } from './http/properties.controller.js';

const SERVICES = [AdministrationApi, PluginService, AccessControlService, KnownRoles];

@Module({
  controllers: [PluginsController, AccessControlsController, PropertiesController, AuditController, OutboxController],
  providers: [...SERVICES, PropertyService, AuditQueries, OutboxQueries],
  exports: SERVICES,
})
export class AdministrationModule {
  constructor(abilities: AbilityFactory) {
    abilities.add(administrationAbilities);
  }
}
