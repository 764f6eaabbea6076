/** What a route needs, declared on its handler. The start fails on a route without one. */
export type RouteDeclaration =
  /** Open without a sign-in. */
  | { readonly kind: 'open' }
  /** Any signed-in person, on what is that person's own. */
  | { readonly kind: 'signed_in' }
  /** Rows are filtered by the rules of the subject; whoever may read none gets an empty list or 404. */
  | { readonly kind: 'reads'; readonly subject: string }
  /** The action is checked on the loaded record. */
  | { readonly kind: 'acts'; readonly action: string; readonly subject: string }
  /** Refused with 403 to whoever may do this to no record at all, before anything is read: creation, administration. */
  | { readonly kind: 'requires'; readonly action: string; readonly subject: string };

const DECLARATION = Symbol('route declaration');

const declare =
  (declaration: RouteDeclaration): MethodDecorator =>
  (_target, _key, descriptor: PropertyDescriptor) => {
    Object.defineProperty(descriptor.value, DECLARATION, { value: declaration });
  };

export const Open = (): MethodDecorator => declare({ kind: 'open' });
export const SignedIn = (): MethodDecorator => declare({ kind: 'signed_in' });
export const Reads = (subject: string): MethodDecorator => declare({ kind: 'reads', subject });
export const Acts = (action: string, subject: string): MethodDecorator => declare({ kind: 'acts', action, subject });
export const Requires = (action: string, subject: string): MethodDecorator => declare({ kind: 'requires', action, subject });

/** What a handler declares, if anything. */
export const declarationOf = (handler: unknown): RouteDeclaration | undefined =>
  (handler as Record<symbol, RouteDeclaration | undefined>)[DECLARATION];

const PLUGINS = Symbol('plugins of a route');

/**
 * What a handler, or each handler of a controller, belongs to. While one of the plugins is off, its routes answer 404 to
 * everyone who is signed in, as addresses that do not exist (decisions 24 and 28).
 */
export const NeedsPlugin =
  (...ids: string[]): ClassDecorator & MethodDecorator =>
  (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    Object.defineProperty(descriptor ? descriptor.value : target, PLUGINS, { value: ids });
  };

/** The plugins that a handler or a controller needs. */
export const pluginsOf = (target: unknown): readonly string[] => (target as Record<symbol, readonly string[] | undefined>)[PLUGINS] ?? [];
