import type { DataSourceOptions, EntitySchema, MigrationInterface } from 'typeorm';

interface Pragmas {
  pragma(text: string): unknown;
}

const SERVER = /^(mysql|mariadb):\/\//;

/** The sentence that says what is wrong with a DATABASE_URL, or undefined. */
export function faultOfDatabaseUrl(url: string): string | undefined {
  if (/^sqlite:.+/.test(url)) return undefined;
  if (!SERVER.test(url)) return 'DATABASE_URL must begin with sqlite:, mysql:// or mariadb://.';
  if (/^[a-z]+:\/\/[^/]*,/.test(url)) return 'DATABASE_URL names several hosts; this version connects to one.';
  if (!URL.canParse(url) || new URL(url).pathname.length < 2)
    return 'DATABASE_URL must name a database, as in mysql://user:password@host:3306/quayside.';
  return undefined;
}

/** TypeORM's options for a DATABASE_URL. The same schemas and migrations serve each database. */
export function dataSourceOptions(
  url: string,
  schemas: EntitySchema<any>[],
  migrations: (new () => MigrationInterface)[],
  poolSize = 10,
): DataSourceOptions {
  const common = { entities: schemas, migrations, synchronize: false, migrationsTransactionMode: 'each' as const };
  if (url.startsWith('sqlite:')) {
    return {
      ...common,
      type: 'better-sqlite3',
      database: url.slice('sqlite:'.length),
      enableWAL: true,
      prepareDatabase: (db: Pragmas) => {
        db.pragma('foreign_keys = ON');
        db.pragma('busy_timeout = 5000');
        db.pragma('synchronous = FULL');
        db.pragma('cache_size = -65536');
      },
    };
  }
  return {
    ...common,
    type: url.startsWith('mariadb:') ? 'mariadb' : 'mysql',
    url,
    timezone: 'Z',
    dateStrings: true,
    // What opens and ends a transaction travels with other statements (MySqlTransaction).
    multipleStatements: true,
    charset: 'utf8mb4_unicode_ci',
    supportBigNumbers: true,
    poolSize,
    connectTimeout: 4000,
    extra: { queueLimit: 200, waitForConnections: true, enableKeepAlive: true },
  } as DataSourceOptions;
}
