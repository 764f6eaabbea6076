// A throw-away MariaDB server, for tests and for the bench. Plain JavaScript, so that both jest and plain scripts can use it.
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { startGuarded, stopGuarded } from './guarded-process.mjs';
import { findMariadb } from './mariadb-programs.mjs';

/**
 * @typedef {object} MariadbServer
 * @property {string} url `mariadb://root@127.0.0.1:<port>`, with every right and without a password
 * @property {number} port
 * @property {() => Promise<void>} stop shuts it down and deletes its data; may be called more than once
 */

const START_WITHIN_MS = 60_000;
const START_TRIES = 3;

/**
 * Starts a new, empty server on a free port of 127.0.0.1, with its data in a new folder below the system's temporary one.
 * It goes away with the process that started it, however that ends; `stop()` only makes it go sooner.
 * @param {Record<string, string | number>} [settings] further server settings, as `{ 'innodb-buffer-pool-size': '1G' }`
 * @returns {Promise<MariadbServer>}
 */
export async function startMariadb(settings = {}) {
  const programs = findMariadb();
  if (!programs) throw new Error('mariadbd is not installed (Debian, Ubuntu: apt install mariadb-server)');
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(programs, settings);
    } catch (error) {
      // Between finding a free port and taking it, another program may have taken it.
      if (attempt === START_TRIES) throw error;
    }
  }
}

/**
 * @param {import('./mariadb-programs.mjs').MariadbPrograms} programs
 * @param {Record<string, string | number>} settings
 * @returns {Promise<MariadbServer>}
 */
async function startOnce(programs, settings) {
  const home = await mkdtemp(join(tmpdir(), 'quayside-mariadb-'));
  try {
    await createSystemTables(programs.install, home);
    const port = await freePort();
    const log = join(home, 'server.log');
    const guard = startGuarded(home, log, [programs.server, ...serverOptions(home, port, settings)]);
    const stop = once(() => stopGuarded(guard, home));
    try {
      await untilItAnswers(port, home, log);
    } catch (error) {
      await stop();
      throw error;
    }
    return { url: `mariadb://root@127.0.0.1:${port}`, port, stop };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

// The server refuses to run as root unless told so; for anybody else the option is an error.
const asRoot = () => (process.getuid?.() === 0 ? ['--user=root'] : []);

/**
 * @param {string} install
 * @param {string} home
 */
async function createSystemTables(install, home) {
  const options = ['--no-defaults', `--datadir=${join(home, 'data')}`, '--auth-root-authentication-method=normal', '--skip-test-db'];
  await promisify(execFile)(install, [...options, '--skip-name-resolve', ...asRoot()]);
}

/**
 * Small, but as durable and as strict as in production, so that the tests see what production sees.
 * @param {string} home
 * @param {number} port
 * @param {Record<string, string | number>} settings
 */
function serverOptions(home, port, settings) {
  const all = {
    datadir: join(home, 'data'),
    socket: join(home, 'server.sock'),
    'pid-file': join(home, 'server.pid'),
    port,
    'bind-address': '127.0.0.1',
    'skip-networking': 0,
    'skip-name-resolve': 1,
    'character-set-server': 'utf8mb4',
    // Binary and without padding: 'a' is neither 'A' nor 'a ', exactly as in SQLite.
    'collation-server': 'utf8mb4_nopad_bin',
    'transaction-isolation': 'READ-COMMITTED',
    'innodb-flush-log-at-trx-commit': process.env.QUAYSIDE_TEST_MARIADB_FLUSH ?? 1,
    'innodb-buffer-pool-size': '128M',
    'innodb-log-file-size': '32M',
    'max-connections': 400,
    ...settings,
  };
  // --no-defaults has to come first: it keeps the machine's own my.cnf out.
  return ['--no-defaults', ...Object.entries(all).map(([name, value]) => `--${name}=${value}`), ...asRoot()];
}

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

/**
 * @param {number} port
 * @param {string} home
 * @param {string} log
 */
async function untilItAnswers(port, home, log) {
  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    try {
      const connection = await createConnection({ host: '127.0.0.1', port, user: 'root', connectTimeout: 2_000 });
      const [rows] = await connection.query('SELECT @@socket AS socket');
      await connection.end();
      // Whoever answers has to be our server, not one that took the port before it.
      if (JSON.stringify(rows).includes(home)) return;
    } catch {
      // not yet
    }
    const said = readFileSync(log, 'utf8');
    if (said.includes('[ERROR] Aborting') || Date.now() > deadline) throw new Error(`MariaDB did not start:\n${said}`);
    await sleep(100);
  }
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>}
 */
function once(work) {
  /** @type {Promise<T> | undefined} */
  let running;
  return () => {
    running ??= work();
    return running;
  };
}
