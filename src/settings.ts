import { faultOfDatabaseUrl } from '#libs/persistence';

/** The settings of the program, from the environment, checked before anything starts. */
export interface Settings {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Undefined: a random one is made and kept beside the embedded database. */
  readonly jwtSecret: string | undefined;
  readonly adminPassword: string | undefined;
  readonly demo: boolean;
  readonly demoPassword: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly attachmentsDir: string;
  readonly attachmentsMaxBytes: number;
  readonly publicUrl: string;
  readonly rateLimit: boolean;
  readonly workers: number;
  readonly logLevel: string;
  readonly swaggerUi: boolean;
}

/** A setting is wrong; the message is the one sentence that says which and how. */
export class SettingsFault extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const WEAK = /^(.)\1*$|secret|change|password|example|default/i;

/** @throws SettingsFault with one sentence that names the setting */
export function readSettings(env: Environment): Settings {
  const production = env.NODE_ENV === 'production';
  const databaseUrl = env.DATABASE_URL ?? 'sqlite:./data/quayside.sqlite';
  refuse(faultOfDatabaseUrl(databaseUrl));
  const embedded = databaseUrl.startsWith('sqlite:');
  const port = whole(env, 'PORT', 3000, 0, 65_535);
  const host = env.HOST ?? '127.0.0.1';
  const workers = whole(env, 'WORKERS', 1, 1, 64);
  if (workers > 1 && embedded) refuse('WORKERS must be 1 on the embedded database, which has one writer.');
  const secret = env.JWT_SECRET;
  if (production && !secret) refuse('JWT_SECRET must be set in production.');
  if (secret !== undefined && (secret.length < 32 || (production && WEAK.test(secret))))
    refuse('JWT_SECRET must be at least 32 random characters.');
  if (workers > 1 && !secret) refuse('JWT_SECRET must be set when WORKERS is more than 1.');
  password(env, 'ADMIN_PASSWORD', production);
  password(env, 'DEMO_PASSWORD', production);
  return {
    production,
    host,
    port,
    databaseUrl,
    jwtSecret: secret,
    adminPassword: env.ADMIN_PASSWORD,
    demo: flag(env, 'DEMO', true) && embedded && !production,
    demoPassword: env.DEMO_PASSWORD,
    smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    attachmentsDir: env.ATTACHMENTS_DIR ?? './data/attachments',
    attachmentsMaxBytes: whole(env, 'ATTACHMENTS_MAX_BYTES', 10 * 1024 * 1024, 1024, 1024 ** 3),
    publicUrl: url(env, 'PUBLIC_URL', ['http:', 'https:']) ?? `http://${host}:${port}`,
    rateLimit: env.RATE_LIMIT !== 'off',
    workers,
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    swaggerUi: flag(env, 'SWAGGER_UI', !production),
  };
}

function refuse(sentence: string | undefined): void {
  if (sentence) throw new SettingsFault(sentence);
}

function whole(env: Environment, name: string, usual: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined) return usual;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) refuse(`${name} must be a whole number from ${least} to ${most}.`);
  return value;
}

function flag(env: Environment, name: string, usual: boolean): boolean {
  const text = env[name];
  if (text === undefined) return usual;
  if (!['true', 'false', 'on', 'off'].includes(text)) refuse(`${name} must be true or false.`);
  return text === 'true' || text === 'on';
}

function oneOf(env: Environment, name: string, choices: readonly string[], usual: string): string {
  const text = env[name] ?? usual;
  if (!choices.includes(text)) refuse(`${name} must be one of ${choices.join(', ')}.`);
  return text;
}

function url(env: Environment, name: string, protocols: readonly string[]): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
    refuse(`${name} must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
  return text;
}

function password(env: Environment, name: string, production: boolean): void {
  const given = env[name];
  if (given === undefined) return;
  if (given.length === 0) refuse(`${name} must not be empty.`);
  if (production && (given.length < 12 || WEAK.test(given)))
    refuse(`${name} must have at least 12 characters that are hard to guess in production.`);
}
