import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerSchemas, type RouteTable, TITLES } from '#libs/http';
import type { Settings } from './settings.js';

type Operation = Record<string, unknown> & { responses: Record<string, unknown>; parameters?: unknown[] };

/** Serves the API document at /api/openapi.json, and Swagger UI at /api/docs where it is switched on. */
export function offerApiDocument(nest: NestFastifyApplication, routes: RouteTable, settings: Settings): void {
  // Built when it is first asked for: it costs more than all the rest of the start.
  let document: OpenAPIObject | undefined;
  const build = () => {
    document ??= createDocument(nest, routes);
    return document;
  };
  const fastify = nest.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.get('/api/openapi.json', (_request, reply) => reply.header('cache-control', 'no-cache').send(build()));
  if (!settings.swaggerUi) return;
  fastify.addHook('onSend', letSwaggerUiRun);
  SwaggerModule.setup('api/docs', nest, build, { raw: false, customSiteTitle: 'Quayside API' });
}

const INLINE_STYLE = /<style>([\s\S]*?)<\/style>|<svg[^>]* style="([^"]*)"/g;

/** Swagger UI loads its own scripts and styles and calls the API; nothing else may run in it but the style in its page. */
async function letSwaggerUiRun(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (!/^\/api\/docs(?:[/?]|$)/.test(request.url)) return payload;
  const styles =
    typeof payload === 'string' ? [...payload.matchAll(INLINE_STYLE)].map(([, element, attribute]) => element ?? attribute!) : [];
  const hashes = styles.map((text) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`).join('');
  reply.header(
    'content-security-policy',
    `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-hashes'${hashes}; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  );
  return payload;
}

export function createDocument(nest: NestFastifyApplication, routes: RouteTable): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Quayside')
    .setDescription('Customer project management: projects, tasks, cases and field service for customer accounts, under one access engine.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .build();
  const document = SwaggerModule.createDocument(nest, config, {
    operationIdFactory: (controller, method) => `${method}${controller.replace(/Controller$/, '')}`,
  });
  document.components ??= {};
  document.components.schemas = {
    ...document.components.schemas,
    ...(answerSchemas() as Record<string, never>),
    Problem: PROBLEM_SCHEMA as never,
  };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) complete(path, method, operation, routes);
  }
  showEmptyBodies(document);
  writeNulls(document.components.schemas);
  document.tags = [
    ...new Set(
      Object.values(document.paths).flatMap((item) =>
        Object.values(item as Record<string, { tags?: string[] }>).flatMap(({ tags }) => tags ?? []),
      ),
    ),
  ]
    .sort()
    .map((name) => ({ name, description: `${name}.` }));
  return document;
}

/** What may be null, as OpenAPI 3.1 writes it: null is one of its types. */
function writeNulls(node: unknown): void {
  if (node === null || typeof node !== 'object') return;
  const schema = node as { nullable?: unknown; type?: unknown };
  if (schema.nullable === true && typeof schema.type === 'string') {
    schema.type = [schema.type, 'null'];
    delete schema.nullable;
  }
  for (const child of Object.values(node)) writeNulls(child);
}

interface Body {
  required?: boolean;
  content?: Record<string, { schema?: { $ref?: string }; example?: unknown }>;
}

/** An action that takes nothing still takes a body: an empty one, which the document then shows. */
function showEmptyBodies(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, { properties?: object }>;
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item as Record<string, { requestBody?: Body }>)) {
      for (const media of Object.values(operation.requestBody?.content ?? {})) {
        const name = media.schema?.$ref?.split('/').at(-1);
        if (!name || Object.keys(schemas[name]?.properties ?? {}).length) continue;
        media.example ??= {};
        operation.requestBody!.required = false;
      }
    }
  }
}

/** Adds what every operation of its kind has: the sign-in, the headers it honours, the refusals it may answer. */
function complete(path: string, method: string, operation: Operation, routes: RouteTable): void {
  const route = routes.find(method.toUpperCase(), path.replace(/\{([^}]+)\}/g, ':$1'));
  const open = route?.declaration.kind === 'open';
  if (open) operation.security = [];
  else operation.security = [{ bearer: [] }];
  if (!operation.summary && operation.description) operation.summary = String(operation.description).split('. ')[0];
  const refusals = new Set<number>([400, ...(open ? [429] : [401])]);
  if (/\{/.test(path)) refusals.add(404);
  if (method !== 'get') for (const status of [403, 409, 422]) refusals.add(status);
  if (method === 'patch' || method === 'put' || method === 'delete') refusals.add(412);
  if (path.startsWith('/health') || path.startsWith('/metrics')) refusals.add(503);
  for (const status of [...refusals].sort()) operation.responses[String(status)] ??= refusal(status);
  if (!open && method === 'post')
    header(operation, 'Idempotency-Key', 'The same key with the same body gives the first answer again, for 24 hours.', 'a3f1c2d4');
  if (!open && (method === 'patch' || method === 'delete'))
    header(operation, 'If-Match', 'The version that was read, as the ETag carried it. A stale one is refused with 412.', '"3"');
}

function header(operation: Operation, name: string, description: string, example: string): void {
  operation.parameters = [
    ...(operation.parameters ?? []),
    { name, in: 'header', required: false, description, schema: { type: 'string' }, example },
  ];
}

const refusal = (status: number) => ({
  description: TITLES[status],
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      example: {
        type: `urn:quayside:problem:${CODES[status]}`,
        title: TITLES[status],
        status,
        detail: 'What stands against it, in words.',
        code: CODES[status],
        requestId: '5f0c2b1a9d8e7f6a5b4c3d2e',
      },
    },
  },
});

const CODES: Record<number, string> = {
  400: 'invalid_input',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  409: 'already_exists',
  412: 'stale_version',
  422: 'unknown_reference',
  429: 'too_many_requests',
  503: 'unavailable',
};

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457 problem details.',
  properties: {
    type: { type: 'string', example: 'urn:quayside:problem:not_found' },
    title: { type: 'string', example: 'Not found' },
    status: { type: 'integer', example: 404 },
    detail: { type: 'string', example: 'There is no such record.' },
    code: { type: 'string', description: 'Stable.', example: 'not_found' },
    requestId: { type: 'string', example: '5f0c2b1a9d8e7f6a5b4c3d2e' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          pointer: { type: 'string', example: '/actualEnd' },
          code: { type: 'string', example: 'wrong_type' },
          message: { type: 'string', example: 'actualEnd must be a time' },
        },
        required: ['pointer', 'code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
};
