import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createDocument } from '../../src/openapi.js';
import { TestApp } from '../support/test-app.js';

const ROOT = join(import.meta.dirname, '../..');

describe('the API document', () => {
  let test: TestApp;
  let folder: string;
  let document: ReturnType<typeof createDocument>;

  beforeAll(async () => {
    test = await TestApp.start();
    folder = await mkdtemp(join(tmpdir(), 'quayside-document-'));
    document = createDocument(test.app.nest, test.app.routes);
  });
  afterAll(async () => {
    await test.stop();
    await rm(folder, { recursive: true, force: true });
  }, 20_000);

  it('names every route of the program, and no other', () => {
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const served = test.app.routes.routes.map(({ method, path }) => `${method} ${path}`);
    expect(documented.sort()).toEqual(served.sort());
  });

  it('decision 41: lets only sign-in, registration, links to passwords and health be called without a token', () => {
    const open = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, { security?: unknown[] }>)
        .filter(([, { security }]) => security?.length === 0)
        .map(([method]) => `${method} ${path}`),
    );
    expect(open.sort()).toEqual([
      'get /health/live',
      'get /health/ready',
      'post /api/v1/auth/invitations/redeem',
      'post /api/v1/auth/login',
      'post /api/v1/auth/password-resets',
      'post /api/v1/auth/password-resets/redeem',
      'post /api/v1/auth/refresh',
      'post /api/v1/auth/registrations',
    ]);
  });

  it('is clean under the recommended rules for API documents', async () => {
    // The summaries are the docstrings, which only the build puts in: what is read here is the document of the built program.
    const run = promisify(execFile);
    await run(process.execPath, [join(ROOT, 'scripts/build-if-needed.mjs')]);
    const built = await run(process.execPath, [join(ROOT, 'scripts/api-document.mjs')], { maxBuffer: 64 * 1024 * 1024 });
    const file = join(folder, 'openapi.json');
    await writeFile(file, built.stdout);
    const redocly = join(ROOT, 'node_modules/@redocly/cli/bin/cli.js');
    const { stdout } = await run(
      process.execPath,
      [redocly, 'lint', file, '--extends', 'recommended', '--format', 'json', '--max-problems', '50'],
      {
        maxBuffer: 64 * 1024 * 1024,
      },
    ).catch((error: { stdout: string }) => error);
    const { problems } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
      problems: { ruleId: string; message: string; location: { pointer: string }[] }[];
    };
    expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`)).toEqual([]);
  }, 120_000);
});
