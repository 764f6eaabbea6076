import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#libs/persistence';
import { migrations } from '../../src/migrations/index.js';
import { schemas } from '../../src/schemas.js';
import { type FreshDatabase, freshDatabase } from '../support/databases.js';

describe('one set of migrations', () => {
  let fresh: FreshDatabase;
  let source: DataSource;

  beforeAll(async () => {
    fresh = await freshDatabase();
    source = await new DataSource(dataSourceOptions(fresh.url, schemas, migrations, 1)).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await fresh.drop();
  });

  it('makes exactly the schema that the entities describe', async () => {
    await source.runMigrations();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be taken back to an empty database, and run again', async () => {
    for (let n = 0; n < migrations.length; n += 1) await source.undoLastMigration();
    const runner = source.createQueryRunner();
    const left: string[] = [];
    for (const { tableName } of source.entityMetadatas) if (await runner.hasTable(tableName)) left.push(tableName);
    await runner.release();
    expect(left).toEqual([]);
    expect(await source.runMigrations()).toHaveLength(migrations.length);
  });

  it('gives every foreign key column an index that begins with it, on the side that is searched', async () => {
    const unindexed: string[] = [];
    for (const meta of source.entityMetadatas) {
      const leading = new Set([...meta.indices.map((index) => index.columns[0]?.databaseName), meta.primaryColumns[0]?.databaseName]);
      for (const { columns } of meta.foreignKeys)
        if (!leading.has(columns[0]!.databaseName)) unindexed.push(`${meta.tableName}.${columns[0]!.databaseName}`);
    }
    expect(unindexed.filter((name) => !RARELY_DELETED.has(name))).toEqual([]);
  });
});

/** Columns whose target is never deleted while in use, and by which nothing is searched. */
const RARELY_DELETED = new Set([
  'user_group.manager_id',
  'service_case.asset_id',
  'service_case.resolved_by_id',
  'service_case.closed_by_id',
]);
