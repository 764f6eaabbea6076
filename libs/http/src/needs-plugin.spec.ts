import { Controller, Get, Post } from '@nestjs/common';
import { fastify } from 'fastify';
import { type Actor, AppAbility, type Caller, NeedsPlugin, Requires, SignedIn } from '#libs/authorization';
import { ProblemFilter } from './problem.filter.js';
import { RouteTable, routesOf } from './routes.js';
import { prepareServer } from './server.js';

@NeedsPlugin('harbour')
@Controller('ships')
class ShipsController {
  @Get()
  @SignedIn()
  list(): void {}

  @Post()
  @Requires('create', 'Ship')
  create(): void {}

  @Get('cranes')
  @NeedsPlugin('cranes')
  @SignedIn()
  cranes(): void {}
}

const routes = new RouteTable(routesOf([ShipsController], 'api/v1'));

/** A server with those routes, for a person whose rights are none and for whom these plugins are active. */
async function answersWith(...plugins: string[]): Promise<(method: 'GET' | 'POST', path: string) => Promise<[number, unknown]>> {
  const actor = { personId: 'p', plugins: new Set(plugins) } as unknown as Actor;
  const caller = { personId: 'p', actor, ability: new AppAbility(actor, []) } as unknown as Caller;
  const server = fastify();
  const filter = new ProblemFilter();
  server.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
  prepareServer(server, { authenticator: { authenticate: async () => caller }, routes, filter, rateLimit: null, closing: () => false });
  for (const { method, path } of routes.routes) server.route({ method, url: path, handler: async () => ({}) });
  return async (method, path) => {
    const { statusCode, body } = await server.inject({ method, url: `/api/v1${path}` });
    return [statusCode, (JSON.parse(body) as { code?: string }).code];
  };
}

describe('decision 24: what a plugin brings is absent while it is off', () => {
  it('answers a route of an active plugin', async () => {
    const answer = await answersWith('harbour', 'cranes');
    expect(await answer('GET', '/ships')).toEqual([200, undefined]);
    expect(await answer('GET', '/ships/cranes')).toEqual([200, undefined]);
  });

  it('answers 404 before it asks whether the person may do it', async () => {
    expect(await (await answersWith('harbour'))('POST', '/ships')).toEqual([403, 'forbidden']);
    expect(await (await answersWith())('POST', '/ships')).toEqual([404, 'not_found']);
    expect(await (await answersWith('cranes'))('GET', '/ships')).toEqual([404, 'not_found']);
  });

  it('needs the plugin of the controller and that of the handler', async () => {
    expect(await (await answersWith('harbour'))('GET', '/ships/cranes')).toEqual([404, 'not_found']);
    expect(await (await answersWith('cranes'))('GET', '/ships/cranes')).toEqual([404, 'not_found']);
  });
});
