import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Clock, newId } from '#libs/kernel';
import { OutboxRelay } from '#libs/outbox';
import { Database, UnitOfWork } from '#libs/persistence';
import { type App, createApp } from '../../src/app.js';
import { SigningKey, signAccessToken } from '../../src/identity/application/access-tokens.js';
import { createLog } from '../../src/logging.js';
import { prepareDatabase } from '../../src/prepare-database.js';
import { readSettings } from '../../src/settings.js';
import { Client } from './client.js';
import { databaseKind, type FreshDatabase, freshDatabase } from './databases.js';
import { Given } from './given.js';

/** The real program on a database of its own; requests go through the whole server, without a socket. */
export class TestApp {
  readonly given: Given;

  private constructor(
    readonly app: App,
    readonly database: FreshDatabase,
    private readonly folder: string,
  ) {
    this.given = new Given(this);
  }

  static async start(env: Record<string, string> = {}, clock = new Clock()): Promise<TestApp> {
    const database = await freshDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'quayside-files-'));
    const settings = readSettings({
      DATABASE_URL: database.url,
      JWT_SECRET: 'tests-only-0123456789-0123456789-0123456789',
      ATTACHMENTS_DIR: folder,
      RATE_LIMIT: 'off',
      DEMO: 'false',
      SWAGGER_UI: 'false',
      LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
      ...env,
    });
    await prepareDatabase(settings);
    return new TestApp(await createApp({ settings, log: createLog(settings.logLevel), clock }), database, folder);
  }

  async stop(): Promise<void> {
    await this.app.nest.close();
    await this.get(Database).close();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get kind(): string {
    return databaseKind;
  }

  get fastify(): FastifyInstance {
    return this.app.nest.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  }

  /** A part of the program, for arranging a world. */
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.app.nest.get(token as Type<T>, { strict: false });
  }

  get unitOfWork(): UnitOfWork {
    return this.get(UnitOfWork);
  }

  /** Delivers what waits in the outbox. */
  async deliverOutbox(): Promise<void> {
    await this.get(OutboxRelay).drain();
  }

  /** A client that is signed in as a person, in a session of its own; no password is needed. */
  async as(personId: string): Promise<Client> {
    const sessionId = newId();
    await this.get(Database).run('INSERT INTO session (id, person_id, created_at) VALUES (?, ?, ?)', [
      sessionId,
      personId,
      new Date().toISOString().replace('T', ' ').replace('Z', ''),
    ]);
    return new Client(this.fastify, await signAccessToken(this.get(SigningKey), personId, sessionId), personId);
  }

  /** A client that is not signed in. */
  get stranger(): Client {
    return new Client(this.fastify, null, '');
  }
}
