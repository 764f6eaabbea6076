import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import { cpuOf } from './servers.mjs';

/** @typedef {import('./operations.mjs').Operation} Operation */
/** @typedef {import('./servers.mjs').Server} Server */
/** @typedef {import('./databases.mjs').BenchDatabase} BenchDatabase */

/**
 * @typedef {object} Figures
 * @property {number} requests that were answered well
 * @property {number} refused answers other than 2xx, errors, time-outs: none, or the figures are worth nothing
 * @property {number} perSecond
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} cpu milliseconds of the program for each request
 * @property {number} databaseCpu milliseconds of the database server for each request
 */

/**
 * Sends as many requests of one kind as a server answers.
 * @param {Operation} operation
 * @param {Server} server
 * @param {string} token
 * @param {BenchDatabase} database
 * @param {{ seconds: number, connections: number }} load
 * @returns {Promise<Figures>}
 */
export async function measure(operation, server, token, database, { seconds, connections }) {
  const versions = operation.versioned ? await versionsOf(database) : new Map();
  let sent = 0;
  const before = { program: cpuOf(server.pid), database: cpuOf(database.pid) };
  const began = process.hrtime.bigint();
  const result = await autocannon({
    url: server.origin,
    connections,
    duration: seconds,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    requests: [
      {
        method: operation.method,
        setupRequest: (request, context) => {
          const { path, key, body } = operation.request(sent++);
          Object.assign(context, { key });
          const headers = key === undefined ? request.headers : { ...request.headers, 'if-match': `"${versions.get(key)}"` };
          return { ...request, path: `/api/v1${path}`, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
        },
        onResponse: (status, _body, context) => {
          const { key } = /** @type {{ key?: string }} */ (context);
          if (key !== undefined && status === 200) versions.set(key, versions.get(key) + 1);
        },
      },
    ],
  });
  const elapsed = Number(process.hrtime.bigint() - began) / 1e9;
  const requests = result['2xx'];
  const answered = Math.max(1, requests + result.non2xx);
  return {
    requests,
    refused: result.non2xx + result.errors + result.timeouts,
    perSecond: requests / elapsed,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpu: (cpuOf(server.pid) - before.program) / answered,
    databaseCpu: (cpuOf(database.pid) - before.database) / answered,
  };
}

/**
 * The versions of all tasks, once the requests that the end of an earlier measurement cut off have been committed or dropped.
 * @param {BenchDatabase} database
 */
async function versionsOf(database) {
  await pause(1_000);
  const rows = await database.rows('SELECT id, version FROM project_task');
  return new Map(rows.map((row) => [row.id, Number(row.version)]));
}

/**
 * What is done once a day begins soon after a start; it changes tasks, and must not fall into a measurement.
 * @param {BenchDatabase} database
 */
export async function dailyWorkDone(database) {
  let known = 0;
  for (;;) {
    await pause(2_000);
    const jobs = await database.rows('SELECT last_run FROM scheduled_job');
    if (jobs.length > 0 && jobs.length === known && jobs.every((job) => job.last_run !== null)) return;
    known = jobs.length;
  }
}

/**
 * How many statements the program has sent so far, of its own metrics.
 * @param {Server} server
 * @param {string} adminToken
 */
export async function statementsOf(server, adminToken) {
  const text = await (await fetch(`${server.origin}/metrics`, { headers: { authorization: `Bearer ${adminToken}` } })).text();
  return Number(/^database_statements_total (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

/**
 * The mean of several rounds.
 * @param {readonly Figures[]} rounds
 * @returns {Figures}
 */
export function mean(rounds) {
  const of = (/** @type {keyof Figures} */ name) => rounds.reduce((sum, round) => sum + round[name], 0) / rounds.length;
  return {
    requests: of('requests') * rounds.length,
    refused: of('refused') * rounds.length,
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    databaseCpu: of('databaseCpu'),
  };
}
