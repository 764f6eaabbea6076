import cluster from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DailyJobs } from '#libs/jobs';
import { OutboxRelay } from '#libs/outbox';
import { Database } from '#libs/persistence';
import { type App, createApp } from './app.js';
import { AutoCloseRounds } from './cases/index.js';
import { firstStart } from './cli/first-start.js';
import { Housekeeping } from './housekeeping.js';
import { createLog } from './logging.js';
import { prepareDatabase } from './prepare-database.js';
import { readSettings, type Settings, SettingsFault } from './settings.js';

const STOP_MS = 9_000;
/** How long whoever asks for readiness has to send requests elsewhere. */
const GRACE_MS = 300;
/** How long a kept connection has to send the request whose answer ends it. */
const DRAIN_MS = 700;

/** Starts the program from the environment and keeps it running until it is told to stop. */
export async function serve(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  try {
    const settings = readSettings(env);
    const log = createLog(settings.logLevel);
    if (cluster.isPrimary) await prepareDatabase(settings);
    if (settings.workers > 1 && cluster.isPrimary) await lead(settings, log);
    else await work(settings, log);
  } catch (error) {
    process.stderr.write(`${faultText(error)}\n`);
    process.exit(1);
  }
}

function faultText(error: unknown): string {
  if (error instanceof SettingsFault) return error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `PORT is taken: ${message}.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return `DATABASE_URL cannot be reached: ${message}.`;
  if (code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_BAD_DB_ERROR') return `DATABASE_URL was refused by the server: ${message}.`;
  return String(stack ?? message ?? error);
}

/** Several processes share one port; the first one makes the first start, so that it happens once. */
async function lead(settings: Settings, log: Logger): Promise<void> {
  const app = await createApp({ settings, log });
  const news = await firstStart(app, settings);
  await app.nest.close();
  for (const line of news) process.stdout.write(`${line}\n`);
  for (let i = 0; i < settings.workers; i += 1) cluster.fork();
  let stopping = false;
  cluster.on('exit', (worker, code) => {
    if (stopping) return;
    log.error({ pid: worker.process.pid, code }, 'a worker ended; starting another');
    cluster.fork();
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopping = true;
      for (const worker of Object.values(cluster.workers ?? {})) worker?.kill(signal);
    });
  }
}

async function work(settings: Settings, log: Logger): Promise<void> {
  const app = await createApp({ settings, log });
  const news = cluster.isPrimary ? await firstStart(app, settings) : [];
  const relay = app.nest.get(OutboxRelay);
  relay.start();
  const housekeeping = new Housekeeping(app.nest.get(Database), (error) => log.warn({ err: error }, 'housekeeping failed'));
  housekeeping.start();
  const jobs = app.nest.get(DailyJobs);
  jobs.start();
  const autoClose = app.nest.get(AutoCloseRounds, { strict: false });
  autoClose.start();
  const background = [relay, housekeeping, jobs, autoClose];
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app, background, log));
  await app.nest.listen(settings.port, settings.host);
  const address = `http://${settings.host}:${settings.port}`;
  log.info({ address }, 'listening');
  if (cluster.isPrimary)
    process.stdout.write(
      `Quayside listens on ${address}\n  API document  ${address}/api/openapi.json\n${settings.swaggerUi ? `  Swagger UI    ${address}/api/docs\n` : ''}`,
    );
  // Last, where it is seen: it is not said again.
  for (const line of news) process.stdout.write(`${line}\n`);
}

/** Readiness is refused, running requests are answered, then the connections and the database are closed. */
async function stop(app: App, background: readonly { stop(): Promise<void> }[], log: Logger): Promise<void> {
  log.info({}, 'stopping');
  app.beginStop();
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await pause(GRACE_MS);
  app.stopListening();
  await pause(DRAIN_MS);
  await Promise.all(background.map((work) => work.stop()));
  await app.nest.close();
  process.exit(0);
}
