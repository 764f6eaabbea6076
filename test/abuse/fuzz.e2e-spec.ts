import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Database } from '#libs/persistence';
import type { Answer, Client } from '../support/client.js';
import { CommandLine } from '../support/command-line.js';
import { TestApp } from '../support/test-app.js';
import { operationsOf } from './operations.js';
import { Random } from './random.js';
import { type FuzzedRequest, Requests } from './requests.js';

const PASSWORD = 'nine quiet boats at dawn';
const ROLES = [
  'admin',
  'projectmanager',
  'agent',
  'agentmanager',
  'dispatcher',
  'fieldagent',
  'customer',
  'customeradmin',
  'partner',
  'consumer',
];
/** `FUZZ_REQUESTS=60000 FUZZ_SEED=7 npm test -- test/abuse` for a long run. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 4_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_201);

/** What would tell how the program is made. */
const INSIDE = /\b(SELECT|INSERT INTO|UPDATE `|DELETE FROM|ER_[A-Z_]+|SQLITE_|ECONN|TypeError|node_modules|at \w+ \(|\.js:\d+)/;

describe('requests made from the API document, most of them wrong', () => {
  let test: TestApp;
  let clients: Client[];

  beforeAll(async () => {
    test = await TestApp.start();
    const quayside = new CommandLine(test.database.url, { ADMIN_PASSWORD: PASSWORD, DEMO_PASSWORD: PASSWORD });
    expect((await quayside.run('demo', 'load')).code).toBe(0);
    clients = [test.stranger];
    for (const role of ROLES) {
      const [person] = await test.get(Database).rows<{ id: string }>('SELECT id FROM person WHERE user_name = ?', [`demo.${role}`]);
      clients.push(await test.as(person!.id));
    }
  });
  afterAll(() => test.stop());

  it(`are answered without a fault of the program, and tell nothing of how it is made (${REQUESTS} requests)`, async () => {
    const document = await documentOfTheBuild();
    const operations = operationsOf(document);
    expect(operations.length).toBeGreaterThan(200);
    const random = new Random(SEED);
    const requests = new Requests(random, document, await keysOf(clients[1]!, operations));
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    for (let n = 0; n < REQUESTS; n += 1) {
      // Each operation comes as often as any other.
      const request = requests.of(operations[n % operations.length]!);
      const client = random.one(clients);
      const answer = await send(client, request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const fault = faultOf(answer);
      if (fault) faults.push(`${fault}: ${JSON.stringify(request).slice(0, 600)} ${answer.raw.slice(0, 300)}`);
    }
    expect(faults).toEqual([]);
    // Enough of them got past the door to have tried what lies behind it.
    expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 20);
  }, 3_600_000);
});

function send(client: Client, { method, path, body, headers }: FuzzedRequest): Promise<Answer> {
  if (method === 'GET') return client.get(path, headers);
  if (method === 'DELETE') return client.delete(path, headers);
  return { POST: client.post, PATCH: client.patch, PUT: client.put }[method].call(client, path, body, headers);
}

/** What the compiler adds to the API document is there only once the program is built. */
async function documentOfTheBuild(): Promise<any> {
  const script = join(import.meta.dirname, '../../scripts/api-document.mjs');
  return JSON.parse((await promisify(execFile)(process.execPath, [script], { maxBuffer: 50_000_000 })).stdout);
}

/** Ids and numbers of what there is, by collection. */
async function keysOf(admin: Client, operations: readonly { method: string; path: string }[]): Promise<Map<string, string[]>> {
  const known = new Map<string, string[]>();
  for (const { method, path } of operations) {
    if (method !== 'GET' || path.includes('{') || path.startsWith('/portal') || path.startsWith('/lookups')) continue;
    const { status, body } = await admin.get(path);
    if (status !== 200 || !Array.isArray(body?.items)) continue;
    const keys = body.items.flatMap(({ id, number, key }: Record<string, string>) => [id, number, key].filter(Boolean));
    known.set(path.split('/').at(-1)!.toLowerCase(), keys);
  }
  return known;
}

function faultOf({ status, raw, headers }: Answer): string | undefined {
  if (status >= 500) return `answered ${status}`;
  if (status >= 400 && !/^application\/problem\+json/.test(headers['content-type'] ?? '')) return `${status} is no problem+json`;
  return status >= 400 && INSIDE.test(raw) ? 'tells of the inside' : undefined;
}
