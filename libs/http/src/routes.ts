import { RequestMethod, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { declarationOf, pluginsOf, type RouteDeclaration } from '#libs/authorization';

/** A route of the program: its method, its address as Fastify writes it, and what it needs. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly declaration: RouteDeclaration;
  /** While one of these plugins is off, there is no such route. */
  readonly plugins: readonly string[];
  /** The status of its answer when all goes well. */
  readonly status: number;
}

const join = (...parts: string[]): string => `/${parts.join('/').split('/').filter(Boolean).join('/')}`;
const listOf = (path: unknown): string[] => (Array.isArray(path) ? path.map(String) : [String(path ?? '')]);

/**
 * The routes of the controllers.
 * @throws Error naming every route that does not declare what it needs; the program then does not start
 */
export function routesOf(controllers: readonly Type[], prefix: string): Route[] {
  const routes: Route[] = [];
  const undeclared: string[] = [];
  for (const controller of controllers) {
    for (const name of handlersOf(controller)) {
      const handler = (controller.prototype as Record<string, unknown>)[name] as object;
      const declaration = declarationOf(handler);
      if (!declaration) undeclared.push(`${controller.name}.${name}`);
      else routes.push(...routesAt(controller, name, handler, declaration, prefix));
    }
  }
  if (undeclared.length)
    throw new Error(`These routes do not declare what they need (@Open, @SignedIn, @Reads, @Acts or @Requires): ${undeclared.join(', ')}.`);
  return routes;
}

function handlersOf(controller: Type): string[] {
  const names = new Set<string>();
  for (let at = controller.prototype as object; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
    for (const name of Object.getOwnPropertyNames(at)) {
      const handler = Object.getOwnPropertyDescriptor(at, name)?.value as unknown;
      if (typeof handler === 'function' && Reflect.hasMetadata(METHOD_METADATA, handler)) names.add(name);
    }
  }
  return [...names];
}

function routesAt(controller: Type, name: string, handler: object, declaration: RouteDeclaration, prefix: string): Route[] {
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
  const status = (Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined) ?? (method === 'POST' ? 201 : 200);
  const plugins = [...new Set([...pluginsOf(controller), ...pluginsOf(handler)])];
  return listOf(Reflect.getMetadata(PATH_METADATA, controller)).flatMap((base) =>
    listOf(Reflect.getMetadata(PATH_METADATA, handler)).map((path) => {
      const full = join(base, path);
      return {
        method,
        path: /^\/(health|metrics)/.test(full) ? full : join(prefix, full),
        handler: `${controller.name}.${name}`,
        declaration,
        plugins,
        status,
      };
    }),
  );
}

/** Finds the declaration of a route, and the methods an address takes. */
export class RouteTable {
  private readonly known = new Map<string, Route>();
  private readonly patterns: { pattern: RegExp; method: string }[];

  constructor(readonly routes: readonly Route[]) {
    for (const route of routes) this.known.set(`${route.method} ${route.path}`, route);
    this.patterns = routes.map(({ path, method }) => ({ method, pattern: new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}/?$`) }));
  }

  find(method: string, path: string | undefined): Route | undefined {
    return path === undefined ? undefined : this.known.get(`${method === 'HEAD' ? 'GET' : method} ${path}`);
  }

  methodsOf(path: string): string[] {
    return [...new Set(this.patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
  }
}
