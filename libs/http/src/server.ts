import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Forbidden, NotFound } from '#libs/kernel';
import { idempotencyOf } from './idempotency.js';
import type { ProblemFilter } from './problem.filter.js';
import { HttpProblem } from './problem.js';
import type { RateLimit } from './rate-limit.js';
import { type Authenticator, callerOf, setCaller } from './request.js';
import type { RouteTable } from './routes.js';

/** What stands before and after every handler. */
export interface ServerParts {
  readonly authenticator: Authenticator;
  readonly routes: RouteTable;
  readonly filter: ProblemFilter;
  readonly rateLimit: RateLimit | null;
  /** True once the program has stopped listening: a connection ends with its next answer. */
  readonly closing: () => boolean;
}

/** JSON bodies stay text until the record was found and the action permitted; see Payload. */
export function keepBodiesAsText(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser(['application/json', 'application/merge-patch+json'], { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
}

/** Sign-in, rate limits, the first check of what a route declares, idempotency keys, ETags; all before Nest sees a request. */
export function prepareServer(fastify: FastifyInstance, parts: ServerParts): void {
  const { authenticator, routes, filter, rateLimit } = parts;
  const running = new Set<string>();

  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (parts.closing()) reply.header('connection', 'close');
    const route = routes.find(request.method, request.routeOptions.url);
    const declaration = route?.declaration;
    if (declaration?.kind === 'open' || !isApi(request)) {
      rateLimit?.check(request, request.ip);
      return;
    }
    const caller = await authenticator.authenticate(request);
    setCaller(request, caller);
    rateLimit?.check(request, caller.personId);
    if (!route || !declaration) throw notThere(routes, request);
    if (!route.plugins.every((id) => caller.actor.plugins.has(id))) throw new NotFound();
    if (declaration.kind === 'requires' && !caller.ability.canAny(declaration.action, declaration.subject)) throw new Forbidden();
  });

  fastify.addHook('preHandler', async (request) => {
    const caller = callerOf(request);
    const header = request.headers['idempotency-key'];
    if (!caller || request.method !== 'POST' || header === undefined) return;
    const status = routes.find(request.method, request.routeOptions.url)?.status ?? 200;
    const body = typeof request.body === 'string' ? request.body : `length ${request.headers['content-length'] ?? ''}`;
    const idempotency = idempotencyOf(String(header), { method: request.method, url: request.url, body }, status);
    const key = `${caller.personId} ${String(header)}`;
    if (running.has(key))
      throw new HttpProblem(409, 'request_still_running', 'The same request is being worked on. Ask again for its answer.');
    running.add(key);
    (request as Running).idempotencyRunning = key;
    setCaller(request, { ...caller, idempotency });
  });

  fastify.addHook('onResponse', async (request) => {
    const key = (request as Running).idempotencyRunning;
    if (key) running.delete(key);
  });

  fastify.addHook('preSerialization', async (_request, reply, payload) => {
    const version = (payload as { version?: unknown; items?: unknown } | null)?.version;
    if (typeof version === 'number') reply.header('etag', `"${version}"`);
    return payload;
  });
}

type Running = FastifyRequest & { idempotencyRunning?: string };

const isApi = (request: FastifyRequest): boolean => request.url.startsWith('/api/v1') || request.url.startsWith('/metrics');

function notThere(routes: RouteTable, request: FastifyRequest): HttpProblem {
  const methods = routes.methodsOf(request.url.split('?')[0]!);
  if (methods.length && !methods.includes(request.method)) {
    return new HttpProblem(405, 'method_not_allowed', 'This address does not take that method.', { allow: methods.join(', ') });
  }
  return new HttpProblem(404, 'not_found', 'There is no such record.');
}

export type { FastifyReply };
