import { Module } from '@nestjs/common';
import { AbilityFactory } from '#libs/authorization';
import { administrationAbilities } from './administration.abilities.js';
import { AdministrationApi } from './administration.api.js';
import { AccessControlService } from './application/access-control.service.js';
import { AuditQueries } from './application/audit.queries.js';
import { CalendarService } from './application/calendar.service.js';
import { CalendarQueries } from './application/calendar-queries.js';
import { FlowService } from './application/flow.service.js';
import { FormLayoutService } from './application/form-layout.service.js';
import { GuidedSetupQueries } from './application/guided-setup.queries.js';
import { KnownRoles } from './application/known-roles.js';
import { OutboxQueries } from './application/outbox.queries.js';
import { PluginService } from './application/plugin.service.js';
import { PropertyService } from './application/property.service.js';
import { CalendarGuards } from './calendar-guards.js';
import { CalendarsApi } from './calendars.api.js';
import { FlowsApi } from './flows.api.js';
import { AccessControlsController } from './http/access-controls.controller.js';
import { AuditController } from './http/audit.controller.js';
import { CalendarsController } from './http/calendars.controller.js';
import { FlowsController } from './http/flows.controller.js';
import { FormLayoutsController } from './http/form-layouts.controller.js';
import { GuidedSetupController } from './http/guided-setup.controller.js';
import { OutboxController } from './http/outbox.controller.js';
import { PluginsController } from './http/plugins.controller.js';
import { PropertiesController } from './http/properties.controller.js';

const SERVICES = [AdministrationApi, CalendarsApi, CalendarGuards, FlowsApi, PluginService, AccessControlService, KnownRoles];

@Module({
  controllers: [
    PluginsController,
    AccessControlsController,
    PropertiesController,
    FlowsController,
    FormLayoutsController,
    GuidedSetupController,
    CalendarsController,
    AuditController,
    OutboxController,
  ],
  providers: [
    ...SERVICES,
    PropertyService,
    FlowService,
    FormLayoutService,
    GuidedSetupQueries,
    CalendarService,
    CalendarQueries,
    AuditQueries,
    OutboxQueries,
  ],
  exports: SERVICES,
})
export class AdministrationModule {
  constructor(abilities: AbilityFactory) {
    abilities.add(administrationAbilities);
  }
}
