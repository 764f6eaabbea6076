import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
export const ADMIN_PASSWORD = 'nine quiet boats at dawn';

/** The program as an operator runs it: a process of its own, on a port. */
export class ServerProcess {
  private constructor(
    readonly origin: string,
    private readonly child: ChildProcess,
    private readonly ended: Promise<number | null>,
    readonly output: () => string,
  ) {}

  /** Builds if a source has changed. Once, before the first start. */
  static build(): void {
    execFileSync(process.execPath, [join(ROOT, 'scripts/build-if-needed.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  }

  static async start(databaseUrl: string, env: Record<string, string> = {}): Promise<ServerProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [join(ROOT, 'dist/src/main.js')], {
      env: {
        PATH: process.env.PATH ?? '',
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        ADMIN_PASSWORD,
        JWT_SECRET: 'tests-only-0123456789-0123456789-0123456789',
        ATTACHMENTS_DIR: join(tmpdir(), 'quayside-test-files'),
        DEMO: 'false',
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'error',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream!.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    const server = new ServerProcess(`http://127.0.0.1:${port}`, child, ended, () => output);
    await server.untilReady();
    return server;
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to stop, and answers its exit code. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }

  async signIn(username = 'admin', password = ADMIN_PASSWORD): Promise<string> {
    const answer = await this.post('/auth/login', { username, password });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
    return (answer.body as { accessToken: string }).accessToken;
  }

  async post(path: string, body: unknown, token?: string, headers: Record<string, string> = {}): Promise<{ status: number; body: any }> {
    return this.call('POST', path, body, token, headers);
  }

  async call(
    method: string,
    path: string,
    body: unknown,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: any }> {
    const response = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }

  private async untilReady(): Promise<void> {
    for (let tries = 0; tries < 300; tries += 1) {
      if (this.child.exitCode !== null) break;
      const ready = await fetch(`${this.origin}/health/ready`).then(
        (response) => response.ok,
        () => false,
      );
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    this.child.kill('SIGKILL');
    throw new Error(`the program did not get ready: ${this.output()}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
