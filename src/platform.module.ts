import { type DynamicModule, Global, Logger, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { ActivityModule } from '#libs/activity';
import { AbilityFactory, FactRegistry } from '#libs/authorization';
import { IdempotencyFrame, PublicUrl } from '#libs/http';
import { DailyJobs } from '#libs/jobs';
import { Clock } from '#libs/kernel';
import { DomainEvents, Mails, OutboxRelay, smtpDelivery } from '#libs/outbox';
import { Database, type DataSource, dataSourceOptions, Numbering, openDatabase, UnitOfWork } from '#libs/persistence';
import { RecordReader } from '#libs/records';
import { HealthController } from './health.controller.js';
import { SigningKey } from './identity/index.js';
import { Metrics } from './metrics.js';
import { migrations } from './migrations/index.js';
import { Readiness } from './readiness.js';
import { schemas } from './schemas.js';
import type { Settings } from './settings.js';
import { signingSecret } from './signing-secret.js';

export const SETTINGS = Symbol('settings');

/** What every context builds on: the database, the unit of work, numbers, rules, events, time. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, clock: Clock, limitStatements: boolean): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(settings.databaseUrl, schemas, migrations), retryAttempts: 0 } as never),
        ActivityModule.forRoot({ attachmentsDir: settings.attachmentsDir, maxBytes: settings.attachmentsMaxBytes }),
      ],
      controllers: [HealthController],
      providers: [
        { provide: Readiness, useFactory: () => new Readiness() },
        { provide: Metrics, useFactory: (database: Database) => new Metrics(database), inject: [Database] },
        { provide: SETTINGS, useValue: settings },
        { provide: Clock, useValue: clock },
        { provide: SigningKey, useFactory: () => new SigningKey(signingSecret(settings)) },
        { provide: Database, useFactory: (source: DataSource) => openDatabase(source, limitStatements), inject: [getDataSourceToken()] },
        { provide: DomainEvents, useFactory: () => new DomainEvents() },
        { provide: UnitOfWork, useFactory: unitOfWork, inject: [Database, Clock, DomainEvents] },
        { provide: PublicUrl, useFactory: () => new PublicUrl(settings.publicUrl) },
        { provide: Mails, useFactory: () => new Mails(settings.smtpUrl !== undefined) },
        { provide: OutboxRelay, useFactory: relay(settings), inject: [Database, UnitOfWork, DomainEvents] },
        { provide: DailyJobs, useFactory: dailyJobs, inject: [Database, Clock] },
        { provide: Numbering, useFactory: (database: Database) => new Numbering(database), inject: [Database] },
        { provide: RecordReader, useFactory: (database: Database) => new RecordReader(database), inject: [Database] },
        { provide: AbilityFactory, useFactory: () => new AbilityFactory() },
        { provide: FactRegistry, useFactory: () => new FactRegistry() },
      ],
      exports: [
        SETTINGS,
        Readiness,
        Metrics,
        Clock,
        SigningKey,
        Database,
        DomainEvents,
        UnitOfWork,
        PublicUrl,
        Mails,
        OutboxRelay,
        DailyJobs,
        Numbering,
        RecordReader,
        AbilityFactory,
        FactRegistry,
      ],
    };
  }
}

function unitOfWork(database: Database, clock: Clock, events: DomainEvents): UnitOfWork {
  const unit = new UnitOfWork(database, clock);
  unit.frame(new IdempotencyFrame());
  unit.frame(events);
  return unit;
}

function relay({ smtpUrl, publicUrl }: Settings) {
  const log = new Logger('outbox');
  const deliver = smtpUrl === undefined ? null : smtpDelivery(smtpUrl, new URL(publicUrl).hostname);
  return (database: Database, unit: UnitOfWork, events: DomainEvents): OutboxRelay =>
    new OutboxRelay(database, unit, events, deliver, (error, { id, topic }) =>
      log.warn(`${topic} ${id} was not delivered: ${(error as { code?: string }).code ?? (error as Error).name}`),
    );
}

function dailyJobs(database: Database, clock: Clock): DailyJobs {
  const log = new Logger('jobs');
  return new DailyJobs(database, clock, (error, id) =>
    log.warn(`${id} failed: ${(error as { code?: string }).code ?? (error as Error).name}`),
  );
}
