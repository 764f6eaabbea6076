// The two programs that are measured, each in a process of its own on the same database.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Server
 * @property {string} name
 * @property {string} origin
 * @property {number} pid
 * @property {() => Promise<void>} stop
 */

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const READY_MS = 60_000;

/** @param {string} databaseUrl @param {string} secret @param {string[]} nodeOptions */
export const startProgram = (databaseUrl, secret, nodeOptions = []) =>
  start('program', [...nodeOptions, here('../dist/src/main.js')], {
    DATABASE_URL: databaseUrl,
    JWT_SECRET: secret,
    RATE_LIMIT: 'off',
    DEMO: 'false',
    ADMIN_PASSWORD: 'bench-only-administrator',
    SWAGGER_UI: 'false',
    LOG_LEVEL: 'warn',
  });

/** @param {string} databaseUrl @param {string} secret */
export const startBare = (databaseUrl, secret) =>
  start('bare', [here('bare/server.mjs')], { DATABASE_URL: databaseUrl, JWT_SECRET: secret });

/**
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} settings
 * @returns {Promise<Server>}
 */
async function start(name, args, settings) {
  const port = await freePort();
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...settings, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const deadline = Date.now() + READY_MS;
  while (!(await answers(origin))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the ${name} server did not start`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { name, origin, pid: Number(child.pid), stop };
}

/** Any answer will do, 401 among them. @param {string} origin */
const answers = (origin) =>
  fetch(`${origin}/api/v1/projects`).then(
    () => true,
    () => false,
  );

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

const TICK_MS = 10;

/** The CPU time that a process has used so far, in milliseconds: user and system, all threads. @param {number | null} pid */
export function cpuOf(pid) {
  if (pid === null) return 0;
  // The name in parentheses may hold spaces; what follows it does not.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
