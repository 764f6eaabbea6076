import { type Operation, resolved, type Schema } from './operations.js';
import type { Random } from './random.js';

/** What no field expects. */
const ODD: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  true,
  [],
  {},
  [null],
  [[['deep']]],
  { $ne: null },
  { toJSON: 'x' },
  '\u0000',
  '\ud800',
  'ä'.repeat(300),
  'x'.repeat(5_000),
  '😀'.repeat(60),
  "' OR 1=1 --",
  '`; DROP TABLE person; --',
  '../../etc/passwd',
  '%00',
  '0000-00-00',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30',
  '+275760-09-13T00:00:00.001Z',
  '1969-12-31T23:59:59Z',
  'NaN',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '=cmd|1',
];
const SUFFIXES = ['', '', '', '.ne', '.gt', '.gte', '.lt', '.lte', '.contains', '.startsWith', '.isNull', '.foo'];
const HEADERS: readonly (readonly [string, string])[] = [
  ['if-match', '"1"'],
  ['if-match', '*'],
  ['if-match', 'W/"x"'],
  ['idempotency-key', 'one'],
  ['idempotency-key', 'x'.repeat(300)],
  ['accept', 'text/csv'],
  ['accept', 'image/png'],
  ['content-type', 'text/plain'],
  ['x-http-method-override', 'DELETE'],
];

export interface FuzzedRequest {
  readonly method: Operation['method'];
  readonly path: string;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}

/** Makes requests of an API document: some sound, most with something wrong in them. */
export class Requests {
  constructor(
    private readonly random: Random,
    private readonly document: any,
    /** Ids and numbers of records that exist, by their collection. */
    private readonly known: ReadonlyMap<string, readonly string[]>,
  ) {}

  of({ method, path, query, body }: Operation): FuzzedRequest {
    const { random } = this;
    const at = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(this.key(name, path))));
    const asked = Array.from({ length: random.below(3) }, () => {
      const name = query.length && random.chance(0.9) ? random.one(query) : String(random.one(ODD));
      return `${encodeURIComponent(safe(name + random.one(SUFFIXES)))}=${encodeURIComponent(safe(String(this.value({}, name))))}`;
    });
    const header = random.chance(0.15) ? Object.fromEntries([random.one(HEADERS)]) : {};
    return {
      method,
      path: asked.length && random.chance(0.7) ? `${at}?${asked.join('&')}` : at,
      body: method === 'GET' || method === 'DELETE' ? undefined : this.payload(body),
      headers: header,
    };
  }

  private payload(schema: Schema | null): unknown {
    if (this.random.chance(0.03))
      return this.random.one(['{', '[]', 'null', '"x"', '{"a":1,"a":2}', '{"__proto__":{"x":1}}', '['.repeat(500)]);
    const body: Record<string, unknown> = {};
    if (schema) Object.assign(body, this.value(schema, '') as object);
    if (this.random.chance(0.1)) body[String(this.random.one(ODD))] = this.random.one(ODD);
    return body;
  }

  private value(given: Schema, name: string, depth = 0): unknown {
    const { random } = this;
    if (name && random.chance(0.2)) return random.one(ODD);
    const schema = resolved(given, this.document);
    const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (choices?.length) return this.value(random.one(choices), name, depth);
    if (schema.enum?.length) return random.one(schema.enum);
    const type = Array.isArray(schema.type) ? random.one(schema.type as string[]) : schema.type;
    if (type === 'object' || schema.properties) {
      if (depth > 4) return {};
      const fields = Object.entries(schema.properties ?? {}).filter(() => random.chance(0.75));
      return Object.fromEntries(fields.map(([field, of]) => [field, this.value(of, field, depth + 1)]));
    }
    if (type === 'array') return Array.from({ length: random.below(3) }, () => this.value(schema.items ?? {}, name, depth + 1));
    if (type === 'integer' || type === 'number') return random.one([0, 1, 2, 3, 4, 60, 480, 100_000, -5]);
    if (type === 'boolean') return random.chance(0.5);
    return this.text(name);
  }

  private text(name: string): string {
    const { random } = this;
    if (/(Id|Ids|List|account|project|contact|case|task|parent|assigned)/i.test(name)) return this.key(name, '');
    if (/(At|Start|End|Date|On|from|to|start)$/.test(name)) return random.one(['2027-03-01', '2027-03-02T10:00:00Z', '2026-12-24', 'now']);
    if (/email/i.test(name)) return `p${random.below(1e6)}@example.org`;
    return random.one(['Pump', 'open', 'green', 'web', 'number', '-number', 'true', 'work_in_progress', 'fs', String(random.below(100))]);
  }

  /** The key of a record, most often of a kind that fits. */
  private key(name: string, path: string): string {
    const { random } = this;
    if (random.chance(0.08)) return safe(String(random.one(ODD)));
    const collection = path.split('/').find((_part, i, parts) => parts[i + 1] === `{${name}}`) ?? `${name.replace(/(Ids?|List)$/, '')}s`;
    const fitting = [...this.known].filter(([kind]) => kind.endsWith(collection.toLowerCase()) || collection.endsWith(kind));
    const [, keys] = fitting.length && random.chance(0.9) ? random.one(fitting) : random.one([...this.known]);
    return keys.length ? random.one(keys) : '0'.repeat(32);
  }
}

/** encodeURIComponent knows no half pairs. */
const safe = (text: string): string => text.replace(/\p{Surrogate}/gu, '?');
