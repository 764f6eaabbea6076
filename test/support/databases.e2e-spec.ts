import Sqlite from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { databaseKind, type FreshDatabase, freshDatabase } from './databases.js';

type Rows = Record<string, unknown>[];

/** Runs statements on a fresh database, past the program, and gives the rows of the last one. */
const run = (url: string, ...statements: string[]): Promise<Rows> =>
  url.startsWith('sqlite:')
    ? runOnSqlite(url.slice('sqlite:'.length), statements)
    : runOnMariadb(url.replace(/^mariadb:/, 'mysql:'), statements);

async function runOnSqlite(file: string, statements: string[]): Promise<Rows> {
  const database = new Sqlite(file);
  try {
    const results = statements.map((sql) => {
      const statement = database.prepare(sql);
      return statement.reader ? statement.all() : statement.run();
    });
    return results.at(-1) as Rows;
  } finally {
    database.close();
  }
}

async function runOnMariadb(url: string, statements: string[]): Promise<Rows> {
  const connection = await createConnection(url);
  try {
    let rows: unknown;
    for (const sql of statements) [rows] = await connection.query(sql);
    return rows as Rows;
  } finally {
    await connection.end();
  }
}

// The promises the other tests rest on: what holds on one database holds on the other.
describe(`a fresh ${databaseKind} database`, () => {
  const words = ['b', 'a ', 'B', 'a', 'ä', 'A'];
  let database: FreshDatabase;

  beforeEach(async () => {
    database = await freshDatabase();
  });
  afterEach(() => database.drop());

  it('is of the kind this run is for', () => {
    expect(database.url.startsWith(`${databaseKind}:`)).toBe(true);
  });

  it('compares, sorts and keeps unique by the letters themselves', async () => {
    const rows = await run(
      database.url,
      'CREATE TABLE word (word varchar(10) NOT NULL UNIQUE)',
      `INSERT INTO word VALUES ${words.map((word) => `('${word}')`).join(', ')}`,
      'SELECT word FROM word ORDER BY word',
    );
    expect(rows.map((row) => row.word)).toEqual(['A', 'B', 'a', 'a ', 'b', 'ä']);
    expect(await run(database.url, "SELECT word FROM word WHERE word = 'a'")).toHaveLength(1);
  });

  it('is empty, and another one knows nothing of it', async () => {
    const other = await freshDatabase();
    await run(database.url, 'CREATE TABLE word (word varchar(10))');
    // The error's own class may come from an earlier test file's realm, so it is judged by its text, not by `toThrow`.
    await expect(run(other.url, 'SELECT * FROM word')).rejects.toMatchObject({ message: expect.stringMatching(/word/) });
    await other.drop();
  });
});

if (databaseKind === 'mariadb') {
  it('the server is as strict and as durable as in production', async () => {
    const database = await freshDatabase();
    const rows = await run(
      database.url,
      'SELECT @@tx_isolation AS isolation, @@character_set_database AS charset, @@collation_database AS collation',
    );
    expect(rows).toEqual([{ isolation: 'READ-COMMITTED', charset: 'utf8mb4', collation: 'utf8mb4_nopad_bin' }]);
    await database.drop();
  });
}
