import { type DynamicModule, Module } from '@nestjs/common';
import type { Clock } from '#libs/kernel';
import { AdministrationModule } from './administration/index.js';
import { CasesModule } from './cases/index.js';
import { CustomersModule } from './customers/index.js';
import { FsmModule } from './fsm-integration/index.js';
import { IdentityModule } from './identity/index.js';
import { PlatformModule } from './platform.module.js';
import { PortalModule } from './portal/index.js';
import { ProjectsModule } from './projects/index.js';
import type { Settings } from './settings.js';
import { TasksModule } from './tasks/index.js';

/** The bounded contexts, from left to right: each knows only those before it. */
export const CONTEXTS = [
  AdministrationModule,
  IdentityModule,
  CustomersModule,
  ProjectsModule,
  TasksModule,
  CasesModule,
  FsmModule,
  PortalModule,
];

@Module({})
export class AppModule {
  static with(settings: Settings, clock: Clock, limitStatements = true): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(settings, clock, limitStatements), ...CONTEXTS] };
  }
}
