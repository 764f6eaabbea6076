import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase } from '../support/databases.js';
import { ServerProcess } from '../support/server-process.js';

describe('start and stop', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    ServerProcess.build();
    fresh = await freshDatabase();
  }, 180_000);
  afterAll(() => fresh.drop());

  it('SIGTERM under load breaks no answer and ends with 0', async () => {
    const server = await ServerProcess.start(fresh.url);
    const token = await server.signIn();
    const statuses: number[] = [];
    let broken = 0;
    let stopping = false;
    const reader = async (): Promise<void> => {
      for (;;) {
        try {
          statuses.push((await server.call('GET', '/accounts', undefined, token)).status);
        } catch (error) {
          // Once it stops listening, a new connection is refused; an answer that has begun must not break.
          const { code } = ((error as Error).cause ?? {}) as { code?: string };
          if (!stopping || code !== 'ECONNREFUSED') broken += 1;
          return;
        }
      }
    };
    const readers = Promise.all(Array.from({ length: 8 }, reader));
    await new Promise((resolve) => setTimeout(resolve, 500));
    stopping = true;
    expect(await server.stop()).toBe(0);
    await readers;
    expect(broken).toBe(0);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  }, 60_000);

  it.each([
    [{ PORT: 'eighty' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ DATABASE_URL: 'postgres://x/y' }, 'DATABASE_URL must begin with sqlite:, mysql:// or mariadb://.'],
    [{ NODE_ENV: 'production' }, 'JWT_SECRET must be set in production.'],
    [{ NODE_ENV: 'production', JWT_SECRET: 'changeme-changeme-changeme-changeme' }, 'JWT_SECRET must be at least 32 random characters.'],
    [{ WORKERS: '2' }, 'WORKERS must be 1 on the embedded database, which has one writer.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
  ])('a wrong setting stops the start with one sentence: %j', async (env, sentence) => {
    const main = join(import.meta.dirname, '../../dist/src/main.js');
    const { code, stderr } = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
      execFile(process.execPath, [main], { env: { PATH: process.env.PATH ?? '', ...env }, cwd: '/' }, (error, _out, text) =>
        resolve({ code: (error as { code?: number } | null)?.code ?? 0, stderr: text }),
      );
    });
    expect(code).toBe(1);
    expect(stderr.trim()).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
