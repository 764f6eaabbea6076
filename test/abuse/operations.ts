/** An operation of the API document, as far as requests are made from it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query: readonly string[];
  readonly body: Schema | null;
}

export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** The operations of a document. Signing out would end the session that asks. */
export function operationsOf(document: any): Operation[] {
  const found: Operation[] = [];
  for (const [path, item] of Object.entries<any>(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation || /\/auth\/(logout|password)$/.test(path)) continue;
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one: Schema) => resolved(one, document) as any);
      found.push({
        method: method.toUpperCase() as Operation['method'],
        path: path.replace(/^\/api\/v1/, ''),
        query: parameters.filter((one) => one.in === 'query').map((one) => one.name),
        body: operation.requestBody?.content?.['application/json']?.schema ?? null,
      });
    }
  }
  return found.filter(({ path }) => !path.startsWith('/api') && !path.startsWith('/health') && path !== '/metrics');
}

/** A schema with its references followed, one level. */
export function resolved(schema: Schema, document: any): Schema {
  if (!schema.$ref) return schema;
  return schema.$ref
    .slice(2)
    .split('/')
    .reduce((at, name) => at[name], document);
}
