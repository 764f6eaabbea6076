import { randomBytes } from 'node:crypto';
import { Server as NetServer } from 'node:net';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { type LoggerService, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import { audit } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import {
  AUTHENTICATOR,
  type Authenticator,
  keepBodiesAsText,
  ProblemFilter,
  prepareServer,
  RateLimit,
  RouteTable,
  routesOf,
} from '#libs/http';
import { Clock } from '#libs/kernel';
import { UnitOfWork } from '#libs/persistence';
import { AppModule } from './app.module.js';
import { PinoLogger } from './logging.js';
import { Metrics } from './metrics.js';
import { offerApiDocument } from './openapi.js';
import { Readiness } from './readiness.js';
import type { Settings } from './settings.js';

const BODY_LIMIT = 100 * 1024;
const REQUEST_MS = 15_000;
const HEADERS_MS = 5_000;

/** The program, ready to listen. */
export interface App {
  readonly nest: NestFastifyApplication;
  readonly routes: RouteTable;
  /** From now on readiness is refused; requests are answered as before. */
  beginStop(): void;
  /** No new connections from now on; the ones there are end with their next answer. */
  stopListening(): void;
}

export interface AppOptions {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock?: Clock;
}

/**
 * Puts the program together.
 * @throws Error when a route does not declare what it needs
 */
export async function createApp({ settings, log, clock = new Clock() }: AppOptions): Promise<App> {
  const logger: LoggerService = new PinoLogger(log);
  const adapter = new FastifyAdapter({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(12).toString('hex'),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MS,
    connectionTimeout: 60_000,
    http: { headersTimeout: HEADERS_MS },
    // Longer than a request line may be: what is no id is found not to exist, like any other.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
  } as never);
  const nest = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, clock), adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  nest.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await fastify.register(helmet as never, helmetOptions(settings));
  await fastify.register(multipart as never, {
    limits: { files: 1, fileSize: settings.attachmentsMaxBytes + 1, fields: 5, fieldSize: 1000, parts: 6 },
    throwFileSizeLimit: false,
  });
  keepBodiesAsText(fastify);

  const routes = new RouteTable(routesOf(controllersOf(nest), 'api/v1'));
  const filter = new ProblemFilter(denials(nest.get(UnitOfWork), log));
  nest.useGlobalFilters(filter);
  const readiness = nest.get(Readiness);
  nest.get(Metrics).watch(fastify);
  prepareServer(fastify, {
    authenticator: nest.get<Authenticator>(AUTHENTICATOR),
    routes,
    filter,
    rateLimit: settings.rateLimit ? new RateLimit() : null,
    closing: () => readiness.closing,
  });
  offerApiDocument(nest, routes, settings);
  await nest.init();
  await fastify.ready();
  return {
    nest,
    routes,
    beginStop: () => {
      readiness.stopping = true;
    },
    stopListening: () => {
      readiness.closing = true;
      // Only the port: the close() of an HTTP server also cuts connections on which the next request may be under way.
      NetServer.prototype.close.call(fastify.server);
    },
  };
}

function controllersOf(nest: NestFastifyApplication): Type[] {
  return [...nest.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type),
  );
}

/** A refused action on a record that the person can see leaves a line in the audit log. */
const denials =
  (unitOfWork: UnitOfWork, log: Logger) =>
  (caller: Caller, request: { method: string; path: string }, code: string): void => {
    const { idempotency: _none, ...origin } = caller;
    unitOfWork
      .run(origin, async (tx) => audit(tx, { action: 'denied', recordType: 'Request', recordId: null, after: { ...request, code } }))
      .catch((error: unknown) => log.error({ err: error, requestId: caller.requestId }, 'a refusal could not be written to the audit log'));
  };

const helmetOptions = (settings: Settings) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
  },
  crossOriginEmbedderPolicy: false,
  strictTransportSecurity: settings.publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  referrerPolicy: { policy: 'no-referrer' as const },
  xFrameOptions: { action: 'deny' as const },
});
